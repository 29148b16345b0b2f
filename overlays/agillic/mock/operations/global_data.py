"""What the operations on Global Data and on whole Global Data Tables do [V-GD]."""

from collections.abc import Mapping
from typing import Any, cast

from agillic.mock.calls import Call
from agillic.mock.operations.filtering import filter_elsewhere, selecting
from agillic.mock.operations.global_data_responses import definitions, shown_record
from agillic.mock.operations.responses import done
from agillic.mock.routes import Routes
from agillic.mock.state import GlobalDatum, Record, RecordOrder, Sort, Sorting
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.reasons import hint, named

routes = Routes()

_MAX_ROWS = 1_000
"""What the option `up-to-1000` of `table-limit-range` takes."""


@routes("listGlobalData")
def list_global_data(call: Call) -> MockResponse:
    """List the definitions that a filter selects, without their values [V-GD]."""
    return MockResponse(200, definitions(call))


@routes("getGlobalData")
def get_global_data(call: Call) -> MockResponse:
    """Read one piece of Global Data; its value too, unless `global-data-single-read` says otherwise."""
    return MockResponse(200, _shown(call, call.mock.state.global_data.get(_name(call))))


@routes("updateGlobalData", "body")
def update_global_data(call: Call) -> MockResponse:
    """Change a value; what the body may hold is the assumption `global-data-update-members`."""
    state, name = call.mock.state.global_data, _name(call)
    if call.choice("global-data-update-members") == "value-required":
        call.operation.check_body(call.body, unknown_members=call.mock.rules.unknown_members)
        changes: Mapping[str, Any] = {"VALUE": call.body["VALUE"]}
    else:
        changes = _value_and_description(call)
    state.get(name)
    if "VALUE" in changes:
        state.update(name, changes["VALUE"])
    if "DESCRIPTION" in changes:
        state.describe(name, changes["DESCRIPTION"])
    return done(call, _shown(call, state.get(name)))


@routes("listGlobalDataTables")
def list_global_data_tables(call: Call) -> MockResponse:
    """List the names of the tables."""
    return MockResponse(200, call.mock.state.global_data_tables.names())


@routes("getGlobalDataTable")
def get_global_data_table(call: Call) -> MockResponse:
    """Read the records of a table that a filter selects."""
    return _table_response(call, _selected(call))


@routes("getGlobalDataTableWithLimit")
def get_global_data_table_with_limit(call: Call) -> MockResponse:
    """Read the first records of a table, sorted where a column is named."""
    rows, allowed = cast("int", call.path["rowNum"]), call.choice("table-limit-range")
    if allowed != "any-number" and rows < 1:
        raise HTTPError(400, "rowNum is less than 1; write a number from 1 on", assumption="table-limit-range")
    if allowed == "up-to-1000" and rows > _MAX_ROWS:
        raise HTTPError(400, f"rowNum is more than {_MAX_ROWS:,}; write at most that", assumption="table-limit-range")
    return _table_response(call, _selected(call, sort=_sort(call), limit=max(rows, 0)))


@routes("truncateGlobalDataTable")
def truncate_global_data_table(call: Call) -> MockResponse:
    """Delete all records of a table at once [V-GD]."""
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    tables.truncate(table)
    return done(call, {"name": table, "records": []})


def _name(call: Call) -> str:
    return str(call.path["globalDataName"])


def _shown(call: Call, datum: GlobalDatum) -> dict[str, str]:
    response = {"NAME": datum.name, "TYPE": datum.type, "DESCRIPTION": datum.description}
    if call.choice("global-data-single-read") == "with-value" and datum.value is not None:
        response["VALUE"] = datum.value
    return response


def _value_and_description(call: Call) -> Mapping[str, Any]:
    """Return the body where it may hold either member or both, which the document's schema does not say."""
    wanted = "send an object with VALUE, a string, number, boolean or null, or DESCRIPTION, a string, or both"
    sent: object = call.body
    if not isinstance(sent, dict):
        raise HTTPError(400, f"the body is no object; {wanted}")
    body = cast("dict[str, Any]", sent)
    if not body.keys() & {"VALUE", "DESCRIPTION"}:
        raise HTTPError(400, f"the body has no member that changes something; {wanted}")
    if isinstance(body.get("VALUE"), (dict, list)) or not isinstance(body.get("DESCRIPTION", ""), str):
        raise HTTPError(400, f"a member of the body is of another type; {wanted}")
    if body.keys() - {"VALUE", "DESCRIPTION"} and call.choice("unknown-members") == "status-400":
        unknown = next(name for name in body if name not in ("VALUE", "DESCRIPTION"))
        message = f"{named(unknown)} of the body is not known; {hint(unknown, ['VALUE', 'DESCRIPTION'])}"
        raise HTTPError(400, message, rule="unknown-member", assumption="unknown-members")
    return body


def _selected(call: Call, *, sort: Sort | None = None, limit: int | None = None) -> list[Record]:
    order = cast("RecordOrder", call.choice("table-record-order"))
    filter_ = filter_elsewhere(call)
    with selecting():
        return call.mock.state.global_data_tables.select(
            str(call.path["tableId"]), filter_, order=order, sort=sort, limit=limit
        )


def _sort(call: Call) -> Sort | None:
    column = call.query.get("sortByField")
    if column is None:
        return None
    if column not in call.mock.state.global_data_tables.definition(str(call.path["tableId"])).columns:
        if call.choice("sort-unknown-column-status") == "ignored":
            return None
        raise call.http_error("sort-unknown-column-status", "sortByField names no column of the table; write one of it")
    rule = cast("Sorting", call.choice("table-limit-parameters"))
    return Sort(column, descending=call.query.get("sortingOrder") == "desc", sorting=rule)


def _table_response(call: Call, records: list[Record]) -> MockResponse:
    table = str(call.path["tableId"])
    return MockResponse(200, {"name": table, "records": [shown_record(call, record) for record in records]})
