"""Requests of HTTP/1.1 as bytes, without a network, and what of one cannot be sent."""

import re
from collections.abc import AsyncGenerator, Iterator
from typing import Final, cast

import httpx

_TOKEN: Final = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE: Final = rb"(?:(?![ \t])[^\0\r\n\v\f]*(?<![ \t]))?"
_HEAD: Final = re.compile(rb"%b [!-~]+ HTTP/1\.1\r\n(?:%b: %b\r\n)+\r\n" % (_TOKEN, _TOKEN, _VALUE))


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


class OutgoingRequest:
    """A request as it is sent: where its body ends is known by its length, or by chunks.

    Attributes:
        is_last: whether it says that its connection carries no other.

    Raises:
        httpx.LocalProtocolError: its head cannot be sent, or says two things of its body.
    """

    __slots__ = ("_head", "_left", "_request", "is_last")

    def __init__(self, request: httpx.Request) -> None:
        self._request, self._head = request, request_head(request)
        self.is_last = is_chunked = False
        length: int | None = None
        for name, value in request.headers.raw:  # one pass: each look-up by name would be another
            match name.lower():
                case b"content-length":
                    if not value.isdigit() or length not in (None, int(value)):
                        raise httpx.LocalProtocolError("the Content-Length of the request is not one number")
                    length = int(value)
                case b"transfer-encoding":
                    if is_chunked or value.lower() != b"chunked":
                        raise httpx.LocalProtocolError("the Transfer-Encoding of the request is not chunked, once")
                    is_chunked = True
                case b"connection":
                    self.is_last = self.is_last or b"close" in value.lower()
                case _:
                    pass
        if is_chunked and length is not None:  # of two servers in a row, each may go by another one
            raise httpx.LocalProtocolError("the request has both a Content-Length and a Transfer-Encoding")
        self._left = None if is_chunked else length or 0

    def parts(self) -> Iterator[bytes]:
        """Yield what is sent: the head comes together with the first part of the body.

        Raises:
            httpx.LocalProtocolError: the body has another length than announced.
        """
        before = self._head
        for part in cast("httpx.SyncByteStream", self._request.stream):
            if part:
                yield before + self._framed(part)
                before = b""
        if end := before + self._end():
            yield end

    async def parts_async(self) -> AsyncGenerator[bytes]:
        """Do the same for asyncio."""
        before = self._head
        async for part in cast("httpx.AsyncByteStream", self._request.stream):
            if part:
                yield before + self._framed(part)
                before = b""
        if end := before + self._end():
            yield end

    def _framed(self, part: bytes) -> bytes:
        if self._left is None:
            return b"%x\r\n%b\r\n" % (len(part), part)
        self._left -= len(part)
        if self._left < 0:
            raise httpx.LocalProtocolError("the body of the request is longer than announced")
        return part

    def _end(self) -> bytes:
        if self._left:
            raise httpx.LocalProtocolError("the body of the request is shorter than announced")
        return b"0\r\n\r\n" if self._left is None else b""
