"""The arrangements in which schemathesis reaches more of Iterable's statuses, and the calls of the mock's own tests."""

from contextlib import suppress

from iterable_provoking import provoke as provoked
from schemathesis_arrangements import AnyMock, Arrangement, failing

from iterable_client.mock.http.keys import Caller
from iterable_client.mock.instance import load_project
from sdk_core.mock.app import HTTPError, Operation

_WEB = next(each.key for each in load_project().keys if each.kind == "web")
_ACCEPTED = {
    "catalog-success-status": "created-or-accepted",
    "catalog-write-body": "empty",
    "export-cancel-response": "empty",
}
"""Options under which a write is said to be accepted, not done."""

_ERROR = {"msg": "", "code": "GenericError"}


def _used_up(mock: AnyMock, operation: Operation) -> None:
    """Use up what the operation may be called."""
    with suppress(HTTPError):
        while True:
            mock.limits.count(operation, Caller(mock.instance.keys[0]), entered=True)


def _anew(mock: AnyMock, _: Operation) -> None:
    """Let nothing be there but what was there at first."""
    mock.reset()


def _nobody_may_come_back(mock: AnyMock, _: Operation) -> None:
    """Let every user be forgotten."""
    for user in mock.instance.users:
        mock.state.forgotten.add("email", user.email)


ARRANGEMENTS = (
    Arrangement("calls without a key", headers={"api-key": None}),
    Arrangement("calls with a key for web pages", headers={"api-key": _WEB}),
    Arrangement("calls that cannot be read", values="%FF", query="word=%FF", body=b"["),
    Arrangement("calls that name nothing that is there", values="999", before=_anew),
    Arrangement("calls over the limits", options={"limits-unsaid": "hundred-a-second"}, before=_used_up),
    Arrangement("a server that fails", before=failing(502, _ERROR)),
    Arrangement("a server that asks to wait", before=failing(503, _ERROR)),
    Arrangement("a project that accepts before it writes", options=_ACCEPTED, links=True),
    Arrangement("a project that names users by email", instance={"identity": "email"}),
    Arrangement("a project that names users by id", instance={"identity": "userId"}),
    Arrangement("users who asked to be forgotten", before=_nobody_may_come_back),
)


def provoke(operation: str, status: str) -> int:
    """Make the call of the mock's own tests that provokes a status; return what came."""
    return provoked(operation, status).status
