"""Bodies that cannot be unpacked or break off: the server returned, and its status says what it did."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from client_surface import HOST, sync_and_async

from agillic_api import (
    AsyncClient,
    Client,
    NotFound,
    RateLimited,
    ResponseParseError,
    ServerError,
    StatusError,
    TransportError,
)

WHOLE = gzip.compress(b'{"message": "no"}')
DAMAGED = {
    "gzip": {"Content-Encoding": "gzip", "Retry-After": "7"},
    "deflate": {"Content-Encoding": "deflate", "Retry-After": "7"},
}
every_packing = pytest.mark.parametrize("packing", DAMAGED)


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Comes from a network: it is read after the head, and may break off."""

    def __init__(self, content: bytes, error: Exception | None = None) -> None:
        self.content, self.error, self.is_closed = content, error, False

    def __iter__(self) -> Iterator[bytes]:
        yield self.content
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


def get_task(transport: httpx.MockTransport, *, asynchronous: bool) -> None:
    if not asynchronous:
        Client(f"https://{HOST}", http_client=httpx.Client(transport=transport)).tasks.get("t1")
        return

    async def work() -> None:
        await AsyncClient(f"https://{HOST}", http_client=httpx.AsyncClient(transport=transport)).tasks.get("t1")

    asyncio.run(work())


def call(status: int, headers: dict[str, str], body: Body, *, asynchronous: bool) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, headers=headers, stream=body))
    get_task(transport, asynchronous=asynchronous)


@sync_and_async
@every_packing
@pytest.mark.parametrize(("status", "kind"), [(404, NotFound), (429, RateLimited), (503, ServerError)])
def test_an_error_is_that_of_its_status(
    status: int, kind: type[StatusError], packing: str, *, asynchronous: bool
) -> None:
    body = Body(b"neither")
    with pytest.raises(kind) as caught:
        call(status, DAMAGED[packing], body, asynchronous=asynchronous)
    error = caught.value
    assert (error.status_code, error.operation, error.content) == (status, "getTaskStatus", b"")
    assert error.headers["retry-after"] == "7"
    assert isinstance(error.__cause__, httpx.DecodingError)
    assert body.is_closed
    if isinstance(error, RateLimited):
        assert error.retry_after == 7


@sync_and_async
@every_packing
def test_of_a_success_it_is_known_that_it_was_done(packing: str, *, asynchronous: bool) -> None:
    body = Body(b"neither")
    with pytest.raises(ResponseParseError, match=r"the response 200 to getTaskStatus cannot be decoded") as caught:
        call(200, DAMAGED[packing], body, asynchronous=asynchronous)
    assert (caught.value.status, caught.value.outcome, caught.value.content) == (200, "done", b"")
    assert body.is_closed


@sync_and_async
def test_an_error_that_breaks_off_is_that_of_its_status(*, asynchronous: bool) -> None:
    body = Body(b"{", httpx.ReadError("gone"))
    with pytest.raises(NotFound):
        call(404, {}, body, asynchronous=asynchronous)
    assert body.is_closed


@sync_and_async
def test_a_success_that_breaks_off_is_no_response(*, asynchronous: bool) -> None:
    with pytest.raises(TransportError, match=r"no response \(ReadError\)"):
        call(200, {}, Body(b"{", httpx.ReadError("gone")), asynchronous=asynchronous)


@sync_and_async
def test_a_transport_that_reads_bodies_itself_hides_the_status(*, asynchronous: bool) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.DecodingError("damaged", request=request)

    transport = httpx.MockTransport(fail)
    with pytest.raises(ResponseParseError, match=r"the response to getTaskStatus cannot be decoded") as caught:
        get_task(transport, asynchronous=asynchronous)
    assert (caught.value.status, caught.value.outcome) == (None, "unknown")


@sync_and_async
def test_whole_ones_are_unpacked(*, asynchronous: bool) -> None:
    with pytest.raises(NotFound) as caught:
        call(404, {"Content-Encoding": "gzip"}, Body(WHOLE), asynchronous=asynchronous)
    assert caught.value.server_message == "no"
