"""What asynchronous work on throw-away recipients gets, and in which layout it is asked for."""

from collections.abc import Callable, Mapping
from typing import Any

from agillic.contract.answers import Odd
from agillic.contract.document import assumptions
from agillic.contract.json_values import listed, member
from agillic.contract.probes.table import one_or_either
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.throwaways import Throwaways

_OK = 200

_UPSERTS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "data-person-data": lambda person: {"data": [person]},
    "details-person-data": lambda person: {"details": [person]},
    "data-flat": lambda person: {"data": [person["personData"]]},
}
_DELETIONS: Mapping[str, Callable[[str], object]] = {
    "recipient-ids": lambda name: {"recipientIds": [name]},
    "data-strings": lambda name: {"data": [name]},
    "data-objects": lambda name: {"data": [{"recipientId": name}]},
}
_ROWS: Mapping[str, Callable[[str, str, list[Any]], object]] = {
    "data-by-recipient": lambda name, table, rows: {"data": [{"recipientId": name, "oneToManyTables": {table: rows}}]},
    "data-by-table": lambda name, table, rows: {"data": [{"recipientId": name, "tableId": table, "records": rows}]},
    "data-map": lambda name, table, rows: {"data": {name: {table: rows}}},
}


def upsert_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Upsert recipients by each of the bodies that are thought of, and look which of them are there."""
    works: list[str] = []
    for option, body in _UPSERTS.items():
        address = recipients.new()
        _do(run, "asyncBatchUpsertRecipients", body(recipients.person(address)), odd=_odd("async-upsert-body", option))
        if is_there(run, address):
            works.append(option)
    return one_or_either(works)


def delete_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Delete recipients by each of the bodies that are thought of, and look which of them are gone."""
    works: list[str] = []
    address = recipients.created()
    for option, body in _DELETIONS.items():
        if address is None:
            return None
        _do(run, "asyncBatchDeleteRecipients", body(address), odd=_odd("async-delete-body", option))
        if is_gone(run, address):
            works.append(option)
            address = recipients.created() if option != [*_DELETIONS][-1] else None
    return one_or_either(works)


def delete_of_unknown(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Delete a recipient who was never there, and look how the task ends."""
    started = run.calls.call("asyncBatchDeleteRecipients", body={"recipientIds": [run.nobody]})
    task = member(started.json, "taskId")
    ended = run.ended("getTaskStatus", task) if isinstance(task, str) else None
    return {"completed": "success", "failed": "failure"}.get(str(member(ended, "status")))


def rows_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Write rows by each of the bodies that are thought of, and look which of them are there."""
    found = text_keyed_table(run)
    address = recipients.created() if found else None
    if found is None or address is None:
        return None
    table, key = found
    works: list[str] = []
    for number, (option, body) in enumerate(_ROWS.items()):
        row = f"{ROW}-{number}"
        rows = body(address, table, [{key: row}])
        _do(run, "asyncUpsertOneToManyRecords", rows, odd=_odd("async-one-to-many-body", option))
        answer = run.calls.call("getOneToManyTable", {"recipientId": address, "tableId": table})
        if row in [member(each, key) for each in listed(answer.json)]:
            works.append(option)
    return one_or_either(works)


def is_there(run: Run, address: str) -> bool:
    """Tell whether a recipient can be read."""
    return run.status("getRecipient", {"recipientId": address}) == _OK


def is_gone(run: Run, address: str) -> bool:
    """Tell whether a recipient is not known, or no longer."""
    return run.status("getRecipient", {"recipientId": address}) == run.status_of_nobody


def _odd(assumption: str, option: str) -> Odd | None:
    """Return that a body is odd, unless it has the layout of the document."""
    return None if option == assumptions()[assumption]["default"] else Odd()


def _do(run: Run, operation_id: str, body: object, *, odd: Odd | None = None) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Start asynchronous work and wait for its end; return how the task is told of then, None if it was not taken."""
    started = run.calls.call(operation_id, body=body, should_succeed=odd is None, odd=odd)
    task = member(started.json, "taskId")
    return run.ended("getTaskStatus", task) if started.ok and isinstance(task, str) else None
