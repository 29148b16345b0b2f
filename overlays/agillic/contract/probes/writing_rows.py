"""What rows of throw-away recipients get."""

from agillic.contract.answers import Odd
from agillic.contract.json_values import as_object, member, objects
from agillic.contract.probes.table import agreed, one_or_either
from agillic.contract.round_trip import ROW, text_keyed_table
from agillic.contract.run import Run
from agillic.contract.throwaways import Throwaways

_REFUSED = (200, 404)
"""How a table without rows answers."""


def batch_result(run: Run, _recipients: Throwaways, _key: str) -> str | None:
    """Look at what the batches of rows were answered."""
    answers = [each for each in run.calls.answers if each.operation == "batchUpdateOneToManyRecords" and each.ok]
    return agreed(
        ["empty" if not each.content else "counters" if "updated" in as_object(each.json) else "" for each in answers]
    )


def delete_items(run: Run, recipients: Throwaways, _key: str) -> str | None:
    """Delete a row by a string, and another one by an object."""
    found = text_keyed_table(run)
    address = recipients.created() if found else None
    if found is None or address is None:
        return None
    table, key = found
    values = {"recipientId": address, "tableId": table}
    works: list[str] = []
    for option, named in (("strings", ROW), ("objects", {key: ROW})):
        run.read("batchUpdateOneToManyRecords", values, [{key: ROW}])
        if not objects(member(run.read("getOneToManyTable", values).json, "recordList")):
            return None
        run.calls.call("batchDeleteOneToManyRecords", values, [named], odd=Odd())
        rest = run.calls.call("getOneToManyTable", values)
        if rest.status in _REFUSED and not objects(member(rest.json, "recordList")):
            works.append(option)
    return one_or_either(works)
