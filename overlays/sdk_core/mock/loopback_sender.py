"""Posting what a mock sends by itself, such as webhooks and reports of tasks, to this machine alone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import SplitResult, quote, urlsplit

_PATIENCE = 5.0
"""Seconds in which a receiver has to respond."""
_LAST_WORDS = 1.0
"""Seconds in which it may finish its response, so that it is not cut off while it writes."""
_MAX_ANSWER = 65_536
_MAX_IN_FLIGHT = 20
_TAKEN = 2
"""Of each hundred of statuses, the one with which a receiver takes a delivery."""
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is sent to a receiver.

    Attributes:
        url: Of a host of this machine.
        body: JSON; None for a GET without one.
        headers: Besides those of HTTP, such as the ones by which the receiver authenticates the mock.
    """

    url: str = field(repr=False)
    body: bytes | None = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


Sender = Callable[[Delivery], Awaitable[int]]
"""Sends it, and returns the status of the response. It raises `OSError` or `ValueError` when there is none."""


class Ledger(Protocol):
    """The part of a state that remembers tries."""

    def end(self, number: int, result: str, *, is_last: bool) -> None:
        """Remember what came of a try, and whether it was the last."""
        ...


@dataclass(frozen=True, slots=True)
class Try:
    """A try to deliver something, which its ledger remembers already, so that it is made once."""

    ledger: Ledger
    number: int
    delivery: Delivery


async def make_tries(tries: Iterable[Try], sender: Sender, is_current: Callable[[Ledger], bool]) -> None:
    """Make tries, 20 at once at most, and remember what came of each.

    Args:
        tries: Those that are to be made.
        sender: How they are sent.
        is_current: Whether a ledger is still that of the mock, which may be reset meanwhile.
    """
    places = asyncio.Semaphore(_MAX_IN_FLIGHT)

    async def make(each: Try) -> None:
        try:
            async with places:
                status = await sender(each.delivery)
        except (OSError, ValueError) as error:
            taken, result = False, f"no response: {type(error).__name__}"
        else:
            taken, result = status // 100 == _TAKEN, f"status {status}"
        if is_current(each.ledger):
            each.ledger.end(each.number, result, is_last=taken)

    await asyncio.gather(*map(make, tries))


async def send(delivery: Delivery) -> int:
    """Send over HTTP, in bounded time, and return the status of the response; redirects are not followed.

    Raises:
        OSError: Nothing responds, or not in time.
        ValueError: The response is no HTTP, or the URL is of another machine.
    """
    if rejected := why_rejected(delivery.url):
        raise ValueError(rejected)
    url = urlsplit(delivery.url)
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
    try:
        async with asyncio.timeout(_PATIENCE):
            writer.write(_written(delivery, url))
            await writer.drain()
            version, code, *_ = [*(await reader.readline()).split(None, 2), b"", b""]
        if not version.startswith(b"HTTP/1.") or not code.isdigit():
            raise ValueError("the receiver does not respond by HTTP/1")
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


def _written(delivery: Delivery, url: SplitResult) -> bytes:
    target = quote((url.path or "/") + (f"?{url.query}" if url.query else ""), safe=_PRINTABLE)
    host = url.netloc.rpartition("@")[2]
    head = [f"{'GET' if delivery.body is None else 'POST'} {target} HTTP/1.1", f"Host: {host}", "Connection: close"]
    head += [f"{name}: {value}" for name, value in delivery.headers.items()]
    if delivery.body is not None:
        head += ["Content-Type: application/json", f"Content-Length: {len(delivery.body)}"]
    return "\r\n".join([*head, "", ""]).encode() + (delivery.body or b"")


def why_rejected(url: str) -> str | None:
    """Return why nothing is sent to a URL, or None.

    >>> why_rejected("http://127.0.0.1:8080/done"), why_rejected("http://[::1]/")
    (None, None)
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "the URL is none; write one such as http://127.0.0.1:8080/done"
    if parts.scheme != "http":
        return "the mock sends by http alone; write a URL that begins with it"
    if host != "localhost":
        try:
            is_here = ip_address(host).is_loopback
        except ValueError:
            is_here = False
        if not is_here:
            return "the host is not this machine; receive it at 127.0.0.1 or localhost"
    return None
