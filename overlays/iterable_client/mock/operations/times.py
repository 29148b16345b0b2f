"""Times: how responses write those that are numbers, and when bodies want something to be sent."""

from datetime import datetime, timedelta

from iterable_client.mock.calls import Call
from iterable_client.mock.state.errors import FieldError
from iterable_client.mock.state.moments import parse_own_form, to_milliseconds


def record_time(call: Call, milliseconds: int) -> int:
    """Return a time of a campaign or list, by the assumption `record-times`."""
    return milliseconds if call.choice("record-times") == "milliseconds" else milliseconds // 1000


def send_time(call: Call, text: str | None, most: int) -> int | None:
    """Return when something is to be sent, in milliseconds since 1970; None when nothing says.

    Args:
        call: The call.
        text: The member `sendAt` of the body.
        most: How many seconds ahead it may be.

    Raises:
        FieldError: It is written otherwise, or too far ahead.
    """
    if text is None:
        return None
    try:
        moment: datetime = parse_own_form(text)
    except ValueError as error:
        raise FieldError("sendAt", str(error)) from error
    if moment - call.mock.clock.now() > timedelta(seconds=most):
        raise FieldError("sendAt", f"this is more than {most // 86_400} days ahead; send an earlier time")
    return to_milliseconds(moment)
