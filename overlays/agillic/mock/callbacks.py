"""Reporting the ends of tasks to the URLs that asked for it, on this machine alone [S1, S3]."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit

import orjson

from agillic.mock.calls import Mock
from agillic.mock.http.tasks import shown
from agillic.mock.state import Task
from agillic.mock.state.deliveries import Deliveries

TRIES = 10
"""How often an end is reported at most, under the option `post-task-retried` of `callback-delivery`."""
GAP = 15.0
"""Seconds of the mock's clock from one try to the next: longer than a try may take."""
_PATIENCE = 5.0
"""Seconds in which a receiver has to answer."""
_LAST_WORDS = 1.0
"""Seconds in which it may finish its answer, so that it is not cut off while it writes."""
_MAX_ANSWER = 65_536
_AT_ONCE = 20
_TAKEN = 2
"""Of each hundred of statuses, the one with which a receiver takes a report."""
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Report:
    """What is sent to a callback.

    Attributes:
        url: Of a host of this machine.
        body: The task as JSON; None for a GET without one.
    """

    url: str = field(repr=False)
    body: bytes | None = field(repr=False)


Sender = Callable[[Report], Awaitable[int]]
"""Sends a report, and returns the status of the answer. It raises `OSError` or `ValueError` when there is none."""


async def deliver(mock: Mock, sender: "Sender | None" = None) -> None:
    """Report the ends of tasks that are to be reported now, each as the assumption `callback-delivery` says.

    A host that is not this machine is sent nothing. What came of each try is in `mock.state.deliveries`.

    Args:
        mock: Whose tasks.
        sender: How reports are sent; left out, over HTTP.
    """
    # Each try is remembered before anything waits, so that nobody else makes it too.
    tries = [_begin(mock, task) for task in mock.state.deliveries.due()]
    places = asyncio.Semaphore(_AT_ONCE)
    await asyncio.gather(*[_make(mock, each, sender or send, places) for each in tries if each])


@dataclass(frozen=True, slots=True)
class _Try:
    deliveries: Deliveries
    number: int
    report: Report


def _begin(mock: Mock, task: Task) -> _Try | None:
    """Remember that the end of a task is reported; None when nothing may be sent."""
    option, deliveries = mock.assumptions.choice("callback-delivery"), mock.state.deliveries
    url = task.callback.url if task.callback else ""
    refused = _why_refused(url)
    again = option == "post-task-retried" and refused is None and deliveries.tries(task.id) + 1 < TRIES
    number = deliveries.begin(task.id, url, again_after=GAP if again else None)
    if refused:
        deliveries.end(number, f"not sent: {refused}", is_last=True)
        return None
    body = None if option == "get-without-body" else orjson.dumps(shown(task, mock))
    return _Try(deliveries, number, Report(url, body))


async def _make(mock: Mock, each: _Try, sender: Sender, places: asyncio.Semaphore) -> None:
    try:
        async with places:
            status = await sender(each.report)
    except (OSError, ValueError) as error:
        taken, result = False, f"no answer: {type(error).__name__}"
    else:
        taken, result = status // 100 == _TAKEN, f"answered {status}"
    if mock.state.deliveries is each.deliveries:  # else the mock was reset meanwhile
        each.deliveries.end(each.number, result, is_last=taken)


async def send(report: Report) -> int:
    """Send a report over HTTP, in bounded time, and return the status of the answer; redirects are not followed.

    Raises:
        OSError: Nobody answers, or not in time.
        ValueError: The answer is no HTTP, or the URL is of another machine.
    """
    if refused := _why_refused(report.url):
        raise ValueError(refused)
    url = urlsplit(report.url)
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
    try:
        async with asyncio.timeout(_PATIENCE):
            writer.write(_written(report, url))
            await writer.drain()
            version, code, *_ = [*(await reader.readline()).split(None, 2), b"", b""]
        if not version.startswith(b"HTTP/1.") or not code.isdigit():
            raise ValueError("the receiver does not answer by HTTP/1")
        await _read_rest(reader)
        return int(code)
    finally:
        writer.close()


async def _read_rest(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):  # TimeoutError is one
        async with asyncio.timeout(_LAST_WORDS):
            left = _MAX_ANSWER
            while left > 0 and (chunk := await reader.read(left)):
                left -= len(chunk)


def _written(report: Report, url: SplitResult) -> bytes:
    target = quote((url.path or "/") + (f"?{url.query}" if url.query else ""), safe=_PRINTABLE)
    host = url.netloc.rpartition("@")[2]
    head = [f"{'GET' if report.body is None else 'POST'} {target} HTTP/1.1", f"Host: {host}", "Connection: close"]
    if report.body is not None:
        head += ["Content-Type: application/json", f"Content-Length: {len(report.body)}"]
    return "\r\n".join([*head, "", ""]).encode() + (report.body or b"")


def _why_refused(url: str) -> str | None:
    """Return why nothing is sent to a URL, or None.

    >>> _why_refused("http://127.0.0.1:8080/done"), _why_refused("http://[::1]/")
    (None, None)
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "the callback's URL is none; write one such as http://127.0.0.1:8080/done"
    if parts.scheme != "http":
        return "callbacks are sent by http alone; write a URL that begins with it"
    if host != "localhost":
        try:
            is_here = ip_address(host).is_loopback
        except ValueError:
            is_here = False
        if not is_here:
            return "the callback's host is not this machine; receive it at 127.0.0.1 or localhost"
    return None
