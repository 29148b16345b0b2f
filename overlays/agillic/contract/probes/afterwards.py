"""What all that was returned tells in the end; no call is made for it."""

from agillic.contract.run import Run
from sdk_core.contract.json_values import member
from sdk_core.contract.probes import Probes, agreed

probes = Probes[Run]()

_OK, _ACCEPTED, _TOO_MANY = 200, 202, 429
_BARE = (401, 403, 404, 413, 415, 422)
_WORDS = {
    "queued": "queued-running-failed",
    "running": None,  # two options know it
    "pending": "pending-running-failed",
    "processing": "processing",
}


@probes("bodiless-errors")
def _bodiless_errors(run: Run) -> str | None:
    responses = [each for each in run.calls.responses if each.as_documented and each.operation != "getOAuthToken"]
    bare = [each for each in responses if each.status in _BARE]
    return agreed(["message" if each.content else "no-body" for each in bare])


@probes("retry-after-header")
def _retry_after(run: Run) -> str | None:
    """Probe whether a call was turned away; none is made for it."""
    for response in run.calls.responses:
        if response.status == _TOO_MANY:
            return "retry-after" if response.says_when_to_retry else "no-header"
    return None


@probes("async-start-status")
def _start_status(run: Run) -> str | None:
    """Probe what starts were returned; `--write` starts work on recipients too."""
    started = {each.operation: each.status for each in run.calls.responses if each.ok and member(each.json, "taskId")}
    export, recipients = (started.get(each) for each in ("executeActivityExport", "asyncBatchUpsertRecipients"))
    if export == _ACCEPTED:
        return "always-202"
    if export is None or recipients is None:
        return None
    return {_ACCEPTED: "as-documented-here", _OK: "always-200"}.get(recipients)


@probes("delete-success-status")
def _delete_status(run: Run) -> str | None:
    """Look at the deletions of throw-away recipients."""
    statuses = [each.status for each in run.calls.responses if each.operation == "deleteRecipient" and each.ok]
    return agreed([f"status-{each}" for each in statuses])


@probes("task-status-words")
def _words(run: Run) -> str | None:
    return next((option for word in run.first_words if (option := _WORDS.get(word))), None)
