"""How a batch is run, with the numbers of Agillic."""

from dataclasses import dataclass

from agillic.api import API
from sdk_core.calls.batches import options


@dataclass(frozen=True, slots=True)
class BatchOptions(options.BatchOptions):
    """How a batch is run.

    Args:
        max_concurrency: most chunks at once; the vendor allows 20 calls for all users of a key [V-INT]. Where the work
            is asynchronous, more make sense: a chunk whose task is waited for makes no call meanwhile.
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

    max_concurrency: int = API.max_concurrency
