"""What the operations on one recipient do [V-REC, S1]."""

from typing import cast

from agillic.mock.calls import Call
from agillic.mock.operations.addressing import address_of, recipient_of
from agillic.mock.operations.responses import deleted, done
from agillic.mock.routes import Routes
from agillic.mock.state.recipients import CreateAddress, KeyChange
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()


@routes("createRecipient")
def create_recipient(call: Call) -> MockResponse:
    """Create a recipient; one who exists is a conflict, by `duplicate-recipient-status`."""
    number = call.mock.state.recipients.create(call.body["personData"])
    return done(call, lambda: _recipient(call, number), 201)


@routes("getRecipient")
def get_recipient(call: Call) -> MockResponse:
    """Respond with person data: all, or the fields that are requested."""
    return MockResponse(200, _recipient(call, recipient_of(call), _fields(call)))


@routes("updateRecipient")
def update_recipient(call: Call) -> MockResponse:
    """Update a recipient, or create one."""
    recipients, address = call.mock.state.recipients, address_of(call)
    number = recipients.number_of(address)
    written = recipients.upsert(
        address,
        call.body["personData"],
        create_address=cast("CreateAddress", call.choice("put-create-address")),
        key_change=cast("KeyChange", call.choice("put-recipient-key")),
    )
    return done(
        call,
        lambda: _recipient(call, recipients.find(address) if number is None else number),
        201 if written == "created" else 200,
    )


@routes("deleteRecipient")
def delete_recipient(call: Call) -> MockResponse:
    """Delete a recipient, unless something needs them: they stay, and `delete-blocked` says what the call gets."""
    number = recipient_of(call)
    if not call.mock.state.needs.holds(number):
        call.mock.state.recipients.delete(number)
    elif call.choice("delete-blocked") == "rejected":
        raise HTTPError(
            409, "a flow still needs the recipient; delete again when it has run", assumption="delete-blocked"
        )
    return deleted(call)


def _recipient(call: Call, number: int, fields: list[str] | None = None) -> dict[str, object]:
    return {"personData": call.mock.state.recipients.read_many([number], fields)[0]}


def _fields(call: Call) -> list[str] | None:
    """Return the names in the query, None for all fields; unknown ones are `person-data-fields-unknown`'s."""
    fields: list[str] | None = call.query.get("personDataFields")
    if fields is None:
        return None
    if call.choice("person-data-fields-serialization") == "comma":
        fields = [name for each in fields for name in each.split(",")]
    if call.choice("person-data-fields-unknown") != "ignored":
        for name in fields:
            if name not in call.mock.instance.fields:
                raise call.http_error(
                    "person-data-fields-unknown", f"{name!r} is no field of person data; use one that exists"
                )
    return fields
