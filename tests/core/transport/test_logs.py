"""What the logs are told, and what they never are."""

import asyncio
import logging
from collections.abc import Iterator

import httpx
import pytest
from key_server import KeyServer
from retry_wire import HOST, Caller, Wire, any_operation, sync_and_async
from tiny_client.api import WIRE
from tiny_client.operations import OPERATIONS
from wire_script import CONTEXT, over_each

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.instrumentation.logs import ALLOWED_HEADERS, logged_headers
from sdk_core.transport.retries.policy import OPERATION
from sdk_core.transport.settings.parsers import TransportName

SECRET = "FAKE_SECRET"  # noqa: S105 - planted to be looked for
GET = OPERATIONS["getThing"]


def planted_request() -> httpx.Request:
    return httpx.Request(
        "GET",
        f"{HOST}/things/{SECRET}@example.com",
        params={"filter": f"name=={SECRET}"},
        headers={"Authorization": f"Bearer {SECRET}", "X-Own": SECRET, "Cookie": SECRET},
        content=SECRET.encode(),
    )


def planted_response(status: int) -> httpx.Response:
    headers = {"Set-Cookie": SECRET, "X-Own": SECRET, "Location": f"{HOST}/{SECRET}", "Retry-After": "1"}
    return httpx.Response(status, headers=headers, content=SECRET.encode())


@sync_and_async
def test_a_secret_planted_everywhere_is_in_no_log(*, asynchronous: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failure = httpx.ReadError(f"reset while sending {SECRET}")
    for wire in (
        Wire(planted_response(503), failure, planted_response(200)),
        Wire(failure),
        Wire(planted_response(409)),
    ):
        for operation in (GET, None):
            request = planted_request()
            try:
                response: object = Caller(wire, asynchronous=asynchronous).send(request, operation)
            except httpx.ReadError as error:
                response = error.request
            assert SECRET not in repr(response) + repr(request) + repr(request.url)
    assert "HTTP Request" in caplog.text  # the HTTP library's own line of each call
    assert SECRET not in caplog.text
    assert not any(SECRET in repr(record.args) for record in caplog.records)


@pytest.fixture
def key_server() -> Iterator[KeyServer]:
    with KeyServer() as server:
        yield server


@over_each
@sync_and_async
def test_the_debug_logs_of_each_transport_hold_no_value(
    key_server: KeyServer, over: TransportName, *, asynchronous: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    built = WIRE.build_request(GET, {"thingId": "ruby@sweetmail.com"})
    auth = httpx.BasicAuth(key_server.key, key_server.secret)
    request = httpx.Request("GET", key_server.url + built.target, extensions={OPERATION: GET, "timeout": {}})

    async def send_async() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=AsyncRetryTransport(async_opener(over, CONTEXT, lambda: None)())
        ) as client:
            return await client.send(request, auth=auth)

    if asynchronous:
        assert asyncio.run(send_async(), debug=True).status_code == 200
    else:
        with httpx.Client(transport=RetryTransport(opener(over, CONTEXT, lambda: None)())) as client:
            assert client.send(request, auth=auth).status_code == 200
    assert ("send_request_headers" in caplog.text) is (over == "httpx")
    for value in (key_server.secret, "ruby", "sweetmail", request.headers["Authorization"].split()[1]):
        assert value not in caplog.text


@sync_and_async
def test_our_calls_are_quiet_at_info_and_others_are_not(
    *, asynchronous: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    Caller(Wire(200), asynchronous=asynchronous).call(GET)
    assert caplog.records == []
    with httpx.Client(transport=Wire(200)) as client:  # another part of the program has its own
        client.get(HOST)
    assert [record.name for record in caplog.records] == ["httpx"]
    caplog.clear()
    caplog.set_level(logging.WARNING, "tiny_client")
    caplog.set_level(logging.DEBUG, "httpx")
    Caller(Wire(200), asynchronous=asynchronous).call(GET)
    assert [(record.name, record.levelname) for record in caplog.records] == [("httpx", "DEBUG")]


@sync_and_async
def test_steps_of_the_http_library_are_told_by_name_for_our_calls(
    key_server: KeyServer, *, asynchronous: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "httpcore")
    url = f"{key_server.url}/things"

    async def send_async() -> None:
        async with httpx.AsyncClient(transport=AsyncRetryTransport(httpx.AsyncHTTPTransport())) as client:
            await client.get(url)

    if asynchronous:
        asyncio.run(send_async())
    else:
        with httpx.Client(transport=RetryTransport(httpx.HTTPTransport())) as client:
            client.get(url)
    steps = [record.getMessage() for record in caplog.records]
    assert {"connect_tcp.complete", "receive_response_headers.complete 401", "response_closed.complete"} <= {*steps}
    assert not any("=" in step for step in steps)
    caplog.clear()
    with httpx.Client() as client:  # another part of the program has its own
        client.get(url)
    assert any("return_value=(b'HTTP/1.1', 401" in record.getMessage() for record in caplog.records)


def test_the_course_of_a_call_can_be_read_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "tiny_client")
    response = httpx.Response(503, headers={"Retry-After": "7", "Server": "nginx"})
    Caller(Wire(response, httpx.ReadTimeout("slow"), 200)).call(GET)
    lines = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "tiny_client"]
    assert lines == [
        ("DEBUG", "getThing: GET /things/{thingId}, attempt 1"),
        ("DEBUG", "getThing: returned 503 after 0.000 s, attempt 1 (retry-after=7, server=nginx)"),
        ("INFO", "getThing: status 503, attempt 1; retrying in 7.250 s"),
        ("DEBUG", "getThing: GET /things/{thingId}, attempt 2"),
        ("INFO", "getThing: ReadTimeout, attempt 2; retrying in 0.500 s"),
        ("DEBUG", "getThing: GET /things/{thingId}, attempt 3"),
        ("DEBUG", "getThing: returned 200 after 7.750 s, attempt 3 ()"),
    ]


def test_a_repeat_that_does_not_come_is_a_warning_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "tiny_client")
    Caller(Wire(503), max_retries=0).call(any_operation(idempotent=True))
    Caller(Wire(503)).call(any_operation(idempotent=False))  # it never may be repeated: the error is enough
    assert [record.getMessage().partition("; ")[2] for record in caplog.records] == ["not retrying: attempts"]


def test_headers_are_shown_from_the_allow_list_on_one_short_line() -> None:
    assert logged_headers(httpx.Headers({"Authorization": SECRET, "WWW-Authenticate": SECRET})) == ""
    forged = httpx.Headers([(b"server", b"a\r\ntiny_client: all is well"), (b"date", b"x" * 1000)])
    shown = logged_headers(forged)
    assert logged_headers(httpx.Headers({"content-length": "20971520"})) == "content-length=20971520"
    told = logged_headers(httpx.Headers({"Server": "x Bearer 0123456789abcdef", "Retry-After": "ada@example.com"}))
    assert told == "retry-after=***, server=x ***"
    assert "\n" not in shown
    assert "\r" not in shown
    assert len(shown) < 200
    assert not {"authorization", "cookie", "set-cookie", "location"} & {*ALLOWED_HEADERS}
