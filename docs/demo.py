"""`make demo`: generate the client, and look at three calls as they go over the wire.

Nothing leaves this machine: the calls are answered by a transport with canned answers.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

GROWN_UP = 20
ROOT = Path(__file__).resolve().parent.parent
ANSWERS = {
    ("POST", "/recipients/:batch"): {"created": 1, "updated": 1, "warnings": 0, "errors": 0},
    ("GET", "/recipients"): [{"personData": {"EMAIL": "ruby@sweetmail.com", "FIRSTNAME": "Ruby", "LASTNAME": "Blue"}}],
}


def on_the_wire(request: httpx.Request) -> httpx.Response:
    """Print a request as it is sent, and answer it."""
    print(f"  {request.method} {request.url.raw_path.decode()}")
    if body := request.read():
        print(f"  {body.decode()}")
    answer = ANSWERS.get((request.method, request.url.path))
    return httpx.Response(200) if answer is None else httpx.Response(200, json=answer)


def main() -> None:
    """Generate into a temporary folder, import what was written, call it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "generator", "generate", "--api", "agillic", "--output", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        sys.path.insert(0, str(Path(folder) / "generated"))
        calls()


def calls() -> None:
    """Make three calls."""
    from agillic import F, by
    from agillic_api import Client

    client = Client(auth=("key", "secret"), http_client=httpx.Client(transport=httpx.MockTransport(on_the_wire)))

    print("Create or update many recipients: plain dicts, no models needed")
    rows: list[dict[str, Any]] = [
        {"personData": {"EMAIL": "ruby@sweetmail.com", "FAVORITE_CANDY_TYPE": "Caramel"}},
        {"personData": {"EMAIL": "jane@sweetmail.com", "AGE": 20, "NEWSLETTER": True}},
    ]
    result = client.recipients.batch_upsert(rows)
    print(f"  -> {result.created} created, {result.updated} updated\n")

    print("List recipients by a filter: values cannot break out of their quotes")
    found = client.recipients.with_raw_response.list(filter_=(F.LASTNAME == "Blue") & (F.AGE >= GROWN_UP)).json()
    print(f"  -> {json.dumps(found)}\n")

    print("Achieve an event with data, for somebody with an apostrophe and a plus in the address")
    context = {"context_parameters": {"name": "order", "ORDER_ID": "123789"}}
    client.events.achieve_with_context(by(EMAIL="o'neil+vip@example.com"), "order_placed", context)
    print("  -> achieved\n")


if __name__ == "__main__":
    main()
