"""A server on this machine that responds with what it has ready, so that the clients are measured and not it.

It prints its port, and ends when its standard input closes or its time is over, whichever comes first. It may be given
the seconds between the end of a request and its response.
"""

import asyncio
import json
import os
import re
import sys
import threading
from typing import cast

from bench.data import FIELDS, GROUP, KEY, RESULT, USER_RESULT, page, recipient, user

LIFETIME = 720
"""Seconds."""
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def _response(body: object) -> bytes:
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Answers(asyncio.Protocol):
    """Responses GET of /recipients with a page, GET of one, of fields or groups with that, POST with a batch's result.

    Paths below /api/users/ are those of Iterable: GET of a user, and POST of a batch of them.

    Args:
        delay: seconds that a response takes.
    """

    ONE = _response(recipient(int(KEY.split(".")[1][0])))
    PAGE = _response(page())
    WRITTEN = _response(RESULT)
    FIELDS = _response({"name": "Person Data", "fields": FIELDS})
    GROUPS = _response([{"name": GROUP, "description": "", "static": True, "global": False}])
    USER = _response(user(int(KEY.split(".")[1][0])))
    USERS_WRITTEN = _response(USER_RESULT)
    TOKEN = _response({"access_token": "a" * 200, "token_type": "bearer", "expires_in": 86_400})

    def __init__(self, delay: float = 0) -> None:
        self._delay = delay

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection for the responses."""
        self._transport = cast("asyncio.Transport", transport)
        self._received = bytearray()

    def data_received(self, data: bytes) -> None:
        """Response once the request is complete; clients send the next one after the response only."""
        self._received += data
        head_end = self._received.find(b"\r\n\r\n")
        if head_end < 0:
            return
        length = _LENGTH.search(self._received, 0, head_end)
        if len(self._received) < head_end + 4 + (int(length[1]) if length else 0):
            return
        response = self._response_to_it()
        self._received.clear()
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, response)
        else:
            self._transport.write(response)

    def _response_to_it(self) -> bytes:
        if self._received.startswith((b"GET /api/users/", b"POST /api/users/")):
            return self.USER if self._received.startswith(b"GET") else self.USERS_WRITTEN
        if self._received.startswith(b"GET /discovery/"):
            is_groups = self._received.startswith(b"GET /discovery/target")
            return self.GROUPS if is_groups else self.FIELDS
        if self._received.startswith(b"GET"):
            return self.ONE if self._received.startswith(b"GET /recipients/") else self.PAGE
        return self.TOKEN if self._received.startswith(b"POST /oauth2/") else self.WRITTEN


async def _serve(delay: float) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def wait_for_the_end_of_input() -> None:
        while os.read(sys.stdin.fileno(), 64):
            pass
        loop.call_soon_threadsafe(over.set)

    server = await loop.create_server(lambda: Answers(delay), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=wait_for_the_end_of_input, daemon=True).start()
    try:
        async with asyncio.timeout(LIFETIME):
            await over.wait()
    except TimeoutError:
        sys.stderr.write(f"the bench did not end within {LIFETIME} seconds; its server ends now\n")


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1]) if sys.argv[1:] else 0.0))
