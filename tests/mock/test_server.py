"""The server: where it listens, how its thread is used, and how connections and the server itself end."""

import doctest
import socket
import threading
from collections.abc import Iterator
from types import MethodType
from typing import cast

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sdk_core.mock.server import server as module
from sdk_core.mock.server.http_protocol import ABORT, Connection
from sdk_core.mock.server.server import Server, ServerError


class Application:
    """Responds to the path; does what a test sets before or instead."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.threads: set[str] = set()
        self.connections: list[Connection] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.threads.add(threading.current_thread().name)
        abort: MethodType = scope["extensions"][ABORT]
        self.connections.append(cast("Connection", abort.__self__))
        if scope["path"] == "/reset":
            abort()
            return
        if scope["path"] == "/half":
            head = [(b"content-length", b"100")]
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": b"half", "more_body": True})
            return
        if scope["path"] == "/endless":
            self.arrived.set()
            while (await receive())["type"] != "http.disconnect":
                pass
        if scope["path"] == "/mistake":
            raise LookupError("the mock made a mistake")
        await Response(scope["path"])(scope, receive, send)


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def server(application: Application) -> Iterator[Server]:
    with Server(application) as started:
        yield started


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        yield client


def test_the_example_in_the_docstring_runs() -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted
    assert not failed


def test_it_listens_at_a_free_port_of_loopback(server: Server, client: httpx.Client) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert client.get("/there").text == "/there"


def test_responses_tell_nothing_of_the_server_and_of_real_time(client: httpx.Client) -> None:
    assert set(client.get("/").headers) == {"content-length"}


def test_all_addresses_are_reached_at_loopback(application: Application) -> None:
    with Server(application, host="0.0.0.0") as server:  # noqa: S104 - for a moment
        assert httpx.get(f"{server.url}/all", trust_env=False).text == "/all"
        assert "127.0.0.1" in server.url


def test_a_taken_port_is_told(application: Application, server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(ServerError, match=rf"^port {port} of 127.0.0.1 is taken; give another port, or 0"):
        Server(application, port=port).__enter__()


@pytest.mark.parametrize(
    ("host", "message"),
    [("192.0.2.1", "port 0 of 192.0.2.1 is not on this machine; give"), ("no such host", "there is no address")],
)
def test_an_address_of_another_machine_is_told(application: Application, host: str, message: str) -> None:
    with pytest.raises(ServerError, match=f"^{message}"):
        Server(application, host=host).__enter__()


def test_its_port_is_free_when_it_has_stopped(application: Application) -> None:
    with Server(application) as server:
        port = int(server.url.rpartition(":")[2])
    assert not server.is_running
    with Server(application, port=port) as second:
        assert second.is_running


def test_functions_are_called_in_the_thread_of_the_application(
    server: Server, client: httpx.Client, application: Application
) -> None:
    client.get("/")
    assert {server.call(lambda: threading.current_thread().name)} == application.threads
    assert threading.current_thread().name not in application.threads


def test_what_a_function_raises_reaches_its_caller(server: Server) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        server.call(int, "none")


def test_coroutines_run_in_that_thread_too(server: Server) -> None:
    async def name() -> str:
        return threading.current_thread().name

    assert server.run(name()) == server.call(lambda: threading.current_thread().name)


def test_no_part_of_a_response_waits_for_the_client(client: httpx.Client, application: Application) -> None:
    """By Nagle's algorithm, the body of each response would come 40 ms after its head."""
    client.get("/")
    made = application.connections[0].transport.get_extra_info("socket")
    assert made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_an_abort_is_a_reset_for_the_client(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET /reset HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    assert not caplog.records


def test_after_an_abort_the_next_connection_is_returned(client: httpx.Client) -> None:
    with pytest.raises(httpx.ReadError):
        client.get("/reset")
    assert client.get("/next").text == "/next"


def test_half_a_response_arrives_before_the_end(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with client.stream("GET", "/half") as response, pytest.raises(httpx.RemoteProtocolError, match="received 4 bytes"):
        response.read()
    assert not caplog.records


def test_a_mistake_of_the_application_is_returned_and_logged(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/mistake").status_code == 500
    assert "LookupError: the mock made a mistake" in caplog.text


def test_what_is_no_http_gets_400_with_a_message_in_json(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: many\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert received.startswith(b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\n")
    assert b'{"message":"Invalid HTTP request received; correct the request line and the headers"}' in received


def test_no_call_is_logged(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "uvicorn")
    client.get("/there")
    assert "/there" not in caplog.text


def test_a_stop_waits_for_no_call(application: Application, caplog: pytest.LogCaptureFixture) -> None:
    with httpx.Client(trust_env=False) as client, Server(application) as server:
        caller = _Caller(client, f"{server.url}/endless")
        assert application.arrived.wait(10)
    assert isinstance(caller.error(), httpx.ReadError)
    assert not caplog.records


def test_all_calls_under_way_can_be_cut_off(server: Server, client: httpx.Client, application: Application) -> None:
    caller = _Caller(client, "/endless")
    assert application.arrived.wait(10)
    server.cut_off()
    assert isinstance(caller.error(), httpx.ReadError)
    assert client.get("/next").text == "/next"


def test_it_ticks_while_it_runs(application: Application, caplog: pytest.LogCaptureFixture) -> None:
    passed: list[float] = []
    thrice = threading.Event()

    async def tick(seconds: float) -> None:
        passed.append(seconds)
        if len(passed) == 2:
            raise LookupError("a mistake")
        if len(passed) == 3:
            thrice.set()

    with Server(application, tick=tick):
        assert thrice.wait(10)
    assert all(seconds > 0 for seconds in passed)
    assert "LookupError: a mistake" in caplog.text  # and yet there was a third


class _Caller:
    """Makes a call in a thread."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._call, args=[client, url])
        self._thread.start()

    def _call(self, client: httpx.Client, url: str) -> None:
        try:
            client.get(url, timeout=30)
        except httpx.HTTPError as error:
            self._error = error

    def error(self) -> Exception | None:
        self._thread.join(30)
        return self._error
