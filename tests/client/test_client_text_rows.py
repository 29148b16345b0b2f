"""Responses that are text, row by row: whole or not at all, and in little memory."""

import csv
import gc
import io
import json
import tracemalloc
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stream_server import StreamServer, asked, response, sync_and_async

from agillic import Agillic, AgillicError, NotFound, ResponseParseError, ResponseTooLarge, TransportError
from agillic_api.client import Client
from sdk_core.calls.envelopes import unwrap_response
from sdk_core.calls.files import text_rows as rows_module
from sdk_core.calls.files.text_rows import AsyncRows, Rows, rows_in
from sdk_core.client import AsyncBaseClient
from sdk_core.wire.error_reading import ANY_API
from sdk_core.wire.errors import ResponseParseError as AnyResponseParseError
from sdk_core.wire.operations import Operation
from sdk_core.wire.responses import Response

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), min_size=1, max_size=8)
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=8)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def export(kind: str | None = "lines", *, idempotent: bool = True) -> Operation:
    traits: dict[str, Any] = {"idempotent": idempotent, **({"rows": kind} if kind else {})}
    return Operation("exportUsers", "lists", "export", "GET", "/lists/users", response_type="text/plain", traits=traits)


def reading(operation: Operation, found: list[Any], **options: Any) -> Callable[[Agillic], Any]:  # noqa: ANN401 - as of Rows
    """Return what reads all rows with a client, or returns what is awaited for it; they are kept in `found`."""

    async def read_all(client: AsyncBaseClient) -> None:
        async with AsyncRows(client, operation, {}, **options) as rows:
            async for row in rows:
                found.append(row)  # noqa: PERF401 - also those before an error

    def read(client: Agillic) -> object:
        caller: object = client  # the other one, where it is awaited
        if isinstance(caller, AsyncBaseClient):
            return read_all(caller)
        with Rows(client, operation, {}, **options) as rows:
            for row in rows:
                found.append(row)  # noqa: PERF402 - so
        return None

    return read


@sync_and_async
@pytest.mark.parametrize(
    ("kind", "body", "rows"),
    [
        ("lines", b"\xef\xbb\xbfada@example.com\r\nb\xc3\xb8b\n\ncarl", ["ada@example.com", "bøb", "carl"]),
        ("lines", b"", []),
        ("csv", b'id,name\r\n1,"Ada ""A"" B"\r\n', [{"id": "1", "name": 'Ada "A" B'}]),
        ("csv", b'id,name\n2,"two\r\nlines"', [{"id": "2", "name": "two\r\nlines"}]),
        ("csv", b"id,name\n", []),
        ("json-lines", b'{"id": 12345678901234567890123}\n\n[1]\n"x"', [{"id": 12345678901234567890123}, [1], "x"]),
    ],
    ids=["lines", "nothing", "quotes", "two lines", "names alone", "json"],
)
def test_rows_come_one_by_one(kind: str, body: bytes, rows: list[object], *, asynchronous: bool) -> None:
    found: list[Any] = []
    with StreamServer(response(body)) as server:
        asked(server.url, reading(export(kind), found), asynchronous=asynchronous)
    assert found == rows
    assert b"Accept: text/plain" in server.heads[0]


@given(st.lists(TEXTS))
def test_lines_are_what_was_written(values: list[str]) -> None:
    lines = io.BytesIO("\n".join(values).encode())
    assert [*rows_in(lines, "lines")] == values


@given(st.lists(st.dictionaries(TEXTS, st.none() | st.integers() | TEXTS)))
def test_json_lines_are_what_was_written(values: list[dict[str, object]]) -> None:
    lines = io.BytesIO(b"".join(json.dumps(value).encode() + b"\r\n" for value in values))
    assert [*rows_in(lines, "json-lines")] == values


@given(st.lists(TEXTS, unique=True, min_size=1, max_size=4), st.data())
def test_csv_is_what_was_written(names: list[str], data: st.DataObject) -> None:
    records = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)).filter(any)))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *records])
    lines = io.BytesIO(text.getvalue().encode())
    assert [*rows_in(lines, "csv")] == [dict(zip(names, record, strict=True)) for record in records]


@sync_and_async
@pytest.mark.parametrize(
    ("kind", "body", "before"),
    [
        ("lines", b"ada\n\xff\xfe\nbob\n", 1),
        ("lines", b"ada\n" + b"x" * 200 + b"\nbob\n", 1),
        ("json-lines", b'{"n": 1}\n{"secret@example.com"\n{"n": 3}\n', 1),
        ("csv", b"id,name\n1,a\n2\n3,c\n", 1),
        ("csv", b"id,name\n1,a\n2,b,c\n", 1),
        ("csv", b"id,id\n1,a\n", 0),
        ("csv", b'id,name\n1,"a', 0),
    ],
    ids=["not UTF-8", "long line", "no JSON", "short", "long", "one name twice", "open quote"],
)
def test_what_cannot_be_read_is_an_error_after_the_rows_before_it(
    kind: str, body: bytes, before: int, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool
) -> None:
    monkeypatch.setattr(rows_module, "MAX_LINE", 100)
    found: list[Any] = []
    with StreamServer(response(body)) as server, pytest.raises(ResponseParseError) as caught:
        asked(server.url, reading(export(kind), found), asynchronous=asynchronous)
    assert len(found) == before
    assert f"row {before + 1} of the response to exportUsers cannot be read" in str(caught.value)
    assert (caught.value.outcome, caught.value.retryable, caught.value.__cause__) == ("done", True, None)
    assert "secret@example.com" not in str(caught.value)


