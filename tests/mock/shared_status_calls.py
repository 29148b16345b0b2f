"""Calls that provoke the statuses which the application decides for all operations alike.

They change nothing, so that one mock takes them all.
"""

from collections.abc import Callable, Mapping
from functools import cache

from app_calls import APP_BASIC, Received
from sample_calls import December, sample

from agillic.mock.document import document


def without_credentials(operation: str) -> Received:
    """Call without a token and without a key."""
    return _call(operation, authorization=None)


def with_an_app_key(operation: str) -> Received:
    """Call with a key of the scope app; where that is enough, nothing but a fault rejects."""
    if "app" in document().operations[operation].keys:
        _one().mock.faults.add(operation=operation, status=403)
    return _call(operation, authorization=APP_BASIC)


def too_large(operation: str) -> Received:
    """Announce a body that no operation takes."""
    return _call(operation, b"{}", content_length="30000000")


def of_another_media_type(operation: str) -> Received:
    """Send text."""
    return _call(operation, b"{}", content_type="text/plain")


def too_many(operation: str) -> Received:
    """Call while as many other calls are under way as the instance takes at once."""
    limits, others = _one().mock.limits, 0
    while limits.enter():
        others += 1
    try:
        return _call(operation)
    finally:
        for _ in range(others):
            limits.leave()


def with_a_fault(operation: str) -> Received:
    """Call while the server fails."""
    _one().mock.faults.add(operation=operation, status=503)
    return _call(operation)


SHARED: Mapping[int, Callable[[str], Received]] = {
    401: without_credentials,
    403: with_an_app_key,
    413: too_large,
    415: of_another_media_type,
    429: too_many,
    503: with_a_fault,
}
"""By status; 503 stands for all that the document calls 5XX."""

_one = cache(December)


def _call(operation: str, body: bytes = b"", **headers: str | None) -> Received:
    return _one().call(document().operations[operation].method, sample(operation).target, body, **headers)
