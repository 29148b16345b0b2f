"""Sends batches of a pipeline, and accounts for each row: the API took it, or it is a dead letter, or the run fails.

A batch is settled when `deliver` returns. A pipeline may pass on what it has read then, and not before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.calls.batches.results import SUCCESSES, Outcome, RowResult
from sdk_core.pipelines.dead_letters import DeadLetters
from sdk_core.pipelines.errors import TooManyFailedRows
from sdk_core.wire.counting import counted
from sdk_core.wire.redaction import redact

_SHOWN = 5
"""How many reasons a message has, the most frequent first."""
_SETTLED = SUCCESSES - {Outcome.PENDING}


@dataclass(slots=True)
class Delivered:
    """The rows of a stream so far.

    Attributes:
        taken: how many the API took.
        failed: how many it did not.
    """

    taken: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{counted(self.taken + self.failed, 'row')}: {self.taken:,} taken, {self.failed:,} failed"


Send = Callable[[list[Any]], Iterable[RowResult]]
"""Sends rows and yields the result of each. A `BatchInterrupted` comes after the results that there are."""


class Delivery:
    """Delivers the rows of streams. Threads may share it.

    Args:
        letters: keeps rows that failed; None to keep none, which needs a `max_errors` of 0.
        max_errors: how many rows may fail, in all streams together, before it raises.
    """

    def __init__(self, letters: DeadLetters | None, max_errors: int) -> None:
        self._letters, self._max_errors = letters, max_errors
        self._lock = Lock()
        self.streams: dict[str, Delivered] = {}

    def deliver(
        self,
        stream: str,
        rows: Sequence[Mapping[str, Any]],
        prepare: Callable[[Mapping[str, Any]], Any],
        send: Send,
        problems: Mapping[int, str] | None = None,
    ) -> None:
        """Send rows. Once it returns, each of them was taken or is a dead letter on the disk.

        Args:
            stream: what they belong to.
            rows: as dead letters show them.
            prepare: makes what is sent of a row, or raises ValueError with what is wrong with it.
            send: sends what was made.
            problems: why some rows cannot be sent at all, by their places.

        Raises:
            TooManyFailedRows: more rows failed than may; they are dead letters too.
            BatchInterrupted: no more calls can be made. Rows that were not sent are no dead letters: they come again.
            PipelineError: dead letters cannot be written.
        """
        failures = {place: (Outcome.REJECTED, problem) for place, problem in (problems or {}).items()}
        ready = _prepared(rows, prepare, failures)
        places = list(ready)
        taken, interrupted = 0, None
        try:
            for result in send([*ready.values()]) if ready else ():
                if result.outcome in _SETTLED:
                    taken += 1
                else:
                    failures[places[result.index]] = (result.outcome, _message(result))
        except BatchInterrupted as error:
            interrupted = error
            failures = {place: each for place, each in failures.items() if each[0] is not Outcome.NOT_SENT}
        total = self._note(stream, taken, len(failures))
        if failures and self._letters:
            self._letters.add(stream, ((_said(*failures[place]), rows[place]) for place in sorted(failures)))
        if interrupted:
            raise interrupted
        if total > self._max_errors and failures:
            raise TooManyFailedRows(self._complaint(stream, failures, total))

    def _note(self, stream: str, taken: int, failed: int) -> int:
        """Count rows, and return how many failed in all."""
        with self._lock:
            delivered = self.streams.setdefault(stream, Delivered())
            delivered.taken += taken
            delivered.failed += failed
            return sum(each.failed for each in self.streams.values())

    def _complaint(self, stream: str, failures: Mapping[int, tuple[Outcome, str]], total: int) -> str:
        reasons = Counter(_said(*each) for each in failures.values()).most_common()
        shown = "; ".join(f"{reason} ({number:,})" for reason, number in reasons[:_SHOWN])
        if len(reasons) > _SHOWN:
            shown += f"; and {len(reasons) - _SHOWN:,} other reasons"
        failed = f"{total:,} row" + ("" if total == 1 else "s")
        where = (
            f"They are in {self._letters.path(stream)}" if self._letters else "Name a folder for them by dead_letters"
        )
        return (
            f"{failed} failed, and max_errors allows {self._max_errors:,}. The last ones are of {stream}: "
            f"{shown}. {where}. Correct the rows at their source, or allow more; rows that are not settled come again "
            "in the next run"
        )


def _prepared(
    rows: Sequence[Mapping[str, Any]],
    prepare: Callable[[Mapping[str, Any]], Any],
    failures: dict[int, tuple[Outcome, str]],
) -> dict[int, Any]:
    """Return what is sent, by the places of rows, and add those of which nothing can be to the failures."""
    ready: dict[int, Any] = {}
    for place, row in enumerate(rows):
        if place not in failures:
            try:
                ready[place] = prepare(row)
            except ValueError as error:
                failures[place] = (Outcome.REJECTED, str(error))
    return ready


def _message(result: RowResult) -> str:
    if result.outcome is Outcome.PENDING:
        return f"the task {result.task} has not ended; it may write the row yet"
    return redact(result.message)


def _said(outcome: Outcome, message: str) -> str:
    return f"{outcome}: {message}" if message else str(outcome)
