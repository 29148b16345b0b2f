"""Bounded responses: how many bytes of one are taken, compressed and decoded, and how it is decoded.

The HTTP library decodes whatever the network brings in one step, at more than a thousand times its size, and has no
bound. Here a response is decoded in steps of a fixed size and ends with an error when it is larger than allowed. A
response whose length is known and small, and that is not compressed, is left to the HTTP library as it is.
"""

import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import httpx

ACCEPT_ENCODING: Final = "gzip, deflate"
"""What calls ask for. Others reach far larger ratios, and the HTTP library takes them where they are installed."""
MAX_RESPONSE_BYTES: Final = 100_000_000
"""Bytes of a response that are taken into memory unless a call's options say otherwise, compressed and decoded each."""
SINK: Final = "sdk_core.sink"
"""Where a request's extensions hold the `Sink` of a successful response's body; without one it is kept in memory."""

_STEP: Final = 256 * 1024
_GZIP: Final = zlib.MAX_WBITS | 16
_ENCODINGS: Final = frozenset({b"gzip", b"x-gzip", b"deflate"})
_IDENTITY: Final = frozenset({b"", b"identity"})


class Sink(Protocol):
    """Takes the body of a response part by part, instead of memory.

    Attributes:
        max_bytes: how many it takes, compressed and decoded each, 1 or more.
    """

    @property
    def max_bytes(self) -> int:
        """Return the bound."""
        ...

    def restart(self) -> object:
        """Forget what came before: an attempt's body begins, and it may not be the first."""

    def write(self, part: bytes, /) -> object:
        """Take the next part, a few hundred kilobytes at most."""


class DecodingFailed(httpx.DecodingError):
    """The content encoding was not requested, or the compressed bytes are damaged. The text quotes nothing."""


class BodyTooLarge(httpx.DecodingError):
    """A response has more bytes than are taken.

    Args:
        most: how many are.
    """

    def __init__(self, most: int) -> None:
        super().__init__(f"it has more than {most:,} bytes")


class BoundedDecoder:
    """Decodes and counts the body of one response as it comes.

    Args:
        most: bytes that are taken, compressed and decoded each.
        encodings: its content encodings, in order.

    >>> decoder = BoundedDecoder(100, [])
    >>> b"".join(decoder.parts(b"plain"))
    b'plain'
    """

    __slots__ = ("_came", "_decoded", "_encodings", "_inflater", "_most")

    def __init__(self, most: int, encodings: list[bytes]) -> None:
        self._most = most
        self._encodings = encodings
        self._came = self._decoded = 0
        self._inflater: _Inflater | None = None

    def parts(self, raw: bytes) -> Iterator[bytes]:
        """Yield what the next bytes from the network mean.

        Raises:
            BodyTooLarge: there are more than are taken.
            DecodingFailed: they cannot be decoded.
        """
        self._came += len(raw)
        if self._came > self._most:
            raise BodyTooLarge(self._most)
        if not self._encodings:
            yield raw
        elif raw:
            for part in self._decode(raw):
                self._decoded += len(part)
                if self._decoded > self._most:
                    raise BodyTooLarge(self._most)
                yield part

    def end(self) -> None:
        """Note that no more comes.

        Raises:
            DecodingFailed: it is not whole.
        """
        if self._inflater is not None and not self._inflater.is_whole:
            raise DecodingFailed("its compressed bytes end too early")

    def _decode(self, raw: bytes) -> Iterator[bytes]:
        if self._inflater is None:  # made for the first byte: an empty body is none that could not be decoded
            if len(self._encodings) > 1 or self._encodings[0] not in _ENCODINGS:
                raise DecodingFailed(f"its content encoding is not one of {ACCEPT_ENCODING}, which was not requested")
            self._inflater = _Inflater(self._encodings[0])
        return self._inflater.parts(raw)


class _Inflater:
    """Decodes gzip, of which several may follow each other, or what the word deflate stands for: zlib, or bare deflate.

    Args:
        encoding: one of these words.
    """

    def __init__(self, encoding: bytes) -> None:
        self._is_gzip = encoding != b"deflate"
        self._machine = zlib.decompressobj(_GZIP) if self._is_gzip else None
        self._begin = b""

    @property
    def is_whole(self) -> bool:
        """Whether what came so far could be all."""
        return self._machine is not None and self._machine.eof

    def parts(self, raw: bytes) -> Iterator[bytes]:
        if self._machine is None:  # the first two bytes tell which deflate it is
            raw = self._begin = self._begin + raw
            if len(raw) < len(b"\x78\x9c"):
                return
            self._machine = zlib.decompressobj(zlib.MAX_WBITS if _begins_zlib(raw) else -zlib.MAX_WBITS)
        while raw:
            if self._machine.eof:
                if not self._is_gzip:
                    raise DecodingFailed("bytes follow the end of its compressed bytes")
                self._machine = zlib.decompressobj(_GZIP)
            try:
                part = self._machine.decompress(raw, _STEP)
            except zlib.error:
                raise DecodingFailed("its compressed bytes are damaged") from None
            raw = self._machine.unconsumed_tail or self._machine.unused_data
            if part:
                yield part


def _begins_zlib(raw: bytes) -> bool:
    """Return whether bytes begin with the header of RFC 1950."""
    return raw[0] & 15 == zlib.DEFLATED and (raw[0] << 8 | raw[1]) % 31 == 0


def decoder_for(response: httpx.Response, most: int | None) -> BoundedDecoder | None:
    """Return what has to bound and decode a response's body, None when the HTTP library need not be helped.

    The response says afterwards that it is not compressed, since the HTTP library would decode it again.

    Args:
        response: the response, whose body was not read yet.
        most: bytes that are taken; None for `MAX_RESPONSE_BYTES`.

    Raises:
        BodyTooLarge: it says itself that there are more.

    >>> decoder_for(httpx.Response(200, headers={"Content-Length": "5"}), 100) is None
    True
    """
    most = MAX_RESPONSE_BYTES if most is None else most
    length: int | None = None
    is_chunked = False
    encodings: list[bytes] = []
    for name, value in response.headers.raw:  # one pass: each look-up by name would be another
        match name.lower():
            case b"content-length" if value.isdigit():
                length = int(value)
            case b"transfer-encoding":
                is_chunked = True
            case b"content-encoding":
                encodings += [word for each in value.lower().split(b",") if (word := each.strip()) not in _IDENTITY]
            case _:
                pass
    if encodings:
        del response.headers["content-encoding"]
    if length is None or is_chunked:  # where both are said, the length is not looked at
        return BoundedDecoder(most, encodings)
    if length > most:
        raise BodyTooLarge(most)
    return BoundedDecoder(most, encodings) if encodings else None
