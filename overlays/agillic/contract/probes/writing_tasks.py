"""What asynchronous work on throw-away recipients gets, and in which layout it is asked for."""

from typing import Any

from agillic.contract.layouts import DELETIONS, ROWS, UPSERTS, deletion_layout, upsert_layout
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from sdk_core.contract.json_values import as_object, listed, member
from sdk_core.contract.probes import one_or_either
from sdk_core.contract.responses import Override, ReceivedResponse

_OK = 200


def upsert_body(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Upsert recipients by each of the bodies that are thought of, and look which of them are there."""
    works: list[str] = []
    for option, body in UPSERTS.items():
        address = recipients.new()
        person = recipients.person(address)
        _started, ended = do(
            run, "asyncBatchUpsertRecipients", body(person), override=_override(run, "async-upsert-body", option)
        )
        if ended is not None and is_there(run, address):
            works.append(option)
    return one_or_either(works)


def delete_body(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Delete recipients by each of the bodies that are thought of, and look which of them are gone."""
    works: list[str] = []
    address = recipients.created()
    for option, body in DELETIONS.items():
        if address is None:
            return None
        _started, ended = do(
            run, "asyncBatchDeleteRecipients", body([address]), override=_override(run, "async-delete-body", option)
        )
        if ended is not None and is_gone(run, address):
            works.append(option)
            address = recipients.created()
    return one_or_either(works)


def delete_of_unknown(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Delete a recipient who was never there, and look how the task ends."""
    layout = deletion_layout(run)
    if layout is None:
        return None
    _started, ended = do(run, "asyncBatchDeleteRecipients", layout([run.nobody]), override=Override())
    details = as_object(member(ended, "details"))
    if member(ended, "status") == "failed" or details.get("result") == "failure" or details.get("errors"):
        return "failure"
    return "success" if member(ended, "status") == "completed" and "result" in details else None


def rows_body(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Write rows by each of the bodies that are thought of, and look which of them are there."""
    found = text_keyed_table(run)
    address = recipients.created() if found else None
    if found is None or address is None:
        return None
    table, key = found
    works: list[str] = []
    for number, (option, body) in enumerate(ROWS.items()):
        row = f"{ROW}-{number}"
        rows = body(address, table, [{key: row}])
        _started, ended = do(
            run, "asyncUpsertOneToManyRecords", rows, override=_override(run, "async-one-to-many-body", option)
        )
        if ended is None:
            continue
        response = run.calls.call("getOneToManyTable", {"recipientId": address, "tableId": table})
        if row in [member(each, key) for each in listed(response.json)]:
            works.append(option)
    return one_or_either(works)


def failure_detail(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Upsert a recipient, and another one with a field that does not exist, and look what the task says of it."""
    layout = upsert_layout(run)
    if layout is None:
        return None
    bad = recipients.person(recipients.new(), **{run.nothing: "x"})
    _started, ended = do(run, "asyncBatchUpsertRecipients", layout(bad), override=Override())
    details = as_object(member(ended, "details"))
    if isinstance(details.get("errors"), list):
        return "entries"
    if isinstance(details.get("message"), str):
        return "result-and-message"
    return "nothing" if not details and member(ended, "status") == "failed" else None


def is_there(run: Run, address: str) -> bool:
    """Tell whether a recipient can be read."""
    return run.status("getRecipient", {"recipientId": address}) == _OK


def is_gone(run: Run, address: str) -> bool:
    """Tell whether a recipient is not known, or no longer."""
    return run.status("getRecipient", {"recipientId": address}) == run.status_of_nobody


def _override(run: Run, assumption: str, option: str) -> Override | None:
    """Return that a body departs from the document, unless it has the layout of the document."""
    return None if option == run.document.assumptions[assumption]["default"] else Override()


def do(run: Run, operation_id: str, body: object, *, override: Override | None = None) -> tuple[ReceivedResponse, Any]:
    """Start asynchronous work and wait for its end.

    Returns:
        The response to the start, and how the task is reported in the end; None if it was not taken or does not end.
    """
    started = run.calls.call(operation_id, body=body, should_succeed=override is None, override=override)
    task = member(started.json, "taskId")
    return started, run.ended("getTaskStatus", task) if started.ok and isinstance(task, str) else None
