"""The arrangements in which schemathesis reaches more of Agillic's statuses, and the calls of the mock's own tests."""

from base64 import b64encode

from schemathesis_arrangements import AnyMock, Arrangement, Undo, failing
from shared_status_calls import SHARED
from status_calls import PROVOKED

from agillic.mock.instance import load_instance
from sdk_core.mock.app import Operation

_APP = next(each for each in load_instance().keys if each.scope == "app")
_APP_BASIC = "Basic " + b64encode(f"{_APP.key}:{_APP.secret}".encode()).decode()
_FOLDER = next(name.rpartition("/")[0] for name in load_instance().export_files if "/" in name)
_STRICT = {
    "campaign-exists": "status-409",
    "campaign-unknown": "status-404",
    "edit-message-match": "by-position",
    "export-delete-folder": "status-409",
    "message-name-taken": "status-409",
    "test-failure-response": "status-404",
}
"""Options under which more is told by a status."""


def _full(mock: AnyMock, _: Operation) -> Undo:
    """Let as many calls be under way as the instance takes at once."""
    limits, others = mock.limits, 0
    while limits.enter():
        others += 1

    def end() -> None:
        for _ in range(others):
            limits.leave()

    return end


def _all_files_are_used(mock: AnyMock, _: Operation) -> None:
    """Let a template refer to every file there is."""
    names = [f"<img src='{each}'>" for each in mock.instance.resources]
    mock.state.templates.put("uses.html", "".join(names).encode())


ARRANGEMENTS = (
    Arrangement("calls without credentials", headers={"authorization": None}),
    Arrangement("calls with a key for apps", headers={"authorization": _APP_BASIC}),
    Arrangement("a server that rejects keys", before=failing(403)),
    Arrangement("calls that announce too much", body_headers={"content-length": "30000000"}),
    Arrangement("calls of another media type", body_headers={"content-type": "text/plain"}, body=b"{}"),
    Arrangement("calls that cannot be read", values="%ZZ", query="word=%FF", body=b"{"),
    Arrangement("calls while the server has enough to do", before=_full),
    Arrangement("a server that fails", before=failing(503)),
    Arrangement("files that are used", before=_all_files_are_used),
    Arrangement("folders where files are meant", options=_STRICT, whole_query=f"file={_FOLDER}"),
    Arrangement("an instance that tells more", options=_STRICT, examples=10),
)


def provoke(operation: str, status: str) -> int:
    """Make the call of the mock's own tests that provokes a status; return what came."""
    number = 503 if status == "5XX" else int(status)
    return (PROVOKED.get(operation, {}).get(number) or SHARED[number])(operation).status
