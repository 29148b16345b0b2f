"""Reads the message of a request over HTTP before the SDK does, whose two eras have a parser each."""

from collections.abc import MutableMapping
from typing import Any, Final

import anyio
from starlette.types import ASGIApp

from sdk_core.agents.server.malformed import TOO_LARGE, TOO_LATE, MalformedRecord
from sdk_core.agents.server.messages import MalformedMessageError, read_message
from sdk_core.asgi import Receive, Scope, Send

PATIENCE: Final = 60.0
"""Seconds that a message has to arrive in."""
_MALFORMED, _REQUEST_TIMEOUT, _CONTENT_TOO_LARGE = 400, 408, 413


class _RejectedError(Exception):
    def __init__(self, status: int, kind: str, content: bytes | None = None, body: bytes = b"") -> None:
        super().__init__(status)
        self.status, self.kind, self.content, self.body = status, kind, content, body


class MessageBodies:
    """An ASGI application that passes requests on whose body is one message of the protocol.

    Args:
        application: what they are passed to.
        max_bytes: bytes that a message may have.
        patience: seconds that a message has to arrive in.
        record: what counts messages that are refused; None for nothing.
    """

    def __init__(
        self,
        application: ASGIApp,
        *,
        max_bytes: int,
        patience: float = PATIENCE,
        record: MalformedRecord | None = None,
    ) -> None:
        self._application, self._max_bytes, self._patience = application, max_bytes, patience
        self._record = record or MalformedRecord(None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or respond with what is wrong with its message."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._application(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
            if body is not None:  # else the client has gone
                await self._application(scope, _Again(body, receive), send)
        except _RejectedError as error:
            await self._record.add(error.kind, error.content)
            headers = [(b"content-length", str(len(error.body)).encode()), (b"connection", b"close")]
            headers += [(b"content-type", b"application/json")] if error.body else []
            await send({"type": "http.response.start", "status": error.status, "headers": headers})
            await send({"type": "http.response.body", "body": error.body})

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """Return a body that is a message; None where the client has gone before it was whole."""
        lengths = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
        if any(value.isdigit() and int(value) > self._max_bytes for value in lengths):
            raise _RejectedError(_CONTENT_TOO_LARGE, TOO_LARGE)
        body, is_whole = bytearray(), False
        with anyio.move_on_after(self._patience) as waiting:
            while not is_whole:
                part = await receive()
                if part["type"] != "http.request":
                    return None
                body += part.get("body", b"")
                is_whole = not part.get("more_body", False)
                if len(body) > self._max_bytes:
                    raise _RejectedError(_CONTENT_TOO_LARGE, TOO_LARGE)
        if waiting.cancelled_caught:
            raise _RejectedError(_REQUEST_TIMEOUT, TOO_LATE)
        try:
            read_message(bytes(body))
        except MalformedMessageError as error:
            text = error.response.model_dump_json(by_alias=True, exclude_unset=True)
            raise _RejectedError(_MALFORMED, error.kind, bytes(body), text.encode()) from None
        return bytes(body)


class _Again:
    """Gives a body that was read, and then what else comes."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> MutableMapping[str, Any]:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}
