"""Connects to a host of several addresses in an event loop, and leaves nothing behind when that is broken off.

The event loop's own way of doing so forgets a socket, and tasks that go on for a while, when a call is canceled just as
an address takes the connection.
"""

import asyncio
import socket
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from sdk_core.transport.http.resolver import Address

_NEXT_ADDRESS: Final = 0.25
"""Seconds after which the next address of a host is tried too, as the HTTP library has it."""


async def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that is connected to the first address of a host that takes the connection.

    Args:
        host: its name.
        port: to connect to.

    Raises:
        OSError: none does, or there is no such host.
        UnicodeError: the name is not valid.

    >>> async def read(port: int) -> tuple[str, int]:
    ...     with await open_socket("localhost", port) as opened:
    ...         return opened.getpeername()[:2]
    >>> with socket.create_server(("127.0.0.1", 0)) as server:
    ...     asyncio.run(read(server.getsockname()[1])) == server.getsockname()
    True
    """
    loop = asyncio.get_running_loop()
    addresses = _interleaved(await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    attempts: set[asyncio.Task[socket.socket]] = set()
    try:
        opened = await _first(addresses, attempts)
    except BaseException:
        await _end(attempts)
        raise
    try:
        await _end(attempts)
    except BaseException:
        opened.close()
        raise
    return opened


async def _first(addresses: list[Address], attempts: "set[asyncio.Task[socket.socket]]") -> socket.socket:
    """Return the first socket that is connected; attempts that were begun and did not end by then stay in the set."""
    failure: BaseException = OSError("the host has no address")
    while addresses or attempts:
        if addresses:
            attempts.add(asyncio.create_task(_connect(addresses.pop(0))))
        seconds = _NEXT_ADDRESS if addresses else None
        done, _ = await asyncio.wait(attempts, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            attempts.discard(each)
            error = each.exception()
            if error is None:
                return each.result()
            failure = error
    raise failure


async def _end(attempts: "set[asyncio.Task[socket.socket]]") -> None:
    """Break attempts off, and wait until they have closed what they opened."""
    for each in attempts:
        each.add_done_callback(_close)
        each.cancel()
    if attempts:
        await asyncio.wait(attempts)  # canceled once more, this leaves the rest to the callbacks


async def _connect(address: Address) -> socket.socket:
    family, kind, protocol, _, where = address
    opened = socket.socket(family, kind, protocol)
    try:
        opened.settimeout(0)
        await asyncio.get_running_loop().sock_connect(opened, where)
    except BaseException:
        opened.close()
        raise
    return opened


def _close(attempt: "asyncio.Task[socket.socket]") -> None:
    """Close what an attempt opened that came too late."""
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().close()


def _interleaved(addresses: Sequence[Address]) -> list[Address]:
    """Return addresses so that those of both families take turns: where one has no way, the next is not of it."""
    first = [each for each in addresses if each[0] == addresses[0][0]]
    others = [each for each in addresses if each[0] != addresses[0][0]]
    return [each for pair in zip_longest(first, others) for each in pair if each is not None]
