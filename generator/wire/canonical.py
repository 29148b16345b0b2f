"""The canonical requests of a generated package: one per operation, exactly as the package sends it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NotRequired, TypedDict

from generator.bundle.media_types import is_json
from generator.load.json_values import Json
from generator.wire.examples import Call, WireError, example_calls

SENDER = Path(__file__).with_name("sender.py")


class SentRequest(TypedDict):
    """What counts of one request.

    Attributes:
        method: the HTTP method.
        raw_path: path and query, percent-encoded as they were sent.
        headers: by their names in lower case, without those that every request has.
        body: its text; absent when there is none. A multipart boundary is called BOUNDARY.
        body_base64: instead of `body`, the bytes of a body that is not UTF-8.
    """

    method: str
    raw_path: str
    headers: dict[str, str]
    body: NotRequired[str]
    body_base64: NotRequired[str]


def package_document(package: Path) -> dict[str, Json]:
    """Return the document that a generated package was made from.

    Args:
        package: the package's folder.

    Raises:
        WireError: the folder holds no generated package.
    """
    for name in ("openapi.json", "client.py"):
        if not (package / name).is_file():
            raise WireError(f"{package} is no generated package, it has no {name}: run `make generate`")
    document: dict[str, Json] = json.loads((package / "openapi.json").read_text("utf-8"))
    return document


def canonical_requests(package: Path, overlays: Path) -> dict[str, SentRequest]:
    """Return the canonical request of every operation of a package, in the order of its document.

    The package runs in a process of its own, so that two versions of it can be compared.

    Args:
        package: the folder of a generated package; its document lies in it.
        overlays: the folder that holds the overlays which the package calls; it need not exist if it calls none.

    Raises:
        WireError: an example is missing, or the client failed, or its synchronous and asynchronous halves differ.

    Example:
        >>> root = Path(__file__).resolve().parents[2]
        >>> requests = canonical_requests(min((root / "generated").glob("*_api")), root / "overlays")
        >>> all(request["raw_path"].startswith("/") for request in requests.values())
        True
    """
    order = {
        "package": package.name,
        "search_path": [str(package.parent.resolve()), str(overlays.resolve())],
        "calls": [with_kinds(call) for call in example_calls(package_document(package))],
    }
    with tempfile.TemporaryDirectory() as no_cache:
        # Byte code beside the sources may be that of another version: its time and size can be the same.
        flags = ["-I", "-B", "-X", f"pycache_prefix={no_cache}"]
        result = subprocess.run(  # noqa: S603 - our own script, in isolated mode: no path of this process leaks into it
            [sys.executable, *flags, str(SENDER)],
            input=json.dumps(order),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if result.returncode:
        said = "\n".join(result.stderr.strip().splitlines()[-6:])
        raise WireError(f"{package} cannot send its canonical requests; fix what is named here:\n{said}")
    requests: dict[str, SentRequest] = json.loads(result.stdout)
    return requests


def with_kinds(call: Call) -> dict[str, Json]:
    """Return a call and which of its bodies are JSON: old packages cannot say so themselves."""
    return {**call, "is_json_body": is_json(call["body_type"]), "is_json_response": is_json(call["response_type"])}
