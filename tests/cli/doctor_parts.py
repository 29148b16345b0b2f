"""What the tests of `doctor` share: running it, and servers that are not as they should be."""

import json
import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from sdk_core.real_time import wall_time

Main = Callable[[list[str]], int]
Found = dict[str, tuple[str, str]]
SECRET = "candystore-secret"  # noqa: S105 - of the mock


def examined(main: Main, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Found:
    """Run the command, and return result and message of each check, after a look at how it ended."""
    assert main(["doctor", "--output", "json", *arguments]) == code
    out, err = capsys.readouterr()
    assert SECRET not in out + err
    rows = json.loads(out)
    assert all(set(row) == {"check", "result", "message", "advice"} for row in rows)
    failed = [row["check"] for row in rows if row["result"] == "failed"]
    assert bool(failed) == (code == 1)
    if failed:
        assert err.endswith(f" doctor: {len(failed)} of {len(rows)} checks failed\n")
    return {row["check"]: (row["result"], f"{row['message']} -> {row['advice']}") for row in rows}


def results(found: Found) -> dict[str, str]:
    return {check: result for check, (result, _) in found.items()}


@contextmanager
def served(
    respond: Callable[[str], tuple[int, str, bytes]],
    context: ssl.SSLContext | None = None,
    *,
    ahead: float = 0.0,
) -> Generator[str]:
    """Serve responses by paths, and yield the URL; the clock of the server is ahead of this one by some seconds."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = respond(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - as the library calls it

        def date_time_string(self, timestamp: float | None = None) -> str:
            return formatdate((wall_time() if timestamp is None else timestamp) + ahead, usegmt=True)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that does not accept the certificate goes away

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"{'http' if context is None else 'https'}://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def as_json(status: int, value: object) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(value).encode()
