"""What the asynchronous operations on recipients do, and the work that they leave [S2, T-ARR, J]."""

from typing import Any, cast

from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import start_task
from agillic.mock.operations.addressing import recipient_in_body
from agillic.mock.operations.bodies import document_body, members, renamed
from agillic.mock.operations.row_entries import within_rows_limit, write_rows
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome
from agillic.mock.state.errors import UnknownRecipientError
from sdk_core.mock.app import MockResponse
from sdk_core.mock.errors import StateError

routes = Routes()


@routes("asyncBatchUpsertRecipients", "body")
def async_batch_upsert_recipients(call: Call) -> MockResponse:
    """Accept recipients, perhaps with rows; `async-upsert-body` says how they are sent."""
    body, option = call.body, call.choice("async-upsert-body")
    if option == "details-person-data":
        body = renamed(members(body), "details", "data")
    elif option == "data-flat":
        body = members(body)
        if isinstance(body.get("data"), list):
            body = body | {"data": [{"personData": entry} for entry in body["data"]]}
    entries = document_body(call, body)["data"]
    return start_task(call, within_rows_limit(call, entries))


@routes.work("asyncBatchUpsertRecipients")
def upsert_recipients(mock: Mock, work: list[dict[str, Any]]) -> Outcome:
    """Upsert entry by entry, each with its rows."""
    recipients, key = mock.state.recipients, mock.instance.recipient_key
    result = recipients.batch_upsert(entry["personData"] for entry in work)
    failures: list[Failure] = []
    for index, (entry, outcome) in enumerate(zip(work, result.outcomes, strict=True)):
        if isinstance(outcome, StateError):
            failures.append(Failure(index, str(outcome), outcome))
        elif tables := entry.get("oneToManyTables"):
            number = cast("int", recipients.number_of_key(entry["personData"][key]))  # just written
            failures += write_rows(mock, index, number, tables)
    return Outcome(tuple(failures))


@routes("asyncBatchDeleteRecipients", "body")
def async_batch_delete_recipients(call: Call) -> MockResponse:
    """Accept recipients to delete; `async-delete-body` says how they are sent."""
    body, option = call.body, call.choice("async-delete-body")
    if option != "recipient-ids":
        body = renamed(members(body), "data", "recipientIds")
        if option == "data-objects" and isinstance(body.get("recipientIds"), list):
            body["recipientIds"] = [_recipient_id(entry) for entry in body["recipientIds"]]
    return start_task(call, document_body(call, body)["recipientIds"])


@routes.work("asyncBatchDeleteRecipients")
def delete_recipients(mock: Mock, work: list[str]) -> Outcome:
    """Delete one after the other; `async-delete-of-unknown` and `delete-blocked` say what fails."""
    choice, failures = mock.assumptions.choice, list[Failure]()
    for index, address in enumerate(work):
        try:
            number = recipient_in_body(mock, address)
        except UnknownRecipientError as error:
            if choice("async-delete-of-unknown") == "failure":
                failures.append(Failure(index, str(error), error, "async-delete-of-unknown"))
        except StateError as error:
            failures.append(Failure(index, str(error), error))
        else:
            if not mock.state.needs.holds(number):
                mock.state.recipients.delete(number)
            elif choice("delete-blocked") == "rejected":
                failures.append(
                    Failure(
                        index,
                        "a flow still needs the recipient; delete again when it has run",
                        assumption="delete-blocked",
                    )
                )
    return Outcome(tuple(failures))


def _recipient_id(entry: object) -> object:
    """Return what an entry calls its recipient; None, which the document rejects, when it does not."""
    return cast("dict[str, object]", entry).get("recipientId") if isinstance(entry, dict) else None
