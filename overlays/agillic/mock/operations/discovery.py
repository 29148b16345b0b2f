"""What the operations of the Discovery API do: they return what the instance defines [V-DISC]."""

from collections.abc import Iterable, Mapping
from typing import Any

from agillic.mock.calls import Call
from agillic.mock.instance import SYSTEM_FIELDS, Table
from agillic.mock.operations.global_data_responses import definitions
from agillic.mock.routes import Routes
from agillic.mock.state.errors import UnknownTableError
from agillic.wire.rsql.comparison import FieldType
from sdk_core.mock.app import MockResponse

routes = Routes()


@routes("discoverPersonData")
def discover_person_data(call: Call) -> MockResponse:
    """Tell the fields of person data, those that Agillic keeps by itself last; the recipient key is the identifier."""
    instance = call.mock.instance
    fields = [*instance.person_data.values(), *SYSTEM_FIELDS]
    listed = _fields(((each.name, each.type) for each in fields), instance.recipient_key)
    return MockResponse(200, {"name": "Person Data", "fields": listed})  # the name: [C-FORGE]


@routes("discoverOneToManyTables")
def discover_one_to_many_tables(call: Call) -> MockResponse:
    """List the names of the one-to-many tables."""
    return MockResponse(200, list(call.mock.instance.one_to_many))


@routes("discoverOneToManyTable")
def discover_one_to_many_table(call: Call) -> MockResponse:
    """Tell the columns of a one-to-many table."""
    return MockResponse(200, _table(call, call.mock.instance.one_to_many, "one-to-many table"))


@routes("discoverHistoricalTables")
def discover_historical_tables(call: Call) -> MockResponse:
    """List the names of the historical tables."""
    return MockResponse(200, list(call.mock.instance.historical))


@routes("discoverHistoricalTable")
def discover_historical_table(call: Call) -> MockResponse:
    """Tell the columns of a historical table."""
    return MockResponse(200, _table(call, call.mock.instance.historical, "historical table"))


@routes("discoverGlobalData")
def discover_global_data(call: Call) -> MockResponse:
    """List the definitions of Global Data that a filter selects, as `listGlobalData` does."""
    return MockResponse(200, definitions(call))


@routes("discoverGlobalDataTables")
def discover_global_data_tables(call: Call) -> MockResponse:
    """List the names of the Global Data Tables."""
    return MockResponse(200, call.mock.state.global_data_tables.names())


@routes("discoverGlobalDataTable")
def discover_global_data_table(call: Call) -> MockResponse:
    """Tell the columns of a Global Data Table, with their indexes and descriptions [C-FORGE]."""
    table = call.mock.state.global_data_tables.definition(str(call.path["tableId"]))
    columns = table.columns.values()
    fields = _fields(((each.name, each.type) for each in columns), table.key)
    for field, column in zip(fields, columns, strict=True):
        field |= {"index": column.index, "description": column.description}
    return MockResponse(200, {"name": table.name, "description": table.description, "fields": fields})


@routes("discoverTargetGroups")
def discover_target_groups(call: Call) -> MockResponse:
    """List the target groups, and of each whether it is static and whether it is global [T-ARR]."""
    groups = [
        {
            "name": group.name,
            "description": group.description,
            "static": group.filter is None,
            "global": group.global_,
        }
        for group in call.mock.instance.target_groups.values()
    ]
    return MockResponse(200, groups)


def _table(call: Call, tables: Mapping[str, Table], kind: str) -> dict[str, Any]:
    name = str(call.path["tableId"])
    if name not in tables:
        raise UnknownTableError(name, kind)
    return {"name": name, "fields": _fields(tables[name].columns.items(), tables[name].key)}


def _fields(types: Iterable[tuple[str, FieldType]], identifier: str) -> list[dict[str, Any]]:
    return [{"name": name, "type": type_, "identifier": name == identifier} for name, type_ in types]
