"""What unpacks and bounds responses: any bytes, in any pieces, under any bound."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.response_body import (
    MAX_RESPONSE_BYTES,
    BodyTooLarge,
    BoundedDecoder,
    DecodingFailed,
    decoder_for,
)
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.retries.policy import RequestOptions

MAX_PART = 256 * 1024


def bare(content: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(content) + machine.flush()


PACKERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"gzip": gzip.compress,
    b"x-gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"": bytes,
}
encodings = st.sampled_from([*PACKERS])


def read(raw: bytes, encoding: bytes, cuts: list[int], most: int = MAX_RESPONSE_BYTES) -> bytes:
    """Return what bytes mean that come in pieces."""
    decoder = BoundedDecoder(most, [encoding] if encoding else [])
    places = [0, *sorted(cut % (len(raw) + 1) for cut in cuts), len(raw)]
    parts = [part for begin, end in pairwise(places) for part in decoder.parts(raw[begin:end])]
    decoder.end()
    assert all(len(part) <= MAX_PART for part in parts)
    return b"".join(parts)


@given(st.binary(max_size=2000), encodings, st.lists(st.integers(0, 5000), max_size=8))
def test_any_bytes_come_out_as_they_went_in_whatever_the_pieces(
    content: bytes, encoding: bytes, cuts: list[int]
) -> None:
    assert read(PACKERS[encoding](content), encoding, cuts) == content


@given(st.binary(max_size=2000), st.lists(st.integers(0, 5000), max_size=8))
def test_deflate_may_be_bare(content: bytes, cuts: list[int]) -> None:
    assert read(bare(content), b"deflate", cuts) == content


@given(st.lists(st.binary(max_size=200), max_size=5), st.lists(st.integers(0, 5000), max_size=8))
def test_gzip_may_come_in_several(contents: list[bytes], cuts: list[int]) -> None:
    assert read(b"".join(map(gzip.compress, contents)), b"gzip", cuts) == b"".join(contents)


@given(st.binary(min_size=1, max_size=500), encodings, st.lists(st.integers(0, 5000), max_size=8), st.data())
def test_what_is_cut_short_or_changed_is_an_error_or_the_same(
    content: bytes, encoding: bytes, cuts: list[int], data: st.DataObject
) -> None:
    if not encoding:
        return
    raw = PACKERS[encoding](content)
    with pytest.raises(DecodingFailed):
        read(raw[: data.draw(st.integers(1, len(raw) - 1))], encoding, cuts)
    place = data.draw(st.integers(0, len(raw) - 1))
    changed = raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :]
    if encoding != b"deflate":  # what is taken for bare deflate has no checksum
        with suppress(DecodingFailed):
            assert read(changed, encoding, cuts) == content


@given(st.integers(1, 3000), st.integers(0, 3000), encodings, st.lists(st.integers(0, 5000), max_size=8))
def test_a_bound_holds_to_the_byte(most: int, size: int, encoding: bytes, cuts: list[int]) -> None:
    raw = PACKERS[encoding](bytes(size))
    if size <= most and len(raw) <= most:
        assert read(raw, encoding, cuts, most) == bytes(size)
    else:
        with pytest.raises(BodyTooLarge, match=f"more than {most:,} bytes"):
            read(raw, encoding, cuts, most)


def test_the_largest_step_is_small_at_any_ratio() -> None:
    assert read(gzip.compress(bytes(10_000_000)), b"gzip", []) == bytes(10_000_000)


def test_bytes_after_the_end_of_deflate_are_an_error() -> None:
    with pytest.raises(DecodingFailed, match="bytes follow the end"):
        read(zlib.compress(b"{}") + b"more", b"deflate", [])


@pytest.mark.parametrize(
    ("headers", "is_left_alone"),
    [
        ({"Content-Length": "100"}, True),
        ({"Content-Length": "100", "Content-Encoding": "identity"}, True),
        ({"Content-Length": "100", "Content-Encoding": "gzip"}, False),
        ({"Content-Length": "100", "Content-Encoding": "secret"}, False),
        ({"Content-Length": "100", "Transfer-Encoding": "chunked"}, False),
        ({"Content-Length": "many"}, False),
        ({}, False),
    ],
)
def test_only_a_response_that_is_known_to_be_small_is_left_alone(
    headers: dict[str, str], *, is_left_alone: bool
) -> None:
    response = httpx.Response(200, headers=headers, stream=httpx.ByteStream(b""))
    assert (decoder_for(response, 100) is None) == is_left_alone
    assert response.headers.get("Content-Encoding") in (None, "identity")


def test_a_length_over_the_bound_is_rejected_at_once() -> None:
    for most, length in [(100, 101), (None, MAX_RESPONSE_BYTES + 1), (1, 10**30)]:
        with pytest.raises(BodyTooLarge):
            decoder_for(httpx.Response(200, headers={"Content-Length": str(length)}), most)


@pytest.mark.parametrize("most", [0, -1])
def test_a_bound_is_a_number_of_bytes(most: int) -> None:
    with pytest.raises(ValueError, match=f"^max_response_bytes cannot be {most}: give a whole number, 1 or more$"):
        RequestOptions(max_response_bytes=most)


def test_only_known_packings_are_asked_for_whatever_the_http_library_could_take() -> None:
    seen: list[str] = []

    def answering(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Accept-Encoding"])
        return httpx.Response(200)

    async def ask() -> None:
        sending = AsyncRetryTransport(httpx.MockTransport(answering))
        async with httpx.AsyncClient(transport=sending, headers={"Accept-Encoding": "br"}) as client:
            await client.get("https://api.tiny.test")

    with httpx.Client(
        transport=RetryTransport(httpx.MockTransport(answering)), headers={"Accept-Encoding": "zstd"}
    ) as client:
        client.get("https://api.tiny.test")
    asyncio.run(ask())
    assert seen == ["gzip, deflate"] * 2
