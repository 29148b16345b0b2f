"""Downloads: the whole file or none, repeated from the start, bounded, and nothing left open or lying about."""

import asyncio
import gzip
import os
import socket
import stat
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from stream_server import StreamServer, asked, endless, names, response, sync_and_async

from agillic import (
    Agillic,
    AgillicError,
    AsyncAgillic,
    NotFound,
    ResponseParseError,
    ResponseTooLarge,
    RetryPolicy,
    TransportError,
)
from agillic.mock.local import LocalMock

FILE = "ExportFlow/customers.csv"
CONTENT = b"EMAIL;FIRSTNAME\nada@example.com;Ada\n" * 5000


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def fetching(to: Path | str, **options: Any) -> Callable[[Agillic], Any]:  # noqa: ANN401 - as of download
    """Return what downloads with a client, or returns what is awaited for it."""
    return lambda client: client.exports.download(FILE, to, **options)


def failed(
    server: StreamServer, action: Callable[[Agillic], Any], kind: type[Exception], *, asynchronous: bool
) -> AgillicError:
    with server, pytest.raises(kind) as caught:
        asked(server.url, action, asynchronous=asynchronous)
    assert isinstance(caught.value, AgillicError)
    return caught.value


@sync_and_async
def test_a_file_comes_from_agillic(agillic_mock: LocalMock, folder: Path, *, asynchronous: bool) -> None:
    agillic_mock.state.export_files.put(FILE, CONTENT)
    given = {"key": agillic_mock.key, "secret": agillic_mock.secret, "authentication": "oauth2"}
    saved = asked(agillic_mock.url, fetching(folder), asynchronous=asynchronous, **given)
    assert (saved.path, saved.size) == (folder / "customers.csv", len(CONTENT))
    assert saved.path.read_bytes() == CONTENT
    assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    assert asked(agillic_mock.url, fetching(folder / "own.csv"), asynchronous=asynchronous, **given).path.exists()
    assert names(folder) == ["customers.csv", "own.csv"]


@sync_and_async
def test_what_is_there_stays_and_nothing_is_sent(folder: Path, *, asynchronous: bool) -> None:
    (folder / "customers.csv").write_text("mine")
    (folder / "dangling").symlink_to(folder / "nowhere")
    with StreamServer(response(CONTENT)) as server:
        for to in (folder, folder / "customers.csv", str(folder / "customers.csv"), folder / "dangling"):
            with pytest.raises(
                FileExistsError, match=r"is there already: give another path as `to`, or overwrite=True"
            ):
                asked(server.url, fetching(to), asynchronous=asynchronous)
        assert server.heads == []
        assert asked(server.url, fetching(folder, overwrite=True), asynchronous=asynchronous).size == len(CONTENT)
    assert (folder / "customers.csv").read_bytes() == CONTENT


@sync_and_async
def test_what_came_there_meanwhile_stays(folder: Path, *, asynchronous: bool) -> None:
    def write(connection: socket.socket) -> None:
        (folder / "customers.csv").write_text("mine")
        connection.sendall(response(CONTENT))

    with StreamServer(write) as server, pytest.raises(FileExistsError):
        asked(server.url, fetching(folder), asynchronous=asynchronous)
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"customers.csv": "mine"}


@sync_and_async
def test_a_file_system_without_links_is_written_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    with StreamServer(response(CONTENT)) as server:
        assert asked(server.url, fetching(folder), asynchronous=asynchronous).path.read_bytes() == CONTENT
    assert names(folder) == ["customers.csv"]


@sync_and_async
def test_a_file_that_broke_off_is_fetched_again_from_its_start(folder: Path, *, asynchronous: bool) -> None:
    steps = [response(b"x" * 190_000, length=200_000), response(status=503), response(CONTENT)]
    with StreamServer(*steps) as server:
        saved = asked(server.url, fetching(folder), asynchronous=asynchronous)
        assert len(server.heads) == 3
    assert (saved.path.read_bytes(), names(folder)) == (CONTENT, ["customers.csv"])


@sync_and_async
@pytest.mark.parametrize(
    ("step", "kind", "calls"),
    [
        (response(CONTENT, length=len(CONTENT) + 1), TransportError, 3),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nEMAIL\r\n", TransportError, 3),
        (response(gzip.compress(CONTENT)[:-1], "Content-Encoding: gzip"), ResponseParseError, 1),
        (response(CONTENT, "Content-Encoding: br"), ResponseParseError, 1),
        (response(CONTENT, status=206), ResponseParseError, 1),
        (response(b"x" * 500_001), ResponseTooLarge, 1),
        (response(gzip.compress(bytes(500_001)), "Content-Encoding: gzip"), ResponseTooLarge, 1),
        (endless(), ResponseTooLarge, 1),
        (endless("Transfer-Encoding: chunked"), ResponseTooLarge, 1),
        (response(b"no", status=404), NotFound, 1),
    ],
    ids=["short", "chunk missing", "gzip short", "brotli", "part", "long", "bomb", "open", "endless", "404"],
)
def test_what_is_not_whole_leaves_nothing(
    step: Any,  # noqa: ANN401 - as the server takes it
    kind: type[AgillicError],
    calls: int,
    folder: Path,
    *,
    asynchronous: bool,
) -> None:
    server = StreamServer(step)
    error = failed(server, fetching(folder, max_bytes=500_000), kind, asynchronous=asynchronous)
    assert (type(error), len(server.heads), error.operation) == (kind, calls, "downloadExportFile")
    assert names(folder) == []


