"""Over HTTP: programs of this machine that have the token come in, and nobody else."""

import signal
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator, Iterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import anyio
import httpx2
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
import pytest
from agents_server_parts import ERAS, REACTIVATION, Answering, NaiveToolbox, Progress, run, server_of
from http_parts import GOOD, HOST, INITIALIZE, PORT, TOKEN, Response, send
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from raw_client import HANG_GUARD, PROCESS
from starlette.types import ASGIApp

from sdk_core.agents.server.http import LOOPBACK, MAX_BODY, AddressError, application, serve_http
from sdk_core.agents.server.http_guard import MIN_TOKEN


@asynccontextmanager
async def served() -> AsyncGenerator[ASGIApp]:
    server = server_of(NaiveToolbox())
    app = application(server, token=TOKEN, host="127.0.0.1", port=PORT)
    async with server.session_manager.run():
        yield app


def responded(headers: list[tuple[str, str]], **request: Any) -> Response:  # noqa: ANN401 - those of `send`
    async def ask() -> Response:
        async with served() as app:
            return await send(app, headers, **request)

    return run(ask())


def changed(**headers: str | None) -> list[tuple[str, str]]:
    """Return headers that are admitted, but for these; None leaves one out."""
    return [(name, value) for name, value in {**GOOD, **headers}.items() if value is not None]


class TestGuard:
    @pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"LOCALHOST:{PORT}"])
    @pytest.mark.parametrize("origin", [None, f"http://{HOST}", f"http://localhost:{PORT}"])
    def test_programs_of_this_machine_with_the_token_come_in(self, host: str, origin: str | None) -> None:
        response = responded(changed(host=host, origin=origin))
        assert response.status == 200
        assert b'"serverInfo"' in response.body
        assert not [name for name in response.headers if name.startswith("access-control")]

    @pytest.mark.parametrize(
        "authorization",
        [
            None,
            "",
            "Bearer",
            "Bearer ",
            f"Bearer {TOKEN[:-1]}",
            f"Bearer {TOKEN}x",
            f"Bearer {TOKEN.swapcase()}",
            f"Basic {TOKEN}",
            TOKEN,
            "Bearer another-token-of-the-test-0123456789-abcdef",
            f"Bearer {TOKEN}, Bearer {TOKEN}",
        ],
    )
    def test_without_the_token_nobody_does(self, authorization: str | None) -> None:
        response = responded(changed(authorization=authorization))
        assert response == Response(
            401, {"content-length": "0", "connection": "close", "www-authenticate": "Bearer"}, b""
        )

    def test_a_token_in_the_query_is_none(self) -> None:
        for query in (f"access_token={TOKEN}", f"token={TOKEN}"):
            assert responded(changed(authorization=None), query=query).status == 401

    def test_two_tokens_are_none(self) -> None:
        assert responded([*changed(), ("authorization", "Bearer other")]).status == 401

    @pytest.mark.parametrize(
        "host",
        [
            None,
            "",
            "evil.example",
            f"evil.example:{PORT}",
            "127.0.0.1",
            "127.0.0.1:1",
            f"127.0.0.1.evil.example:{PORT}",
            f"[::1]:{PORT}",
            f"0.0.0.0:{PORT}",
            f"{HOST}@evil.example",
        ],
    )
    def test_another_host_is_turned_away(self, host: str | None) -> None:
        assert responded(changed(host=host)) == Response(403, {"content-length": "0", "connection": "close"}, b"")

    def test_two_hosts_are_turned_away(self) -> None:
        assert responded([*changed(), ("host", HOST)]).status == 403

    @pytest.mark.parametrize(
        "origin",
        ["null", "", "https://evil.example", f"https://{HOST}", "http://127.0.0.1:3000", f"http://{HOST}.evil.example"],
    )
    @pytest.mark.parametrize("method", ["POST", "GET", "DELETE", "OPTIONS"])
    def test_a_page_of_another_origin_is_turned_away(self, origin: str, method: str) -> None:
        response = responded(changed(origin=origin), method=method)
        assert response == Response(403, {"content-length": "0", "connection": "close"}, b"")

    def test_a_preflight_is_allowed_nothing(self) -> None:
        headers = [("host", HOST), ("origin", f"http://{HOST}"), ("access-control-request-method", "POST")]
        assert responded(headers, method="OPTIONS").status == 401

    def test_a_body_that_is_too_large_is_not_read(self) -> None:
        assert responded(changed(), body=b" " * (MAX_BODY + 1)).status == 413
        assert responded(changed(**{"content-length": str(MAX_BODY + 1)}), body=b"").status == 413

    def test_websockets_are_not_served(self) -> None:
        async def connect() -> None:
            app = application(server_of(NaiveToolbox()), token=TOKEN, host="127.0.0.1", port=PORT)
            await app({"type": "websocket", "headers": []}, _never, _nowhere)

        with pytest.raises(ValueError, match="websocket is not served here"):
            run(connect())

    @pytest.mark.parametrize("token", ["x" * (MIN_TOKEN - 1), "x y" * 20, "ü" * 50, "x\n" * 30], ids=len)
    def test_a_weak_token_is_refused_and_not_repeated(self, token: str) -> None:
        with pytest.raises(ValueError, match="the token cannot be used") as caught:
            application(server_of(NaiveToolbox()), token=token, host="127.0.0.1", port=PORT)
        assert token not in str(caught.value)


