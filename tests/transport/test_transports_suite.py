"""The tests of the client over the transports that are not the default: a sample, and all of them with `make contract`.

They run in processes of their own, whose environment chooses the transport for all clients that choose none. Not among
them are folders whose tests meet no wire (those of `calls`, of `wire`, of the room of Iterable), and those of what
stands on the client (`sync`, `cli`, `agents`) or serves it (`mock`), but for the files that are about lost calls, or
that call the mock of Iterable by its client.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

import pytest
import used_transports

from sdk_core.transport.settings.parsers import TransportName

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
WHOLE = (
    ("tests/client",),
    ("tests/core/transport",),
    ("tests/transport",),
    ("tests/resources",),
    (
        "tests/iterable_mock/test_iterable_mock_client.py",
        "tests/iterable_mock/test_iterable_mock_client_sending.py",
        "tests/iterable_mock/test_iterable_mock_rows.py",
        "tests/sync/test_jobs_lost.py",
        "tests/sync/test_lost_responses.py",
    ),
)
SAMPLE = (
    "tests/client/test_reliability_cancellation.py",
    "tests/client/test_reliability_closing.py",
    "tests/client/test_reliability_network.py",
    "tests/client/test_reliability_sharing.py",
    "tests/client/test_security_tls.py",
)
DEFAULT_ALONE: Final = {
    "tests/client/test_client_proxies.py": "calls through a proxy take the default, whatever is chosen",
    "tests/client/test_client_shared_limits.py": "the plugin for users' tests empties the environment of settings",
    "tests/core/transport/test_keys.py": "so do these tests, to read settings",
    "tests/resources/test_campaigns.py": "as for the shared limits",
    "tests/resources/test_context_schema.py": "as for the shared limits",
}
"""Files of tests that call over the default alone, although another transport is chosen, and why that is right."""
PREFIXES = ("AGILLIC", "ITERABLE", "TINY")
"""Of the environment's variables."""


@pytest.mark.parametrize("over", [each for each in get_args(TransportName) if each != "httpx"])
@pytest.mark.parametrize("paths", WHOLE if LONG else [SAMPLE], ids=lambda paths: str(paths[0]))
def test_each_transport_keeps_what_the_default_promises(over: str, paths: Sequence[str], tmp_path: Path) -> None:
    chosen = dict.fromkeys((f"{each}_TRANSPORT" for each in PREFIXES), over)
    left_out = ("PYTEST_", "AGILLIC_CONTRACT")  # the long forms of its tests are run over the default alone
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment[used_transports.FOLDER] = str(tmp_path)
    workers = ("--numprocesses", "2" if LONG else "0", "--ignore", __file__)
    plugins = ("-p", "no:cacheprovider", "-p", used_transports.__name__)
    command = [sys.executable, "-m", "pytest", "--quiet", *plugins, *workers, *paths]
    done = subprocess.run(  # noqa: S603 - this interpreter, with files of the project
        command, cwd=ROOT, env=environment | chosen, capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    used = used_transports.files(tmp_path)
    assert any(over in each for each in used.values()), "no call went over the transport that was chosen"
    assert {file for file, names in used.items() if over not in names} <= {*DEFAULT_ALONE}
