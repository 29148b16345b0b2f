"""What operations on Global Data and on its records, and the discovery, respond alike."""

from collections.abc import Mapping
from typing import Any

from agillic.mock.calls import Call
from agillic.mock.operations.filtering import filter_elsewhere, selecting
from agillic.mock.state import Record

_FILLERS: Mapping[str, Any] = {"null-value": None, "empty-string": ""}


def definitions(call: Call) -> list[dict[str, str]]:
    """Return the definitions of Global Data that the filter of a call selects, without values [V-GD].

    Raises:
        HTTPError: 400 or 422, for the filter.
    """
    filter_ = filter_elsewhere(call)
    with selecting():
        found = call.mock.state.global_data.select(filter_)
    return [{"NAME": each.name, "TYPE": each.type, "DESCRIPTION": each.description} for each in found]


def shown_record(call: Call, record: Record) -> dict[str, str | None]:
    """Return a record as responses have it, with what `record-empty-columns` says of columns without a value.

    Args:
        call: Its path names the table.
        record: From the state.
    """
    option = call.choice("record-empty-columns")
    if option == "left-out":
        return dict(record)
    columns = call.mock.state.global_data_tables.definition(str(call.path["tableId"])).columns
    return {name: record.get(name, _FILLERS[option]) for name in columns}
