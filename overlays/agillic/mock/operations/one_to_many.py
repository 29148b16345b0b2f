"""What the operations on one-to-many tables do [V-REC, S1, C-AG]."""

from typing import Any, cast

from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import start_task
from agillic.mock.operations.addressing import recipient_in_body, recipient_of
from agillic.mock.operations.bodies import document_body, members
from agillic.mock.operations.responses import counters, done
from agillic.mock.operations.row_entries import within_rows_limit, write_rows
from agillic.mock.routes import Routes
from agillic.mock.state import BatchResult, Failure, Outcome
from agillic.mock.state.errors import UnknownRecipientError
from agillic.mock.state.recipients import ListOrder
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.errors import StateError

routes = Routes()


@routes("listOneToManyTables")
def list_one_to_many_tables(call: Call) -> MockResponse:
    """Respond with the names of all tables, or of those in which the recipient has rows."""
    rows, recipient = call.mock.state.rows, recipient_of(call)
    every = call.choice("one-to-many-list-content") == "all-tables"
    names = rows.tables() if every else rows.tables_with_rows(recipient)
    return MockResponse(
        200, names if call.choice("one-to-many-list-shape") == "strings" else [{"name": n} for n in names]
    )


@routes("getOneToManyTable")
def get_one_to_many_table(call: Call) -> MockResponse:
    """Respond with a recipient's rows."""
    response = _table(call, recipient_of(call))
    if not response["recordList"] and call.choice("one-to-many-empty-table") == "status-404":
        raise HTTPError(
            404, "the recipient has no rows in this table; write some first", assumption="one-to-many-empty-table"
        )
    return MockResponse(200, response)


@routes("batchUpdateOneToManyRecords")
def batch_update_one_to_many_records(call: Call) -> MockResponse:
    """Upsert rows, row by row."""
    recipient = recipient_of(call)
    return _batch_response(call, recipient, call.mock.state.rows.batch_update(recipient, _name(call), call.body))


@routes("batchDeleteOneToManyRecords", "body")
def batch_delete_one_to_many_records(call: Call) -> MockResponse:
    """Delete rows, row by row; `one-to-many-delete-items` says how they are named."""
    rows, recipient = call.mock.state.rows, recipient_of(call)
    key, option, body = rows.key_of(_name(call)), call.choice("one-to-many-delete-items"), call.body
    if option != "strings" and isinstance(body, list):
        body = [_named(each, key, option) for each in cast("list[object]", body)]
    keys = document_body(call, body)
    return _batch_response(call, recipient, rows.batch_delete(recipient, _name(call), keys))


@routes("truncateOneToManyTable")
def truncate_one_to_many_table(call: Call) -> MockResponse:
    """Delete all rows of a recipient in a table."""
    recipient = recipient_of(call)
    call.mock.state.rows.truncate(recipient, _name(call))
    return done(call, lambda: _table(call, recipient))


@routes("asyncUpsertOneToManyRecords", "body")
def async_upsert_one_to_many_records(call: Call) -> MockResponse:
    """Accept rows of many recipients; `async-one-to-many-body` says how they are sent."""
    body, option = call.body, call.choice("async-one-to-many-body")
    if option != "data-by-recipient":
        body = members(body)
        data = body.get("data")
        if option == "data-by-table" and isinstance(data, list):
            body = body | {"data": [_of_table(each) for each in cast("list[object]", data)]}
        elif option == "data-map":
            named = cast("dict[str, object]", data) if isinstance(data, dict) else {None: data}
            body = body | {"data": [{"recipientId": each, "oneToManyTables": rows} for each, rows in named.items()]}
    return start_task(call, within_rows_limit(call, document_body(call, body)["data"]))


@routes.work("asyncUpsertOneToManyRecords")
def upsert_one_to_many_records(mock: Mock, work: list[dict[str, Any]]) -> Outcome:
    """Upsert rows, recipient by recipient; `rows-of-unknown-recipient` says what becomes of rows of nobody."""
    failures: list[Failure] = []
    for index, entry in enumerate(work):
        try:
            recipient = _recipient(mock, entry["recipientId"])
        except StateError as error:
            failures.append(Failure(index, str(error), error))
        else:
            failures += write_rows(mock, index, recipient, entry["oneToManyTables"])
    return Outcome(tuple(failures))


def _name(call: Call) -> str:
    return cast("str", call.path["tableId"])


def _table(call: Call, recipient: int) -> dict[str, object]:
    name = _name(call)
    records = call.mock.state.rows.read(recipient, name, cast("ListOrder", call.choice("list-order")))
    response: dict[str, object] = {"recordList": records}
    return {"name": name} | response if call.choice("one-to-many-table-members") == "with-name" else response


def _batch_response(call: Call, recipient: int, result: BatchResult) -> MockResponse:
    if call.choice("one-to-many-batch-result") == "counters":
        return MockResponse(200, counters(result))
    return done(call, lambda: _table(call, recipient))


def _named(item: object, key: str, option: str) -> object:
    """Return the value of a table's key as the document names a row by it, or else what the document rejects."""
    if isinstance(item, dict):
        return cast("dict[str, object]", item).get(key)
    return item if option == "either" else None


def _of_table(entry: object) -> object:
    """Bring an entry with the rows of one table into the document's layout; a member that is missing stays so."""
    if not isinstance(entry, dict):
        return entry
    given = cast("dict[str, object]", entry)
    rest = {name: value for name, value in given.items() if name not in ("tableId", "records", "oneToManyTables")}
    table = given.get("tableId")
    return rest | ({"oneToManyTables": {table: given.get("records")}} if isinstance(table, str) else {})


def _recipient(mock: Mock, address: str) -> int:
    try:
        return recipient_in_body(mock, address)
    except UnknownRecipientError as error:
        key, choice = mock.instance.recipient_key, mock.assumptions.choice
        if choice("rows-of-unknown-recipient") == "entry-fails" or error.field != key:
            raise
        named_by_field = choice("body-recipient-address") == "as-in-path"
        return mock.state.recipients.create({key: address.removeprefix(f"{key}=") if named_by_field else address})
