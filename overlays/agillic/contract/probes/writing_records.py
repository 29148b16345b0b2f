"""What writing records of a Global Data Table gets: throw-away records, in a table that the user named for it."""

from collections.abc import Callable

from agillic.contract.run import Run
from agillic.contract.temporary_recipients import TemporaryRecipients
from agillic.contract.temporary_records import TemporaryRecords
from sdk_core.contract.json_values import as_object, items
from sdk_core.contract.probes import agreed, by_status
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.contract.shapes import type_of

_OK, _CREATED, _BAD_REQUEST, _NOT_FOUND = 200, 201, 400, 404

RecordProbe = Callable[[Run, TemporaryRecords], str | None]


def _of_records(probe: RecordProbe) -> Callable[[Run, TemporaryRecipients], str | None]:
    """Return a probe that looks nowhere unless a table was named."""

    def look(run: Run, recipients: TemporaryRecipients) -> str | None:
        return probe(run, recipients.records) if recipients.records.table else None

    return look


def _create_status(run: Run, records: TemporaryRecords) -> str | None:
    name = records.new()
    response = run.read("createGlobalDataTableRecord", {"tableId": records.table}, records.record(name))
    if not records.is_there(name):
        return None
    return {_CREATED: "created-201", _OK: "status-200"}.get(response.status)


def _exists_status(run: Run, records: TemporaryRecords) -> str | None:
    """Create a record twice."""
    name = records.created()
    if name is None:
        return None
    response = run.calls.call("createGlobalDataTableRecord", {"tableId": records.table}, records.record(name))
    return "updated" if response.ok else by_status(response.status)


def _put_created(run: Run, records: TemporaryRecords) -> str | None:
    """Put two records that are not there: a repeat of a call whose response was lost finds what the first one made."""
    return agreed([_put(run, records) for _ in range(2)])


def _put(run: Run, records: TemporaryRecords) -> str:
    name = records.new()
    response = run.calls.call("updateGlobalDataTableRecord", records.at(name), records.record(name))
    if response.ok and records.is_there(name):
        return {_CREATED: "created-201", _OK: "created-200"}.get(response.status, "")
    return "status-404" if response.status == _NOT_FOUND and records.is_gone(name) else ""


def _key_change(run: Run, records: TemporaryRecords) -> str | None:
    """Put a record with another key in its body, where putting it with its own works."""
    old, new = records.created(), records.new()
    if old is None or not run.read("updateGlobalDataTableRecord", records.at(old), records.record(old)).ok:
        return None
    response = run.calls.call("updateGlobalDataTableRecord", records.at(old), records.record(new))
    if response.status == _BAD_REQUEST:
        return "status-400"
    found = (records.is_there(old), records.is_there(new)) if response.ok else (False, False)
    return {(True, False): "path-wins", (False, True): "renamed"}.get(found)


def _unknown_column(run: Run, records: TemporaryRecords) -> str | None:
    """Create a record with a column that the table does not have, where creating one without works."""
    if records.created() is None:
        return None
    name = records.new()
    body = records.record(name, **{run.nothing: "x"})
    response = run.calls.call("createGlobalDataTableRecord", {"tableId": records.table}, body)
    if response.ok:
        return "ignored" if records.is_there(name) else None
    return {_BAD_REQUEST: "status-400"}.get(response.status)


def _value_mismatch(run: Run, records: TemporaryRecords) -> str | None:
    """Create a record with a word for a number."""
    column = next((name for name, type_ in records.columns.items() if type_ == "NUMBER"), None)
    if column is None or records.created() is None:
        return None
    name = records.new()
    body = records.record(name, **{column: "many"})
    response = run.calls.call("createGlobalDataTableRecord", {"tableId": records.table}, body)
    if response.ok:
        return "stored" if records.is_there(name) else None
    return {_BAD_REQUEST: "status-400"}.get(response.status)


def _create_existing(run: Run, records: TemporaryRecords) -> str | None:
    """Create by one batch a record that is there and one that is not."""
    old, new = records.created(), records.new()
    if old is None:
        return None
    body = [records.record(old), records.record(new)]
    counts = _counts(run.calls.call("batchCreateGlobalDataRecords", {"tableId": records.table}, body))
    if not records.is_there(new):
        return None
    found = [counts.get(each) for each in ("errors", "updated", "warnings")]
    options = {"error": [1, 0, 0], "updated": [0, 1, 0], "warning": [0, 0, 1]}
    return next((option for option, expected in options.items() if found == expected), None)


def _delete_unknown(run: Run, records: TemporaryRecords) -> str | None:
    """Delete by one batch a record that is there and one that is not."""
    old = records.created()
    if old is None:
        return None
    body = [records.record(old), records.record(f"{run.prefix}-nothing")]
    counts = _counts(run.calls.call("batchDeleteGlobalDataRecords", {"tableId": records.table}, body))
    if not records.is_gone(old):
        return None
    found = [counts.get(each) for each in ("errors", "warnings")]
    options = {"error": [1, 0], "warning": [0, 1], "as-deleted": [0, 0]}
    return next((option for option, expected in options.items() if found == expected), None)


def _delete_count(run: Run, records: TemporaryRecords) -> str | None:
    """Delete two records by one batch."""
    names = [records.created(), records.created()]
    body = [records.record(each) for each in names if each]
    run.read("batchUpdateGlobalDataRecords", {"tableId": records.table}, body)
    counts = _counts(
        run.calls.call("batchDeleteGlobalDataRecords", {"tableId": records.table}, body, should_succeed=True)
    )
    is_clean = counts.get("errors") == counts.get("warnings") == 0
    if len(body) != len(names) or not is_clean or not all(records.is_gone(each) for each in names if each):
        return None
    if counts.get("deleted") == len(body):
        return "deleted"
    return {len(body): "updated", 0: "nowhere"}.get(counts.get("updated", -1))


def _counts(response: ReceivedResponse) -> dict[str, int]:
    """Return the counters of a batch, or how many entries it lists under each."""
    members = as_object(response.json)
    counted = {name: len(items(each)) if type_of(each) == "array" else each for name, each in members.items()}
    return {name: each for name, each in counted.items() if isinstance(each, int)} if response.ok else {}


probes = {
    "record-create-status": _of_records(_create_status),
    "record-exists-status": _of_records(_exists_status),
    "record-put-created-status": _of_records(_put_created),
    "record-key-change": _of_records(_key_change),
    "record-unknown-column": _of_records(_unknown_column),
    "global-data-value-mismatch": _of_records(_value_mismatch),
    "batch-create-existing": _of_records(_create_existing),
    "batch-delete-unknown": _of_records(_delete_unknown),
    "batch-delete-count": _of_records(_delete_count),
}
"""By the id of their assumption."""
