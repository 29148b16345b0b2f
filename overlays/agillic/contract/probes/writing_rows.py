"""What rows and asynchronous work on throw-away recipients get."""

from agillic.contract.caller import Odd
from agillic.contract.json_values import as_object, items, member, objects
from agillic.contract.probes.writing import WriteLook
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.throwaways import Throwaways

_OK = 200


def batch_result(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look at what the batch of rows of the round trip was answered."""
    answer = run.last.get("batchUpdateOneToManyRecords")
    if answer is None or not answer.ok:
        return None
    if not answer.content:
        return "empty"
    return "counters" if "updated" in as_object(answer.json) else None


def delete_items(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Delete a row by a string, and another one by an object."""
    found = text_keyed_table(run)
    if found is None:
        return None
    table, key = found
    address = recipients.new()
    run.read("createRecipient", body=recipients.person(address))
    values = {"recipientId": address, "tableId": table}
    works: list[str] = []
    for option, named in (("strings", ROW), ("objects", {key: ROW})):
        run.read("batchUpdateOneToManyRecords", values, [{key: ROW}])
        if not objects(member(run.read("getOneToManyTable", values).json, "recordList")):
            return None
        run.calls.call("batchDeleteOneToManyRecords", values, [named], odd=Odd())
        rest = run.calls.call("getOneToManyTable", values)
        if rest.status not in (_OK, 404) or objects(member(rest.json, "recordList")):
            continue
        works.append(option)
    return "either" if len(works) > 1 else next(iter(works), None)


def upsert_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Upsert a recipient by each of the bodies that are thought of, until one can be read back."""
    for option in ("data-person-data", "details-person-data", "data-flat"):
        address = recipients.new()
        person = recipients.person(address)
        body = {
            "data-person-data": {"data": [person]},
            "details-person-data": {"details": [person]},
            "data-flat": {"data": [person["personData"]]},
        }[option]
        if _done(run, "asyncBatchUpsertRecipients", body) and _is_there(run, address):
            return option
    return None


def delete_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Delete a recipient by each of the bodies that are thought of, until it is gone."""
    address = recipients.new()
    if not run.read("createRecipient", body=recipients.person(address)).ok:
        return None
    for option, body in (
        ("recipient-ids", {"recipientIds": [address]}),
        ("data-strings", {"data": [address]}),
        ("data-objects", {"data": [{"recipientId": address}]}),
    ):
        if _done(run, "asyncBatchDeleteRecipients", body) and not _is_there(run, address):
            return option
    return None


def delete_of_unknown(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Delete a recipient who was never there, and look how the task ends."""
    started = run.calls.call("asyncBatchDeleteRecipients", body={"recipientIds": [run.nobody]})
    task = member(started.json, "taskId")
    ended = run.ended("getTaskStatus", task) if isinstance(task, str) else None
    return {"completed": "success", "failed": "failure"}.get(str(member(ended, "status")))


def rows_body(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Write a row by each of the bodies that are thought of, until it can be read back."""
    found = text_keyed_table(run)
    if found is None:
        return None
    table, key = found
    address = recipients.new()
    run.read("createRecipient", body=recipients.person(address))
    rows = [{key: ROW}]
    for option, body in (
        ("data-by-recipient", {"data": [{"recipientId": address, "oneToManyTables": {table: rows}}]}),
        ("data-by-table", {"data": [{"recipientId": address, "tableId": table, "records": rows}]}),
        ("data-map", {"data": {address: {table: rows}}}),
    ):
        if not _done(run, "asyncUpsertOneToManyRecords", body):
            continue
        answer = run.calls.call("getOneToManyTable", {"recipientId": address, "tableId": table})
        if items(member(answer.json, "recordList")):
            return option
    return None


def _done(run: Run, operation_id: str, body: object) -> bool:
    """Start asynchronous work and wait for its end; tell whether it was taken at all."""
    started = run.calls.call(operation_id, body=body, odd=Odd())
    task = member(started.json, "taskId")
    if not started.ok or not isinstance(task, str):
        return False
    run.ended("getTaskStatus", task)
    return True


def _is_there(run: Run, address: str) -> bool:
    return run.status("getRecipient", {"recipientId": address}) == _OK


LOOKS: dict[str, WriteLook] = {
    "one-to-many-batch-result": batch_result,
    "one-to-many-delete-items": delete_items,
    "async-upsert-body": upsert_body,
    "async-delete-body": delete_body,
    "async-delete-of-unknown": delete_of_unknown,
    "async-one-to-many-body": rows_body,
}
