"""What the admin API shows of the state: all that is kept, in bounded lists, and all that is known of one recipient."""

# ruff: noqa: S608 - only quoted names of tables are written into statements

from collections.abc import Mapping
from typing import Any

from agillic.mock.calls import Mock
from agillic.mock.http.limits import limits_of
from agillic.mock.http.tasks import shown
from agillic.mock.state import Task
from agillic.mock.state.columns import quoted

MAX_LISTED = 100
"""How many of each kind are listed; the counts are of all."""
_MAX_TEXT = 1_000
_TOLD_BY_NAME = frozenset({"about", "recipients", "tasks", "deliveries"})


def whole_state(mock: Mock) -> Mapping[str, Any]:
    """Return the state: counts of all, and lists of the first recipients and the latest of everything else."""
    state = mock.state
    return {
        "instance": mock.instance.name,
        "clock": mock.clock.now().isoformat(),
        "calls_today": limits_of(mock).calls_today,
        "recipients": {
            "count": state.recipients.count(),
            "first": state.recipients.select(limit=MAX_LISTED),
        },
        "one_to_many": {
            name: mock.state.database.connection.execute(f"SELECT count(*) FROM {table.name_in_sql}").fetchone()[0]
            for name, table in mock.state.database.tables.items()
        },
        "groups": [
            {
                "name": group.name,
                "filter": None if group.filter is None else str(group.filter),
                "population": state.groups.population(group.name),
            }
            for group in mock.instance.target_groups.values()
        ],
        "tasks": [_task_json(task, mock) for task in state.tasks.latest(MAX_LISTED)],
        "callbacks": [
            {"task": each.task, "url": each.url, "moment": each.moment.isoformat(), "result": each.result}
            for each in state.deliveries.latest(MAX_LISTED)
        ],
        "tables": {name: _table(mock, name) for name in _tables(mock)},
    }


def recipient_state(mock: Mock, address: str) -> Mapping[str, Any]:
    """Return all that is known of a recipient.

    Args:
        mock: Whose recipient.
        address: A value of the recipient key, or `FIELD=value` with a unique field.

    Raises:
        UnknownRecipientError, NotUniqueError: Nobody has the address, or it is none.
    """
    state = mock.state
    number = state.recipients.find(address)
    return {
        "person_data": state.recipients.read_many([number])[0],
        "one_to_many": {table: state.rows.read(number, table) for table in state.rows.tables_with_rows(number)},
        "groups": [group.name for group in state.groups.of(number)],
        "tables": {name: _rows(mock, name, number) for name in _tables(mock) if _has_recipients(mock, name)},
    }


def _task_json(task: Task, mock: Mock) -> Mapping[str, Any]:
    return {
        **shown(task, mock),
        "operation": task.operation,
        "created": task.created.isoformat(),
        "due": task.due.isoformat() if task.due else None,
        "ended": task.ended.isoformat() if task.ended else None,
    }


def _tables(mock: Mock) -> list[str]:
    """Return the names of the tables in SQL of what is not shown by name.

    Whatever parts the state has, each keeps its things in tables.
    """
    database = mock.state.database
    found = database.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    )
    one_to_many = {table.name_in_sql for table in database.tables.values()}
    return [name for (name,) in found if name not in _TOLD_BY_NAME and quoted(name) not in one_to_many]


def _table(mock: Mock, name: str) -> Mapping[str, Any]:
    count = mock.state.database.connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]
    return {"count": count, "latest": _rows(mock, name)}


def _rows(mock: Mock, name: str, recipient: int | None = None) -> list[Mapping[str, Any]]:
    """Return the latest rows of a table by its columns, of all recipients or of one."""
    connection = mock.state.database.connection
    ordered = connection.execute(
        "SELECT sql NOT LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE name = ?", (name,)
    ).fetchone()[0]
    condition, values = ("1", []) if recipient is None else ("recipient = ?", [recipient])
    order = "ORDER BY rowid DESC" if ordered else ""
    cursor = connection.execute(
        f"SELECT * FROM {quoted(name)} WHERE {condition} {order} LIMIT ?", [*values, MAX_LISTED]
    )
    columns = [each[0] for each in cursor.description]
    return [dict(zip(columns, map(_shortened, row), strict=True)) for row in cursor]


def _has_recipients(mock: Mock, name: str) -> bool:
    columns = mock.state.database.connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
    return ("recipient",) in columns.fetchall()


def _shortened(value: str | bytes | float | None) -> str | float | None:
    """Return a value for JSON: a long text's beginning, of bytes their count alone."""
    if isinstance(value, bytes):
        return f"({len(value):,} bytes)"
    if isinstance(value, str) and len(value) > _MAX_TEXT:
        return f"{value[:_MAX_TEXT]}... ({len(value):,} characters)"
    return value
