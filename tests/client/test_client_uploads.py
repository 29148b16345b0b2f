"""Uploads from paths, bytes and streams: sent as they are, in parts, and again only where that is possible."""

import asyncio
import gzip
import io
import os
import tracemalloc
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stream_server import StreamServer, asked, response, sync_and_async

from agillic import Agillic, AsyncAgillic, ServerError
from agillic.mock.local import LocalMock
from agillic_api import File, models
from sdk_core.calls.files.upload import file_part

CONTENT = bytes(range(256)) * 400
ARCHIVE = b"PK\x05\x06" + bytes(18)
"""An empty one."""
FOLDERS = ["update_resource", "upload_resource", "update_template", "upload_template"]
PLAIN = ["update_webapp", "upload_webapp"]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    path.write_bytes(CONTENT)
    return path


def sending(source: Any, method: str = "update_resource", **options: Any) -> Callable[[Agillic], Any]:  # noqa: ANN401
    """Return what uploads with a client, or returns what is awaited for it."""
    return lambda client: getattr(client.assets, method)(source, **options)


def content_of(body: bytes) -> bytes:
    """Return what the first part of a form holds."""
    boundary = body.split(b"\r\n", 1)[0]
    return body.split(b"\r\n\r\n", 1)[1].split(b"\r\n" + boundary, 1)[0]


