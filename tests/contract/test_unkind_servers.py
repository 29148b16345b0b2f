"""The client against servers that break the document, or HTTP itself: a typed response or a typed error."""

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator

import pytest
from client_surface import EVERY, Anything, Wire, arguments_of, every_operation, invoke, responses_of
from effort import LONG
from unkind_server import UnkindServer, response

from agillic_api import ApiError, AsyncClient, Client, File, ResponseParseError, StatusError, TransportError
from generator.bundle.document import Operation
from generator.lint.names import snake_case
from generator.load.json_values import Json, is_list, is_mapping

SUCCESSES = range(200, 300)
STATUSES = [*range(100, 600), 600, 777, 999]
EDGES = {100, 199, 200, 204, 299, 300, 399, 400, 499, 500, 599, 999}
SHARE = 1 if LONG else 10
"""Each operation gets one of so many statuses, and the edges; all of them together get every status many times."""
JSON = "Content-Type: application/json"


@pytest.fixture(scope="module")
def server() -> Iterator[UnkindServer]:
    with UnkindServer() as running:
        yield running


@pytest.fixture(scope="module")
def client(server: UnkindServer) -> Iterator[Client]:
    with Client(server.url) as calling:
        yield calling


def body_of(operation: Operation) -> bytes:
    """Return a body that the operation documents, or one of the usual kind where it documents none."""
    examples = responses_of(operation)
    return json.dumps(examples[0][1]).encode() if examples else b'{"some": "body"}'


def outcome(operation: Operation, server: UnkindServer, client: Client) -> Anything:
    """Call an operation, and return its response or its error. Any exception of another kind fails the test."""
    before = server.requests
    try:
        return invoke(client, operation, arguments_of(operation))
    except ApiError as error:
        return error
    finally:
        assert server.requests == before + 1, "one call is one request"


async def outcome_async(operation: Operation, server: UnkindServer, client: AsyncClient) -> Anything:
    """Do the same by the client for asyncio."""
    resource: Anything = getattr(client, snake_case(operation.tag))
    before = server.requests
    try:
        return await getattr(resource, operation.traits["name"])(**arguments_of(operation))
    except ApiError as error:
        return error
    finally:
        assert server.requests == before + 1, "one call is one request"


@every_operation
def test_every_status_of_every_operation_is_a_response_or_an_error(operation: Operation) -> None:
    body = body_of(operation)
    wire = Wire(content=body)
    client = wire.client()
    number = EVERY.index(operation) % SHARE
    for status in sorted({*STATUSES[number::SHARE], *EDGES}):
        wire.status = status
        if status in SUCCESSES:
            assert invoke(client, operation, arguments_of(operation)) is not None
        else:
            with pytest.raises(StatusError) as caught:
                invoke(client, operation, arguments_of(operation))
            assert (caught.value.status_code, caught.value.operation) == (status, operation.id)


def chunked(body: bytes) -> bytes:
    parts = [body[:3], body[3:]]
    sent = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts if part) + b"0\r\n\r\n"
    return response(sent, JSON, "Transfer-Encoding: chunked", length="")


READABLE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: response(gzip.compress(body), JSON, "Content-Encoding: gzip"),
    "chunked": chunked,
    "without a length": lambda body: response(body, JSON, length=""),
    "an undocumented success": lambda body: response(body, JSON, status="226 IM Used"),
    "no reason phrase": lambda body: response(body, JSON, status="200 "),
    "another content type": lambda body: response(body, "Content-Type: text/html"),
    "another charset": lambda body: response(body, "Content-Type: application/json; charset=iso-8859-1"),
    "an unknown charset": lambda body: response(body, "Content-Type: application/json; charset=none-such"),
    "no content type": response,
    "an interim response before": lambda body: b"HTTP/1.1 100 Continue\r\n\r\n" + response(body, JSON),
}
"""Responses whose body can be had: it is read as if they were kind."""

