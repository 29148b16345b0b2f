"""When to ask again, what responses mean, and what traits say of tasks: without any server."""

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_client.api import API
from tiny_client.errors import DailyCapReached, RateLimited, ResponseParseError
from tiny_client.operations import OPERATIONS

from sdk_core.calls.tasks.operation import TaskOperation, path_values
from sdk_core.calls.tasks.polling import MAX_POLL_SECONDS, Deadline, Polling, is_transient
from sdk_core.calls.tasks.status import EntryFailure, TaskStatus

STARTING = [name for name in OPERATIONS if "task" in OPERATIONS[name].traits]
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["errors", "index", "message", "result"]), inner),
    max_leaves=10,
)


@given(st.integers(0, 10_000))
def test_pauses_grow_up_to_the_longest(number: int) -> None:
    polling = Polling()
    assert polling.delay(0) == 1 <= polling.delay(number) <= polling.delay(number + 1) <= 30


@given(st.floats(0, 10_000))
def test_pauses_never_pass_the_time(timeout: float) -> None:
    now = [0.0]
    deadline = Deadline(Polling(clock=lambda: now[0]), timeout, has_receiver=False)
    for _ in range(10_000):
        if not deadline.remaining:
            break
        assert 0 < deadline.poll_timeout <= MAX_POLL_SECONDS
        now[0] += deadline.pause()
    assert now[0] == pytest.approx(timeout)


def test_with_callbacks_questions_are_rare() -> None:
    deadline = Deadline(Polling(clock=lambda: 0), math.inf, has_receiver=True)
    assert [deadline.pause() for _ in range(3)] == [30, 30, 30]


@pytest.mark.parametrize(
    "numbers", [{"initial": 0}, {"initial": 31}, {"multiplier": 0.9}, {"multiplier": math.nan}, {"maximum": math.inf}]
)
def test_numbers_out_of_range_are_rejected(numbers: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="give"):
        Polling(**numbers)  # type: ignore[arg-type] # only numbers are given


@pytest.mark.parametrize("timeout", [-1, math.nan])
def test_no_time_that_is_none(timeout: float) -> None:
    with pytest.raises(ValueError, match="give seconds, 0 or more"):
        Deadline(Polling(), timeout, has_receiver=False)


def test_a_day_that_is_used_up_is_not_waited_for() -> None:
    assert is_transient(RateLimited(message="429"))
    assert not is_transient(DailyCapReached(message="no calls left", resets_at=datetime(2026, 7, 5, tzinfo=UTC)))


@given(st.text().filter(lambda word: word not in ("completed", "failed")))
def test_any_other_word_means_that_it_goes_on(word: str) -> None:
    state = TaskStatus.of({"status": word, "details": {"result": "failure"}})
    assert not state.ended
    assert not state.failed


@given(JSON)
def test_details_of_any_form_are_read(details: object) -> None:
    state = TaskStatus.of({"status": "failed", "details": details})
    assert state.ended
    assert state.failed
    assert all(each.index is None or each.index >= 0 for each in state.failures)
    assert isinstance(state.message, str)


@given(JSON)
def test_what_says_no_status_is_no_state(told: object) -> None:
    with pytest.raises(ValueError, match="`status` is missing"):
        TaskStatus.of(told)


def test_failures_of_entries() -> None:
    errors = [{"index": 3, "message": "no such field"}, {"message": "all"}, "text", {"index": True}]
    state = TaskStatus.of({"status": "completed", "details": {"errors": errors}})
    assert state.failed
    assert state.failures == (
        EntryFailure(3, "no such field"),
        EntryFailure(None, "all"),
        EntryFailure(None, "text"),
        EntryFailure(None, ""),
    )
    assert "no such field" not in repr(state) + repr(state.failures)


@pytest.mark.parametrize("name", STARTING)
def test_every_operation_that_starts_a_task_is_understood(name: str) -> None:
    kind = TaskOperation.of(name, OPERATIONS)
    assert kind.id_in({"taskId": "1"}) == "1"
    assert path_values(kind.status, "1") == {"taskId": "1"}
    body: dict[str, object] = {"configuration": {"other": 1}, "data": []}
    url = "http://127.0.0.1/token"
    assert kind.with_callback(body, url) == {
        "configuration": {"other": 1, "callback": {"on": "every", "url": url}},
        "data": [],
    }
    assert body == {"configuration": {"other": 1}, "data": []}
    with pytest.raises(ValueError, match="names a callback already"):
        kind.with_callback({"configuration": {"callback": {"on": "every", "url": url}}}, url)
    with pytest.raises(TypeError, match="give a dict or a model"):
        kind.with_callback(b"{}", url)


@pytest.mark.parametrize("response", [None, {}, {"taskId": ""}, {"taskId": True}, [], b"<html>"])
def test_a_response_without_an_id_is_an_error_of_accepted_work(response: object) -> None:
    with pytest.raises(ResponseParseError, match="names no task") as caught:
        TaskOperation.of("sendThings", OPERATIONS).id_in(response, API.errors)
    assert (caught.value.outcome, caught.value.retryable) == ("done", False)
