"""What the sums of a batch tell at a glance, how failed rows become an error, and what shows progress on a terminal."""

import asyncio
import io
import pickle
import sys
from collections import Counter

import pytest
from batch_parts import Row, Server, plan, rows
from tiny_client.api import API
from tiny_client.errors import RowsFailed, TinyError

from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.results import ChunkResponse, ChunkResult, Outcome, ResultRun
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.batches.summary import BatchSummary


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run_strictly(kind: str, server: Server, values: list[Row], *, strict: bool = True) -> BatchSummary:
    async def send(body: bytes) -> ChunkResponse | None:
        return server.send(body)

    if kind == "threads":
        return BatchRun(plan(2), server.send, values, errors=API.errors).run(strict=strict)
    return asyncio.run(AsyncBatchRun(plan(2), send, values, errors=API.errors).run(strict=strict))


def summed(*runs: ResultRun) -> BatchSummary:
    summary = BatchSummary()
    number = sum(run.rows for run in runs)
    summary.add(ChunkResult(0, range(number), runs), 100, None)
    return summary


def test_a_summary_shows_its_outcomes_and_the_reasons_with_counts() -> None:
    summary = summed(
        ResultRun(2, Outcome.REJECTED, "BIRTHDAY is no date of the format dd.MM.yyyy"),
        ResultRun(5, Outcome.UPDATED),
        ResultRun(1, Outcome.REJECTED, "there is no field AEG: did you mean AGE?"),
        ResultRun(1_000, Outcome.NOT_SENT),
    )
    told = (
        "1,008 rows: 5 updated; 3 rejected: BIRTHDAY is no date of the format dd.MM.yyyy (2), "
        "there is no field AEG: did you mean AGE? (1); 1,000 not sent"
    )
    assert str(summary) == told
    assert repr(summary) == f"<BatchSummary of {told}; 0 calls>"
    assert (str(BatchSummary()), str(summed(ResultRun(3, Outcome.ACCEPTED)))) == ("0 rows", "3 rows: 3 accepted")


def test_many_reasons_are_cut_short_and_do_not_fill_the_memory() -> None:
    summary = summed(*[ResultRun(1, Outcome.FAILED, f"reason {number}") for number in range(1_500)])
    assert str(summary).count("reason ") == 10
    assert str(summary).endswith("and 990 other reasons")
    assert summary.reasons.total() == 1_500
    assert len(summary.reasons) == 1_001


def test_no_address_of_a_person_is_shown() -> None:
    summary = summed(ResultRun(1, Outcome.REJECTED, "ada@example.com is taken"))
    assert "ada" not in str(summary) + repr(summary) + str(RowsFailed(summary))


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_failed_rows_are_an_error_for_who_wants_it(kind: str) -> None:
    with pytest.raises(RowsFailed, match=r"^1 of 5 rows: 4 accepted; 1 rejected: a bad row \(1\)") as caught:
        run_strictly(kind, Server(bad=frozenset({3})), rows(5))
    error = caught.value
    assert isinstance(error, TinyError)
    assert error.summary.outcomes == Counter({Outcome.ACCEPTED: 4, Outcome.REJECTED: 1})
    assert pickle.loads(pickle.dumps(error)).summary == error.summary  # noqa: S301 - our own bytes
    assert run_strictly(kind, Server(), rows(5)).succeeded == 5
    relaxed = run_strictly(kind, Server(bad=frozenset({3})), rows(5), strict=False)
    assert relaxed.succeeded == 4
    with pytest.raises(RowsFailed):
        relaxed.raise_for_failed()


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_progress_is_shown_on_a_terminal_and_nowhere_else(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def send(_body: bytes) -> None:
        pass

    def ran() -> None:
        if kind == "threads":
            BatchRun(plan(5), lambda _: None, rows(10)).run(progress=True)
        else:
            asyncio.run(AsyncBatchRun(plan(5), send, rows(10)).run(progress=True))

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        ran()
        assert ("[##############################] 100% 10 of 10 rows" in stream.getvalue()) is shown
        assert stream.getvalue().endswith("\n") is shown
