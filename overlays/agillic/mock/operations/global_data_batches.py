"""What the batches on Global Data Tables do: entry by entry, whatever became of the others [S1, V-GD]."""

from collections.abc import Callable, Mapping
from typing import Literal, cast

from agillic.mock.calls import Call
from agillic.mock.operations.global_data_records import with_key
from agillic.mock.routes import Routes
from agillic.mock.state.errors import MissingKeyError, RecordExistsError, UnknownRecordError
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.errors import StateError
from sdk_core.mock.reasons import note, reason_of

routes = Routes()

_Entry = Mapping[str, object]
_Counter = Literal["created", "updated", "warnings", "errors", "deleted", "nowhere"]


_COUNTED: Mapping[str, _Counter] = {"error": "errors", "warning": "warnings"}
"""Options of assumptions by which an entry is counted and nothing else happens."""


class _CountedError(Exception):
    """An entry is counted by the option of an assumption.

    Args:
        error: What the state says of it.
        counter: Among what it is counted.
        assumption: Whose option decides.
    """

    def __init__(self, error: StateError, counter: _Counter, assumption: str) -> None:
        super().__init__(str(error))
        self.error, self.counter, self.assumption = error, counter, assumption


@routes("batchCreateGlobalDataRecords")
def batch_create(call: Call) -> MockResponse:
    """Add records; what one does whose key exists is the assumption `batch-create-existing`."""
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    existing = call.choice("batch-create-existing")

    def create(entry: _Entry) -> _Counter:
        record = with_key(call, entry)
        try:
            tables.create(table, record)
        except RecordExistsError as error:
            if existing in _COUNTED:
                raise _CountedError(error, _COUNTED[existing], "batch-create-existing") from error
            return tables.write(table, record)
        return "created"

    return _each(call, create)


@routes("batchUpdateGlobalDataRecords")
def batch_update(call: Call) -> MockResponse:
    """Write records by their keys; what one does that is not there is the assumption `record-put-created-status`."""
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    created = call.choice("record-put-created-status")

    def update(entry: _Entry) -> _Counter:
        written = tables.write(table, with_key(call, entry), creates=created != "status-404")
        return "updated" if created == "created-200" else written

    return _each(call, update)


@routes("batchDeleteGlobalDataRecords")
def batch_delete(call: Call) -> MockResponse:
    """Delete records by their keys."""
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    unknown, counter = call.choice("batch-delete-unknown"), cast("_Counter", call.choice("batch-delete-count"))
    column = tables.definition(table).key

    def delete(entry: _Entry) -> _Counter:
        if entry.get(column) in (None, ""):
            raise MissingKeyError(column)
        try:
            tables.delete(table, entry[column])
        except UnknownRecordError as error:
            if unknown in _COUNTED:
                raise _CountedError(error, _COUNTED[unknown], "batch-delete-unknown") from error
        return counter

    return _each(call, delete, *(("deleted",) if counter == "deleted" else ()))


def _each(call: Call, handle: Callable[[_Entry], _Counter], *more: _Counter) -> MockResponse:
    """Handle the entries of a batch, and respond with what `bulk-result-members` says; `more` are further counters."""
    entries: list[_Entry] = call.body
    key = call.mock.state.global_data_tables.definition(str(call.path["tableId"])).key
    if call.choice("record-without-key") == "whole-batch-400" and any(each.get(key) in (None, "") for each in entries):
        raise HTTPError(
            400,
            f"an entry lacks the table's key {key!r}; add it, no entry was handled",
            assumption="record-without-key",
        )
    concerned: dict[str, list[_Entry]] = {name: [] for name in ("created", "updated", "warnings", "errors", *more)}
    for index, entry in enumerate(entries):
        try:
            counter = handle(entry)
        except _CountedError as counted:
            counter = counted.counter
            note(reason_of(counted.error, index, counted.assumption))
        except StateError as error:
            counter = "errors"
            note(reason_of(error, index))
        if counter != "nowhere":
            concerned[counter].append(entry)
    members = call.choice("bulk-result-members")
    if members == "empty":
        return MockResponse(200)
    return MockResponse(200, concerned if members == "lists" else {name: len(each) for name, each in concerned.items()})
