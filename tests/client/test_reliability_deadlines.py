"""However slowly the other side takes part in a call, it ends by its deadline and frees its slot.

The other sides go on for `PATIENCE`: a call that waits for them ends without the error that it has to end with.
"""

import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from certificate_files import make, server_context
from client_surface import BY_ID, arguments_of, sync_and_async
from reliability_parts import OneByOne, keyed
from scripted_server import PATIENCE
from security_callers import few_authorities
from slow_peers import HANDSHAKE, TUNNEL, SlowPeer

from agillic import Agillic, TransportError
from generator.bundle.document import Operation

DEADLINE = 0.3
READ, WRITE, UPLOAD = BY_ID["getTaskStatus"], BY_ID["createRecipient"], BY_ID["updateResource"]
HEAD = b"HTTP/1.1 200 OK\r\nX: "


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, "server", "IP:127.0.0.1")
    return folder


def ends(given: Any, operation: Operation, *, asynchronous: bool, **changed: object) -> TransportError:  # noqa: ANN401 - settings
    with OneByOne(given, asynchronous=asynchronous) as client:
        end = client.end_of(operation, {**arguments_of(operation), **changed}, deadline=DEADLINE)
        assert client.in_flight == 0
    assert isinstance(end, TransportError)
    assert end.operation == operation.id
    return end


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ANSWERS = {
    "silence": (b"", b"", "unknown"),
    "status line": (b"", b"H", "unknown"),
    "head": (HEAD, b"x", "unknown"),
    "100": (b"", b"HTTP/1.1 100 Continue\r\n\r\n", "unknown"),
    "103": (b"HTTP/1.1 102 Processing\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100, "unknown"),
    "length of a chunk": (CHUNKED + b"1;", b"x", "done"),
    "trailer": (CHUNKED + b"0\r\nX: ", b"x", "done"),
    "body without an end": (OK + b"\r\n", b" ", "done"),
}


@sync_and_async
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize(("first", "drop", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_a_response_that_drips(
    first: bytes, drop: bytes, outcome: str, operation: Operation, *, asynchronous: bool
) -> None:
    with SlowPeer(first, repeat(drop)) as peer:
        end = ends(keyed(f"http://127.0.0.1:{peer.port}"), operation, asynchronous=asynchronous)
        assert not peer.waited
    assert end.outcome == outcome


@sync_and_async
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
def test_a_response_to_the_request_for_a_token_that_drips(operation: Operation, *, asynchronous: bool) -> None:
    with SlowPeer(HEAD, repeat(b"x")) as peer:
        given = keyed(f"http://127.0.0.1:{peer.port}", authentication="oauth2")
        assert ends(given, operation, asynchronous=asynchronous).outcome == "not-sent"
        assert not peer.waited


@sync_and_async
def test_a_server_that_reads_a_body_slowly(*, asynchronous: bool) -> None:
    with SlowPeer(takes=100) as peer:
        given = keyed(f"http://127.0.0.1:{peer.port}")
        end = ends(given, UPLOAD, asynchronous=asynchronous, body=bytes(30_000_000), file_name="a.bin")
        assert not peer.waited
    assert end.outcome == "unknown"


@sync_and_async
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize("drops", [repeat(b""), HANDSHAKE], ids=["silent", "dripping"])
def test_a_handshake_of_tls(drops: Any, operation: Operation, *, asynchronous: bool) -> None:  # noqa: ANN401 - bytes
    with SlowPeer(drops=drops) as peer:
        given = keyed(f"https://127.0.0.1:{peer.port}", ca_bundle=few_authorities(), connect_timeout=PATIENCE)
        end = ends(given, operation, asynchronous=asynchronous)
        assert not peer.waited
    assert end.outcome == "not-sent" or (asynchronous and operation is READ)


PROXIES: dict[str, tuple[str, bytes, Any]] = {
    "silent": ("http", b"", repeat(b"")),
    "dripping": ("http", HEAD, repeat(b"x")),
    "silent in the tunnel": ("http", TUNNEL, repeat(b"")),
    "dripping in the tunnel": ("http", TUNNEL, HANDSHAKE),
    "socks, silent": ("socks5", b"", repeat(b"")),
    "socks, silent after its greeting": ("socks5", b"\x05\x00", repeat(b"")),
}


@sync_and_async
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize(("scheme", "first", "drops"), PROXIES.values(), ids=PROXIES)
def test_a_proxy(
    scheme: str,
    first: bytes,
    drops: Any,  # noqa: ANN401 - bytes
    operation: Operation,
    *,
    asynchronous: bool,
) -> None:
    with SlowPeer(first, drops) as peer:
        given = keyed(
            "https://api.agillic.test",
            proxy=f"{scheme}://127.0.0.1:{peer.port}",
            ca_bundle=few_authorities(),
            connect_timeout=PATIENCE,
        )
        end = ends(given, operation, asynchronous=asynchronous)
        assert not peer.waited
    assert end.outcome == "not-sent" or (asynchronous and operation is READ)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
@sync_and_async
@pytest.mark.parametrize("drops", [repeat(b""), HANDSHAKE], ids=["silent", "dripping"])
def test_an_encrypted_proxy(certificates: Path, drops: Any, *, asynchronous: bool) -> None:  # noqa: ANN401 - bytes
    """Each byte of the server's record is a whole one of the proxy's."""
    with SlowPeer(TUNNEL, drops, tls=server_context(certificates)) as peer:
        given = keyed(
            "https://api.agillic.test",
            proxy=f"https://127.0.0.1:{peer.port}",
            ca_bundle=certificates / "server.pem",
            connect_timeout=PATIENCE,
        )
        end = ends(given, WRITE, asynchronous=asynchronous)
        assert not peer.waited
    assert end.outcome == "not-sent"


def test_a_name_that_is_not_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    responses = threading.Event()
    asked: list[str] = []

    def search(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        responses.wait(PATIENCE)
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", search)
    given = keyed("https://api.agillic.test", ca_bundle=few_authorities(), connect_timeout=PATIENCE)
    for _ in range(3):  # all of them wait for the same search
        assert ends(given, WRITE, asynchronous=False).outcome == "not-sent"
    assert asked == ["api.agillic.test"]
    responses.set()
    for thread in threading.enumerate():  # else the search would go on while other tests run
        if thread.name == "sdk_core-resolving":
            thread.join(PATIENCE)
    assert ends(given, WRITE, asynchronous=False).outcome == "not-sent"
    assert len(asked) > 1  # the end of a search is not kept


def test_closing_a_client_wakes_who_waits_for_bytes() -> None:
    with SlowPeer(HEAD) as peer, ThreadPoolExecutor(1) as pool:
        agillic = Agillic(**keyed(f"http://127.0.0.1:{peer.port}"))
        call = pool.submit(agillic.recipients.create, {"personData": {"EMAIL": "ada@example.com"}})
        peer.greeted.wait(PATIENCE)
        agillic.close()
        end = call.exception(PATIENCE)
        assert not peer.waited
    assert isinstance(end, TransportError)
    assert end.outcome == "unknown"
