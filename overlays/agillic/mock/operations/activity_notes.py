"""Noting among the activities what a call made happen to one recipient."""

from collections.abc import Mapping

from agillic.mock.calls import Mock


def note(mock: Mock, type_: str, recipient: int, details: Mapping[str, object]) -> None:
    """Remember that something has happened now, with the AGILLIC_ID of the recipient.

    Args:
        mock: Where it happened.
        type_: In the words of activity exports.
        recipient: The number of a recipient who is there.
        details: What else is known, by name.
    """
    key = mock.instance.recipient_key
    person = mock.state.recipients.read_many([recipient], [key, "AGILLIC_ID"])[0]
    mock.state.activities.record(type_, recipient, person[key], {**details, "agillic_id": person["AGILLIC_ID"]})