@sync_and_async
def test_an_error_in_place_of_a_file_is_bounded_as_any(folder: Path, *, asynchronous: bool) -> None:
    """The large bound is for what goes to the disk; an error's text is kept in memory."""
    server = StreamServer(response(b"x" * 2001, status=404))

    def fetch(client: Agillic) -> Any:  # noqa: ANN401 - see fetching
        return fetching(folder)(client.with_options(max_response_bytes=2000))

    assert failed(server, fetch, ResponseTooLarge, asynchronous=asynchronous).status is None


@sync_and_async
def test_memory_stays_small_at_any_size(folder: Path, *, asynchronous: bool) -> None:
    bomb = response(gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")
    tracemalloc.start()
    with StreamServer(bomb) as server:
        assert asked(server.url, fetching(folder), asynchronous=asynchronous).size == 30_000_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6_000_000


@sync_and_async
def test_a_disk_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with StreamServer(response(CONTENT)) as server, pytest.raises(OSError, match="No space left"):
        asked(server.url, fetching(folder), asynchronous=asynchronous)
    assert names(folder) == []


@sync_and_async
def test_the_call_counts_as_in_flight_until_the_file_has_come(folder: Path, *, asynchronous: bool) -> None:
    seen = list[int]()
    clients = list[Agillic]()

    def write(connection: socket.socket) -> None:
        head, end = response(CONTENT)[:-10], response(CONTENT)[-10:]
        connection.sendall(head)
        seen.append(clients[0].limits.in_flight)
        connection.sendall(end)

    def fetch(client: Agillic) -> Any:  # noqa: ANN401 - see fetching
        clients.append(client)
        return fetching(folder)(client)

    with StreamServer(write) as server:
        asked(server.url, fetch, asynchronous=asynchronous)
    assert seen == [1]


@sync_and_async
def test_a_file_that_drips_in_ends_with_the_deadline(folder: Path, *, asynchronous: bool) -> None:
    """Each byte comes within the time limits of the connection; only the deadline ends it."""
    dripping = endless("Transfer-Encoding: chunked", part=b"x")

    def fetch(client: Agillic) -> Any:  # noqa: ANN401 - see fetching
        return fetching(folder)(client.with_options(deadline=0.2))

    error = failed(StreamServer(dripping), fetch, TransportError, asynchronous=asynchronous)
    assert (error.outcome, error.retryable, names(folder)) == ("done", True, [])


def test_a_file_may_take_longer_than_other_calls(folder: Path) -> None:
    hasty = RetryPolicy(backoff_base=0, deadline=1e-9)
    with (
        StreamServer(response(CONTENT)) as server,
        Agillic(key="key", secret="secret", authentication="basic", base_url=server.url, retry_policy=hasty) as client,  # noqa: S106 - of nobody
    ):
        with pytest.raises(TransportError):
            client.exports.list_files()
        assert client.exports.download(FILE, folder).size == len(CONTENT)


def test_a_canceled_download_leaves_nothing(folder: Path) -> None:
    has_begun = threading.Event()

    def write(connection: socket.socket) -> None:
        connection.sendall(response(CONTENT[:-1], length=len(CONTENT)))
        has_begun.set()
        connection.recv(1)  # nothing comes but the end

    server = StreamServer(write)

    async def fetch(client: AsyncAgillic) -> None:
        task = asyncio.create_task(client.exports.download(FILE, folder))
        await asyncio.to_thread(has_begun.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (names(folder), client.limits.in_flight) == ([], 0)
        assert await asyncio.to_thread(server.ended.wait, 10), "the connection was left open"

    with server:
        asked(server.url, cast("Callable[[Agillic], object]", fetch), asynchronous=True)


@sync_and_async
def test_numbers_that_bound_nothing_are_rejected(folder: Path, *, asynchronous: bool) -> None:
    with StreamServer(response(CONTENT)) as server:
        with pytest.raises(ValueError, match=r"^max_bytes cannot be 0: give a whole number, 1 or more$"):
            asked(server.url, fetching(folder, max_bytes=0), asynchronous=asynchronous)
        assert server.heads == []
