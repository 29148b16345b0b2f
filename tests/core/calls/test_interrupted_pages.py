"""Ctrl-C at every step through pages: whoever takes the iterator up again gets each item once, also after an error.

As in `test_interrupted_calls.py`, the interrupt is raised before the n-th line that is run.
"""

import warnings
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Literal

import pytest
from interrupts import LONG, Interrupts, ended, steps
from page_server import Caller, PageServer

from sdk_core.calls import pagination as pages

PEOPLE = [f"p{n}@example.com" for n in range(1, 8)]
PAGES = (str(Path(pages.__file__).parent),)
Way = Literal["items", "pages"]


def results(caller: Caller, way: Way) -> Iterator[Any]:
    return caller.iterate(page_size=3) if way == "items" else caller.pages(page_size=3)


def read(
    results: Iterator[Any], way: Way, got: list[str], *, interrupts: Interrupts | None = None
) -> BaseException | None:
    """Read on to the end, or to what breaks it off; append who came."""
    try:
        with interrupts or nullcontext():
            for each in results:
                got += [one.name for one in ([each] if way == "items" else each.items)]
    except BaseException as error:  # noqa: BLE001 - that is what is asked
        return error
    return None


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("way", ["items", "pages"])
def test_an_interrupt_loses_no_item_and_repeats_none(way: Way, *, is_async: bool) -> None:
    said = 0
    for number, kind in steps(11):
        interrupts = Interrupts(number, kind=kind, within=PAGES)
        # A document that expires is part of the way.
        server = PageServer([*PEOPLE], fail=lambda query: 404 if query.get("documentId") == "d1" else None)
        with Caller(server, is_async=is_async) as caller, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reading, got = results(caller, way), list[str]()
            error = ended(lambda: read(reading, way, got, interrupts=interrupts))  # noqa: B023 - done at once
            if not interrupts.raised:
                assert (error, got, number > 100) == (None, PEOPLE, True)
                assert said > number // (1 if LONG else 22)
                return
            assert error is not None
            assert type(error) is kind
            if (start := getattr(error, "page_start", None)) is not None:
                said += 1
                assert PEOPLE[: start - 1] == got, number
            assert ended(lambda: read(reading, way, got)) is None  # noqa: B023 - so
            assert got == PEOPLE, number


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("way", ["items", "pages"])
def test_an_error_leaves_an_iterator_where_it_was(way: Way, *, is_async: bool) -> None:
    responses: Iterator[int | None] = iter([503, None, 503, 503, None])
    server = PageServer([*PEOPLE], fail=lambda _query: next(responses, None))
    got: list[str] = []
    with Caller(server, is_async=is_async) as caller:
        reading = results(caller, way)
        starts = [
            getattr(error, "page_start", None) for _ in range(3) if (error := read(reading, way, got)) is not None
        ]
        assert (starts, got) == ([1, 4, 4], PEOPLE[:3])
        assert read(reading, way, got) is None
    assert got == PEOPLE
