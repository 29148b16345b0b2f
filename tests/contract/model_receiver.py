"""The two ends of the wire beside the client: the credentials that it sends, and the receiver of callbacks."""

import json
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, Self

import httpx


class Bearer(httpx.Auth):
    """The access token of the moment."""

    def __init__(self) -> None:
        self.token = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        yield request


class Mailbox:
    """What is posted to one URL of a receiver.

    Args:
        url: Where.
        reports: What came, which the receiver goes on filling.
    """

    def __init__(self, url: str, reports: list[Any]) -> None:
        self.url = url
        self._reports = reports

    def take(self) -> list[Any]:
        """Return what came since the last time."""
        taken = [*self._reports]
        self._reports.clear()
        return taken


class Receiver:
    """Is called back: it keeps what is posted to it, by path, so that what comes late for one mock is not another's."""

    def __init__(self) -> None:
        reports: dict[str, list[Any]] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                reports[self.path].append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - all it takes
                """Write nothing to the terminal."""

        self._reports = reports
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def mailbox(self) -> Mailbox:
        """Return a new one."""
        path = f"/{len(self._reports)}"
        self._reports[path] = []
        return Mailbox(f"http://127.0.0.1:{self._server.server_port}{path}", self._reports[path])
