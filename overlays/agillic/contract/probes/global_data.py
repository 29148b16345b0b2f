"""Global Data and its tables."""

from agillic.contract.run import Run
from sdk_core.contract.json_values import as_object, member, objects
from sdk_core.contract.probes import Probes, by_status

probes = Probes[Run]()

_BAD_REQUEST = 400


@probes("global-data-unknown-status")
def _unknown(run: Run) -> str | None:
    return by_status(run.status("getGlobalData", {"globalDataName": run.nothing}))


@probes("global-data-single-read")
def _single_read(run: Run) -> str | None:
    data = as_object(run.seen("getGlobalData"))
    if "NAME" not in data:
        return None
    return "with-value" if "VALUE" in data else "without-value"


@probes("unknown-record-status")
def _unknown_record(run: Run) -> str | None:
    table = _table(run)
    values = {"tableId": table, "recordId": run.nothing}
    return by_status(run.status("getGlobalDataTableRecord", values)) if table else None


@probes("record-empty-columns")
def _empty_columns(run: Run) -> str | None:
    table = _table(run)
    columns = set(run.known.columns.get(table or "", {})) - {""}
    for record in objects(member(run.seen("getGlobalDataTableWithLimit"), "records")) if table else []:
        values = list(record.values())
        if "" in values or None in values:
            return "empty-string" if "" in values else "null-value"
        if columns - set(record):
            return "left-out"
    return None


@probes("table-limit-range")
def _limit_range(run: Run) -> str | None:
    table = _table(run)
    if table is None:
        return None
    none = run.status("getGlobalDataTableWithLimit", {"tableId": table, "rowNum": 0})
    if none != _BAD_REQUEST:
        return {200: "any-number"}.get(none)
    many = run.status("getGlobalDataTableWithLimit", {"tableId": table, "rowNum": 1001})
    return {200: "positive-only", 400: "up-to-1000"}.get(many)


@probes("sort-unknown-column-status")
def _sort_column(run: Run) -> str | None:
    table = _table(run)
    values = {"tableId": table, "rowNum": 1, "sortByField": run.nothing}
    return by_status(run.status("getGlobalDataTableWithLimit", values), {200: "ignored"}) if table else None


def _table(run: Run) -> str | None:
    """Return the table that was read."""
    response = run.last.get("getGlobalDataTableWithLimit")
    return run.known.tables[0] if response and response.ok else None
