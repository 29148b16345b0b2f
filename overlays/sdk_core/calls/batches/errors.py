# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""What the error of a call means for the rows in it and for the calls that would follow; and the error of a batch."""

from enum import Enum
from typing import NamedTuple

from sdk_core.calls.batches.results import Outcome
from sdk_core.calls.batches.summary import BatchSummary
from sdk_core.wire.counting import are, counted
from sdk_core.wire.errors import ApiError


class BatchInterrupted(ApiError):
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        cause: what stopped it. Its text is repeated if it is the error of a call; others might quote a row.
    """

    def __init__(self, *, operation: str, summary: BatchSummary, cause: BaseException) -> None:
        self.summary = summary
        said = f" ({cause})" if isinstance(cause, ApiError) else ""
        super().__init__(
            message=(
                f"a batch of {operation} was stopped by {type(cause).__name__}{said} after "
                f"{counted(summary.rows, 'row')}, of which {summary.succeeded:,} "
                f"{are(summary.succeeded, 'was', 'were')} taken: fix the cause, then send the others and the rest again"
            ),
            operation=operation,
            outcome="unknown",
        )


class FailureAction(Enum):
    """What comes next."""

    BISECT = "bisect"
    """Nothing was written, because of some of the rows: search for them."""
    CONTINUE = "continue"
    """The trouble is that of this call; others may do better."""
    ABORT = "abort"
    """All calls would meet it."""


class Classification(NamedTuple):
    """What an error means.

    Attributes:
        action: what comes next.
        outcome: what is known of the rows of the call.
        message: why.
        by_size: whether the call was rejected for its size, which says nothing of its rows.
    """

    action: FailureAction
    outcome: Outcome
    message: str
    by_size: bool = False


_TOO_LARGE = 413
SEARCHED = frozenset({400, 409, _TOO_LARGE, 422})
"""The statuses that may be about what is in the rows."""


def classify_error(error: BaseException, searched: frozenset[int]) -> Classification:
    """Judge an error by its `outcome` and `status`, as each `ApiError` has them.

    Args:
        error: what the call raised.
        searched: the statuses by which a call is rejected because of some of its rows.

    Anything else that is raised is an error of the program: its rows are unknown, and all stops.

    >>> classify_error(RuntimeError("a mistake"), frozenset()).action
    <FailureAction.ABORT: 'abort'>
    """
    known = getattr(error, "outcome", None)
    status = getattr(error, "status", None)
    if known is None or not isinstance(error, Exception):
        return Classification(
            FailureAction.ABORT, Outcome.UNKNOWN, f"the call was interrupted by a {type(error).__name__}"
        )
    message = getattr(error, "server_message", "") or str(error)
    if known == "rejected" and status in searched:
        return Classification(FailureAction.BISECT, Outcome.REJECTED, message, by_size=status == _TOO_LARGE)
    if known in ("not-sent", "rejected"):
        # A network may recover at once. A limit that is used up and a key of another scope meet every call.
        passing = getattr(error, "retryable", False) and not hasattr(error, "retry_after")
        return Classification(FailureAction.CONTINUE if passing else FailureAction.ABORT, Outcome.NOT_SENT, message)
    return Classification(FailureAction.CONTINUE, Outcome.UNKNOWN, message)
