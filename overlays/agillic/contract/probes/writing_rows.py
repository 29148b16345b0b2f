"""What rows of throw-away recipients get."""

from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from sdk_core.contract.json_values import as_object, listed, member, objects
from sdk_core.contract.probes import agreed, one_or_either
from sdk_core.contract.responses import Override

_NOT_FOUND = 404
"""How a table without rows may respond."""


def batch_result(run: Run, _recipients: TemporaryRecipients) -> str | None:
    """Look at what the batches of rows were returned."""
    responses = [each for each in run.calls.responses if each.operation == "batchUpdateOneToManyRecords" and each.ok]
    return agreed(
        ["empty" if not each.content else "counters" if "updated" in as_object(each.json) else "" for each in responses]
    )


def delete_items(run: Run, recipients: TemporaryRecipients) -> str | None:
    """Delete a row by a string, and another one by an object."""
    found = text_keyed_table(run)
    address = recipients.created() if found else None
    if found is None or address is None:
        return None
    table, key = found
    values = {"recipientId": address, "tableId": table}
    names = {"strings": f"{ROW}-1", "objects": f"{ROW}-2"}
    run.read("batchUpdateOneToManyRecords", values, [{key: each} for each in names.values()])
    if not {*names.values()} <= _keys(run, values, key):
        return None
    run.calls.call("batchDeleteOneToManyRecords", values, [names["strings"]], override=Override())
    run.calls.call("batchDeleteOneToManyRecords", values, [{key: names["objects"]}], override=Override())
    left = _keys(run, values, key)
    return one_or_either([option for option, name in names.items() if name not in left])


def _keys(run: Run, values: dict[str, str], key: str) -> set[object]:
    """Return the keys of the rows in a table. A table that cannot be read is not taken for an empty one."""
    response = run.calls.call("getOneToManyTable", values)
    if not response.ok and response.status != _NOT_FOUND:
        return {f"{ROW}-1", f"{ROW}-2"}
    return {member(each, key) for each in objects(listed(response.json))}