async def _never() -> MutableMapping[str, Any]:
    await anyio.sleep_forever()
    return {}


async def _nowhere(_message: MutableMapping[str, Any]) -> None: ...


class TestAddress:
    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "localhost", "192.168.0.1", "example.com", "127.0.0.2"])  # noqa: S104 - what is refused
    def test_only_loopback_is_served(self, host: str, tmp_path: Path) -> None:
        with pytest.raises(AddressError, match=r"only 127\.0\.0\.1 and ::1 are, since the token"):
            serve_http(server_of(NaiveToolbox()), token_file=tmp_path / "token", on_ready=str, host=host)
        assert list(tmp_path.iterdir()) == []

    def test_a_port_that_is_taken_is_said(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(AddressError, match=rf"port {port} of 127\.0\.0\.1 cannot be used .*: give another"):
                serve_http(server_of(NaiveToolbox()), token_file=tmp_path / "token", on_ready=str, port=port)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("port", [-1, 65_536])
    def test_a_port_that_is_none_is_said(self, port: int, tmp_path: Path) -> None:
        with pytest.raises(AddressError, match=rf"{port} is no port: give one from 0 to 65535"):
            serve_http(server_of(NaiveToolbox()), token_file=tmp_path / "token", on_ready=str, port=port)

    def test_ipv6_is_reached_by_its_own_name(self) -> None:
        app = application(server_of(NaiveToolbox()), token=TOKEN, host=LOOPBACK[1], port=PORT)
        assert run(send(app, changed(host=HOST))).status == 403
        assert run(send(app, changed(host=f"[::1]:{PORT}", authorization=None))).status == 401


class Served(NamedTuple):
    process: "subprocess.Popen[bytes]"
    url: str
    token_file: Path

    @property
    def token(self) -> str:
        return self.token_file.read_text()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        out, log = self.process.communicate(timeout=HANG_GUARD)
        assert out == b""
        return self.process.returncode, log.decode()


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Served]:
    token_file = tmp_path / "token"
    command = [sys.executable, str(PROCESS), "http", str(token_file), "3600"]  # what hangs is not left behind here
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - ours
        try:
            assert process.stdout is not None
            yield Served(process, process.stdout.readline().decode().strip(), token_file)
        finally:
            process.kill()


class TestProcess:
    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
    def test_the_token_is_in_a_file_of_its_owner_and_nowhere_else(self, process: Served) -> None:
        assert stat.S_IMODE(process.token_file.stat().st_mode) == 0o600
        assert len(process.token) >= MIN_TOKEN
        assert httpx2.get(f"{process.url}?token={process.token}").status_code == 401
        code, log = process.end()
        assert (code, process.token in log) == (0, False)

    @pytest.mark.parametrize("era", ERAS)
    def test_the_client_of_the_sdk_asks_its_person_and_sees_progress(self, era: str, process: Served) -> None:
        progress = Progress()

        def yes(params: types.ElicitRequestParams) -> types.ElicitResult:
            assert params.message == "Add 1 person to reactivation?"
            return types.ElicitResult(action="accept", content={"agree": True})

        async def call() -> object:
            headers = {"authorization": f"Bearer {process.token}"}
            async with httpx2.AsyncClient(headers=headers, timeout=HANG_GUARD) as http:
                transport = streamable_http_client(process.url, http_client=http)
                async with Client(transport, mode=era, elicitation_callback=Answering(yes), cache=None) as client:
                    assert len((await client.list_tools()).tools) == 8
                    result = await client.call_tool("add_members", REACTIVATION, progress_callback=progress)
                    return result.structured_content

        assert run(call()) == {"done": "plan-1"}
        assert progress.seen == [(1, 1, "added")]
        assert process.end()[0] == 0

    def test_a_stream_that_a_client_keeps_open_does_not_keep_the_server(self, process: Served) -> None:
        headers = {**GOOD, "authorization": f"Bearer {process.token}"}
        del headers["host"]
        with httpx2.Client(headers=headers, timeout=HANG_GUARD) as http:
            session = http.post(process.url, content=INITIALIZE).headers["mcp-session-id"]
            more = {"mcp-session-id": session, "mcp-protocol-version": "2025-11-25"}
            with http.stream("GET", process.url, headers=more) as stream:
                assert stream.status_code == 200
                assert process.end(signal.SIGINT)[0] == 130
