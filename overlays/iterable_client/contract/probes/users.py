"""What users get who are not known, and what is known of one who may be read."""

from iterable_client.contract.run import Run
from sdk_core.contract.json_values import as_object, items, member, objects
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override

probes = Probes[Run]()

_OK, _BAD_REQUEST, _SERVER_ERROR = 200, 400, 500
_OVER = 1001
"""One more than the most messages that may be asked for."""


@probes("unknown-email-response")
def _unknown_email(run: Run) -> str | None:
    response = run.calls.call("getUserByEmail", {"email": run.nobody})
    if response.status != _OK:
        return by_status(response.status)
    return {"{}": "empty-object", "{'user': {}}": "empty-user"}.get(str(response.json))


@probes("unknown-user-id-response")
def _unknown_user_id(run: Run) -> str | None:
    response = run.calls.call("getUserById", {"userId": run.nothing})
    if response.status == _SERVER_ERROR:
        run.statuses_of_nobody.add(_SERVER_ERROR)
        return "status-500" if member(response.json, "code") == "error.users.noUserWithIdExists" else None
    if response.status != _OK:
        return by_status(response.status)
    user = as_object(response.json).get("user")
    if response.json == {}:
        return "empty-object"
    blank = bool(as_object(user)) and not any(as_object(user).get(each) for each in ("email", "userId"))
    return "blank-user" if blank else None


@probes("events-of-unknown-user")
def _events(run: Run) -> str | None:
    response = run.calls.call("listUserEvents", {"email": run.nobody})
    if response.status == _OK:
        return "no-events" if member(response.json, "events") == [] else None
    return by_status(response.status)


@probes("message-limit-over")
def _limit(run: Run) -> str | None:
    """Ask for more messages than a call may, where asking for fewer works."""
    values = {"email": run.nobody, "limit": 10}
    if run.status("listSentMessages", values) != _OK:
        return None
    status = run.calls.call("listSentMessages", {**values, "limit": _OVER}, override=Override()).status
    return {_OK: "capped", _BAD_REQUEST: "status-400"}.get(status)


@probes("sent-message-members")
def _sent_members(run: Run) -> str | None:
    messages = objects(items(member(run.seen("listSentMessages"), "messages")))
    if not messages:
        return None
    names = set(messages[0])
    documented, of_client = {"templateId", "createdAt"} <= names, {"messageMedium", "status", "sentAt"} <= names
    if documented and of_client:
        return "all"
    return "as-documented" if documented else "as-the-client" if of_client else None
