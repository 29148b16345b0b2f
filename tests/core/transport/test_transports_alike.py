"""Damaged responses: what the fast transport's reader takes, the default's parser takes the same way, in any pieces."""

from typing import NamedTuple

import h11
import httpx
from hypothesis import assume, given
from hypothesis import strategies as st
from wire_script import CHUNKED, HEAD, OK

from sdk_core.transport.http.http1_response import ResponseReader

WHOLE = (
    OK,
    OK + OK,
    OK + b"\r\n",
    OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
    CHUNKED + b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n",
    HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n",
    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK,
    OK.replace(b"1.1", b"1.0").replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n"),
    b"HTTP/1.1 204 No Content\r\nX: a b\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n",
)
DAMAGE = (
    *(b"\r\n", b"\n", b"\r", b" ", b"\t", b"\0", b":", b";", b",", b"0", b"1", b"f", b"-", b"+", b"\xff", b"\r\n\r\n"),
    *(b"chunked", b"gzip", b"close", b"keep-alive", b"HTTP/1.0", b"100", b"199", b"304", b"0\r\n\r\n"),
    *(b"Content-Length: 2\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: upgrade\r\nUpgrade: a\r\n"),
)


class Taken(NamedTuple):
    """A response that was taken, and whether its connection may carry another call."""

    status: int
    body: bytes
    headers: list[tuple[bytes, bytes]]
    is_kept: bool


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a response in which something is put in, left out, or put in the place of something else."""
    content = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(content)))
        end = begin + draw(st.integers(0, 5))
        content = content[:begin] + draw(st.sampled_from((b"", *DAMAGE))) + content[end:]
    return content


def pieces(content: bytes, size: int) -> list[bytes]:
    return [content[begin : begin + size] for begin in range(0, len(content), size)]


def of_ours(content: bytes, size: int) -> Taken | None:
    """Read a response with the fast transport's reader; None when it is rejected."""
    reader, left = ResponseReader(), pieces(content, size)
    reader.begin("GET")
    try:
        while left and not reader.is_complete:
            reader.feed(left.pop(0))
        if not reader.is_complete:
            reader.feed_end()
    except httpx.RemoteProtocolError:
        return None
    return Taken(reader.status, b"".join(reader.take()), _lowered(reader.headers), reader.is_reusable and not left)


def of_the_default(content: bytes, size: int) -> Taken | None:
    """Do the same with the parser of the default transport."""
    parser, left = h11.Connection(h11.CLIENT), [*pieces(content, size), b""]
    parser.send(h11.Request(method="GET", target="/", headers=[("Host", "a")]))
    parser.send(h11.EndOfMessage())
    status, body, headers = 0, b"", list[tuple[bytes, bytes]]()
    try:
        while left:
            parser.receive_data(piece := left.pop(0))
            while (event := parser.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                if isinstance(event, h11.Response):
                    status, headers = event.status_code, _lowered([*event.headers])
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    is_kept = parser.their_state is h11.DONE and not parser.trailing_data[0] and left[:-1] == []
                    return Taken(status, body, headers, is_kept and piece != b"")
    except h11.ProtocolError:
        pass
    return None


def _lowered(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers in small letters, as far as the parsers differ in that."""
    lowered = [(name.lower(), value) for name, value in headers]
    return [(name, value.lower() if name == b"transfer-encoding" else value) for name, value in lowered]


@given(damaged(), st.sampled_from([1, 3, 7]))
def test_the_pieces_that_a_response_comes_in_make_no_difference(content: bytes, size: int) -> None:
    whole, parts = of_ours(content, len(content)), of_ours(content, size)
    assert (whole and whole[:3]) == (parts and parts[:3])


@given(damaged(), st.sampled_from([1, 7, 1000]))
def test_what_both_take_is_the_same_and_no_connection_is_kept_that_the_default_gives_up(
    content: bytes, size: int
) -> None:
    ours, other = of_ours(content, size), of_the_default(content, size)
    assume(ours and other)
    assert ours is not None
    assert other is not None
    assert ours[:3] == other[:3]
    assert ours.is_kept <= other.is_kept
