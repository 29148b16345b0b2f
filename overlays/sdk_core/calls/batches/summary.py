"""The sums over the rows of a batch, and why rows failed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sdk_core.calls.batches.results import SUCCESSES, ChunkResponse, ChunkResult, Outcome, RowResult
from sdk_core.calls.progress import bar
from sdk_core.wire.counting import are, counted
from sdk_core.wire.errors import ApiError
from sdk_core.wire.redaction import redact

_SHOWN = 10
"""How many reasons a text has, the most frequent first."""
_MAX_REASONS = 1_000


class RowsFailed(ApiError):  # noqa: N818 - the name says what happened, as those of the other errors
    """Rows of a batch failed, and its caller wanted that to be an error. All rows have a result nonetheless.

    Args:
        summary: the sums, with the reasons.
    """

    def __init__(self, summary: "BatchSummary") -> None:
        self.summary = summary
        super().__init__(
            message=(
                f"{summary.rows - summary.succeeded:,} of {summary}: see `summary.failed`, correct those rows, and "
                "send them again"
            ),
            outcome="done",
        )


@dataclass(slots=True, repr=False)
class BatchSummary:
    """The sums over the rows with a result so far.

    Attributes:
        outcomes: how many rows have which outcome; they add up to `rows`.
        created: as the server counted; rows of chunks with both new and known ones are `accepted` in `outcomes`.
        updated: so.
        warnings: so.
        errors: so.
        calls: how many calls were made with rows; polls of tasks are not among them.
        bisect_calls: how many of them searched for bad rows, or sent one alone to learn why it is bad.
        failed: the first rows without a success, `ambiguous` ones included; see `BatchOptions.max_kept_failures`.
        failed_omitted: how many more there were.
        reasons: how many rows without a success have which outcome and message; where a batch has more than 1,000
            different ones, the others have an empty message here.
        pending_tasks: the ids of the tasks that were not waited for to their end, and how many rows each has. Their
            rows are `pending`; `tasks.resume(id, operation=...)` of the client waits on, in any process.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter[Outcome])
    created: int = 0
    updated: int = 0
    warnings: int = 0
    errors: int = 0
    calls: int = 0
    bisect_calls: int = 0
    failed: list[RowResult] = field(default_factory=list[RowResult], repr=False)
    failed_omitted: int = 0
    pending_tasks: Counter[str] = field(default_factory=Counter[str])
    reasons: Counter[tuple[Outcome, str]] = field(default_factory=Counter[tuple[Outcome, str]], repr=False)
    _rows_failed: type[RowsFailed] = field(default=RowsFailed, repr=False, compare=False)
    """The API's own class of errors of this kind."""

    def __str__(self) -> str:
        outcomes = {outcome: number for outcome, number in self.outcomes.items() if number}
        parts = [f"{outcomes.pop(each):,} {each}" for each in Outcome if each in SUCCESSES and each in outcomes]
        parts += [f"{number:,} {outcome}{self._why(outcome)}" for outcome, number in outcomes.items()]
        return counted(self.rows, "row") + (f": {'; '.join(parts)}" if parts else "")

    def __repr__(self) -> str:
        return f"<BatchSummary of {self}; {counted(self.calls, 'call')}>"

    def _why(self, outcome: Outcome) -> str:
        reasons = Counter(
            {words: number for (each, words), number in self.reasons.items() if each is outcome and words}
        )
        shown = [f"{redact(words)} ({number:,})" for words, number in reasons.most_common(_SHOWN)]
        if len(reasons) > _SHOWN:
            shown.append(f"and {len(reasons) - _SHOWN:,} other reasons")
        return f": {', '.join(shown)}" if shown else ""

    @property
    def rows(self) -> int:
        """How many rows have a result."""
        return self.outcomes.total()

    @property
    def succeeded(self) -> int:
        """How many rows the server took."""
        return sum(self.outcomes[outcome] for outcome in SUCCESSES)

    def raise_for_failed(self) -> "BatchSummary":
        """Return the summary itself if the server took all rows.

        Raises:
            RowsFailed: it did not; the error's `summary` is this one, and its text says how many rows failed and why.

        >>> BatchSummary().raise_for_failed()
        <BatchSummary of 0 rows; 0 calls>
        """
        if self.rows > self.succeeded:
            raise self._rows_failed(self)
        return self

    def add_response(self, response: ChunkResponse) -> None:
        """Add the counters of a response."""
        self.created += response.created or 0
        self.updated += response.updated or 0
        self.warnings += response.warnings or 0
        self.errors += response.errors or 0

    def add(self, result: ChunkResult, keep: int, on_failure: Callable[[RowResult], None] | None) -> None:
        """Add the results of a chunk.

        Args:
            result: the results.
            keep: how many rows without a success are kept in all.
            on_failure: called with each of them, also with those that are not kept.
        """
        failures = False
        for run in result.runs:
            self.outcomes[run.outcome] += run.rows
            if run.outcome not in SUCCESSES:
                failures = True
                reason = run.outcome, run.message
                if reason not in self.reasons and len(self.reasons) >= _MAX_REASONS:
                    reason = run.outcome, ""
                self.reasons[reason] += run.rows
            if run.outcome is Outcome.PENDING:
                self.pending_tasks[run.task] += run.rows
        if not failures:
            return
        for row in result:
            if row.outcome in SUCCESSES:
                continue
            if len(self.failed) < keep:
                self.failed.append(row)
            else:
                self.failed_omitted += 1
            if on_failure:
                on_failure(row)


Progress = Callable[[BatchSummary], object] | bool
"""Gets the sums so far after each chunk; True shows them on one line of the standard error output, if that is a
terminal."""


def line_of(summary: BatchSummary, total: int | None) -> str:
    """Return what a line of progress says of the sums so far.

    Args:
        summary: the sums.
        total: how many rows there are; None when that is not known.

    >>> line_of(BatchSummary(), 10)
    '[..............................]   0% 0 of 10 rows'
    """
    failed = summary.rows - summary.succeeded
    of = "" if total is None else f" of {total:,}"
    noun = are(summary.rows if total is None else total, "row", "rows")
    return f"{bar(summary.rows, total)}{summary.rows:,}{of} {noun}" + (
        f", {failed:,} of them not taken" if failed else ""
    )
