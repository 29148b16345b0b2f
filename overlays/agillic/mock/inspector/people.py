"""What the inspector tells of recipients: who is there, and all that is known of one."""

# ruff: noqa: S608 - only quoted names and the conditions of filters are written into statements

import json
from collections.abc import Mapping
from typing import Any

from agillic.mock.calls import Mock
from agillic.mock.filters import SqlValue, UnknownSelector
from agillic.mock.state.columns import quoted
from agillic.mock.state.communications import Sent
from agillic.mock.state.moments import from_sql
from agillic.wire.rsql import parse_filter

_MAX_PEOPLE = 50
_SEARCHED = 20_000
"""Recipients, the latest, in whom text is looked for: enough for tests, and no search holds up calls for long."""
_LATEST = 200


def find_people(mock: Mock, search: str) -> Mapping[str, Any]:
    """Return recipients, the latest first.

    Args:
        mock: Where they are.
        search: A filter such as `AGE>20`; else text that any field of theirs has, in the case of its letters or
            another; of no characters, all are found.

    Returns:
        `people` with `number` and `personData`, 50 at most; `more` when there are others; and `by`, how was searched:
        "all", "filter" or "text".
    """
    by, condition, values = _condition(mock, search.strip())
    source = "recipients" if by != "text" else f"(SELECT * FROM recipients ORDER BY number DESC LIMIT {_SEARCHED})"
    found = mock.state.database.connection.execute(
        f"SELECT number FROM {source} AS recipients WHERE {condition} ORDER BY number DESC LIMIT ?",
        [*values, _MAX_PEOPLE + 1],
    )
    numbers = [int(number) for (number,) in found]
    people = mock.state.recipients.read_many(numbers[:_MAX_PEOPLE])
    shown = [{"number": number, "personData": data} for number, data in zip(numbers, people, strict=False)]
    return {"people": shown, "more": len(numbers) > _MAX_PEOPLE, "by": by}


def person(mock: Mock, number: int) -> Mapping[str, Any] | None:
    """Return all that is known of a recipient, or None when there is no such recipient (any more)."""
    state = mock.state
    found = state.recipients.read_many([number])
    if not found:
        return None
    return {
        "number": number,
        "personData": found[0],
        "groups": [group.name for group in state.groups.of(number)],
        "tables": {table: state.rows.read(number, table) for table in state.rows.tables_with_rows(number)},
        "events": [
            {"event": id_, "times": state.achievements.count(number, id_)} for id_ in state.achievements.events(number)
        ],
        "messages": [_message(sent) for sent in reversed(state.communications.of(number)[-_LATEST:])],
        "devices": [
            {"app": each.app, "installation": each.installation, "token": each.token, **each.registration}
            for each in state.devices.of(number)
        ],
        "consents": [
            {"app": each.app, "type": each.type, "validUntil": each.valid_until} for each in state.consents.of(number)
        ],
        "history": _history(mock, number),
    }


def _message(sent: Sent) -> Mapping[str, Any]:
    marks = {"received": sent.received, "opened": sent.opened, "clicked": sent.clicked, "bounced": sent.bounced}
    return {
        "sent": sent.sent.isoformat(),
        "type": sent.type,
        "message": sent.name,
        "flow": sent.flow_name,
        **{name: moment.isoformat() if moment else None for name, moment in marks.items()},
    }


def _history(mock: Mock, number: int) -> list[Mapping[str, Any]]:
    rows = mock.state.database.connection.execute(
        "SELECT moment, type, details FROM activities WHERE recipient = ? ORDER BY number DESC LIMIT ?",
        (number, _LATEST),
    )
    return [
        {"moment": from_sql(moment).isoformat(), "type": type_, "details": json.loads(details)}
        for moment, type_, details in rows
    ]


def _condition(mock: Mock, search: str) -> tuple[str, str, list[SqlValue]]:
    if not search:
        return "all", "1", []
    try:
        return "filter", *mock.state.recipients.condition(parse_filter(search))
    except (ValueError, UnknownSelector):
        pass  # it is no filter, then
    columns = [quoted(column.name_in_sql) for column in mock.state.database.columns.values()]
    like = "%" + search.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return "text", " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns), [like] * len(columns)
