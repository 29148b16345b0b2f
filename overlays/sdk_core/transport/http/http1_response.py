"""Responses of HTTP/1.1 without a network, as httptools reads them.

httptools wraps llhttp, the parser of Node.js, which is what makes calls fast. What it leaves to its callers is here:
bounds, responses that end with their connection, bytes that nobody asked for, and what it takes that is no HTTP/1.1.
"""

import re
from typing import Final

import httpx
from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpResponseParser

MAX_HEAD: Final = 100 * 1024
"""Bytes that a head may take, with those before it, and the trailers of a body, as of the default transport."""

_STEP: Final = 64 * 1024
"""Bytes that are read at once: by so many more than allowed may come before that is known."""
_REASON: Final = re.compile(rb"[\t -~\x80-\xff]*")
_CHUNKED: Final = b"chunked"
_MIN_STATUS: Final = 100
_INFORMATIONAL: Final = range(_MIN_STATUS, 200)
_LINE_ENDS: Final = b"\r\n"


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
        # As the default transport has it: where both lengths are said, chunks count; a line of a head may end without
        # a CR, and spaces may follow the length of a chunk.
        self._parser.set_dangerous_leniencies(
            lenient_chunked_length=True, lenient_optional_cr_before_lf=True, lenient_spaces_after_chunk_size=True
        )
        self.is_complete = True
        self.is_reusable = True
        self._parts: list[bytes] = []
        self._came = 0  # bytes without a body or the head of a response among them
        self._is_moving = self._is_head_only = self._is_strict = self._is_begun = False
        self._problem = ""
        self._restart()

    def begin(self, method: str, *, is_last: bool = False) -> None:
        """Await the response to a request.

        Args:
            method: of the request.
            is_last: whether the connection carries no other request.
        """
        self._is_head_only = method == "HEAD"
        self.is_complete = self._is_begun = False
        if is_last:
            self.is_reusable = False
        if self._is_strict and self._parser is not None:
            self._is_strict = False
            self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True)
        self._came = 0
        self._parts = []  # what nobody read of the response before is no part of this one
        self._problem = ""
        self._restart()

    def _restart(self) -> None:
        self.status, self.reason, self.has_head = 0, b"", False
        self.headers: list[tuple[bytes, bytes]] = []
        self._version = b""
        self._lengths = 0
        self._encoding = b""

    def feed(self, content: bytes) -> None:
        """Take what came, one byte or more.

        Raises:
            httpx.RemoteProtocolError: it is no response, or its head is too large.
        """
        if not self._is_begun:
            self._is_begun = True
            if not content.startswith(b"H"):  # the parser takes line ends before, and other protocols
                self.is_reusable = False
                raise httpx.RemoteProtocolError("what came is no response of HTTP/1.1")
        if len(content) <= _STEP:
            self._take_step(content)
            return
        for start in range(0, len(content), _STEP):
            self._take_step(content[start : start + _STEP])

    def _take_step(self, content: bytes) -> None:
        self._is_moving = False
        if content[-1] in _LINE_ENDS:  # the parser takes those that follow a response, and says nothing of them
            self._parse(content[:-1])
            if self.is_complete:
                self.is_reusable = False
            else:
                self._parse(content[-1:])
        else:
            self._parse(content)
        self._came = 0 if self._is_moving else self._came + len(content)
        if self._came > MAX_HEAD:
            raise httpx.RemoteProtocolError(f"a head, or what follows a body, has more than {MAX_HEAD:,} bytes")

    def _parse(self, content: bytes) -> None:
        if self._parser is None:
            raise httpx.RemoteProtocolError("the connection was closed")
        try:
            self._parser.feed_data(content)
        except HttpParserUpgrade:
            self.is_reusable = False
            if not self.is_complete:
                raise httpx.RemoteProtocolError("the server speaks another protocol, which nobody asked for") from None
        except HttpParserError as error:
            self.is_reusable = False
            cause = error.__context__ if isinstance(error, HttpParserCallbackError) else None
            if cause is not None:  # raised by a method below, between any two lines of it: Ctrl-C above all
                raise cause from None
            if not self.is_complete:  # else the response is there, and what follows it is not ours
                kind = type(error).__name__
                raise httpx.RemoteProtocolError(f"what came is no response of HTTP/1.1 ({kind})") from None
        if self._problem:
            self.is_reusable = False
            raise httpx.RemoteProtocolError(self._problem)

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
        extensions = {"http_version": b"HTTP/" + self._version, "reason_phrase": self.reason}
        return httpx.Response(self.status, headers=self.headers, stream=stream, extensions=extensions)

    def close(self) -> None:
        """Let the parser go. What came of a body may still be taken, so that none looks like an empty one."""
        self._parser = None
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
        self.headers.append((name, value := value.strip(b" \t")))
        match name.lower():
            case b"content-length":
                self._lengths += 1
            case b"transfer-encoding":
                self._lengths += 1
                self._encoding += value.lower()  # another one makes it one that nobody knows
            case _:
                pass

    def on_headers_complete(self) -> None:
        """Take note that the head is whole."""
        if self.is_complete or self._parser is None:
            self._is_moving = True
            return
        status = self._parser.get_status_code()
        if status < _MIN_STATUS or _REASON.fullmatch(self.reason) is None:
            self._problem = "what came is no response of HTTP/1.1: its first line holds what is not allowed there"
        if status in _INFORMATIONAL:  # also 101, whose end the parser raises
            return
        self._is_moving = True
        self.status, self.has_head = status, True
        self._version = self._parser.get_http_version().encode()
        if self._encoding == _CHUNKED:
            self._is_strict = True  # what a line of a chunk is, is to be the same for all
            self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=False)
        elif self._encoding:
            self._problem = "the response has another Transfer-Encoding than chunked"
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
        is_kept = self._parser.should_keep_alive() and self._version == b"1.1" and self._lengths <= 1
        self.is_reusable = self.is_reusable and is_kept
