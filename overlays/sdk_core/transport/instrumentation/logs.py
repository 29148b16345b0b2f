"""What is logged by the logger of an API's package: no body, no value of a path or query, and no header but some.

Filters hold personal data, and so do paths (`/users/ada@example.com`): logs name the operation and its path
template instead. Each attempt and response is logged at DEBUG, a retry at INFO, and a failure that is not retried any
more, though it could have been, at WARNING.

The HTTP library's own loggers tell the URL of each call at INFO, and at DEBUG headers of responses, bytes that are no
HTTP, and the password of a SOCKS proxy. Of our calls they tell less, and nothing at INFO: `RedactedURL` keeps values
out of URLs, and filters see to the rest. What other code of the process calls is logged as ever.
"""

import logging
import re
from contextvars import ContextVar
from typing import Final

import httpx

from sdk_core.wire.known_secrets import hide_known
from sdk_core.wire.redaction import redact

ALLOWED_HEADERS: Final = ("content-type", "content-length", "date", "retry-after", "server")
"""The headers of responses that are logged, in this order; none of a request is."""
MAX_VALUE = 80
NAMELESS = "a call"
OURS: Final[ContextVar[bool]] = ContextVar("sdk_core.ours", default=False)
"""Whether what runs in this context is a call of ours."""

_CLEAR: Final = re.compile(r"\d{1,15}|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
"""Numbers and dates, which would be redacted as those of persons."""
_PARTS_OF_HTTP: Final = ("connection", "http11", "http2", "proxy", "socks")
_TOLD: Final = re.compile(
    r"(?P<event>[\w.]+)"
    r"(?:(?<=\.complete) return_value=\(b'HTTP/[\d.]+', (?P<status>\d+)|(?<=\.failed) exception=(?P<error>\w+))?"
)


class RedactedURL(httpx.URL):
    """A URL whose text shows its host alone, for requests that were sent: HTTP libraries log them.

    >>> RedactedURL("https://api.example.com/users/ada@example.com?filter=AGE%3E20")
    URL('https://api.example.com/***')
    """

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc.decode('ascii', 'replace')}/***"

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"


def logged_headers(headers: httpx.Headers) -> str:
    """Return the allowed headers of a response for a log, in short.

    >>> logged_headers(httpx.Headers({"Set-Cookie": "secret", "Retry-After": "5"}))
    'retry-after=5'
    """
    found = ((name, headers.get(name)) for name in ALLOWED_HEADERS)
    return ", ".join(f"{name}={_plain(value)}" for name, value in found if value is not None)


def log_request(logger: logging.Logger, method: str, template: str, name: str, attempt: int) -> None:
    """Log that an attempt begins. The template is the operation's path, parameters in braces."""
    logger.debug("%s: %s %s, attempt %d", name or NAMELESS, method, template or "(no operation)", attempt)


def log_response(logger: logging.Logger, name: str, attempt: int, response: httpx.Response, elapsed: float) -> None:
    """Log a response, with the headers that are allowed. Seconds are since the call began."""
    if logger.isEnabledFor(logging.DEBUG):
        shown = logged_headers(response.headers)
        said = (name or NAMELESS, response.status_code, elapsed, attempt, shown)
        logger.debug("%s: returned %d after %.3f s, attempt %d (%s)", *said)


def log_retry(logger: logging.Logger, name: str, attempt: int, failure: str, wait: float) -> None:
    """Log that a failed attempt is retried after some seconds."""
    logger.info("%s: %s, attempt %d; retrying in %.3f s", name or NAMELESS, failure, attempt, wait)


def log_end(logger: logging.Logger, name: str, attempt: int, failure: str, why: str) -> None:
    """Log why a failure that may be retried is not."""
    logger.warning("%s: %s, attempt %d; not retrying: %s", name or NAMELESS, failure, attempt, why)


def _plain(value: str) -> str:
    """Return a header's value as short text that can forge no line of a log, and holds no secret."""
    value = hide_known(value)
    line = value if _CLEAR.fullmatch(value) else redact(value)
    return line if len(line) <= MAX_VALUE else f"{line[:MAX_VALUE]}..."


def _quiet_line(record: logging.LogRecord) -> bool:
    """Have the HTTP library's line of a call of ours count as DEBUG, since the logger of its API says the same."""
    if not isinstance(record.args, tuple) or not any(isinstance(each, RedactedURL) for each in record.args):
        return True
    record.levelno, record.levelname = logging.DEBUG, logging.getLevelName(logging.DEBUG)
    return logging.getLogger(record.name).isEnabledFor(logging.DEBUG)


def _quiet_step(record: logging.LogRecord) -> bool:
    """Leave of a step of a call of ours its name, the status of a response, and the class of an error."""
    if OURS.get():
        matched = _TOLD.match(record.getMessage())
        kept = (matched["event"], matched["status"], matched["error"]) if matched else ()
        record.msg, record.args = " ".join(each for each in kept if each), ()
    return True


logging.getLogger("httpx").addFilter(_quiet_line)
for _part in _PARTS_OF_HTTP:
    logging.getLogger(f"httpcore.{_part}").addFilter(_quiet_step)
