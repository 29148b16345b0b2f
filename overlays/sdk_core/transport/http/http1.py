"""HTTP/1.1 without a network: a request as bytes, and responses as httptools reads them.

httptools wraps llhttp, the parser of Node.js, which is what makes calls fast. What it leaves to its callers is here:
bounds, responses that end with their connection, and bytes that nobody asked for.
"""

import re
from collections.abc import AsyncGenerator, Iterator
from typing import Final, cast

import httpx
from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

MAX_HEAD: Final = 100 * 1024
"""Bytes that a head may take, and the trailers of a body, as of the default transport."""

_TOKEN: Final = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_HEAD: Final = re.compile(rb"%b [!-~]+ HTTP/1\.1\r\n(?:%b: [^\0\r\n\v\f]*\r\n)+\r\n" % (_TOKEN, _TOKEN))
_LENGTH_OR_CHUNKS: Final = frozenset({b"content-length", b"transfer-encoding"})
_INFORMATIONAL: Final = range(100, 200)


def request_head(request: httpx.Request) -> bytes:
    """Return the first line and the headers of a request.

    Raises:
        httpx.LocalProtocolError: something in it is not allowed there, such as a line break; the text quotes nothing.

    >>> request_head(httpx.Request("GET", "https://api.example.com/tasks/1?a=b")).splitlines()[:2]
    [b'GET /tasks/1?a=b HTTP/1.1', b'Host: api.example.com']
    """
    first = request.method.encode("ascii", "replace"), request.url.raw_path
    lines = [b"%b: %b\r\n" % header for header in request.headers.raw]
    head = b"%b %b HTTP/1.1\r\n%b\r\n" % (*first, b"".join(lines))
    # A line break within a value may look like one more header.
    if _HEAD.fullmatch(head) is None or head.count(b"\n") != len(lines) + 2:
        raise httpx.LocalProtocolError("the request's method, target or a header holds what is not allowed there")
    return head


def request_parts(request: httpx.Request) -> Iterator[bytes]:
    """Yield a request as it is sent: its head together with the first part of its body.

    Raises:
        httpx.LocalProtocolError: its head cannot be sent, or its body has another length than announced.
    """
    framing = _Framing(request)
    before = framing.head
    for part in cast("httpx.SyncByteStream", request.stream):
        if part:
            yield before + framing.framed(part)
            before = b""
    if end := before + framing.end():
        yield end


async def request_parts_async(request: httpx.Request) -> AsyncGenerator[bytes]:
    """Do the same for asyncio."""
    framing = _Framing(request)
    before = framing.head
    async for part in cast("httpx.AsyncByteStream", request.stream):
        if part:
            yield before + framing.framed(part)
            before = b""
    if end := before + framing.end():
        yield end


class _Framing:
    """How the parts of a request's body are told from what follows: by the length, or in chunks."""

    __slots__ = ("_left", "head")

    def __init__(self, request: httpx.Request) -> None:
        self.head = request_head(request)
        self._left: int | None = 0
        for name, value in request.headers.raw:  # one pass: each look-up by name would be another
            match name.lower():
                case b"content-length" if value.isdigit():
                    self._left = int(value)
                case b"content-length":
                    raise httpx.LocalProtocolError("the Content-Length of the request is no number")
                case b"transfer-encoding":
                    self._left = None
                    break
                case _:
                    pass

    def framed(self, part: bytes) -> bytes:
        if self._left is None:
            return b"%x\r\n%b\r\n" % (len(part), part)
        self._left -= len(part)
        if self._left < 0:
            raise httpx.LocalProtocolError("the body of the request is longer than announced")
        return part

    def end(self) -> bytes:
        if self._left:
            raise httpx.LocalProtocolError("the body of the request is shorter than announced")
        return b"0\r\n\r\n" if self._left is None else b""


