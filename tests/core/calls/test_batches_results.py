"""What the counters of a response say of the rows of its call."""

import pytest

from sdk_core.calls.batches.results import UNEXPLAINED, ChunkResponse, ChunkResult, Outcome, ResultRun


def named(failed: int) -> dict[int, str]:
    return dict.fromkeys(range(failed), "no such field")


@pytest.mark.parametrize(
    ("rows", "response", "rejected"),
    [
        (2, ChunkResponse(errors=1), "1 of 2"),
        (2, ChunkResponse(done=1), "1 of 2"),
        (6, ChunkResponse(done=5), "1 of 6"),
        (5, ChunkResponse(errors=4, failed=named(3)), "1 of 2"),
        (7, ChunkResponse(errors=4, failed=named(1)), "3 of 6"),
        (7, ChunkResponse(done=3, failed=named(1)), "3 of 6"),
        (12, ChunkResponse(done=3, errors=5), "5 of 12"),
    ],
)
def test_failures_that_are_not_named_are_among_the_rows_that_are_not(
    rows: int, response: ChunkResponse, rejected: str
) -> None:
    words = f"the server rejected {rejected} rows and did not say which"
    assert response.outcome(rows) == (Outcome.AMBIGUOUS, words)
    assert response.is_ambiguous(rows)


@pytest.mark.parametrize(
    ("rows", "response"),
    [
        (3, ChunkResponse(errors=3)),
        (3, ChunkResponse(errors=4)),
        (3, ChunkResponse(done=0)),
        (5, ChunkResponse(errors=5, failed=named(3))),
    ],
)
def test_where_all_that_are_not_named_failed_each_is_rejected(rows: int, response: ChunkResponse) -> None:
    assert response.outcome(rows) == (Outcome.REJECTED, UNEXPLAINED)
    assert not response.is_ambiguous(rows)


@pytest.mark.parametrize(
    ("rows", "response", "outcome"),
    [
        (1000, ChunkResponse(created=int("1000")), Outcome.CREATED),
        (1000, ChunkResponse(created=int("1000"), updated=0), Outcome.CREATED),
        (1000, ChunkResponse(updated=int("1000")), Outcome.UPDATED),
        (1000, ChunkResponse(created=0, updated=int("1000")), Outcome.UPDATED),
        (1000, ChunkResponse(created=999), Outcome.ACCEPTED),
        (1000, ChunkResponse(updated=1001), Outcome.ACCEPTED),
        (1000, ChunkResponse(created=1000, updated=1), Outcome.ACCEPTED),
        (1000, ChunkResponse(created=1, updated=1000), Outcome.ACCEPTED),
        (1000, ChunkResponse(errors=0), Outcome.ACCEPTED),
        (3, ChunkResponse(done=3, failed=named(0)), Outcome.ACCEPTED),
        (3, ChunkResponse(done=4), Outcome.ACCEPTED),
        (3, ChunkResponse(errors=2, failed=named(2)), Outcome.ACCEPTED),
        (3, ChunkResponse(errors=1, failed=named(2)), Outcome.ACCEPTED),
    ],
)
def test_rows_are_new_or_changed_where_the_counters_say_so_of_all(
    rows: int, response: ChunkResponse, outcome: Outcome
) -> None:
    assert response.outcome(rows) == (outcome, "")
    assert not response.is_ambiguous(rows)


@pytest.mark.parametrize(
    ("done", "errors", "entries", "distinct", "contradicts"),
    [
        (None, 7, 3, 3, False),
        (0, 3, 3, 3, False),
        (1, 3, 3, 3, True),
        (1, 4, 3, 3, True),
        (1000, int("1000"), 1000, 1000, True),
        (0, 0, 3, 3, True),
        (2, 0, 3, 3, True),
        (2, 0, 3, 2, False),
        (3, 0, 3, 2, False),
        (4, 0, 3, 2, True),
        (1, 1, 3, 2, False),
        (2, None, 3, 3, False),
        (4, None, 3, 3, True),
        (2, 1, 3, 3, False),
        (1, 1, 3, 3, True),
    ],
)
def test_counters_are_about_the_rows_where_each_may_be_done_or_rejected(
    done: int | None, errors: int | None, entries: int, distinct: int, *, contradicts: bool
) -> None:
    assert ChunkResponse(done=done, errors=errors).contradicts(entries, distinct) is contradicts


def test_what_is_shown_of_results_names_nobody_and_each_says_whether_it_succeeded() -> None:
    result = ChunkResult(0, ["ada@example.com"], [ResultRun(1, Outcome.REJECTED, "a bad row")])
    (row,) = result
    assert (row.key, row.succeeded) == ("ada@example.com", False)
    response = ChunkResponse(failed={0: "ada@example.com is bad"})
    assert "ada@" not in f"{result} {row} {response}"
