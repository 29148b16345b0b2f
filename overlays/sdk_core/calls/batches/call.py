"""A call of a batch, as the engine hands it out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sdk_core.calls.batches.chunks import Chunk, Question


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A call to make: `body` is what to send, `number` which chunk's rows are in it; the rest is the engine's."""

    number: int
    chunk: Chunk = field(repr=False)
    end: int
    body: bytes = field(repr=False)
    places: Sequence[int] | None = field(default=None, repr=False)
    question: Question | None = field(default=None, repr=False)

    @property
    def is_single(self) -> bool:
        """Whether `body` is a single entry, to be sent by the operation for one."""
        return self.question is not None


class NoResponse(Exception):  # noqa: N818 - stands for a response that was not waited for
    """A call in flight was given up."""

    outcome = "unknown"
