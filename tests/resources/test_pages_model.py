"""Pages against a model, on a small server and on the mock: people come and go between pages, and documents expire."""

import asyncio
import os
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_server import BASE_URL, Caller, PageServer, stepwise

from agillic.api import WIRE
from agillic.client import Agillic, AsyncAgillic
from agillic.errors import NotFound
from agillic.mock.document import document
from agillic.mock.local import LocalMock
from agillic.resources.recipients import AsyncRecipients, Recipients
from agillic.wire.rsql import F
from agillic_api.client import AsyncClient, Client
from agillic_api.models.recipient import Recipient
from sdk_core.calls.pagination.errors import PagingError, ResultChangedWarning
from sdk_core.calls.pagination.paginator import Page
from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
WAITS = (0, 0, 0, 200, 299, 300, 900)


def person(email: str) -> dict[str, Any]:
    return {"personData": {"EMAIL": email}}


class _Asks(SyncAPIClient, Client):
    _wire = WIRE


class _Awaits(AsyncAPIClient, AsyncClient):
    _wire = WIRE


class RecipientCaller(Caller):
    """Reads the pages of recipients by the resources of Agillic."""

    def __init__(self, server: PageServer, *, is_async: bool, clock: Callable[[], float]) -> None:
        super().__init__(server, is_async=is_async, clock=clock)
        transport = httpx.MockTransport(server)
        self._sync = Recipients(_Asks(BASE_URL, httpx.Client(transport=transport)), clock=clock)
        self._async = AsyncRecipients(_Awaits(BASE_URL, httpx.AsyncClient(transport=transport)), clock=clock)

    def pages(self, **given: Any) -> Iterator[Any]:  # noqa: ANN401 - given on
        return stepwise(self.runner, self._async.pages(**given)) if self.is_async else self._sync.pages(**given)


@dataclass
class World:
    """What a test does to a server besides reading its pages."""

    names: list[str]
    create: Callable[[str], object]
    delete: Callable[[str], object]
    wait: Callable[[float], object]
    now: float = 0
    made: int = 0

    def change(self, random: Random) -> None:
        for _ in range(random.choice((0, 0, 1, 3))):
            self.made += 1
            self.names.append(f"new{self.made}@example.com")
            self.create(self.names[-1])
        for _ in range(random.choice((0, 0, 1, 4))):
            if self.names:
                self.delete(self.names.pop(random.randrange(len(self.names))))
        seconds = random.choice(WAITS)
        self.now += seconds
        self.wait(seconds)


def walk_along(pages: Iterator[Page[Recipient]], world: World, size: int, random: Random) -> int:
    """Read pages to their end, and compare each with what it should be; return how often the document was made anew."""
    result: list[str] | None = None
    created = used = world.now
    start, reopened = 1, 0
    while result is None or start <= len(result):
        if result is None or world.now - created >= 1_800 or world.now - used >= 300:
            reopened += result is not None
            result, created = [*world.names], world.now
        used = world.now
        expected: list[str] = []
        while not expected and start <= len(result):
            first, start = start, start + size
            expected = [name for name in result[first - 1 : start - 1] if name in world.names]
            if expected:
                page = next(pages)
                assert [each.person_data["EMAIL"] for each in page.items] == expected
                assert (page.start, page.total) == (first, len(result))
                world.change(random)
    assert next(pages, None) is None
    return reopened


@contextmanager
def shifted() -> Generator[list[Any], None, None]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        yield told
    assert {each.category for each in told} <= {ResultChangedWarning}


@given(
    people=st.integers(0, 30),
    size=st.integers(1, 12),
    random=st.randoms(use_true_random=False),
    is_async=st.booleans(),
    knows_time=st.booleans(),
    gone=st.sampled_from((400, 404, 410)),
)
def test_pages_are_those_of_the_model(  # noqa: PLR0913, PLR0917 - one dimension each
    people: int,
    size: int,
    random: Random,
    is_async: bool,  # noqa: FBT001 - drawn
    knows_time: bool,  # noqa: FBT001 - drawn
    gone: int,
) -> None:
    server = PageServer([f"p{n}@example.com" for n in range(people)], gone=gone, entry=person)

    def wait(seconds: float) -> None:
        server.now += seconds

    world = World([*server.people], server.people.append, server.people.remove, wait)
    clock = server.clock if knows_time else lambda: 0.0
    with RecipientCaller(server, is_async=is_async, clock=clock) as caller, shifted() as told:
        reopened = walk_along(caller.pages(page_size=size, filter="AGE>=20"), world, size, random)
    assert len(told) == min(reopened, 1)
    received = [call for call in server.calls if "filter" in call]
    assert len(received) == 1 + reopened
    if knows_time:
        assert not server.rejected, "none that is gone is asked for"


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@contextmanager
def opened(
    mock: LocalMock, clock: Callable[[], float], *, is_async: bool
) -> Generator[Callable[..., Iterator[Any]], None, None]:
    """Open a client of the mock; yield its `recipients.pages`."""
    if not is_async:
        with Agillic(key=mock.key, secret=mock.secret, base_url=mock.url) as client:
            yield Recipients(client, clock=clock).pages
        return
    with asyncio.Runner() as runner:
        twin = AsyncAgillic(key=mock.key, secret=mock.secret, base_url=mock.url)

        def pages(**given: Any) -> Iterator[Any]:  # noqa: ANN401 - given on
            return stepwise(runner, AsyncRecipients(twin, clock=clock).pages(**given))

        try:
            yield pages
        finally:
            runner.run(twin.aclose())


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("seed", range(200 if LONG else 6))
def test_pages_of_the_mock_are_those_of_the_model(agillic_mock: LocalMock, seed: int, *, is_async: bool) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    recipients = agillic_mock.state.recipients
    names = [f"p{n}@example.com" for n in range(random.randrange(30))]
    recipients.batch_upsert({"EMAIL": name, "LASTNAME": "Green"} for name in names)
    world = World(
        names,
        lambda name: recipients.create({"EMAIL": name, "LASTNAME": "Green"}),
        lambda name: recipients.delete(recipients.find(name)),
        agillic_mock.clock.advance,
    )
    size = random.randint(1, 12)
    clock = (lambda: 0.0) if seed % 2 else lambda: agillic_mock.clock.now().timestamp()
    with opened(agillic_mock, clock, is_async=is_async) as pages, shifted() as told:
        reopened = walk_along(pages(filter=F.LASTNAME == "Green", page_size=size), world, size, random)
    assert len(told) == min(reopened, 1)


