"""Calls through proxies of all kinds arrive, encrypted within, and a proxy that is none is an error of ours."""

import shutil
from collections.abc import Generator
from itertools import repeat
from pathlib import Path

import pytest
from certificate_files import make, server_context
from client_surface import BY_ID, sync_and_async
from relays import Relay
from security_callers import Caller, few_authorities, own_folders
from security_listener import Listener, task_response
from slow_peers import SlowPeer

from agillic import TransportError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
LIST = BY_ID["listRecipients"]
LARGE = [{"personData": {"EMAIL": f"{number}@example.com"}} for number in range(10_000)]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, "server", "IP:127.0.0.1")
    return folder


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[None]:
    with own_folders(tmp_path):
        yield


@sync_and_async
@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h"])
def test_calls_go_through_a_proxy(certificates: Path, scheme: str, *, asynchronous: bool) -> None:
    tls = server_context(certificates)
    with (
        Listener(lambda _: task_response(200, LARGE), tls) as server,
        Relay(is_socks=scheme.startswith("socks"), tls=tls if scheme == "https" else None) as relay,
        Caller(
            asynchronous=asynchronous,
            base_url=server.url,
            proxy=f"{scheme}://127.0.0.1:{relay.port}",
            ca_bundle=certificates / "server.pem",
            authentication="basic",
        ) as caller,
    ):
        for _ in range(2):
            assert len(caller.call(LIST)) == len(LARGE)
        assert caller.wait(caller.client.recipients.with_raw_response.batch_upsert(LARGE[:1000])).status_code == 200
        assert relay.tunnels == [("127.0.0.1", server.port)]  # one connection for all of them


@sync_and_async
@pytest.mark.parametrize("first", [b"\x05\xff", b"\x05", b"HTTP/1.1 200 OK\r\n\r\n", b"\x00" * 40, b"\x05\x02"])
def test_what_does_not_speak_socks_is_named_and_gets_nothing(first: bytes, *, asynchronous: bool) -> None:
    with SlowPeer(first, repeat(b"")) as peer:
        given = {"proxy": f"socks5://127.0.0.1:{peer.port}", "base_url": "https://api.agillic.test"}
        with Caller(asynchronous=asynchronous, ca_bundle=few_authorities(), **given) as caller:
            with pytest.raises(TransportError, match=r"ProxyError|ReadTimeout|ConnectTimeout") as caught:
                caller.wait(caller.client.with_options(deadline=1).recipients.list())
            assert caught.value.outcome == "not-sent"
