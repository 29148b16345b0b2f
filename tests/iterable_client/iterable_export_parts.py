"""A server of export jobs, and the host that has their files."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from iterable_parts import DONE, KEY

SIGNATURE = "X-Signature=FAKE-s1gn4tur3"


HOST = "files.exports.example"


class Server:
    """A job that writes files, and the host that has them. Links live for some time of its own clock.

    Attributes:
        states: what the job says of itself, one after the other; the last one for ever.
        broken: the files that cannot be fetched.
    """

    def __init__(self, *files: str, states: tuple[str, ...] = ("completed",), page: int = 2) -> None:
        self.files, self.states, self.page = [*files], [*states], page
        self.broken: dict[str, int] = {}
        self.ended: set[str] = set()
        self.fetched: list[str] = []
        self.foreign: list[httpx.Headers] = []
        self.listed = 0
        self.cancelled = False
        self.truncated: object = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        url = urlsplit(str(request.url))
        if url.hostname == HOST:
            return self._file(request, url.path.rpartition("/")[2], url.query)
        assert request.headers["Api-Key"] == KEY
        if request.method == "DELETE":
            self.cancelled = True
            return httpx.Response(200, json=DONE)
        if url.path == "/api/export/start":
            return httpx.Response(200, json={"jobId": 3562})
        return self._list(parse_qs(url.query))

    def _list(self, query: dict[str, list[str]]) -> httpx.Response:
        self.listed += 1
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        begin = self.files.index(query["startAfter"][0]) + 1 if "startAfter" in query else 0
        links = [
            {"file": name, "url": f"https://{HOST}/bucket/{name}?{SIGNATURE}{self.listed}"}
            for name in self.files[begin : begin + self.page]
        ]
        told = {"jobId": 3562, "jobState": state, "exportTruncated": self.truncated, "files": links}
        return httpx.Response(200, json=told)

    def _file(self, request: httpx.Request, name: str, query: str) -> httpx.Response:
        self.foreign.append(request.headers.copy())
        if query in self.ended:
            return httpx.Response(403, text=f"<Error>{query} has expired</Error>")
        if self.broken.get(name, 0) > 0:
            self.broken[name] -= 1
            return httpx.Response(503 if name.endswith("a.csv") else 403, text=f"no {query}")
        self.fetched.append(name)
        return httpx.Response(200, text=f"content of {name}")


def saved_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((folder / "3562").iterdir())}


FILES = ("1a.csv", "2b.csv", "3c.csv", "4d.csv", "5e.csv")
