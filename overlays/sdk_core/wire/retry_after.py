"""How long a server asks to wait, from the Retry-After header in all its forms (RFC 9110, section 10.2.3).

What stands before a server may send one with a 429 or a 503, whether the API documents it or not. Read carelessly, it
lets a client wait for hours, or not at all: it may be a number or a date, a proxy may have added a second one, and the
date is of the server's clock.
"""

import math
import re
from collections.abc import Iterable
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol

_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")


class Headers(Protocol):
    """Headers of a response, as HTTP libraries give them: names in any case, several values for each."""

    def __contains__(self, name: object, /) -> bool: ...

    def get(self, name: str, default: str, /) -> str:
        """Return all values of a name in one line."""
        ...

    def items(self) -> Iterable[tuple[str, str]]:
        """Return all names with their values."""
        ...

    def get_list(self, name: str, /, split_commas: bool = ...) -> list[str]:  # noqa: FBT001 - as HTTP libraries have it
        """Return the values of a name."""
        ...


def retry_after(headers: Headers, now: float) -> float | None:
    """Return the seconds that a response asks to wait.

    Of several headers the longest wait counts. What cannot be read is left out: words, negative numbers, `NaN`, `inf`.
    A moment is compared with the response's own Date, so that it does not matter how wrong the clock is here or there.

    Args:
        headers: the headers of the response.
        now: seconds since 1970 by the clock here, used where the response has no Date.

    Returns:
        Seconds from 0 on, 0 for a moment that is past; infinite for a number too large for a float; None when nothing
        is asked for that can be read.

    >>> import httpx
    >>> retry_after(httpx.Headers({"Retry-After": "1.5"}), now=0)
    1.5
    >>> date, moment = "Sun, 22 Nov 2026 10:00:00 GMT", "Sun, 22 Nov 2026 10:00:07 GMT"
    >>> import httpx
    >>> retry_after(httpx.Headers({"Date": date, "Retry-After": moment}), now=0)
    7.0
    """
    if "retry-after" not in headers and "retry-after-ms" not in headers:
        return None
    waits = [_wait(value, headers, now) for value in headers.get_list("retry-after")]
    waits += [_of_milliseconds(value) for value in headers.get_list("retry-after-ms", split_commas=True)]
    return max((wait for wait in waits if wait is not None), default=None)


def _wait(value: str, headers: Headers, now: float) -> float | None:
    numbers = [_number(part) for part in value.split(",")]  # a proxy joins two headers by a comma
    readable = [number for number in numbers if number is not None]
    if len(readable) == len(numbers):
        return max(readable)
    moment = _moment(value)
    if moment is None:
        return None
    sent = _moment(headers.get("date", ""))
    return max(0.0, moment - (now if sent is None else sent))


def _of_milliseconds(value: str) -> float | None:
    number = _number(value)
    return None if number is None else number / 1000


def _number(text: str) -> float | None:
    text = text.strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    number = float(text)
    return number if math.isfinite(number) else math.inf


def _moment(text: str) -> float | None:
    """Return the seconds since 1970 of a date, or None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):  # it raises whatever its parts raise
        return None
