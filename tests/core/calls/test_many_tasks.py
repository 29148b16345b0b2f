"""What the end of a task says of the rows of a call."""

import pytest
from tiny_client.errors import TaskFailed, TaskGone, TaskTimeout, TinyError

from sdk_core.calls.batches.task_batches import task_response
from sdk_core.calls.tasks.status import EntryFailure


def failed(*failures: EntryFailure, said: str = "") -> TaskFailed:
    return TaskFailed(message="task 7 failed", task_id="7", failures=failures, server_message=said)


def told(error: BaseException | None, rows: int, places: list[int] | None = None) -> list[tuple[str, str]]:
    """Return outcome and message of each row."""
    runs = list(task_response("7", error).runs(rows, places))
    assert {run.task for run in runs} == {"7"}
    assert sum(run.rows for run in runs) == rows
    return [(run.outcome.value, run.message) for run in runs for _ in range(run.rows)]


def test_entries_that_are_named_are_rejected_and_the_others_are_done() -> None:
    error = failed(EntryFailure(0, "no field"), EntryFailure(2, "no key"))
    assert told(error, 4) == [("rejected", "no field"), ("accepted", ""), ("rejected", "no key"), ("accepted", "")]


def test_of_an_entry_with_several_rows_nobody_knows_which_were_written() -> None:
    error = failed(EntryFailure(0, "no field"), EntryFailure(0, "no key"), EntryFailure(0, "no field"))
    assert told(error, 3, [0, 1, 0]) == [
        ("ambiguous", "no field; no key"),
        ("accepted", ""),
        ("ambiguous", "no field; no key"),
    ]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (failed(EntryFailure(1, "no field"), EntryFailure(None, "out of memory")), "out of memory"),
        (failed(EntryFailure(1, "no field"), EntryFailure(3, "no such row")), "no such row"),
        (failed(EntryFailure(1, "no field"), EntryFailure(3, "x"), EntryFailure(None, "out of memory")), "x"),
    ],
    ids=["unnamed", "no such place", "both"],
)
def test_a_failure_of_nobody_knows_which_entry_leaves_the_others_unknown(error: TaskFailed, message: str) -> None:
    assert told(error, 3) == [("unknown", message), ("rejected", "no field"), ("unknown", message)]


def test_a_task_that_failed_as_a_whole_says_nothing_of_its_rows() -> None:
    assert told(failed(said="out of memory"), 2) == 2 * [("unknown", "out of memory")]
    ((outcome, message),) = told(failed(), 1)
    assert (outcome, message) == ("unknown", "its task failed, and the server did not say which entries")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "accepted"),
        (TaskTimeout(message="not yet", task_id="7", state="queued"), "pending"),
        (TaskGone(message="forgotten", task_id="7"), "unknown"),
        (TinyError(message="no more calls today", outcome="not-sent"), "pending"),
        (RuntimeError("broken off"), "pending"),
    ],
)
def test_each_other_end_of_a_wait(error: BaseException | None, outcome: str) -> None:
    ((found, message),) = told(error, 1)
    assert found == outcome
    assert bool(message) == (error is not None)


def test_the_words_of_a_server_are_masked() -> None:
    error = failed(EntryFailure(0, "ada@example.com is taken"), EntryFailure(None, "bea@example.com too"))
    assert [message for _, message in told(error, 2)] == ["*** is taken", "*** too"]
