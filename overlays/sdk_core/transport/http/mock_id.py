"""A mock that was started or reset again: it has counted no calls, so the day's count of its callers begins again too.

A mock sends its id with each response. That is heeded on loopback alone: no other server can make a client forget its
count. A client whose count is used up sends nothing, and would not see the id; so it asks the mock for it first.
"""

from typing import Final

import httpx

from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.limits.local_limiter import LocalRateLimiter

_PATH: Final = b"/__admin"
"""What any mock responds without credentials, and counts as no call."""
_PATIENCE: Final = 1.0
"""Seconds for each step of that."""


def note_mock(rate_limiter: RateLimiter | None, response: httpx.Response) -> None:
    """Tell the rate limiter of which mock a response is, if it is of one."""
    if not isinstance(rate_limiter, LocalRateLimiter) or not rate_limiter.is_of_loopback:
        return
    id_ = response.headers.get(rate_limiter.mock_header)
    if id_:
        rate_limiter.meet(id_)


def mock_id_request(rate_limiter: RateLimiter, request: httpx.Request) -> httpx.Request | None:
    """Return a request whose response says which mock is there now; None when no mock was met before."""
    if not isinstance(rate_limiter, LocalRateLimiter) or not rate_limiter.mock:
        return None
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), _PATIENCE)
    return httpx.Request("GET", request.url.copy_with(raw_path=_PATH), extensions={"timeout": timeouts})
