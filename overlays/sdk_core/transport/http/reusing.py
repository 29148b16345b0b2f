"""Which connections may carry another call once a response was read: those that are at rest, and have read no more.

HTTP/1.1 gives responses in the order of the calls. Where a server, or what stands before it, sends one too many, or
more bytes than it announced, every later call of the connection would get the response to the one before it. The HTTP
library looks for bytes in the socket before it sends, but not for those that it has read already, together with the
response.

And where a call is canceled twice, the second time while the response is being closed, the HTTP library takes the
response for closed although its connection is not: the next call would wait for it in vain.
"""

from typing import Any, Final

import httpx

_MAX_DEPTH: Final = 4
"""Connections around the one that reads: of the pool, and of a proxy's tunnel."""


def is_reusable(transport: httpx.BaseTransport | httpx.AsyncBaseTransport) -> bool:
    """Return whether the one connection of a transport may carry another call; it may also be closed already.

    The HTTP library has no public name for all of it. What is not found by those of httpcore 1.0 is taken for good.

    >>> is_reusable(httpx.HTTPTransport())
    True
    """
    own: bool | None = getattr(transport, "is_reusable", None)
    if own is not None:  # a transport of ours knows it
        return own
    connections: list[Any] = getattr(getattr(transport, "_pool", None), "connections", [])
    return all(_is_at_rest(each) and not _has_surplus(each) for each in connections)


def _is_at_rest(connection: Any) -> bool:  # noqa: ANN401 - of a library that has no type for it
    return bool(connection.is_idle() or connection.is_closed())


def _has_surplus(connection: Any) -> bool:  # noqa: ANN401 - so
    for _ in range(_MAX_DEPTH):
        state = getattr(connection, "_h11_state", None)
        if state is not None:
            return bool(state.trailing_data[0])
        connection = getattr(connection, "_connection", None)
    return False
