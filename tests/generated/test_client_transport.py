"""How the generated client travels: timeouts, redirects, credentials, hosts, threads."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from functools import partial
from typing import Any

import httpx
import pytest
from client_surface import BY_ID, EVERY, HOST, Wire, arguments_of, sync_and_async
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic_api import OPERATIONS, AsyncClient, Client, StatusError
from agillic_api.types import build_request
from generator.lint.names import snake_case

GET = BY_ID["getRecipient"]
ONE = {"recipient_id": "ruby"}


def test_every_call_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks where httpx hands the request to its own network code."""
    seen: list[Any] = []

    def record(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(500)

    async def record_async(_: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(500)

    async def call_async(client: AsyncClient) -> None:
        for operation in EVERY:
            method = getattr(getattr(client, snake_case(operation.tag)), operation.traits["name"])
            with pytest.raises(StatusError):
                await method(**arguments_of(operation))

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", record)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", record_async)
    client = Client(auth=("key", "secret"))
    for operation in EVERY:
        method = getattr(getattr(client, snake_case(operation.tag)), operation.traits["name"])
        with pytest.raises(StatusError):
            method(**arguments_of(operation))
    asyncio.run(call_async(AsyncClient()))
    assert seen == [{"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 10.0}] * (2 * len(EVERY))


@pytest.mark.parametrize("class_", [Client, AsyncClient])
def test_nothing_changes_a_client_or_copies_it(class_: type) -> None:
    public = {name for name in dir(class_) if not name.startswith("_")}
    closing = "close" if class_ is Client else "aclose"
    assert public == {"call", "call_raw", "send", closing, *(snake_case(operation.tag) for operation in EVERY)}


class Rotating(httpx.Auth):
    """Sends the token it has at the time of the request, and another one when that is rejected."""

    def __init__(self) -> None:
        self.token = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self.token}"
        response = yield request
        if response.status_code == 401:
            request.headers["Authorization"] = "Bearer refreshed"
            yield request


@sync_and_async
def test_credentials_are_asked_for_on_every_request(*, asynchronous: bool) -> None:
    sent: list[str] = []

    def response(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["Authorization"])
        return httpx.Response(401 if sent[-1] == "Bearer expired" else 200)

    async def call() -> None:
        result = client.recipients.delete("ruby")
        assert (await result if asynchronous else result) is None

    auth = Rotating()
    wire = Wire(response=response)
    client: Any = wire.async_client(auth=auth) if asynchronous else wire.client(auth=auth)
    for token in ("first", "second", "expired"):
        auth.token = token
        asyncio.run(call())
    assert sent == ["Bearer first", "Bearer second", "Bearer expired", "Bearer refreshed"]


def test_credentials_are_sent_as_basic_and_without_any_none_are() -> None:
    for auth, header in ((("key", "secret"), "Basic a2V5OnNlY3JldA=="), (None, None)):
        wire = Wire()
        wire.client(auth=auth).recipients.delete("ruby")
        assert wire.sent.headers.get("Authorization") == header


def test_threads_share_one_http_client(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[httpx.HTTPTransport] = []
    resources: list[object] = []

    def record(transport: httpx.HTTPTransport, _: httpx.Request) -> httpx.Response:
        used.append(transport)
        return httpx.Response(200)

    def work() -> None:
        together.wait()
        resources.append(client.recipients)
        client.recipients.delete("ruby")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", record)
    client = Client()
    together = threading.Barrier(16)
    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(used) == len(resources) == 16
    assert len({id(transport) for transport in used}) == 1
    assert len({id(resource) for resource in resources}) == 1


def test_only_an_own_http_client_is_closed() -> None:
    given_client = httpx.Client(transport=httpx.MockTransport(Wire().handle))
    with Client(http_client=given_client):
        pass
    assert not given_client.is_closed
    with Client() as client:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        client.recipients.list()


def test_only_an_own_async_http_client_is_closed() -> None:
    async def work() -> None:
        given_client = httpx.AsyncClient(transport=httpx.MockTransport(Wire().handle_async))
        async with AsyncClient(http_client=given_client):
            pass
        assert not given_client.is_closed
        async with AsyncClient() as client:
            pass
        with pytest.raises(RuntimeError, match="closed"):
            await client.recipients.list()

    asyncio.run(work())


@sync_and_async
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["https://evil.test/", f"https://{HOST}/recipients", f"http://{HOST}/", "//evil.test"]
)
def test_redirects_are_not_followed(status: int, location: str, *, asynchronous: bool) -> None:
    wire = Wire(status, headers={"Location": location})
    with pytest.raises(StatusError) as caught:
        wire.call(GET, ONE, asynchronous=asynchronous)
    assert caught.value.status_code == status
    assert wire.sent.url.host == HOST


def test_redirects_are_not_followed_by_a_given_http_client_either() -> None:
    wire = Wire(307, headers={"Location": "https://evil.test/"})
    following = httpx.Client(transport=httpx.MockTransport(wire.handle), follow_redirects=True)
    with pytest.raises(StatusError):
        Client(f"https://{HOST}", http_client=following).recipients.list()
    assert wire.sent.url.host == HOST


LEADING_ELSEWHERE = [
    *("https://evil.test/", "https:/evil.test", "//evil.test", "///evil.test", "\\\\evil.test", "@evil.test"),
    *(
        ":80@evil.test/",
        "?x=//evil.test",
        "#@evil.test",
        "evil.test:443",
        "%2f%2fevil.test",
        "javascript:x",
        "/..//evil.test",
    ),
]


def request_of(call: Callable[[Wire], object]) -> list[httpx.Request]:
    """Return what was sent, nothing when the values were rejected."""
    wire = Wire(500)
    with suppress(ValueError, StatusError):
        call(wire)
    return wire.requests


@pytest.mark.parametrize("value", LEADING_ELSEWHERE)
def test_no_value_leads_to_another_host(value: str) -> None:
    for operation in EVERY:
        examples = arguments_of(operation, optional=True)
        for name in [name for name, example in examples.items() if isinstance(example, str)]:
            arguments = {**examples, name: value}
            for request in request_of(partial(Wire.call, operation=operation, arguments=arguments)):
                assert (request.url.scheme, request.url.host, request.url.port) == ("https", HOST, None)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_leads_to_another_host(value: str) -> None:
    for request in request_of(lambda wire: wire.client().one_to_many.get_table(value, value)):
        assert request.url.host == HOST
    for request in request_of(lambda wire: wire.client().recipients.list(document_id=value)):
        assert (request.url.host, request.url.path) == (HOST, "/recipients")


def test_a_given_http_client_cannot_lead_elsewhere_by_its_own_base_url() -> None:
    wire = Wire()
    elsewhere = httpx.Client(transport=httpx.MockTransport(wire.handle), base_url="https://evil.test")
    Client(f"https://{HOST}", http_client=elsewhere).recipients.delete("ruby")
    assert wire.sent.url.host == HOST


@pytest.mark.parametrize(
    "base_url",
    [
        *("http://api.agillic.test", "http://localhost.evil.test", "http://127.0.0.1.evil.test", "http://10.0.0.1"),
        *("ftp://localhost", "file:///etc", "//api.agillic.test", "api.agillic.test", "", "https://", "https:///path"),
        *("https://user:pw@api.agillic.test", "https://user@api.agillic.test", "https://@evil.test"),
        *(
            "https://api.agillic.test?x=1",
            "https://api.agillic.test/?",
            "https://api.agillic.test#x",
            "https://a.test#",
        ),
        *(
            "https://a.test\\@evil.test",
            "https://a.test\\evil",
            "https://a b.test",
            "https://a.test/\n",
            "\thttps://a.test",
        ),
        *("https://a.test:99999", "https://a.test:x", "https://[::1", "https://a\x00.test", "https://a\uff0fb.test"),
    ],
)
def test_base_urls_that_endanger_credentials_are_rejected(base_url: str) -> None:
    for class_ in (Client, AsyncClient):
        with pytest.raises(ValueError, match=r"\w") as caught:
            class_(base_url)
        assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://api.agillic.test", "https://api.agillic.test/recipients/r"),
        ("https://api.agillic.test:8443/", "https://api.agillic.test:8443/recipients/r"),
        ("https://proxy.test/agillic//", "https://proxy.test/agillic/recipients/r"),
        ("http://localhost:8000", "http://localhost:8000/recipients/r"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/recipients/r"),
        ("http://[::1]:8000", "http://[::1]:8000/recipients/r"),
    ],
)
def test_other_base_urls_are_taken(base_url: str, url: str) -> None:
    wire = Wire()
    Client(base_url, http_client=httpx.Client(transport=httpx.MockTransport(wire.handle))).recipients.delete("r")
    assert str(wire.sent.url) == url


@sync_and_async
def test_extensions_reach_the_transport(*, asynchronous: bool) -> None:
    wire = Wire()
    request = build_request(OPERATIONS["getRecipient"], {"recipientId": "ruby"})
    client = wire.async_client() if asynchronous else wire.client()
    sent = client.send(request, extensions={"overlay": 7})
    if isinstance(sent, Coroutine):
        asyncio.run(sent)
    assert wire.sent.extensions["overlay"] == 7
