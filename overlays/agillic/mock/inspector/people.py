"""What the inspector shows of recipients: who is there, and all that is known of one."""

# ruff: noqa: S608 - only quoted names and the conditions of filters are written into statements

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from agillic.mock.calls import Mock
from agillic.mock.filters import SqlValue, UnknownSelector
from agillic.mock.state.columns import quoted
from agillic.mock.state.communications import Sent
from agillic.mock.state.moments import from_sql
from agillic.wire.rsql import parse_filter
from sdk_core.mock.app.inspection import Found, People, Person, Section, moment_text

_MAX_PEOPLE = 50
_SEARCHED = 20_000
"""Recipients, the latest, in whom text is looked for: enough for tests, and no search holds up calls for long."""
_LATEST = 200
_SYSTEM = ("AGILLIC_ID", "CREATED", "LAST_UPDATED")
_MAX_VALUES = 4
"""Values that are shown of a recipient who was found, beside the key."""


def find_people(mock: Mock, search: str) -> People:
    """Return recipients, the latest first, 50 at most.

    Args:
        mock: Where they are.
        search: A filter such as `AGE>20`; else text that any field of theirs has, in the case of its letters or
            another; of no characters, all are found.
    """
    by, condition, values = _condition(mock, search.strip())
    source = "recipients" if by != "text" else f"(SELECT * FROM recipients ORDER BY number DESC LIMIT {_SEARCHED})"
    found = mock.state.database.connection.execute(
        f"SELECT number FROM {source} AS recipients WHERE {condition} ORDER BY number DESC LIMIT ?",
        [*values, _MAX_PEOPLE + 1],
    )
    numbers = [int(number) for (number,) in found]
    people = mock.state.recipients.read_many(numbers[:_MAX_PEOPLE])
    shown = [_found(mock, number, data) for number, data in zip(numbers, people, strict=False)]
    return People(shown, more=len(numbers) > _MAX_PEOPLE, by=by)


def read_person(mock: Mock, number: int) -> Person | None:
    """Return all that is known of a recipient, or None when there is no such recipient (any more)."""
    found = mock.state.recipients.read_many([number])
    return Person(number, _name(mock, found[0]), [*_sections(mock, number, found[0])]) if found else None


def _found(mock: Mock, number: int, data: Mapping[str, Any]) -> Found:
    others = [str(value) for name, value in data.items() if name not in (mock.instance.recipient_key, *_SYSTEM)]
    return Found(number, _name(mock, data), ", ".join(others[:_MAX_VALUES]))


def _name(mock: Mock, data: Mapping[str, Any]) -> str:
    return str(data.get(mock.instance.recipient_key, "(no key)"))


def _sections(mock: Mock, number: int, data: Mapping[str, Any]) -> Iterator[Section]:
    state = mock.state
    yield Section("Person data", pairs=data)
    yield Section("Target groups", words=[group.name for group in state.groups.of(number)])
    for table in state.rows.tables_with_rows(number):
        yield Section(table, rows=state.rows.read(number, table))
    events = state.achievements.events(number)
    yield Section(
        "Events achieved", rows=[{"event": id_, "times": state.achievements.count(number, id_)} for id_ in events]
    )
    sent = state.communications.of(number)[-_LATEST:]
    yield Section("Messages sent", rows=[_message(each) for each in reversed(sent)])
    devices = state.devices.of(number)
    yield Section(
        "Devices",
        rows=[
            {"app": each.app, "installation": each.installation, "token": each.token, **each.registration}
            for each in devices
        ],
    )
    consents = state.consents.of(number)
    yield Section(
        "Consents",
        rows=[{"app": each.app, "type": each.type, "validUntil": each.valid_until} for each in consents],
    )
    yield Section("History", rows=_history(mock, number))


def _message(sent: Sent) -> Mapping[str, Any]:
    moments = {"received": sent.received, "opened": sent.opened, "clicked": sent.clicked, "bounced": sent.bounced}
    row = {"sent": moment_text(sent.sent), "type": sent.type, "message": sent.name, "flow": sent.flow_name}
    readable = {name: _moment(moment) for name, moment in moments.items()}
    return {name: value for name, value in (row | readable).items() if value is not None}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment_text(moment)


def _history(mock: Mock, number: int) -> list[Mapping[str, Any]]:
    rows = mock.state.database.connection.execute(
        "SELECT moment, type, details FROM activities WHERE recipient = ? ORDER BY number DESC LIMIT ?",
        (number, _LATEST),
    )
    return [
        {"moment": moment_text(from_sql(moment)), "type": type_, "details": _details(json.loads(details))}
        for moment, type_, details in rows
    ]


def _details(details: Mapping[str, Any]) -> str:
    """Return the details of an activity in one cell; whose it is, is known there."""
    return ", ".join(f"{name}: {_text(value)}" for name, value in details.items() if name != "agillic_id")


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _condition(mock: Mock, search: str) -> tuple[Literal["all", "text", "filter"], str, list[SqlValue]]:
    if not search:
        return "all", "1", []
    try:
        return "filter", *mock.state.recipients.condition(parse_filter(search))
    except (ValueError, UnknownSelector):
        pass  # it is no filter, then
    columns = [quoted(column.name_in_sql) for column in mock.state.database.columns.values()]
    like = "%" + search.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return "text", " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns), [like] * len(columns)
