"""The queues of flows: in each, one execution runs at a time, takes its time, and the others wait."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from agillic.mock.instance import Flow
from agillic.mock.state.database import Database
from agillic.mock.state.flow_runs import Audience, FlowRuns
from agillic.mock.state.global_data_tables import GlobalDataTables
from agillic.mock.state.moments import from_sql, to_sql
from sdk_core.mock.clock import Clock
from sdk_core.mock.errors import StateError

TimeoutEnds = Literal["waiting-entry", "running-flow", "call"]
"""The options of the assumption `queue-timeout`. A call never waits here, as a queue has a place for everybody."""
QueueAudience = Literal["target-group", "queued-recipients"]
"""The options of the assumption `queue-audience`."""
Updates = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows of Global Data Tables, by the names of the tables."""

_TABLES = (
    # `due` is when it begins or, once it has begun, when it ends. `cut` says that a timeout ends it, without messages.
    """CREATE TABLE IF NOT EXISTS flow_queues (
        number INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL,
        recipient INTEGER REFERENCES recipients ON DELETE CASCADE, work TEXT NOT NULL,
        due INTEGER NOT NULL, ends INTEGER NOT NULL, cut INTEGER NOT NULL, begun INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX IF NOT EXISTS flow_queues_due ON flow_queues (due)",
    "CREATE INDEX IF NOT EXISTS flow_queues_of ON flow_queues (flow, ends)",
    "CREATE INDEX IF NOT EXISTS flow_queues_recipient ON flow_queues (recipient)",
)


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What is assumed of queues.

    Attributes:
        timeout_ends: What ends when the timeout of an entry has passed.
        audience: For whom executions without a recipient run.
        group: Whether recipients who are not in a flow's target group are passed over.
    """

    timeout_ends: TimeoutEnds = "waiting-entry"
    audience: QueueAudience = "target-group"
    group: Audience = "not-needed"


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """How many executions wait in a queue, and how many run."""

    queued: int
    active: int


class _Slot(NamedTuple):
    """When an execution begins and ends, and whether a timeout ends it."""

    begins: int
    ends: int
    cut: bool = False


_NO_RULES = QueueRules()


class FlowQueues:
    """The queues of a database. An execution takes the instance's `task_seconds` and sends its messages at its end.

    Nothing happens by itself: `run_due` does what time has brought.

    Args:
        database: Where they are.
        clock: Says when executions begin and end.
        runs: Does them.
        tables: Where executions write what they bring along.
        rules: What is assumed of them.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        runs: FlowRuns,
        tables: GlobalDataTables,
        rules: QueueRules = _NO_RULES,
    ) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._flows = database.instance.flows
        self._length = timedelta(seconds=database.instance.task_seconds)
        self._clock = clock
        self._runs = runs
        self._tables = tables
        self._rules = rules

    def add(self, flow: Flow, recipient: int, timeout: int | None = None) -> None:
        """Put a recipient, by number, into the queue of a flow.

        Args:
            flow: The flow.
            recipient: The recipient's number.
            timeout: Seconds, 0 or more. What ends then is for `timeout_ends` to say; None for nothing.
        """
        slot = self._last(flow)
        if timeout is not None:
            limit = to_sql(self._clock.now()) + timeout * 1_000_000
            if self._rules.timeout_ends == "waiting-entry" and limit < slot.begins:
                slot = _Slot(limit, limit, cut=True)
            elif self._rules.timeout_ends == "running-flow" and limit < slot.ends:
                slot = _Slot(min(slot.begins, limit), limit, cut=True)
        self._insert(flow, recipient, {}, slot)

    def add_whole(self, flow: Flow, before: Updates, after: Updates) -> int:
        """Put an execution without a recipient into the queue of a flow, and return its number.

        Under `queued-recipients` it takes the place of all who wait at this moment, and runs for them.

        Args:
            flow: The flow.
            before: Rows to write when it begins, each with the table's key.
            after: Rows to write when it ends.

        Raises:
            UnknownTableError: There is no such table.
        """
        for table in (*before, *after):
            self._tables.definition(table)
        recipients: list[int] | None = None
        if self._rules.audience == "queued-recipients":
            statement = (
                "DELETE FROM flow_queues WHERE flow = ? AND NOT begun AND recipient NOT NULL RETURNING recipient"
            )
            recipients = sorted(number for (number,) in self._connection.execute(statement, (flow.id,)).fetchall())
        work = {"before": before, "after": after, "recipients": recipients}
        return self._insert(flow, None, work, self._last(flow))

    def status(self, flow: Flow) -> QueueStatus:
        """Return how full the queue of a flow is."""
        statement = "SELECT count(*), total(begun) FROM flow_queues WHERE flow = ?"
        count, active = self._connection.execute(statement, (flow.id,)).fetchone()
        return QueueStatus(int(count - active), int(active))

    def reset(self, flow: Flow, *, active: bool) -> None:
        """Drop what waits in the queue of a flow, and what runs if `active`."""
        self._connection.execute("DELETE FROM flow_queues WHERE flow = ? AND (? OR NOT begun)", (flow.id, active))

    def advance_due(self, flow: Flow, seconds: float) -> None:
        """Let time pass for the queue of a flow alone, at most until everything in it is due now."""
        statement = (
            "UPDATE flow_queues SET due = min(due, max(due - :passed, :now)), "
            "ends = min(ends, max(ends - :passed, :now)) WHERE flow = :flow"
        )
        passed = int(seconds * 1_000_000)
        self._connection.execute(statement, {"passed": passed, "now": to_sql(self._clock.now()), "flow": flow.id})

    def next_due(self) -> datetime | None:
        """Return when the next execution begins or ends, be it past; None when none is in a queue."""
        row = self._connection.execute("SELECT min(due) FROM flow_queues").fetchone()
        return None if row[0] is None else from_sql(row[0])

    def run_due(self) -> None:
        """Begin and end all executions whose time has come, in the order of these times."""
        now = to_sql(self._clock.now())
        statement = (
            "SELECT number, flow, recipient, work, ends, cut, begun FROM flow_queues WHERE due <= ? "
            "ORDER BY due, number LIMIT 1"
        )
        while row := self._connection.execute(statement, (now,)).fetchone():
            number, flow, recipient, work, ends, cut, begun = row
            plan: dict[str, Any] = json.loads(work)
            if not begun:
                self._write(plan.get("before", {}))
                self._connection.execute("UPDATE flow_queues SET begun = 1, due = ends WHERE number = ?", (number,))
                continue
            self._connection.execute("DELETE FROM flow_queues WHERE number = ?", (number,))
            known = self._flow(flow)
            if known is not None and not cut:
                self._run(known, recipient, plan, ends)
            self._write(plan.get("after", {}))

    def _flow(self, id_: str) -> Flow | None:
        """Return a flow; None when there is none, as a file may be opened again with an instance that lost it."""
        return self._flows[id_] if id_ in self._flows else self._runs.campaign_flow(id_)

    def _run(self, flow: Flow, recipient: int | None, plan: Mapping[str, Any], ends: int) -> None:
        recipients: list[int] | None = plan.get("recipients") if recipient is None else [recipient]
        if recipients is None:
            self._runs.run_for_group(flow, from_sql(ends))
            return
        for each in recipients:
            self._runs.run_for(flow, each, from_sql(ends), self._rules.group)

    def _write(self, updates: Updates) -> None:
        """Write rows of Global Data Tables. What does not fit is passed over: there is no caller to report it to."""
        for table, rows in updates.items():
            for row in rows:
                try:
                    self._tables.write(table, row)
                except StateError:
                    continue

    def _last(self, flow: Flow) -> _Slot:
        """Return the slot of an execution that comes last in a queue."""
        statement = "SELECT max(ends) FROM flow_queues WHERE flow = ?"
        last: int | None = self._connection.execute(statement, (flow.id,)).fetchone()[0]
        begins = max(to_sql(self._clock.now()), last or 0)
        return _Slot(begins, begins + self._length // timedelta(microseconds=1))

    def _insert(self, flow: Flow, recipient: int | None, work: Mapping[str, Any], slot: _Slot) -> int:
        row = self._connection.execute(
            "INSERT INTO flow_queues (flow, recipient, work, due, ends, cut) VALUES (?, ?, ?, ?, ?, ?) "
            "RETURNING number",
            (flow.id, recipient, json.dumps(work), *slot),
        ).fetchone()
        return int(row[0])
