"""The error that ends a batch before its rows do."""

from agillic.resources.batches.outcomes import Summary
from agillic.transport.errors import AgillicError


class BatchInterrupted(AgillicError):  # noqa: N818 - the name says what happened, as those of the other errors
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        kind: the class of what stopped it.
    """

    def __init__(self, *, operation: str, summary: Summary, kind: str) -> None:
        self.summary = summary
        super().__init__(
            message=(
                f"a batch of {operation} was stopped after {summary.rows:,} rows by a {kind}: {summary.succeeded:,} "
                "rows were taken; see `summary` for the others, mend the cause and send those and the rest again"
            ),
            operation=operation,
            outcome="unknown",
        )