class ResponseReader:
    """Reads the responses of one connection, one after the other.

    Attributes:
        status: of the present response; 0 before it is known.
        reason: its words.
        headers: names and values, as they came.
        has_head: whether the status and all headers are there.
        is_complete: whether its body is, too.
        is_reusable: whether the connection may carry another call then.
    """

    def __init__(self) -> None:
        # It keeps methods of this object: `close` unties them, so that nothing waits for the garbage collection.
        self._parser: HttpResponseParser | None = HttpResponseParser(self)
        # As the default transport has it: where both lengths are said, chunks count, and a line may end without a CR.
        self._parser.set_dangerous_leniencies(lenient_chunked_length=True, lenient_optional_cr_before_lf=True)
        self.is_complete = True
        self.is_reusable = True
        self._parts: list[bytes] = []
        self._came = 0  # bytes without a body or a whole head among them
        self._is_moving = self._is_head_only = False
        self._restart()

    def begin(self, method: str) -> None:
        """Await the response to a request."""
        self._is_head_only = method == "HEAD"
        self.is_complete = False
        self._came = 0
        self._parts = []  # what nobody read of the response before is no part of this one
        self._restart()

    def _restart(self) -> None:
        self.status, self.reason, self.has_head = 0, b"", False
        self.headers: list[tuple[bytes, bytes]] = []
        self._lengths = 0

    def feed(self, content: bytes) -> None:
        """Take what came.

        Raises:
            httpx.RemoteProtocolError: it is no response, or its head is too large.
        """
        if self._parser is None:
            raise httpx.RemoteProtocolError("the connection was closed")
        self._is_moving = False
        try:
            self._parser.feed_data(content)
        except HttpParserUpgrade:
            self.is_reusable = False
            if not self.is_complete:
                raise httpx.RemoteProtocolError("the server speaks another protocol, which nobody asked for") from None
        except HttpParserError as error:
            self.is_reusable = False
            if not self.is_complete:  # else the response is there, and what follows it is not ours
                kind = type(error).__name__
                raise httpx.RemoteProtocolError(f"what came is no response of HTTP/1.1 ({kind})") from None
        self._came = 0 if self._is_moving else self._came + len(content)
        if self._came > MAX_HEAD:
            raise httpx.RemoteProtocolError(f"a head, or what follows a body, has more than {MAX_HEAD:,} bytes")

    def feed_end(self) -> None:
        """Take note that the other side sends nothing more.

        Raises:
            httpx.RemoteProtocolError: the response is not whole.
        """
        self.is_reusable = False
        if self.is_complete:
            return
        if self._parser is None:
            raise httpx.RemoteProtocolError("the connection was closed")
        if not self.has_head:
            raise httpx.RemoteProtocolError("the server disconnected without sending a response")
        if self._lengths:
            raise httpx.RemoteProtocolError("the server disconnected before the response was whole")
        self.is_complete = True

    def take(self) -> list[bytes]:
        """Return the parts of the body that came since the last time."""
        parts, self._parts = self._parts, []
        return parts

    def response(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> httpx.Response:
        """Return the response whose head is there."""
        extensions = {"http_version": b"HTTP/1.1", "reason_phrase": self.reason}
        return httpx.Response(self.status, headers=self.headers, stream=stream, extensions=extensions)

    def close(self) -> None:
        """Let the parser go."""
        self._parser = None
        self._parts = []
        self.is_reusable = False

    # What follows is called by the parser, by these names.

    def on_message_begin(self) -> None:
        """Take note that a response begins."""
        if self.is_complete:  # nobody asked for another one
            self.is_reusable = False

    def on_status(self, reason: bytes) -> None:
        """Take its words, or some of them."""
        if not self.is_complete:
            self.reason += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or a trailer."""
        if self.is_complete or self.has_head:  # trailers count for nothing
            return
        self.headers.append((name, value.strip(b" \t")))
        self._lengths += name.lower() in _LENGTH_OR_CHUNKS

    def on_headers_complete(self) -> None:
        """Take note that the head is whole."""
        self._is_moving = True
        if self.is_complete or self._parser is None:
            return
        status = self._parser.get_status_code()
        if status in _INFORMATIONAL:  # also 101, whose end the parser raises
            return
        self.status, self.has_head = status, True
        if self._is_head_only:  # the parser waits for a body, which does not come
            self.is_complete, self.is_reusable = True, False

    def on_body(self, content: bytes) -> None:
        """Take a part of the body."""
        self._is_moving = True
        if not self.is_complete:
            self._parts.append(content)

    def on_message_complete(self) -> None:
        """Take note that it is whole."""
        if self.is_complete or self._parser is None:
            return
        if not self.has_head:  # of 100 Continue, and of the others that come before a response
            self._restart()
            return
        self.is_complete = True
        # Where both lengths are said, another one on the way may have read the other one.
        self.is_reusable = self.is_reusable and self._parser.should_keep_alive() and self._lengths <= 1
