"""Responses too large, badly packed or broken off: bounded memory, an error that says so, nothing in flight."""

import gzip
import json
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from stream_server import StreamServer, asked, endless, response, sync_and_async

from agillic import Agillic, AgillicError, ResponseParseError, ResponseTooLarge, TransportError

MAX_BYTES = 1_000_000
ROWS = json.dumps([{"id": "1", "personData": {"EMAIL": "ada@example.com"}}]).encode()
BARE = zlib.compressobj(wbits=-zlib.MAX_WBITS)
CHUNKED = "Transfer-Encoding: chunked"


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Return 64 MB of zeros in 64 KB: a thousand to one."""
    return gzip.compress(bytes(64_000_000), 9, mtime=0)


@pytest.fixture
def measured() -> Iterator[None]:
    """Fail when memory grows by more than a few times the bound."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * MAX_BYTES


def listed(client: Agillic) -> Any:  # noqa: ANN401 - rows, or what is awaited for them
    return client.with_options(max_response_bytes=MAX_BYTES).recipients.list()


def rejected(step: Any, *, asynchronous: bool, calls: int = 1, **given: Any) -> AgillicError:  # noqa: ANN401
    """Return the error that a call ends with; it was made so often."""
    with StreamServer(step) as server:
        with pytest.raises(AgillicError) as caught:
            asked(server.url, listed, asynchronous=asynchronous, **given)
        assert server.ended.wait(10), "the connection was left open"
        assert len(server.heads) == calls
    return caught.value


@sync_and_async
@pytest.mark.usefixtures("measured")
def test_a_gzip_bomb_is_not_unpacked(bomb: bytes, *, asynchronous: bool) -> None:
    error = rejected(response(bomb, "Content-Encoding: gzip"), asynchronous=asynchronous)
    assert isinstance(error, ResponseTooLarge)
    assert (error.operation, error.outcome, error.retryable) == ("listRecipients", "done", False)
    assert str(error) == (
        "the response to listRecipients is too large: it has more than 1,000,000 bytes: ask for less at once, or allow "
        "more by `with_options(max_response_bytes=...)`, or by `max_bytes` of a download; what it was to change may be "
        "done"
    )


@sync_and_async
@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("headers", [[CHUNKED], [CHUNKED, "Content-Length: 5"], []], ids=["chunks", "both", "open"])
def test_an_endless_response_is_broken_off(headers: list[str], *, asynchronous: bool) -> None:
    assert isinstance(rejected(endless(*headers), asynchronous=asynchronous), ResponseTooLarge)


@sync_and_async
@pytest.mark.usefixtures("measured")
def test_packed_bytes_that_mean_nothing_are_bounded_too(*, asynchronous: bool) -> None:
    empty = gzip.compress(b"", mtime=0) * 1000
    assert isinstance(
        rejected(endless("Content-Encoding: gzip", part=empty), asynchronous=asynchronous), ResponseTooLarge
    )


@sync_and_async
def test_a_response_that_says_it_is_too_large_is_not_read(*, asynchronous: bool) -> None:
    assert isinstance(rejected(response(b"[", length=10**15), asynchronous=asynchronous), ResponseTooLarge)


@sync_and_async
@pytest.mark.usefixtures("measured")
def test_an_endless_error_is_broken_off(*, asynchronous: bool) -> None:
    failing = response(b"x" * (MAX_BYTES + 1), status=404)
    error = rejected(failing, asynchronous=asynchronous)
    assert (type(error), error.outcome) == (ResponseTooLarge, "rejected")


@sync_and_async
@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "utf-8", "gzip\r\nContent-Encoding: gzip"])
def test_packings_that_nobody_asked_for_are_rejected(packing: str, *, asynchronous: bool) -> None:
    body = gzip.compress(gzip.compress(ROWS, mtime=0))
    error = rejected(response(body, f"Content-Encoding: {packing}"), asynchronous=asynchronous)
    assert type(error) is ResponseParseError
    assert "its content encoding is not one of gzip, deflate, which was not requested" in str(error)


