"""How long it takes until something can be used, each time in a fresh process."""

from time import perf_counter

from bench.processes import RUNTIME, run
from bench.sampling import Sample

ROUNDS = 15
URL = "http://127.0.0.1:9"  # nothing is sent
_PEER_READY = (
    "import {0} as peer; peer.RecipientsApi(peer.ApiClient(peer.Configuration(host='" + URL + "'))).get_recipient"
)

STATEMENTS = {
    "Python": "pass",
    "agillic": "import agillic",
    "httpx": "import httpx",
    "httpx client": "import httpx; httpx.Client().get",
    "operation ready": (
        f"from agillic_api import Client; Client('{URL}').recipients.get; "
        # What the first call would import, were it made.
        "from agillic_api.api.recipients import get_recipient"
    ),
    "Agillic ready": f"from agillic import Agillic; Agillic(key='k', secret='s', base_url='{URL}').recipients.get",
    "peer": "import peer",
    "peer operation ready": _PEER_READY.format("peer"),
    "peer_lazy operation ready": _PEER_READY.format("peer_lazy"),
}


def measure_starts() -> dict[str, Sample]:
    """Return the seconds of a whole process per statement, from its start to its end."""
    taken: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for turn in range(ROUNDS + 1):
        for name, statement in STATEMENTS.items():
            began = perf_counter()
            run([RUNTIME, "-c", statement], timeout=20)
            if turn:  # the first round only writes the bytecode
                taken[name].append(perf_counter() - began)
    return {name: Sample.of(seconds) for name, seconds in taken.items()}


def imports_http_library() -> bool:
    """Whether `import agillic` imports httpx."""
    return run([RUNTIME, "-c", "import sys, agillic; print('httpx' in sys.modules)"], timeout=20).strip() == "True"
