"""Everything that one mock consists of, by one name."""

from dataclasses import dataclass
from datetime import UTC, datetime

from agillic.mock.assumptions import Assumptions
from agillic.mock.clock import Clock, Ids
from agillic.mock.front.credentials import Credentials
from agillic.mock.front.handlers import Handlers
from agillic.mock.front.limits import Limits
from agillic.mock.instance import Instance


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Mock:
    """What calls are made to. Its parts share one clock and one set of assumptions; `of` puts them together."""

    instance: Instance
    assumptions: Assumptions
    clock: Clock
    ids: Ids
    credentials: Credentials
    limits: Limits
    handlers: Handlers

    @classmethod
    def of(cls, instance: Instance, handlers: Handlers, *, start: datetime | None = None, seed: int = 0) -> "Mock":
        """Put a mock of an instance together.

        Args:
            instance: With its assumptions and keys.
            handlers: What its operations do.
            start: The first moment of its clock, with a time zone; left out, now.
            seed: Decides the ids that it gives out.

        >>> from agillic.mock.instance import load_instance
        >>> Mock.of(load_instance(), Handlers(), start=datetime(2026, 7, 4, tzinfo=UTC)).clock.now().year
        2026
        """
        clock, ids = Clock(start or datetime.now(UTC)), Ids(seed)
        return cls(
            instance=instance,
            assumptions=instance.assumptions,
            clock=clock,
            ids=ids,
            credentials=Credentials(instance.keys, instance.assumptions, clock, ids),
            limits=Limits(instance, clock),
            handlers=handlers,
        )
