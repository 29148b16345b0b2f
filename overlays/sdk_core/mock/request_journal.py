"""The latest requests as they arrived, without their secrets."""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import unquote_plus

import orjson

from sdk_core.mock.reasons import Reason

MAX_REQUESTS = 10_000
MAX_BYTES = 64 * 1024 * 1024
"""Of all requests together; the oldest make place."""
MAX_BODY = 1024 * 1024
"""Bytes that are kept of a body."""

MASK = "***"
_REASON_SIZE = 100  # bytes beside its message, by and large
_SECRET = re.compile("key|secret|token|passw|pwd|credential|cookie|auth|signature|session", re.IGNORECASE)
"""What the names of headers, parameters and fields have in them whose values are private."""
_SCHEMES = frozenset({"basic", "bearer", "digest", "negotiate", "token"})
_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True, eq=False)
class LoggedRequest:
    """A request as it arrived, and how it was responded to. What it holds is often personal, so `repr` hides it.

    Attributes:
        number: In the order of arrival, from 1.
        moment: By the mock's clock.
        target: The raw path with the query, as sent.
        headers: Names and values in the order in which they were sent, secrets masked.
        body: What was read of it, secrets masked; `MAX_BODY` bytes at most.
        size: How many bytes of the body were read.
        operation: The operationId; None when the request is for none.
        status: Of the response; None while or if there is none.
        fault: The id of the fault that was injected.
        is_example: Whether the response is the document's example, since the operation has no handler yet.
        reasons: Why it was rejected, entries of it were counted as errors, or the task that it started failed.
    """

    number: int
    moment: datetime
    method: str
    target: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    operation: str | None
    body: bytes = field(default=b"", repr=False)
    size: int = 0
    status: int | None = None
    fault: int | None = None
    is_example: bool = False
    reasons: tuple[Reason, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str | None:
        """The body as text, or None when it is not UTF-8."""
        try:
            return self.body.decode()
        except UnicodeDecodeError:
            return None

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The body as JSON.

        Raises:
            ValueError: It is none, or was too large to be kept whole.
        """
        return orjson.loads(self.body)

    def shown(self) -> dict[str, Any]:
        """Return it for JSON: the body as `text`, or as `base64` when it is not UTF-8."""
        text = self.text
        return {
            "number": self.number,
            "moment": self.moment.isoformat(),
            "method": self.method,
            "target": self.target,
            "headers": self.headers,
            "body": {"base64": b64encode(self.body).decode()} if text is None else {"text": text},
            "size": self.size,
            "operation": self.operation,
            "status": self.status,
            "fault": self.fault,
            "isExample": self.is_example,
            "reasons": [each.shown() for each in self.reasons],
        }


class RequestJournal:
    """Keeps the latest requests. Threads may share it.

    Args:
        max_requests: How many.
        max_bytes: How many bytes they have together; the latest one is kept in any case.
        secret_operations: Those whose bodies are secret as a whole where they are no forms.

    >>> from datetime import UTC
    >>> journal = RequestJournal()
    >>> moment = datetime(2026, 7, 4, tzinfo=UTC)
    >>> request = journal.arrived(moment, "GET", "/tasks", [(b"authorization", b"Basic c3VnYXI=")], None)
    >>> journal.requests()[0].headers
    (('authorization', 'Basic ***'),)
    """

    def __init__(
        self,
        max_requests: int = MAX_REQUESTS,
        max_bytes: int = MAX_BYTES,
        *,
        secret_operations: Collection[str] = (),
    ) -> None:
        self._secret_operations = secret_operations
        self._most_requests, self._most_bytes = max_requests, max_bytes
        self._lock = Lock()
        self.reset()

    @property
    def latest(self) -> int:
        """The number of the latest request; 0 when none has come."""
        return self._latest

    def arrived(
        self, moment: datetime, method: str, target: str, headers: Iterable[tuple[bytes, bytes]], operation: str | None
    ) -> LoggedRequest:
        """Keep a request whose head has arrived."""
        named = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
        masked = tuple((name, _masked_header(name, value)) for name, value in named)
        path, mark, query = target.partition("?")
        target = path + mark + _masked_pairs(query)
        with self._lock:
            self._latest += 1
            request = LoggedRequest(self._latest, moment, method, target, masked, operation)
            self._kept[request.number] = request
            self._grow(_size(request))
        return request

    def read(self, request: LoggedRequest, body: bytes) -> None:
        """Keep the body that was read of a request."""
        request.size = len(body)
        kept = body if len(body) <= MAX_BODY else body[:MAX_BODY]
        is_secret = request.operation in self._secret_operations
        if is_secret or _is_form(request):
            kept = _masked_form(kept, whole=is_secret)
        with self._lock:
            request.body = kept
            if self._kept.get(request.number) is request:
                self._grow(len(kept))

    def explain(self, request: LoggedRequest, reasons: Iterable[Reason]) -> None:
        """Keep why a request was rejected, or a part of it."""
        more = tuple(reasons)
        if not more:
            return
        with self._lock:
            request.reasons += more
            if self._kept.get(request.number) is request:
                self._grow(sum(map(_reason_size, more)))

    def started(self, request: LoggedRequest, task: str) -> None:
        """Keep which request started a task."""
        with self._lock:
            self._starters[task] = request
            while len(self._starters) > self._most_requests:
                del self._starters[next(iter(self._starters))]

    def starter(self, task: str) -> LoggedRequest | None:
        """Return the request that started a task, and forget that it did; None for one that is not known."""
        with self._lock:
            return self._starters.pop(task, None)

    def requests(self, *, operation: str | None = None, since: int = 0) -> list[LoggedRequest]:
        """Return the requests that are kept, the oldest first.

        Args:
            operation: Those of this operationId; None for all.
            since: Those with a larger number.
        """
        with self._lock:
            kept = list(self._kept.values())
        return [each for each in kept if each.number > since and operation in (None, each.operation)]

    def clear(self) -> None:
        """Forget all requests; the numbers go on."""
        with self._lock:
            self._kept: dict[int, LoggedRequest] = {}
            self._starters: dict[str, LoggedRequest] = {}
            self._bytes = 0

    def reset(self) -> None:
        """Forget all requests; the next one has the number 1."""
        self.clear()
        self._latest = 0

    def _grow(self, size: int) -> None:
        self._bytes += size
        while len(self._kept) > self._most_requests or (self._bytes > self._most_bytes and len(self._kept) > 1):
            oldest = self._kept.pop(next(iter(self._kept)))
            self._bytes -= _size(oldest)


def _size(request: LoggedRequest) -> int:
    head = len(request.target) + sum(len(name) + len(value) for name, value in request.headers)
    return head + len(request.body) + sum(map(_reason_size, request.reasons))


def _reason_size(reason: Reason) -> int:
    return _REASON_SIZE + len(reason.message)


def _masked_header(name: str, value: str) -> str:
    """Return a header's value without what is secret; the scheme is kept."""
    if name.lower() in ("referer", "origin"):
        before, mark, query = value.partition("?")
        return before + mark + _masked_pairs(query)
    if not _SECRET.search(name):
        return value
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {MASK}" if space and scheme.lower() in _SCHEMES else MASK


def _masked_pairs(text: str) -> str:
    """Return a query or a form with its secrets masked, and otherwise as it is.

    >>> _masked_pairs("client_id=a&client%5Fsecret=b")
    'client_id=a&client%5Fsecret=***'
    """
    parts: list[str] = []
    for part in text.split("&"):
        name, equals, _ = part.partition("=")
        parts.append(f"{name}={MASK}" if equals and _SECRET.search(unquote_plus(unquote_plus(name))) else part)
    return "&".join(parts)


def _masked_form(body: bytes, *, whole: bool) -> bytes:
    """Return a form with its secrets masked.

    Args:
        body: What was sent; it may be no form at all.
        whole: Mask all of it when it has no form's look, as JSON with a secret.
    """
    if whole and not re.match(rb"[A-Za-z0-9_%+.-]*=", body):
        return MASK.encode() if body else b""
    return _masked_pairs(body.decode("latin-1")).encode("latin-1")


def _is_form(request: LoggedRequest) -> bool:
    return any(name.lower() == "content-type" and _FORM in value.lower() for name, value in request.headers)
