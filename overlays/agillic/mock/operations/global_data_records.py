"""What the operations on single records of Global Data Tables do [V-GD, K-GDT]."""

from collections.abc import Mapping
from typing import cast

from agillic.mock.calls import Call
from agillic.mock.operations.global_data_responses import shown_record
from agillic.mock.operations.responses import deleted, done
from agillic.mock.routes import Routes
from agillic.mock.state import RecordKeyChange
from agillic.mock.state.errors import MissingKeyError, RecordExistsError, UnknownRecordError
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()


@routes("getGlobalDataTableRecord")
def get_record(call: Call) -> MockResponse:
    """Read one record [C-AG]."""
    return MockResponse(200, _read(call, call.path["recordId"]))


@routes("createGlobalDataTableRecord")
def create_record(call: Call) -> MockResponse:
    """Add a record; one whose key exists is rejected, unless `record-exists-status` says otherwise.

    `record-create-status` says which status a new one gets.
    """
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    record = with_key(call, call.body)
    try:
        tables.create(table, record)
    except RecordExistsError:
        if call.choice("record-exists-status") != "updated":
            raise
        tables.write(table, record)
    status = 201 if call.choice("record-create-status") == "created-201" else 200
    return done(call, _read(call, record[tables.definition(table).key]), status)


@routes("updateGlobalDataTableRecord")
def update_record(call: Call) -> MockResponse:
    """Write columns of a record, and create one that is not there under `record-put-created-status` [S1]."""
    tables, table, key = call.mock.state.global_data_tables, str(call.path["tableId"]), call.path["recordId"]
    created = call.choice("record-put-created-status")
    change = cast("RecordKeyChange", call.choice("record-key-change"))
    try:
        written = tables.update(table, key, call.body, creates=created != "status-404", key_change=change)
    except UnknownRecordError as error:
        raise HTTPError(404, str(error), assumption="record-put-created-status") from error
    status = 201 if written == "created" and created == "created-201" else 200
    sent = call.body.get(tables.definition(table).key)
    return done(call, _read(call, sent if change == "renamed" and sent is not None else key), status)


@routes("deleteGlobalDataTableRecord")
def delete_record(call: Call) -> MockResponse:
    """Delete a record [V-GD]."""
    call.mock.state.global_data_tables.delete(str(call.path["tableId"]), call.path["recordId"])
    return deleted(call)


def with_key(call: Call, record: Mapping[str, object]) -> Mapping[str, object]:
    """Return a new record with a key, which Agillic gives it under the option `generated` of `record-without-key`.

    Raises:
        UnknownTableError: There is no such table.
        MissingKeyError: The record lacks the key, and is given none.
    """
    tables, table = call.mock.state.global_data_tables, str(call.path["tableId"])
    key = tables.definition(table).key
    if record.get(key) not in (None, ""):
        return record
    if call.choice("record-without-key") != "generated":
        raise MissingKeyError(key)
    while tables.contains(table, generated := call.mock.state.ids.record_key()):
        pass  # a file from an earlier run with the same seed may have this key already
    return {**record, key: generated}


def _read(call: Call, key: object) -> dict[str, str | None]:
    return shown_record(call, call.mock.state.global_data_tables.get(str(call.path["tableId"]), key))
