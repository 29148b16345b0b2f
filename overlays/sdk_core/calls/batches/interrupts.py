"""What is reported when a batch is interrupted from outside, by Ctrl-C for example."""

from collections.abc import Callable
from contextvars import ContextVar

from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.calls.batches.summary import BatchSummary
from sdk_core.wire.counting import are, counted

EARLY: ContextVar[Callable[[ChunkResponse], object]] = ContextVar("EARLY")
"""Within a call of a batch: gets what is known of its rows while the call still goes on, such as their task."""


def tell(error: BaseException, operation: str, summary: BatchSummary) -> None:
    """Put the sums until then into what breaks off: its attribute `summary`, and a line under its traceback.

    It stays what it is, so that code that catches KeyboardInterrupt does, and the program ends as it would have. Errors
    are left alone: they are the program's own, or have a summary, as `BatchInterrupted` does.

    >>> interrupt = KeyboardInterrupt()
    >>> tell(interrupt, "updateUsers", BatchSummary())
    >>> interrupt.__notes__
    ['a batch of updateUsers was interrupted after 0 rows, of which 0 were taken; see the attribute summary']
    """
    if isinstance(error, Exception | GeneratorExit) or getattr(error, "summary", None) is summary:
        return
    error.summary = summary  # type: ignore[attr-defined]  # that is the point
    error.add_note(
        f"a batch of {operation} was interrupted after {counted(summary.rows, 'row')}, of which {summary.succeeded:,} "
        f"{are(summary.succeeded, 'was', 'were')} taken; see the attribute summary"
    )
