"""The rows of each kind of data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iterable_client.mock.calls import Mock
from iterable_client.mock.state.events import Event
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.moments import as_text

END_OF_TIME = 2**62
"""Later than any moment, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported.

    Attributes:
        kind: The kind of data, by the document's words.
        start: Only what happened, or users changed, from then on, in milliseconds since 1970.
        end: And before then.
        campaign: Only data of this campaign; None for all.
        only: The only fields that are written; all if empty.
        omitted: Fields that are left out.
    """

    kind: str
    start: int = 0
    end: int = END_OF_TIME
    campaign: int | None = None
    only: tuple[str, ...] = ()
    omitted: frozenset[str] = frozenset()


def rows_of(mock: Mock, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Return the rows of an export; of kinds that nothing in the mock makes, none."""
    for row in _users(mock, wanted) if wanted.kind == "user" else _events(mock, wanted):
        names: Iterable[str] = [name for name in wanted.only if name in row] if wanted.only else row
        yield {name: row[name] for name in names if name not in wanted.omitted}


def _users(mock: Mock, wanted: Wanted) -> Iterator[dict[str, Any]]:
    for number in mock.state.users.numbers():
        user = mock.state.users.read(number)
        if wanted.start <= user.updated < wanted.end and wanted.campaign is None:
            yield {
                **dict(user.identity.parts()),
                **user.data,
                "profileUpdatedAt": as_text(user.updated),
                "emailListIds": mock.state.lists.of_user(number),
            }


def _events(mock: Mock, wanted: Wanted) -> Iterator[dict[str, Any]]:
    is_custom = wanted.kind == "customEvent"
    name = None if is_custom else wanted.kind
    events = mock.state.events.between(wanted.start, wanted.end, is_system=not is_custom, name=name)
    for event in list(events):
        if wanted.campaign is None or event.campaign == wanted.campaign:
            yield event_row(event, mock.state.users.read(event.user).identity, custom=is_custom)


def event_row(event: Event, who: Identity, *, custom: bool) -> dict[str, Any]:
    """Return an event as a row: its fields stand beside the others."""
    row: dict[str, Any] = {"createdAt": as_text(event.created), **dict(who.parts())}
    others: Mapping[str, Any] = {
        "campaignId": event.campaign,
        "templateId": event.template,
        "messageId": event.message,
    }
    row |= {name: value for name, value in others.items() if value is not None}
    if custom:
        row["eventName"] = event.name
    return {**row, **event.data}
