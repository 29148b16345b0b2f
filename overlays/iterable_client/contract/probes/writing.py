"""What writing throw-away users gets, and an export of nothing that is started and ended at once."""

from collections.abc import Callable
from datetime import timedelta

from iterable_api.api import OPERATIONS
from iterable_client.contract.run import PAUSE, POLLS, Run
from iterable_client.contract.temporary_users import TemporaryUsers
from sdk_core.contract.json_values import member
from sdk_core.contract.probes import by_status
from sdk_core.contract.responses import Override

WriteProbe = Callable[[Run, TemporaryUsers], str | None]
"""Returns the option that holds, by throw-away users."""

_OK, _BAD_REQUEST, _CONFLICT = 200, 400, 409
_REJECTED = (401, 403)
_LONG_AGO = timedelta(days=3650)
_MINUTE = timedelta(minutes=1)
_OWN_FORM = "%Y-%m-%d %H:%M:%S +00:00"
_CANCELED = frozenset({"cancelled", "canceled", "cancelling", "canceling"})


def unknown_members(run: Run, users: TemporaryUsers) -> str | None:
    """Write a user with a member that is not documented, where writing one without works."""
    email = users.fresh()
    if email is None:
        return None
    response = run.calls.call("updateUser", body={"email": email, run.nothing: "x"}, override=Override())
    return {_OK: "ignored", _BAD_REQUEST: "status-400"}.get(response.status)


def both_identifiers(run: Run, users: TemporaryUsers) -> str | None:
    """Name a user by email and userId, and read by each who was written."""
    if users.fresh() is None:
        return None
    email, user_id = users.new(), users.new_id()
    response = run.calls.call("updateUser", body={"email": email, "userId": user_id}, override=Override())
    if response.status == _BAD_REQUEST:
        return "status-400"
    if not response.ok or not users.is_there(email):
        return None
    return "both-written" if users.is_there(user_id=user_id) else "email-wins"


def bulk_entries(run: Run, users: TemporaryUsers) -> str | None:
    """Write one user in a call as often as a bulk call may have entries, and once more."""
    most = OPERATIONS["bulkUpdateUsers"].traits["batch"]["max_items"]
    email = users.new()
    if not run.read("bulkUpdateUsers", body={"users": [{"email": email}]}).ok:
        return None
    body = {"users": [{"email": email}] * (most + 1)}
    status = run.calls.call("bulkUpdateUsers", body=body, override=Override()).status
    return {_OK: "bytes-alone", _BAD_REQUEST: "thousand"}.get(status)


def delete_of_unknown(run: Run, _users: TemporaryUsers) -> str | None:
    """Delete somebody who was never there, by what somebody was deleted by who was."""
    deleted = {each.operation for each in run.calls.responses if each.ok and each.should_succeed}
    if "deleteUserByEmail" in deleted:
        status = run.calls.call("deleteUserByEmail", {"email": run.nobody}, is_absent=True).status
    elif "deleteUserById" in deleted:
        status = run.calls.call("deleteUserById", {"userId": run.nothing}, is_absent=True).status
    else:
        return None
    return "accepted" if status == _OK else by_status(status)


def cancel_too_late(run: Run, users: TemporaryUsers) -> str | None:
    """Cancel an email of a campaign to a user who was never sent one."""
    email = users.fresh() if run.campaign is not None else None
    if email is None:
        return None
    response = run.calls.call("cancelEmail", body={"campaignId": run.campaign, "email": email})
    return {_OK: "success", _BAD_REQUEST: "status-400"}.get(response.status)


def forgotten_user(run: Run, users: TemporaryUsers) -> str | None:
    """Have a user forgotten, and write the user until that is rejected."""
    email = users.created()
    if email is None or not users.forget(email):
        return None
    for number in range(POLLS):
        if number:
            run.wait(PAUSE)
        response = run.calls.call("updateUser", body={"email": email})
        if response.status in (_BAD_REQUEST, _CONFLICT):
            is_named = member(response.json, "code") == "ForgottenUserError"
            return f"status-{response.status}" if is_named else None
    return None


def export_cancel(run: Run, users: TemporaryUsers) -> str | None:
    """Start an export of a minute ten years ago, and end it at once."""
    start = run.now() - _LONG_AGO
    window = {"startDateTime": start.strftime(_OWN_FORM), "endDateTime": (start + _MINUTE).strftime(_OWN_FORM)}
    body = {"dataTypeName": "hostedUnsubscribeClick", "outputFormat": "application/x-json-stream", **window}
    job = member(run.calls.call("startExport", body=body, should_succeed=True, once=True).json, "jobId")
    if not isinstance(job, int):
        return None
    users.job = job
    response = run.calls.call("cancelExport", {"jobId": job}, should_succeed=True, once=True)
    if not response.ok:
        return None
    return "envelope" if isinstance(member(response.json, "code"), str) else None if response.content else "empty"


def export_canceled_state(run: Run, users: TemporaryUsers) -> str | None:
    """Look in which state that export is; one that was done before tells nothing."""
    if users.job is None or "export-cancel-response" not in run.settled:
        return None
    for number in range(POLLS):
        if number:
            run.wait(PAUSE)
        state = member(run.calls.call("listExportFiles", {"jobId": users.job}, should_succeed=True).json, "jobState")
        word = str(state).lower()
        if word in _CANCELED or word in ("completed", "failed"):
            users.job = None
            return "cancelled" if word in _CANCELED else "failed" if word == "failed" else None
    return None


def key_kinds(run: Run, users: TemporaryUsers) -> str | None:
    """Write a user by a read-only key; one that writes may be of a wider kind than was said."""
    return "by-operation" if _status_of_read_only(run, users) in _REJECTED else None


def key_kind_status(run: Run, users: TemporaryUsers) -> str | None:
    """Look how that is rejected."""
    status = _status_of_read_only(run, users) if "key-kinds" in run.settled else 0
    return f"status-{status}" if status in _REJECTED else None


def _status_of_read_only(run: Run, users: TemporaryUsers) -> int:
    """Return the status of writing by a read-only key that may read; 0 where there is none."""
    email = users.fresh() if run.read_only_key else None
    override = Override(headers={"Api-Key": run.read_only_key})
    if email is None or not run.calls.call("listLists", override=override).ok:
        return 0
    return run.calls.call("updateUser", body={"email": email}, override=override).status


WRITING: dict[str, WriteProbe] = {
    "unknown-members": unknown_members,
    "both-identifiers": both_identifiers,
    "bulk-entries": bulk_entries,
    "delete-of-unknown-user": delete_of_unknown,
    "cancel-too-late": cancel_too_late,
    "export-cancel-response": export_cancel,
    "export-cancelled-state": export_canceled_state,
    "forgotten-user-status": forgotten_user,
    "key-kinds": key_kinds,
    "key-kind-status": key_kind_status,
}
"""Those that write throw-away users, the most telling ones first, for the budget may end."""
