"""Bytes that a server sent after the end of its answer: they must not become the answer to the next call.

HTTP/1.1 gives answers in the order of the calls. Where a server, or what stands before it, sends one too many, or more
bytes than it announced, every later call of the connection would get the answer to the one before it. So such a
connection is not used again. The HTTP library looks for bytes in the socket before it sends, but not for those that it
has read already, together with the answer.
"""

from typing import Any, Final

import httpx

_DEEPEST: Final = 4
"""Connections around the one that reads: of the pool, and of a proxy's tunnel."""


def has_surplus(transport: httpx.BaseTransport | httpx.AsyncBaseTransport) -> bool:
    """Tell whether the one connection of a transport has read more than the answer, which was read to its end.

    The HTTP library has no public name for it. Where it is not found by those of httpcore 1.0, there counts as none.

    >>> has_surplus(httpx.HTTPTransport())
    False
    """
    connections: list[Any] = getattr(getattr(transport, "_pool", None), "connections", [])
    for connection in connections:
        inner = connection
        for _ in range(_DEEPEST):
            state = getattr(inner, "_h11_state", None)
            if state is not None:
                return bool(state.trailing_data[0])
            inner = getattr(inner, "_connection", None)
    return False
