"""What the logger `agillic` is told: never a body, a value of a path or query, or a header that is not allowed.

Filters hold personal data, and so do paths (`/recipients/ada@example.com`): logs name the operation and its path
template instead. Each attempt and answer is logged at DEBUG, a repeat at INFO, and a failure that is not repeated any
more, though it could have been, at WARNING. The HTTP library logs the URL of each call at INFO; `HiddenURL` keeps its
values out.
"""

import logging
from typing import Final

import httpx

from agillic.transport.hooks import LOGGER

ALLOWED_HEADERS: Final = ("content-type", "content-length", "date", "retry-after", "server")
"""The headers of answers that are logged, in this order; none of a request is."""
LONGEST_VALUE = 80
NAMELESS = "a call"


class HiddenURL(httpx.URL):
    """A URL whose text shows its host alone, for requests that were sent: HTTP libraries log them.

    >>> HiddenURL("https://api.agillic.test/recipients/ada@example.com?filter=AGE%3E20")
    URL('https://api.agillic.test/***')
    """

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc.decode('ascii', 'replace')}/***"

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


def shown_headers(headers: httpx.Headers) -> str:
    """Return the allowed headers of an answer for a log, in short.

    >>> shown_headers(httpx.Headers({"Set-Cookie": "secret", "Retry-After": "5"}))
    'retry-after=5'
    """
    found = ((name, headers.get(name)) for name in ALLOWED_HEADERS)
    return ", ".join(f"{name}={_plain(value)}" for name, value in found if value is not None)


def log_request(method: str, template: str, name: str, attempt: int) -> None:
    """Log that an attempt begins. The template is the operation's path, parameters in braces."""
    LOGGER.debug("%s: %s %s, attempt %d", name or NAMELESS, method, template or "(no operation)", attempt)


def log_answer(name: str, attempt: int, response: httpx.Response, elapsed: float) -> None:
    """Log an answer, with the headers that are allowed. Seconds are since the call began."""
    if LOGGER.isEnabledFor(logging.DEBUG):
        shown = shown_headers(response.headers)
        said = (name or NAMELESS, response.status_code, elapsed, attempt, shown)
        LOGGER.debug("%s: answered with %d after %.3f s, attempt %d (%s)", *said)


def log_retry(name: str, attempt: int, failure: str, wait: float) -> None:
    """Log that a failed attempt is repeated after some seconds."""
    LOGGER.info("%s: %s, attempt %d; again in %.3f s", name or NAMELESS, failure, attempt, wait)


def log_end(name: str, attempt: int, failure: str, why: str) -> None:
    """Log why a failure that may be repeated is not."""
    LOGGER.warning("%s: %s, attempt %d; not repeated: %s", name or NAMELESS, failure, attempt, why)


def _plain(value: str) -> str:
    """Return a header's value as short text that cannot forge a line of a log."""
    line = "".join(character if character.isprintable() else " " for character in value[:LONGEST_VALUE])
    return line if len(value) <= LONGEST_VALUE else f"{line}..."
