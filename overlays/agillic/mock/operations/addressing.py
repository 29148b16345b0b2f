"""Who is meant by a recipient's address in a path or in a body [V-REC, S1, facts 3.5]."""

from typing import cast

from agillic.mock.front import Address, Call, Mock


def address_of(call: Call) -> str:
    """Return the address in the path as the state takes it: a value of the recipient key, or FIELD=value."""
    address = cast("Address", call.path["recipientId"])
    return address.value if address.field is None else f"{address.field}={address.value}"


def recipient_of(call: Call) -> int:
    """Return the number of the recipient that the path names.

    Raises:
        NotUniqueError, UnknownRecipientError: As for `Recipients.find`.
    """
    return call.mock.state.recipients.find(address_of(call))


def recipient_in_body(mock: Mock, text: str) -> int:
    """Return the number of a recipient that a body names, by the assumption `body-recipient-address`.

    Raises:
        NotUniqueError, UnknownRecipientError: As for `Recipients.find`.
    """
    key_only = mock.assumptions.choice("body-recipient-address") == "key-only"
    return mock.state.recipients.find(text, key_only=key_only)
