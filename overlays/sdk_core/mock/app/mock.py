"""Everything that one mock consists of, by one name."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Any, Protocol

from sdk_core.mock.clock import Clock, Ids
from sdk_core.mock.faults import Faults
from agillic.mock.http.credentials import Credentials
from sdk_core.mock.app.document import document
from agillic.mock.http.limits import Limits
from sdk_core.mock.app.responses import MockResponse
from agillic.mock.instance import Instance
from sdk_core.mock.request_journal import RequestJournal
from agillic.mock.state import Outcome, State
from agillic.mock.state.emptying import empty


class Handling(Protocol):
    """What answers an operation, and what it checks by itself; see `Routes`, which registers it."""

    @property
    def handler(self) -> Callable[[Any], MockResponse]:
        """Answers a call."""
        ...

    @property
    def unchecked(self) -> frozenset[str]:
        """Query parameters by name, or "body", that it checks by itself."""
        ...

    @property
    def extra(self) -> frozenset[str]:
        """Query parameters that it takes beside the document's."""
        ...


class Handles(Protocol):
    """What the operations of a mock do; `Routes` is one."""

    def get(self, operation_id: str) -> Handling | None:
        """Return what answers an operation."""
        ...

    def work_of(self, operation_id: str) -> "Work | None":
        """Return what does the tasks of an operation."""
        ...


class Mock:
    """What calls are made to; `close` ends it.

    Its parts share one clock and one set of assumptions. `reset` replaces those that time and calls change (`id`,
    `clock`, `ids`, `credentials`, `limits`, `state`): ask the mock for them each time.

    Args:
        instance: With its assumptions and keys.
        handlers: What its operations do.
        clock: Its clock; left out, one that stands still at this moment.
        seed: Decides the ids that it gives out.
        database: The file that keeps its state; None for memory.

    Attributes:
        id: Sent with each response, so that callers notice another mock in the place of one that they know.
        latency: Seconds that every call takes, 0 at first.
        faults: What goes wrong on request.
        journal: What arrived.
        page_token: The access token of its own pages; see `Credentials`.

    Raises:
        WrongFileError: The file cannot keep the state of this instance.

    >>> from sdk_core.mock.app import Routes
    >>> from agillic.mock.instance import load_instance
    >>> mock = Mock(load_instance(), Routes(), clock=Clock(datetime(2026, 7, 4, tzinfo=UTC)))
    >>> mock.state.recipients.count()
    2
    >>> mock.close()
    """

    def __init__(
        self,
        instance: Instance,
        handlers: Handles,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        database: Path | None = None,
    ) -> None:
        self.instance = instance
        self.assumptions = instance.assumptions
        self.handlers = handlers
        self.latency = 0.0
        self.faults = Faults({each.id: each.starts_task for each in document().operations.values()})
        self.journal = RequestJournal()
        self.page_token = token_urlsafe()
        self._seed, self._database = seed, database
        clock = clock or Clock(datetime.now(UTC))
        self._first_clock = copy(clock)  # it stays where the other one starts
        self._begin(clock)

    @classmethod
    def of(
        cls,
        instance: Instance,
        handlers: Handles,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        database: Path | None = None,
    ) -> "Mock":
        """Put a mock together; as `Mock`."""
        return cls(instance, handlers, clock=clock, seed=seed, database=database)

    def reset(self) -> None:
        """Begin anew: everything is as it was at the start of a mock with a new database.

        The clock is back at its start; one that runs goes on, without what it was advanced by. A file is emptied and
        filled again. No call may be within its handler meanwhile.
        """
        empty(self.state.database)
        self.state.close()
        self.faults.clear()
        self.journal.reset()
        self._begin(copy(self._first_clock))

    def close(self) -> None:
        """Close the state; what is in memory is gone."""
        self.state.close()

    def _begin(self, clock: Clock) -> None:
        # By chance, whatever the seed: a seeded mock that was started anew has counted no calls either.
        self.id = token_hex(8)
        self.clock, self.ids = clock, Ids(self._seed)
        self.credentials = Credentials(self.instance.keys, self.assumptions, self.clock, self.ids, self.page_token)
        self.limits = Limits(self.instance, self.clock)
        self.state = State(self.instance, self.clock, self.ids, self._database)


Work = Callable[[Mock, Any], Outcome]
"""Does what a task was started for; it is given what the handler left for it."""
