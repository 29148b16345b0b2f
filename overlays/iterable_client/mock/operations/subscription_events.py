"""The events of the system about changed subscriptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from iterable_client.mock.calls import Mock
from iterable_client.mock.sending.messages import record as record_event
from iterable_client.mock.state.events import NewEvent
from iterable_client.mock.state.moments import to_milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed of a user's subscriptions, by ids, and what it is put down to."""

    campaign: int | None = None
    template: int | None = None
    lists_on: Sequence[int] = ()
    lists_off: Sequence[int] = ()
    channels_off: Sequence[int] = ()
    types_off: Sequence[int] = ()


def record(mock: Mock, user: int, change: Change) -> list[str]:
    """Record that a user was put on lists, and that the user wants less; return the ids of the events.

    Bulk updates of users make no such events; their callers do not call this.
    """
    created = to_milliseconds(mock.clock.now())
    events: list[NewEvent] = []
    if change.lists_on:
        data = {"emailListIds": list(change.lists_on), "signupSource": "Api"}
        events.append(NewEvent(name="emailSubscribe", created=created, is_system=True, data=data))
    if change.lists_off or change.channels_off or change.types_off:
        data = {
            "emailListIds": list(change.lists_off),
            "channelIds": list(change.channels_off),
            "messageTypeIds": list(change.types_off),
            "unsubSource": "Api",
        }
        events.append(
            NewEvent(
                name="emailUnSubscribe",
                created=created,
                is_system=True,
                campaign=change.campaign,
                template=change.template,
                data=data,
            )
        )
    return [record_event(mock, user, event) for event in events]
