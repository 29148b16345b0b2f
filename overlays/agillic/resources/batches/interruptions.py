"""The error of a batch that was stopped before its rows ended."""

from agillic.errors import AgillicError
from agillic.resources.batches.summary import Summary


class BatchInterrupted(AgillicError):  # noqa: N818 - the name says what happened, as those of the other errors
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        cause: what stopped it. Its text is repeated if it is one of ours; others might quote a row.
    """

    def __init__(self, *, operation: str, summary: Summary, cause: BaseException) -> None:
        self.summary = summary
        said = f" ({cause})" if isinstance(cause, AgillicError) else ""
        super().__init__(
            message=(
                f"a batch of {operation} was stopped by {type(cause).__name__}{said} after {summary.rows:,} rows, of "
                f"which {summary.succeeded:,} were taken: mend the cause, then send the others and the rest again"
            ),
            operation=operation,
            outcome="unknown",
        )