def go_on_after_minutes(mock: LocalMock) -> None:
    mock.state.recipients.batch_upsert({"EMAIL": f"p{n}@example.com"} for n in range(5))
    with Agillic(key=mock.key, secret=mock.secret, base_url=mock.url) as client, shifted() as told:
        read: list[object] = []
        for recipient in client.recipients.iterate(page_size=3):
            read.append(recipient.person_data["EMAIL"])
            mock.clock.advance(301)
    assert read[2:] == [f"p{n}@example.com" for n in range(5)]
    assert len(told) == 1


def test_the_client_goes_on_after_minutes(agillic_mock: LocalMock) -> None:
    go_on_after_minutes(agillic_mock)


@pytest.mark.agillic_mock(assumptions={"expired-document-status": "status-410", "page-links": "rel-relative-href"})
def test_the_client_goes_on_when_a_document_is_gone(agillic_mock: LocalMock) -> None:
    go_on_after_minutes(agillic_mock)


@pytest.mark.agillic_mock(assumptions={"expired-document-status": "status-400", "page-members": "number-size-totals"})
def test_the_client_goes_on_when_a_document_is_a_bad_request(agillic_mock: LocalMock) -> None:
    go_on_after_minutes(agillic_mock)


@pytest.mark.agillic_mock(assumptions={"page-of-nothing": "self-links"})
def test_nothing_has_no_page_however_it_is_linked(agillic_mock: LocalMock) -> None:
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
        assert [*client.recipients.pages(filter=F.LASTNAME == "Nobody")] == []


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(document().limits, "page_size", 2)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.agillic_mock(assumptions={"export-result-expired-status": "empty-page"})
def test_an_expired_export_does_not_pass_for_its_end(agillic_mock: LocalMock) -> None:
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
        pages = client.exports.pages(exported(client, agillic_mock))
        assert [len(next(pages).items) for _ in range(2)] == [2, 2]
        agillic_mock.clock.advance(16 * 60)
        with pytest.raises(PagingError, match="may have expired") as caught:
            next(pages)
    assert caught.value.page_start == 5


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("limit", [None, 3])
def test_an_export_is_iterated(agillic_mock: LocalMock, limit: int | None) -> None:
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
        task = exported(client, agillic_mock)
        events = [row["EVENT"] for row in client.exports.iterate(task, limit=limit)]
        with pytest.raises(NotFound) as caught:
            next(client.exports.iterate(task, start=6))
    assert events == ["E0", "E1", "E2", "E3", "E4"][:limit]
    assert caught.value.page_start == 6


@pytest.mark.usefixtures("small_pages")
@pytest.mark.agillic_mock(assumptions={"export-page-start": "pages"})
def test_an_export_whose_start_counts_pages_is_read_to_its_end(agillic_mock: LocalMock) -> None:
    """Assumption export-page-start: the link to the next page says what it counts."""

    async def run() -> list[object]:
        async with AsyncAgillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as twin:
            return [row["EVENT"] async for row in twin.exports.iterate(task)]

    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
        task = exported(client, agillic_mock)
    assert asyncio.run(run()) == ["E0", "E1", "E2", "E3", "E4"]


def exported(client: Agillic, mock: LocalMock) -> str:
    """Let five events happen, export them, and return the task."""
    for number in range(5):
        mock.state.activities.record("EVENT", 1, "ruby@sweetmail.com", {"event": "e", "event_name": f"E{number}"})
    end = mock.clock.now()
    window = {"from": (end - timedelta(hours=1)).isoformat(), "to": (end + timedelta(hours=1)).isoformat()}
    task = client.exports.start_activity_export({"fileType": "EVENT", **window}).task_id
    mock.clock.advance(300)
    return task
