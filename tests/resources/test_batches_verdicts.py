"""What the error of a call means for the calls that would follow, by its outcome and whether it may do better."""

import pytest

from agillic.errors import (
    AgillicError,
    AuthenticationError,
    BadRequest,
    PermissionDenied,
    RateLimited,
    TransportError,
)
from sdk_core.calls.batches.errors import Follow, verdict_on
from sdk_core.calls.batches.results import Outcome

SEARCHED = frozenset({400})


@pytest.mark.parametrize(
    ("error", "follow", "outcome"),
    [
        (TransportError(message="x", outcome="not-sent", retryable=True), Follow.GO_ON, Outcome.NOT_SENT),
        # After a 429 or a 401, of which the next attempt found nobody:
        (TransportError(message="x", outcome="rejected", retryable=True), Follow.GO_ON, Outcome.NOT_SENT),
        (TransportError(message="x", outcome="not-sent"), Follow.STOP, Outcome.NOT_SENT),
        (TransportError(message="x", outcome="unknown"), Follow.GO_ON, Outcome.UNKNOWN),
        (RateLimited(message="x", status=429), Follow.STOP, Outcome.NOT_SENT),
        (AuthenticationError(message="x", status=401, outcome="rejected"), Follow.STOP, Outcome.NOT_SENT),
        (PermissionDenied(message="x", status=403, outcome="rejected"), Follow.STOP, Outcome.NOT_SENT),
        (BadRequest(message="x", status=400, outcome="rejected"), Follow.SEARCH, Outcome.REJECTED),
    ],
)
def test_r04_a_failure_of_one_call_stops_only_what_would_fail_alike(
    error: AgillicError, follow: Follow, outcome: Outcome
) -> None:
    verdict = verdict_on(error, SEARCHED)
    assert (verdict.follow, verdict.outcome) == (follow, outcome)
