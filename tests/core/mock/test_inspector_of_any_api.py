"""The pages of an API that there is not: they need nothing but what its room tells them."""

# ruff: noqa: ARG002 - most methods of this backend do nothing with what they are given

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.types import Message

from sdk_core.api import Api
from sdk_core.mock.app import Backend, Document, HTTPError, Mock, MockResponse, Operation, Routes
from sdk_core.mock.app.inspection import (
    Entry,
    Facts,
    Found,
    Inspector,
    Line,
    Listing,
    Overview,
    People,
    Person,
    ReferenceSettings,
    Section,
    Snippet,
)
from sdk_core.mock.assumptions import Assumptions, Catalog
from sdk_core.mock.building import build_application
from sdk_core.mock.clock import Clock
from sdk_core.mock.errors import StateError
from sdk_core.mock.inspector.routes import MAX_SEARCH
from sdk_core.wire.error_reading import ErrorReader

START = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
PIGEON = "<b>Gustav</b>\u202e"
DOCUMENT: Mapping[str, Any] = {
    "paths": {"/flights": {"get": {"operationId": "listFlights", "responses": {}, "x-traits": {"keys": []}}}},
    "components": {},
    "x-limits": {"all": [], "named": {}},
}
CATALOG = Catalog({"wind": {"default": "calm", "options": {"calm": "None.", "storm": "Much."}, "concerns": "behavior"}})


@dataclass(frozen=True)
class Loft:
    """An instance."""

    assumptions: Assumptions = field(default_factory=lambda: Assumptions(CATALOG, {"wind": "storm"}))


class Flights:
    """A state without a database."""

    def __init__(self) -> None:
        self.count = 1

    def version(self) -> str:
        return str(self.count)

    def transaction(self) -> AbstractContextManager[None]:
        return nullcontext()

    def clear(self) -> None:
        self.count = 1

    def close(self) -> None:
        pass


def overview(mock: Mock[Loft, Flights]) -> Overview:
    entries = [Entry(n, PIGEON, search="north") for n in range(mock.state.count)]
    return Overview(mock.state.count, [Listing("lofts", "Lofts", entries, "None.", "people")])


def read_person(_mock: Mock[Loft, Flights], number: int) -> Person | None:
    return Person(1, PIGEON, [Section("Rings", words=[PIGEON])]) if number == 1 else None


class Pigeons(Backend[Loft, Flights]):
    """What a third API does."""

    api = Api(
        name="pigeons",
        title="Pigeons",
        package="pigeons",
        distribution="pigeons",
        base_url="",
        operations={},
        limits={"all": []},
        errors=ErrorReader(),
    )
    document = Document(DOCUMENT)
    inspector = Inspector(
        people="Pigeons",
        person="Pigeon",
        search="A ring",
        facts=lambda _: Facts("Loft 7", [], [Snippet("curl", "curl {url}/flights")], "There are no keys."),
        overview=overview,
        find_people=lambda _, search: People([Found(1, PIGEON, search)], more=False, by="text"),
        read_person=read_person,
        reference=lambda _: ReferenceSettings(scheme=""),
    )

    def routes(self) -> Routes:
        return Routes(self.document)

    def load_instance(self, path: Path | None = None) -> Loft:
        return Loft()

    def with_key(self, instance: Loft, key: str | None, secret: str | None) -> Loft:
        return instance

    def built_in(self) -> bytes:
        return b""

    def new_state(self, mock: Mock[Loft, Flights], seed: int, database: Path | None) -> Flights:
        return Flights()

    def authenticate(self, mock: Mock[Loft, Flights], operation: Operation, headers: Headers) -> None:
        return None

    def error_response(self, operation: Operation | None, error: HTTPError, assumptions: Assumptions) -> MockResponse:
        return MockResponse(error.status)

    def http_error(self, error: StateError, assumptions: Assumptions) -> HTTPError:
        return HTTPError(400, str(error))

    def read_path(self, mock: Mock[Loft, Flights], operation: Operation, raw: Mapping[str, str]) -> Mapping[str, Any]:
        return raw