@sync_and_async
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (gzip.compress(ROWS, mtime=0)[:-9], "end too early"),
        (gzip.compress(ROWS, mtime=0)[:-8] + b"12345678", "damaged"),
        (ROWS, "damaged"),
        (gzip.compress(ROWS, mtime=0) + b"more", "damaged"),
    ],
)
def test_broken_packed_bytes_are_an_error(body: bytes, reason: str, *, asynchronous: bool) -> None:
    error = rejected(response(body, "Content-Encoding: gzip"), asynchronous=asynchronous)
    assert type(error) is ResponseParseError
    assert (reason in str(error), "ada" in str(error)) == (True, False)


@sync_and_async
@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (gzip.compress(ROWS, mtime=0), "gzip"),
        (gzip.compress(ROWS, mtime=0), "X-GZIP"),
        (gzip.compress(ROWS[:9], mtime=0) + gzip.compress(ROWS[9:], mtime=0), "gzip"),
        (zlib.compress(ROWS), "deflate"),
        (BARE.compress(ROWS) + BARE.flush(), "deflate"),
        (ROWS, "identity"),
        (gzip.compress(ROWS, mtime=0), "identity, gzip"),
    ],
)
def test_what_was_asked_for_is_unpacked(body: bytes, packing: str, *, asynchronous: bool) -> None:
    with StreamServer(response(body, f"Content-Encoding: {packing}")) as server:
        (ada,) = asked(server.url, listed, asynchronous=asynchronous)
    assert ada.person_data["EMAIL"] == "ada@example.com"
    assert b"\r\naccept-encoding: gzip, deflate\r\n" in server.heads[0].lower()


@sync_and_async
def test_an_empty_response_needs_no_unpacking(*, asynchronous: bool) -> None:
    with StreamServer(response(b"", "Content-Encoding: gzip")) as server:
        asked(server.url, lambda client: client.recipients.delete("ada@example.com"), asynchronous=asynchronous)


@sync_and_async
@pytest.mark.parametrize("headers", [[], ["Content-Encoding: gzip"]])
def test_a_response_shorter_than_announced_is_none(headers: list[str], *, asynchronous: bool) -> None:
    body = gzip.compress(ROWS, mtime=0) if headers else ROWS
    error = rejected(response(body, *headers, length=len(body) + 1), asynchronous=asynchronous, calls=3)
    assert (type(error), error.outcome, error.retryable) == (TransportError, "done", True)


@sync_and_async
def test_a_token_that_is_too_large_is_rejected(*, asynchronous: bool) -> None:
    """However much the caller allows for its own responses."""
    token = response(json.dumps({"access_token": "t" * 70_000}).encode())
    error = rejected(token, asynchronous=asynchronous, authentication="oauth2")
    assert (type(error), error.operation, error.outcome) == (ResponseTooLarge, "listRecipients", "not-sent")
    assert "the response to getOAuthToken is too large: it has more than 65,536 bytes" in str(error)


S11_BODIES = [
    b"[" * 100_000 + b"]" * 100_000,
    b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    b'[{"id": NaN}]',
    b'[{"id": Infinity}]',
    b'[{"id": "\xff\xfe"}]',
    b'[{"id": "\\ud800"}]',
    b'[{"id": "1"}]]',
    b'\xef\xbb\xbf[{"id": "1"}]',
    b"1" * 100_000,
    b"null",
]


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("body", S11_BODIES, ids=range(len(S11_BODIES)))
def test_json_that_is_none_is_an_error(body: bytes, status: int) -> None:
    error = rejected(response(body, status=status), asynchronous=False)
    assert error.status == status


@pytest.mark.parametrize("number", ["1" * 5000, "0." + "1" * 5000, "-1e400", "1e999", "9" * 400])
def test_huge_numbers_are_read_or_rejected(number: str) -> None:
    body = b'[{"id": "1", "personData": {"AGE": %s}}]' % number.encode()
    with StreamServer(response(body)) as server, suppress(AgillicError):
        (person,) = asked(server.url, listed, asynchronous=False)
        assert isinstance(person.person_data["AGE"], int | float)


def test_of_members_with_one_name_the_last_counts() -> None:
    with StreamServer(response(b'[{"id": "1", "id": "2", "personData": {}}]')) as server:
        (person,) = asked(server.url, listed, asynchronous=False)
    assert person.to_dict()["id"] == "2"
