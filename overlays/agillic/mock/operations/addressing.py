"""Who is meant by a recipient's address in a path or in a body [V-REC, S1]."""

from typing import cast

from agillic.mock.calls import Call, Mock
from agillic.mock.http.address import Address

_CONTACTS = ("EMAIL", "MOBILE", "PHONE")
"""What the names of fields hold that have an email address or a phone number."""


def address_of(call: Call) -> str:
    """Return the address in the path as the state takes it, `FIELD=value`.

    A plain value is one of the recipient key, whatever it looks like. Under the option `email-or-phone` of
    `recipient-address-forms` it is tried as an email address and phone number too.
    """
    address = cast("Address", call.path["recipientId"])
    instance = call.mock.instance
    if address.field in instance.fields:
        return f"{address.field}={address.value}"
    # What stands before an `=` and is no field is a part of the value, as is an `=` further on.
    value = address.value if address.field is None else f"{address.field}={address.value}"
    by_key = f"{instance.recipient_key}={value}"
    number_of = call.mock.state.recipients.number_of
    if call.choice("recipient-address-forms") == "key-only" or number_of(by_key) is not None:
        return by_key
    unique = [each.name for each in instance.person_data.values() if each.unique]
    contacts = [f"{name}={value}" for name in unique if any(word in name.upper() for word in _CONTACTS)]
    return next((each for each in contacts if number_of(each) is not None), by_key)


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