@pytest.mark.parametrize("blank", [b" \n", b"\t\r\n", b"  \t \n", b"\n", b"   "], ids=repr)
def test_blank_lines_between_json_are_left_out(blank: bytes) -> None:
    lines = [blank, b'{"n": 1}\n', blank, b' {"n": 2} \r\n', blank]
    assert [*rows_in(lines, "json-lines")] == [{"n": 1}, {"n": 2}]
    assert [*rows_in([b" \n"], "lines")] == [" "]  # a value there


@sync_and_async
@pytest.mark.parametrize("body", [b"id,name\n1,a\n2,%s\n", b'id,name\n1,a\n2,"%s\n"\n'], ids=["plain", "quoted"])
def test_a_field_that_python_does_not_take_says_how_to_allow_it(body: bytes, *, asynchronous: bool) -> None:
    found: list[Any] = []
    most = csv.field_size_limit()
    rejected = pytest.raises(
        ResponseParseError, match=r"row 2 .* more than 131,072 characters: .* csv\.field_size_limit"
    )
    with StreamServer(response(body % (b"x" * 140_000))) as server, rejected as caught:
        asked(server.url, reading(export("csv"), found), asynchronous=asynchronous)
    assert found == [{"id": "1", "name": "a"}]
    assert caught.value.__context__ is None
    assert csv.field_size_limit() == most  # of all of the process, so not ours to change


@sync_and_async
@pytest.mark.parametrize(
    ("step", "kind", "calls"),
    [
        (response(b"ada\nbob\n", length=9), TransportError, 3),
        (response(b"ada\nbob\n", status=206), ResponseParseError, 1),
        (response(b"x\n" * 60_000), ResponseTooLarge, 1),
        (response(b"no", status=404), NotFound, 1),
    ],
    ids=["short", "part", "large", "404"],
)
def test_no_row_of_a_response_that_is_not_whole(
    step: bytes, kind: type[AgillicError], calls: int, *, asynchronous: bool
) -> None:
    found: list[Any] = []
    with StreamServer(step) as server, pytest.raises(kind):
        asked(server.url, reading(export(), found, max_bytes=100_000), asynchronous=asynchronous)
    assert (found, len(server.heads)) == ([], calls)


@sync_and_async
def test_no_row_comes_twice_when_the_call_is_repeated(*, asynchronous: bool) -> None:
    found: list[Any] = []
    with StreamServer(response(b"ada\nbob\ncarl\n", length=99), response(b"ada\nbob\n")) as server:
        asked(server.url, reading(export(), found), asynchronous=asynchronous)
    assert found == ["ada", "bob"]


def test_a_step_after_a_failure_makes_the_call_again_and_one_after_the_end_does_not() -> None:
    def read(client: Agillic) -> None:
        rows = Rows(client, export(), {})
        with pytest.raises(NotFound):
            next(rows)
        assert [*rows] == ["ada"]
        assert [*rows] == []
        rows.close()

    with StreamServer(response(status=404), response(b"ada")) as server:
        asked(server.url, read, asynchronous=False)
    assert len(server.heads) == 2


def test_who_breaks_off_leaves_nothing_open() -> None:
    def read(client: Agillic) -> None:
        with Rows(client, export(), {}) as rows:
            assert next(rows) == "ada"
        assert [*rows] == []

    with StreamServer(response(b"ada\nbob\n" + b"x\n" * 700_000)) as server, warnings.catch_warnings():
        warnings.simplefilter("error")
        asked(server.url, read, asynchronous=False)
        gc.collect()


@sync_and_async
def test_memory_stays_small_at_any_size(*, asynchronous: bool) -> None:
    class Counted(list[Any]):
        number = 0

        def append(self, _: object) -> None:
            self.number += 1

    found = Counted()
    body = response(b"%s\n" % (b"x" * 250) * 60_000)
    tracemalloc.start()
    with StreamServer(body) as server:
        asked(server.url, reading(export(), found), asynchronous=asynchronous)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.number == 60_000
    assert peak < 6_000_000


def test_what_has_no_rows_is_rejected_before_anything_is_sent() -> None:
    with Client("http://127.0.0.1:9") as client, pytest.raises(TypeError, match="cannot save responses"):
        Rows(client, export(), {})

    def read(client: Agillic) -> None:
        with pytest.raises(ValueError, match="no text that is read row by row"):
            Rows(client, export(None), {})
        with pytest.raises(ValueError, match="give a whole number, 1 or more"):
            Rows(client, export(), {}, max_bytes=0)

    asked("http://127.0.0.1:9", read, asynchronous=False)


# --- envelopes --------------------------------------------------------------------------------------------------------


def response_of(content: bytes, **traits: str) -> Response[Any]:
    return Response(
        Operation("getTable", "tables", "get", "GET", "/x", traits=traits), 200, {}, content, unwrap_response
    )


@given(st.recursive(st.none() | st.integers() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)))
def test_a_response_is_taken_out_of_its_envelope(value: object) -> None:
    content = json.dumps({"code": "Success", "params": value}).encode()
    assert response_of(content, response="/params").parsed == value
    assert cast("dict[str, object]", response_of(content).parsed)["params"] == value


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"null", b'{"code": "Success"}'])
def test_an_envelope_without_a_response_is_never_taken_for_it(content: bytes) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        _ = response_of(content, response="/params").parsed


def test_the_class_of_an_error_is_that_of_any_api_where_nobody_says_which() -> None:
    assert ANY_API.own(AnyResponseParseError) is AnyResponseParseError