UNREADABLE: dict[str, Callable[[bytes], bytes]] = {
    "nothing at all": lambda _: b"",
    "no HTTP": lambda body: b"\x16\x03\x01 hello\r\n\r\n" + body,
    "a status that is no number": lambda body: response(body, JSON, status="OK fine"),
    "half of the headers": lambda _: b"HTTP/1.1 200 OK\r\nContent-Le",
    "half of the body": lambda body: response(body, JSON, length=2 * len(body) + 1),
    "half of a chunk": lambda body: response(b"ffff\r\n" + body, JSON, "Transfer-Encoding: chunked", length=""),
    "a chunk of no size": lambda body: response(b"zz\r\n" + body, JSON, "Transfer-Encoding: chunked", length=""),
    "no gzip": lambda body: response(body, JSON, "Content-Encoding: gzip"),
    "two lengths": lambda body: response(body, JSON, "Content-Length: 3"),
    "a length that is no number": lambda body: response(body, JSON, length="many"),
}
"""Responses that never end, or whose bytes cannot be had."""


@pytest.mark.parametrize("script", READABLE.values(), ids=READABLE)
def test_an_odd_response_is_read_like_a_usual_one(
    script: Callable[[bytes], bytes], server: UnkindServer, client: Client
) -> None:
    for operation in EVERY:
        body = body_of(operation)
        server.script = response(body, JSON)
        usual = outcome(operation, server, client)
        server.script = script(body)
        odd = outcome(operation, server, client)
        assert not isinstance(odd, ApiError), (operation.id, odd)
        assert shown(odd) == shown(usual)


def broken(server: UnkindServer) -> type[ApiError]:
    """Return what a success is that cannot be decoded, or did not come whole."""
    return ResponseParseError if b"Content-Encoding: gzip" in server.script else TransportError


@pytest.mark.parametrize("script", UNREADABLE.values(), ids=UNREADABLE)
def test_a_broken_response_is_a_transport_error(
    script: Callable[[bytes], bytes], server: UnkindServer, client: Client
) -> None:
    for operation in EVERY:
        server.script = script(body_of(operation))
        assert isinstance(outcome(operation, server, client), broken(server)), operation.id


@pytest.mark.parametrize("script", UNREADABLE.values(), ids=UNREADABLE)
def test_a_broken_response_is_a_transport_error_in_asyncio_too(
    script: Callable[[bytes], bytes], server: UnkindServer
) -> None:
    async def call_all() -> None:
        async with AsyncClient(server.url) as client:
            for operation in EVERY:
                server.script = script(body_of(operation))
                assert isinstance(await outcome_async(operation, server, client), broken(server)), operation.id

    asyncio.run(call_all())


def test_a_reset_connection_is_a_transport_error(server: UnkindServer, client: Client) -> None:
    server.resets = True
    try:
        for operation in EVERY:
            for sent in (b"", response(body_of(operation), JSON)[:-1]):
                server.script = sent
                assert isinstance(outcome(operation, server, client), TransportError), operation.id
    finally:
        server.resets = False


@every_operation
def test_a_body_is_read_or_rejected_whatever_it_holds(
    operation: Operation, server: UnkindServer, client: Client
) -> None:
    """Members missing, null, unknown or of other types; no body; the error keeps the bytes."""
    for body in (b"", b"null", b"{}", b"[]", b"[{}]", b'"text"', b"{", with_more(body_of(operation))):
        for status in ("200 OK", "204 No Content"):
            has_body = status.startswith("200")
            server.script = response(body if has_body else b"", JSON, status=status, length=None if has_body else "")
            found = outcome(operation, server, client)
            assert not isinstance(found, ApiError) or isinstance(found, ResponseParseError), (body, found)
            if isinstance(found, ResponseParseError):
                assert found.content == (body if has_body else b"")


def with_more(body: bytes) -> bytes:
    """Return a body with one more member in each of its objects."""

    def more(value: Json) -> Json:
        if is_mapping(value):
            return {name: more(member) for name, member in value.items()} | {"brandNew": {"a": [1, None]}}
        return [more(each) for each in value] if is_list(value) else value

    return json.dumps(more(json.loads(body))).encode()


def shown(value: Anything) -> Anything:
    """Return what was read in a form that can be compared: files by their bytes."""
    return value.payload.read() if isinstance(value, File) else value
