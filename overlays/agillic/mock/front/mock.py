"""Everything that one mock consists of, by one name."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agillic.mock.assumptions import Assumptions
from agillic.mock.clock import Clock, Ids
from agillic.mock.front.credentials import Credentials
from agillic.mock.front.limits import Limits
from agillic.mock.instance import Instance
from agillic.mock.state import State

if TYPE_CHECKING:  # handlers need a mock
    from agillic.mock.front.handlers import Handlers


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Mock:
    """What calls are made to. Its parts share one clock and one set of assumptions; `of` puts them together."""

    instance: Instance
    assumptions: Assumptions
    clock: Clock
    ids: Ids
    credentials: Credentials
    limits: Limits
    handlers: "Handlers"
    state: State

    @classmethod
    def of(
        cls,
        instance: Instance,
        handlers: "Handlers",
        *,
        clock: Clock | None = None,
        seed: int = 0,
        database: Path | None = None,
    ) -> "Mock":
        """Put a mock of an instance together. `close` ends it.

        Args:
            instance: With its assumptions and keys.
            handlers: What its operations do.
            clock: Its clock; left out, one that stands still at this moment.
            seed: Decides the ids that it gives out.
            database: The file that keeps its state; None for memory.

        Raises:
            WrongFileError: The file cannot keep the state of this instance.

        >>> from agillic.mock.front import Handlers
        >>> from agillic.mock.instance import load_instance
        >>> mock = Mock.of(load_instance(), Handlers(), clock=Clock(datetime(2026, 7, 4, tzinfo=UTC)))
        >>> mock.state.recipients.count()
        2
        >>> mock.close()
        """
        clock, ids = clock or Clock(datetime.now(UTC)), Ids(seed)
        return cls(
            instance=instance,
            assumptions=instance.assumptions,
            clock=clock,
            ids=ids,
            credentials=Credentials(instance.keys, instance.assumptions, clock, ids),
            limits=Limits(instance, clock),
            handlers=handlers,
            state=State(instance, clock, ids, database),
        )

    def close(self) -> None:
        """Close the state; what is in memory is gone."""
        self.state.close()
