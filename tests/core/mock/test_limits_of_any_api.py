"""Limits of a document: how many calls are in flight, whose calls a rate counts, and when the next one has room."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from sdk_core.mock.app.document import Document, Operation
from sdk_core.mock.app.limits import Limits, RollingWindow
from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.clock import Clock

START = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)


@dataclass
class AnOperation:
    id: str
    rates: list[dict[str, Any]]


@dataclass
class Mock:
    """The limits of a document with so many places."""

    max_concurrency: int | None = None
    clock: Clock = field(default_factory=lambda: Clock(START))

    def __post_init__(self) -> None:
        self.limits = Limits(cast("Document", self), self.clock)

    def call(self, operation: AnOperation, key: str = "a key") -> str:
        """Return when another call has room, or nothing when this one had."""
        try:
            self.limits.count(cast("Operation", operation), key, entered=True)
        except HTTPError as error:
            return f"{error.headers['Retry-After']} {error.status}"
        return ""


def a_rate(of: str, calls: int = 1, seconds: int = 10, **more: str) -> dict[str, Any]:
    of = "".join(of)  # as of a document that is read: equal to what the code says, and not the same object
    return {"calls": calls, "seconds": seconds, "of": of, **more}


@pytest.mark.parametrize(("of", "second"), [("key", ""), ("project", "10 429"), ("organization", "10 429")])
def test_only_the_limits_of_a_key_are_kept_apart_by_key(of: str, second: str) -> None:
    mock, operation = Mock(), AnOperation("send", [a_rate(of)])
    assert [mock.call(operation, "one"), mock.call(operation, "one"), mock.call(operation, "two")] == [
        "",
        "10 429",
        second,
    ]


def test_operations_share_a_rate_where_they_name_one_bucket() -> None:
    mock = Mock()
    apart = [AnOperation(id_, [a_rate("project")]) for id_ in ("first", "second")]
    shared = [AnOperation(id_, [a_rate("project", bucket="sends")]) for id_ in ("third", "fourth")]
    assert [mock.call(each) for each in [*apart, *shared]] == ["", "", "", "10 429"]


def test_a_call_that_one_rate_rejects_is_counted_by_none() -> None:
    mock = Mock()
    operation = AnOperation("send", [a_rate("project", calls=2, seconds=60), a_rate("project", calls=1, seconds=1)])
    assert [mock.call(operation) for _ in range(3)] == ["", "1 429", "1 429"]
    mock.clock.advance(1)
    assert [mock.call(operation) for _ in range(2)] == ["", "59 429"]


@pytest.mark.parametrize(("passed", "seconds"), [(0, 4), (0.25, 4), (1, 3), (3.75, 1), (4, 0), (9, 0), (100, 0)])
def test_a_window_has_room_when_its_first_call_is_out_of_it(passed: float, seconds: int) -> None:
    clock = Clock(START)
    window = RollingWindow(calls=2, seconds=10)
    for pause in (5, 1):
        assert window.wait(clock.now()) == 0
        window.count(clock.now())
        clock.advance(pause)
    clock.advance(passed)
    assert window.wait(clock.now()) == seconds


def test_where_no_number_is_named_any_number_of_calls_is_in_flight() -> None:
    limits = Mock().limits
    assert all(limits.enter() for _ in range(1_000))


def test_a_place_is_free_again_when_its_call_ends() -> None:
    limits = Mock(max_concurrency=2).limits
    assert [limits.enter() for _ in range(3)] == [True, True, False]
    limits.leave()
    assert [limits.enter() for _ in range(2)] == [True, False]
    with pytest.raises(HTTPError, match="2 calls are under way already"):
        limits.count(cast("Operation", AnOperation("send", [])), None, entered=False)
