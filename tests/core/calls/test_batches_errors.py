"""What the error of a call means for the calls that would follow, by its outcome and whether it may do better."""

import pytest
from tiny_client.errors import (
    AuthenticationError,
    BadRequest,
    PermissionDenied,
    RateLimited,
    TinyError,
    TransportError,
)

from sdk_core.calls.batches.errors import FailureAction, classify_error
from sdk_core.calls.batches.results import Outcome

SEARCHED = frozenset({400})


@pytest.mark.parametrize(
    ("error", "follow", "outcome"),
    [
        (TransportError(message="x", outcome="not-sent", retryable=True), FailureAction.CONTINUE, Outcome.NOT_SENT),
        # After a 429 or a 401, of which the next attempt found nobody:
        (TransportError(message="x", outcome="rejected", retryable=True), FailureAction.CONTINUE, Outcome.NOT_SENT),
        (TransportError(message="x", outcome="not-sent"), FailureAction.ABORT, Outcome.NOT_SENT),
        (TransportError(message="x", outcome="unknown"), FailureAction.CONTINUE, Outcome.UNKNOWN),
        (RateLimited(message="x", status=429), FailureAction.ABORT, Outcome.NOT_SENT),
        (AuthenticationError(message="x", status=401, outcome="rejected"), FailureAction.ABORT, Outcome.NOT_SENT),
        (PermissionDenied(message="x", status=403, outcome="rejected"), FailureAction.ABORT, Outcome.NOT_SENT),
        (BadRequest(message="x", status=400, outcome="rejected"), FailureAction.BISECT, Outcome.REJECTED),
    ],
)
def test_a_failure_of_one_call_stops_only_what_would_fail_alike(
    error: TinyError, follow: FailureAction, outcome: Outcome
) -> None:
    found = classify_error(error, SEARCHED)
    assert (found.action, found.outcome) == (follow, outcome)
