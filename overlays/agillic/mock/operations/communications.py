"""What the operation on the communication history does [C-AG]."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from agillic.mock.calls import Call
from agillic.mock.operations.addressing import recipient_of
from agillic.mock.routes import Routes
from agillic.mock.state.communications import MessageType, Sent
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()

_LOWER_CASE: Mapping[MessageType, str] = {"EMAIL": "email", "SMS": "sms", "PUSH_NOTIFICATION": "push", "PRINT": "print"}


@routes("listCommunicationHistory")
def list_communication_history(call: Call) -> MockResponse:
    """List what a recipient was sent, in the window that the call requests."""
    recipient, state = recipient_of(call), call.mock.state
    start, end, wanted = (call.query.get(name) for name in ("dateStart", "dateEnd", "communicationType"))
    if start is None and end is None:
        start = _usual_start(call)
    sent = [each for each in state.communications.of(recipient, start, end) if wanted in (None, _type_word(call, each))]
    order = call.choice("list-order")
    if order == "newest-first":
        sent.reverse()
    elif order == "by-key":
        sent.sort(key=lambda each: each.name)
    return MockResponse(200, [_shown(call, each) for each in sent])


def _usual_start(call: Call) -> datetime | None:
    """Return from when on messages are listed if the call does not say so, by `communication-history-window`."""
    option = call.choice("communication-history-window")
    if option == "status-400":
        raise HTTPError(400, "dateStart and dateEnd are missing; send one of them")
    return call.mock.clock.now() - timedelta(days=30) if option == "last-30-days" else None


def _shown(call: Call, sent: Sent) -> dict[str, Any]:
    arrived = sent.received or sent.opened or sent.clicked
    bounced = "true" if sent.bounced else "false" if arrived else None
    known = {
        "openedTimestamp": _moment(call, sent.opened),
        "clickedTimeStamp": _moment(call, sent.clicked),
        "storedEmailURL": None,  # the mock makes no emails that could be looked at
        "bounced": bounced,
    }
    if call.choice("communication-additional-fields") == "known-only":
        known = {name: value for name, value in known.items() if value is not None}
    return {
        "communicationId": sent.name,
        "communicationType": _type_word(call, sent),
        "executionTimestamp": _moment(call, sent.sent),
        "additionalFields": known,
    }


def _type_word(call: Call, sent: Sent) -> str:
    return sent.type if call.choice("communication-types") == "upper-case" else _LOWER_CASE[sent.type]


def _moment(call: Call, moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if call.choice("communication-timestamp-format") == "instance-format":
        return call.mock.instance.dates.format_timestamp(moment)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
