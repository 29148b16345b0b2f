"""Which requests of a client have no response yet."""

from collections import Counter

import anyio
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it


class OpenRequests:
    """The requests of the client that have no response yet. It belongs to the event loop."""

    def __init__(self) -> None:
        self._open: Counter[str | int] = Counter()  # a client may use an id twice
        self._answered = anyio.Event()

    def came(self, message: types.JSONRPCMessage) -> None:
        """Remember a message of the client if it is a request; one that it cancels needs no response."""
        if isinstance(message, types.JSONRPCRequest):
            self._open[message.id] += 1
        elif isinstance(message, types.JSONRPCNotification) and message.method == "notifications/cancelled":
            self._close((message.params or {}).get("requestId"))

    def sent(self, message: types.JSONRPCMessage) -> None:
        """Forget the request that a message of the server responds to."""
        if isinstance(message, types.JSONRPCResponse | types.JSONRPCError):
            self._close(message.id)

    async def all_answered(self) -> None:
        """Wait until there is none."""
        while self._open:
            self._answered = anyio.Event()
            await self._answered.wait()

    def _close(self, id_: object) -> None:
        if isinstance(id_, str | int) and id_ in self._open:
            self._open[id_] -= 1
            if not self._open[id_]:
                del self._open[id_]
            self._answered.set()