@pytest.fixture
def mock() -> Iterator[Mock[Loft, Flights]]:
    made = Mock(Pigeons(), Loft(), clock=Clock(START))
    yield made
    made.close()


def get(mock: Mock[Loft, Flights], path: str, query: str = "", host: str = "localhost:80") -> tuple[int, bytes]:
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def collect(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", host.encode())],
    }

    async def call() -> None:
        await build_application(mock)(scope, receive, collect)

    asyncio.run(call())
    return messages[0]["status"], b"".join(each.get("body", b"") for each in messages[1:])


def read(mock: Mock[Loft, Flights], path: str, query: str = "") -> Any:  # noqa: ANN401 - whatever JSON holds
    status, content = get(mock, f"/__admin/{path}", query)
    assert status == 200
    return json.loads(content)


def test_the_pages_are_told_what_the_room_says_and_what_any_mock_has(mock: Mock[Loft, Flights]) -> None:
    mock.faults.add(status=503)
    told = read(mock, "inspector/facts")
    assert (told["title"], told["people"], told["person"]) == ("Pigeons", "Pigeons", "Pigeon")
    assert told["snippets"] == [{"label": "curl", "text": "curl http://localhost:80/flights"}]
    assert [(each["name"], [Line(**line) for line in each["lines"]]) for each in told["facts"]] == [
        ("Instance", [Line("Loft 7")]),
        ("Switched assumptions", [Line("Much.", "wind = storm")]),
        ("Faults", [Line("status: 503", "every operation")]),
    ]


def test_the_overview_is_told_again_when_the_state_says_that_it_has_changed(mock: Mock[Loft, Flights]) -> None:
    first = read(mock, "inspector/overview")
    assert (first["people"], first["listings"][0]["entries"][0]["text"]) == (1, PIGEON)
    assert set(read(mock, "inspector/overview", f"known={first['version']}")) == {"version", "clock", "faults"}
    mock.state.count = 2
    assert read(mock, "inspector/overview", f"known={first['version']}")["people"] == 2


def test_people_are_found_and_told(mock: Mock[Loft, Flights]) -> None:
    (found,) = read(mock, "inspector/people", "search=north")["people"]
    assert found == {"number": 1, "name": PIGEON, "about": "north"}
    (found,) = read(mock, "inspector/people", f"search={'n' * 60_000}")["people"]
    assert found["about"] == "n" * MAX_SEARCH
    (section,) = read(mock, "inspector/people/1")["sections"]
    assert section == {"title": "Rings", "pairs": {}, "rows": [], "words": [PIGEON]}
    assert get(mock, "/__admin/inspector/people/2")[0] == 404


def test_a_reference_needs_neither_scheme_nor_programs(mock: Mock[Loft, Flights]) -> None:
    told = read(mock, "reference/help")
    assert (told["settings"]["scheme"], told["settings"]["path_encodings"], told["samples"]) == ("", 1, {})
    assert read(mock, "pages/openapi.json") == DOCUMENT


def test_an_example_is_marked_in_the_list_of_calls(mock: Mock[Loft, Flights]) -> None:
    assert get(mock, "/flights")[0] == 200
    assert [each["isExample"] for each in read(mock, "inspector/requests")["requests"]] == [True]


@pytest.mark.parametrize("path", ["/", "/__admin/inspector", "/__admin/inspector/facts", "/__admin/reference/help"])
def test_other_hosts_are_rejected(mock: Mock[Loft, Flights], path: str) -> None:
    assert get(mock, path)[0] == 200
    assert get(mock, path, host="pigeons.example")[0] == 421


def test_without_a_room_for_them_there_are_no_pages(mock: Mock[Loft, Flights], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mock.backend, "inspector", None)
    assert get(mock, "/")[0] == get(mock, "/__admin/inspector")[0] == 404