@sync_and_async
@pytest.mark.parametrize("method", [*FOLDERS, *PLAIN])
def test_files_arrive_in_agillic(method: str, picture: Path, agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    files = getattr(agillic_mock.state, method.split("_")[1] + "s")
    content = ARCHIVE if method in PLAIN else CONTENT
    picture.write_bytes(content)
    options = {} if method in PLAIN else {"folder": "news"}
    given = {"key": agillic_mock.key, "secret": agillic_mock.secret}
    asked(agillic_mock.url, sending(picture, method, **options), asynchronous=asynchronous, **given)
    agillic_mock.clock.advance(600)
    assert files.content("picture.png" if method in PLAIN else "news/picture.png") == content


@sync_and_async
def test_bytes_and_streams_arrive_as_paths_do(picture: Path, *, asynchronous: bool) -> None:
    with StreamServer(response()) as server:
        for source in (picture, CONTENT, io.BytesIO(CONTENT)):
            asked(server.url, sending(source, file_name="a.png"), asynchronous=asynchronous)
    assert [content_of(each) for each in server.bodies] == [CONTENT] * 3
    assert all(b'name="file"; filename="a.png"\r\nContent-Type: image/png' in each for each in server.bodies)
    assert all(b"folder" not in each for each in server.bodies)


@sync_and_async
def test_extensions_and_schemas_arrive_too(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    given = {"key": agillic_mock.key, "secret": agillic_mock.secret}

    def ask(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as of sending
        asked(agillic_mock.url, sending(*arguments, **options), asynchronous=asynchronous, **given)

    ask(b"one", "upload_extension", type_="http", file_name="hook.groovy")
    ask(b"two", "update_extension", file_name="hook.groovy")
    bodies = [each for each in agillic_mock.requests if (each.operation or "").endswith("Extension")]
    assert [(each.operation, each.status) for each in bodies] == [("uploadExtension", 201), ("updateExtension", 200)]
    with StreamServer(response()) as server:
        for method in ("upload_context_schema", "update_context_schema"):
            asked(server.url, sending(b"{}", method, file_name="order.json"), asynchronous=asynchronous)
        assert [
            (head.split(b" ")[0], content_of(body)) for head, body in zip(server.heads, server.bodies, strict=True)
        ] == [
            (b"POST", b"{}"),
            (b"PUT", b"{}"),
        ]
        assert all(b'filename="order.json"' in body for body in server.bodies)


@sync_and_async
def test_a_model_is_sent_as_before(*, asynchronous: bool) -> None:
    body = models.AssetUpload(File(io.BytesIO(CONTENT), "a.png"), "news")
    with StreamServer(response()) as server:
        asked(server.url, sending(body), asynchronous=asynchronous)
        with pytest.raises(TypeError, match="a model holds all there is to say"):
            asked(server.url, sending(body, folder="other"), asynchronous=asynchronous)
    assert [content_of(each) for each in server.bodies] == [CONTENT]


def test_a_path_is_closed_and_a_stream_is_not(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = list[BinaryIO]()
    really_open = Path.open

    def watched(path: Path, mode: str = "r") -> BinaryIO:
        opened.append(cast("BinaryIO", really_open(path, mode)))
        return opened[-1]

    monkeypatch.setattr(Path, "open", watched)
    stream = io.BytesIO(CONTENT)
    with StreamServer(response(), response(status=400), response()) as server:
        asked(server.url, sending(picture), asynchronous=False)
        with pytest.raises(Exception, match="400"):
            asked(server.url, sending(picture), asynchronous=False)
        asked(server.url, sending(stream, file_name="a.png"), asynchronous=False)
    assert ([each.closed for each in opened if "picture" in str(each.name)], stream.closed) == ([True, True], False)


@sync_and_async
def test_what_can_be_rewound_is_sent_again_from_its_start(picture: Path, *, asynchronous: bool) -> None:
    stream = io.BytesIO(CONTENT)
    stream.read(1000)
    for source in (picture, CONTENT, stream):
        with StreamServer(response(status=503), response()) as server:
            asked(server.url, sending(source, file_name="a.png"), asynchronous=asynchronous)
        assert [content_of(each) for each in server.bodies] == [CONTENT, CONTENT]
        assert all(b"content-length" in head.lower() for head in server.heads)


class Once(io.RawIOBase):
    """A stream that can be read once."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - as the base class has it
        return self._content.readinto(buffer)


def raises_503() -> AbstractContextManager[object]:
    return pytest.raises(ServerError, match="503")


@sync_and_async
def test_what_cannot_be_rewound_is_sent_once(*, asynchronous: bool) -> None:
    for status in (200, 503):
        with StreamServer(response(status=status)) as server, nullcontext() if status == 200 else raises_503():
            asked(server.url, sending(Once(CONTENT), file_name="a.png"), asynchronous=asynchronous)
        assert [content_of(each) for each in server.bodies] == [CONTENT]
        assert b"transfer-encoding: chunked" in server.heads[0].lower()


@sync_and_async
def test_lengths_of_files_behind_streams_are_not_believed(tmp_path: Path, *, asynchronous: bool) -> None:
    """A pipe says 0, and a packed file how long it is packed."""
    out, into = os.pipe()
    os.write(into, CONTENT[:60_000])
    os.close(into)
    (tmp_path / "a.gz").write_bytes(gzip.compress(CONTENT))
    with StreamServer(response()) as server, os.fdopen(out, "rb") as pipe, gzip.open(tmp_path / "a.gz") as packed:
        asked(server.url, sending(pipe, file_name="a"), asynchronous=asynchronous)
        asked(server.url, sending(packed), asynchronous=asynchronous)
    assert [content_of(each) for each in server.bodies] == [CONTENT[:60_000], CONTENT]


def test_a_stream_is_named_after_its_file(picture: Path) -> None:
    with StreamServer(response()) as server, picture.open("rb") as stream:
        asked(server.url, sending(stream), asynchronous=False)
    assert b'filename="picture.png"\r\nContent-Type: image/png' in server.bodies[0]


@pytest.mark.parametrize(
    ("source", "options", "error", "told"),
    [
        (b"x", {}, ValueError, "there is no file name: give file_name"),
        (io.BytesIO(b"x"), {}, ValueError, "there is no file name: give file_name"),
        (b"x", {"file_name": "a\r\nX-Evil: 1"}, ValueError, "file_name holds a control character: remove it"),
        (Path(__file__), {"file_name": "a\nb"}, ValueError, "file_name holds a control character: remove it"),
        ("picture.png", {}, TypeError, "a str cannot be uploaded: give a pathlib.Path, bytes or a stream opened in"),
        (io.StringIO("x"), {"file_name": "a"}, TypeError, "a StringIO cannot be uploaded: give a pathlib.Path"),
        (None, {"file_name": "a"}, TypeError, "a NoneType cannot be uploaded"),
        (Path("nowhere.png"), {}, FileNotFoundError, "nowhere.png"),
    ],
)
@sync_and_async
def test_what_cannot_be_sent_is_rejected(
    source: Any,  # noqa: ANN401 - whatever somebody gives
    options: dict[str, str],
    error: type[Exception],
    told: str,
    *,
    asynchronous: bool,
) -> None:
    with StreamServer(response()) as server:
        with pytest.raises(error, match=told):
            asked(server.url, sending(source, **options), asynchronous=asynchronous)
        assert server.heads == []


def test_a_script_without_its_kind_is_rejected() -> None:
    for type_ in (None, "other"):
        with pytest.raises(ValueError, match="give one of condition, http, monitor, step"):
            asked("https://api.agillic.test", sending(b"x", "upload_extension", type_=type_), asynchronous=False)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_name_forges_a_header(name: str) -> None:
    try:
        with file_part(b"x", name) as part:
            assert (part.file_name, part.payload.read()) == (name, b"x")
    except ValueError:
        assert any(ord(character) < 32 or 127 <= ord(character) < 160 for character in name)


@sync_and_async
def test_a_large_file_is_not_read_whole(tmp_path: Path, *, asynchronous: bool) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(30_000_000)

    with StreamServer(response()) as server:
        server.keeps_bodies = False
        tracemalloc.start()
        asked(server.url, sending(path), asynchronous=asynchronous)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 5_000_000


def test_the_loop_goes_on_while_a_large_file_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    turns = [0]

    async def count() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep(0)

    async def send(client: AsyncAgillic) -> None:
        counting = asyncio.create_task(count())
        await client.assets.update_resource(path)
        counting.cancel()

    with StreamServer(response()) as server:
        server.keeps_bodies = False
        asked(server.url, cast("Callable[[Agillic], object]", send), asynchronous=True)
    assert turns[0] > 10_000_000 // 65_536  # one for each part at least


@sync_and_async
def test_a_file_that_changes_while_it_is_sent_is_no_upload(*, asynchronous: bool) -> None:
    class Changing(io.BytesIO):
        grows = True

        def read(self, size: int | None = -1, /) -> bytes:
            part = super().read(size)
            return (part or b"more") if self.grows else part[:10]

    for grows in (True, False):
        source = Changing(CONTENT)
        source.grows = grows
        with StreamServer(response()) as server, pytest.raises(OSError, match="the file changed while it was sent"):
            asked(server.url, sending(source, file_name="a"), asynchronous=asynchronous)
        assert not server.bodies
