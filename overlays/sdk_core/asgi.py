"""A small ASGI application that takes what an API posts: the base of receivers, to be mounted anywhere.

The sender is not known yet, so a receiver says first whether it admits a request, and bodies are bounded.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

TAKEN: Final = 204
"""The status of what was taken, unless a receiver has another one."""
_NOT_SO, _TOO_LARGE = 405, 413

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class PostReceiver(ABC):
    """An ASGI application that takes bodies that are posted.

    Attributes:
        max_bytes: bytes of a body that are taken.
    """

    max_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Response a request, as the ASGI specification 3.0 has it.

        Raises:
            ValueError: it is no request over HTTP; servers take that for a response to their other questions.
        """
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not served here, only http")
        status = await self._status(scope, receive)
        if status is not None:
            headers = [(b"allow", b"POST")] if status == _NOT_SO else []
            headers += [] if status == TAKEN else [(b"content-length", b"0")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": b""})

    @abstractmethod
    def _rejection(self, scope: Scope) -> int | None:
        """Return the status by which a request is rejected before its body is read; None when it is admitted."""

    @abstractmethod
    async def _take(self, body: bytes) -> int:
        """Take a body, and return the status to respond with."""

    async def _status(self, scope: Scope, receive: Receive) -> int | None:
        """Take what is posted, and return the status to respond with; None when the sender has gone."""
        if (status := self._rejection(scope)) is not None:
            return status
        if scope["method"] != "POST":
            return _NOT_SO
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
            if len(body) > self.max_bytes:
                return _TOO_LARGE
        return await self._take(bytes(body))
