"""How a batch is run: what its caller may choose."""

from collections.abc import Callable
from dataclasses import dataclass

from sdk_core.api import DEFAULT_MAX_CONCURRENCY
from sdk_core.calls.batches.results import RowResult


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is run.

    Args:
        max_concurrency: most chunks at once. Where the work is asynchronous, more than calls may be in flight make
            sense: a chunk whose task is waited for makes no call meanwhile.
        max_bisect_calls_per_chunk: most calls that search for the bad rows of one chunk, or send one alone to learn
            why.
        max_bisect_calls: most such calls in all; 0 for none. Where calls are used up, rows end as `rejected together`,
            or as the server reported them.
        max_kept_failures: how many rows without a success are kept in `BatchSummary.failed`.
        on_failure: called with each of them in input order, by the thread or task that runs the batch.
        task_timeout: seconds that the task of a chunk is waited for, where the work is asynchronous; its rows are
            `pending` when it has not ended by then, and later rows of their keys are sent. Infinity waits without end.

    Raises:
        ValueError: a number is negative or none, or `max_concurrency` is below 1.
    """

    max_concurrency: int = DEFAULT_MAX_CONCURRENCY
    max_bisect_calls_per_chunk: int = 100
    max_bisect_calls: int = 1_000
    max_kept_failures: int = 1_000
    on_failure: Callable[[RowResult], None] | None = None
    task_timeout: float = 600

    def __post_init__(self) -> None:
        numbers = (
            self.max_concurrency - 1,
            self.max_bisect_calls_per_chunk,
            self.max_bisect_calls,
            self.max_kept_failures,
        )
        if min(numbers) < 0 or not self.task_timeout >= 0:
            raise ValueError("the options of a batch are numbers from 0 on, and max_concurrency is at least 1")
