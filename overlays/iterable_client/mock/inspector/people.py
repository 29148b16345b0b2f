"""What the inspector shows of users: who is there, and all that is known of one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from iterable_client.mock.calls import Mock
from iterable_client.mock.inspector.names import moment_of, name_of, short_text, without_none
from iterable_client.mock.state.events import Event
from iterable_client.mock.state.identity import email_key
from iterable_client.mock.state.sends import Send
from iterable_client.mock.state.users import User
from sdk_core.mock.app.inspection import Found, People, Person, Section

_MAX_PEOPLE = 50
_SEARCHED = 20_000
"""Users, the latest, in whose identifiers text is looked for: enough for tests, and no search holds up calls long."""
_LATEST = 200
_MAX_VALUES = 4
"""Values that are shown of a user who was found, beside the name."""
_LIST = re.compile(r"list\s*=\s*(\d{1,18})")
_OF_ALL = "SELECT number FROM users ORDER BY number DESC LIMIT ?"
_OF_LIST = "SELECT user FROM memberships WHERE list = ? ORDER BY user DESC LIMIT ?"
_OF_TEXT = r"""SELECT number FROM (SELECT * FROM users ORDER BY number DESC LIMIT ?)
WHERE email_key LIKE ? ESCAPE '\' OR user_id LIKE ? ESCAPE '\' ORDER BY number DESC LIMIT ?"""


def find_people(mock: Mock, search: str) -> People:
    """Return users, the latest first, 50 at most.

    Args:
        mock: Where they are.
        search: Who is on a list, as `list=1201`; else text that their email or userId has, in the case of its letters
            or another; of no characters, all are found.
    """
    by, statement, values = _search(search.strip())
    rows = mock.state.database.connection.execute(statement, [*values, _MAX_PEOPLE + 1]).fetchall()
    shown = [_found(mock.state.users.read(int(number))) for (number,) in rows[:_MAX_PEOPLE]]
    return People(shown, more=len(rows) > _MAX_PEOPLE, by=by)


def read_person(mock: Mock, number: int) -> Person | None:
    """Return all that is known of a user, or None when there is no such user (any more)."""
    try:
        user = mock.state.users.read(number)
    except KeyError:
        return None
    return Person(number, name_of(user), [*_sections(mock, user)])


def _search(search: str) -> tuple[Literal["all", "text", "filter"], str, list[object]]:
    if not search:
        return "all", _OF_ALL, []
    named = _LIST.fullmatch(search)
    if named:
        return "filter", _OF_LIST, [int(named[1])]
    escaped = search.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return "text", _OF_TEXT, [_SEARCHED, f"%{email_key(escaped)}%", f"%{escaped}%"]


def _found(user: User) -> Found:
    values = [*(value for _, value in user.identity.parts()), *user.data.values()]
    return Found(user.number, name_of(user), ", ".join(map(short_text, values[1 : _MAX_VALUES + 1])))


def _sections(mock: Mock, user: User) -> Iterator[Section]:
    state, number = mock.state, user.number
    names = {"email": user.identity.email, "userId": user.identity.user_id}
    times = {"created": moment_of(user.created), "updated": moment_of(user.updated)}
    yield Section("User", pairs=without_none({**names, **times}))
    yield Section("Profile", pairs=user.data)
    lists = [state.lists.get(each) for each in state.lists.of_user(number)]
    yield Section("Lists", rows=[{"id": each.id, "name": each.name, "type": each.type} for each in lists])
    yield Section("Subscriptions", rows=[*_subscriptions(mock, number)])
    yield Section("Events", rows=[_event(each) for each in state.events.latest(number, _LATEST)])
    yield Section("Messages", rows=[_message(mock, each) for each in state.sends.latest(number, _LATEST)])


def _subscriptions(mock: Mock, number: int) -> Iterator[Mapping[str, Any]]:
    channels = {each.id: each.name for each in mock.instance.channels}
    types = {each.id: each.name for each in mock.instance.message_types}
    for id_ in mock.state.subscriptions.read(number, "unsubscribedChannelIds"):
        yield {"kind": "channel", "id": id_, "name": channels.get(id_), "state": "unsubscribed"}
    for id_ in mock.state.subscriptions.read(number, "unsubscribedMessageTypeIds"):
        yield {"kind": "message type", "id": id_, "name": types.get(id_), "state": "unsubscribed"}
    for id_ in mock.state.subscriptions.read(number, "subscribedMessageTypeIds"):
        yield {"kind": "message type", "id": id_, "name": types.get(id_), "state": "subscribed"}


def _event(event: Event) -> Mapping[str, Any]:
    return without_none(
        {
            "created": moment_of(event.created),
            "event": event.name,
            "campaign": event.campaign,
            "message": event.message,
            "fields": event.data or None,
        }
    )


def _message(mock: Mock, send: Send) -> Mapping[str, Any]:
    campaign = mock.state.campaigns.get(send.campaign)
    return without_none(
        {
            "state": send.state,
            "campaign": f"{send.campaign} {campaign.name}" if campaign else send.campaign,
            "due": moment_of(send.due),
            "sent": moment_of(send.sent),
            "medium": send.medium,
            "message": send.message,
        }
    )
