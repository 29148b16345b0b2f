"""One attempt at a partition, on an executor: its rows are sent by a batch of the client, and counted."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql.datasource import WriterCommitMessage

from pyspark_agillic.options import WriteOptions
from pyspark_agillic.rows import Row, entry, rows_of

if TYPE_CHECKING:
    from agillic.client import Agillic
    from pyspark_agillic.dead_letters import DeadLetters
    from pyspark_agillic.key_sketch import KeySketch
    from sdk_core.calls.batches.results import RowResult
    from sdk_core.calls.batches.runner import BatchRun

_MAX_REASONS: Final = 20
_REJECTED: Final = "rejected"


@dataclass
class Sent(WriterCommitMessage):
    """What became of a partition: numbers, names of files and a sketch of keys, and no row.

    Attributes:
        partition: which one.
        attempt: the number of the attempt, from 0.
        rows: rows that were read.
        outcomes: how many rows ended how; each row has one outcome.
        created: recipients that the server counted as new.
        updated: those that it counted as there.
        calls: calls that sent rows, or looked for bad ones.
        reasons: why rows were not taken, the most frequent first.
        dead_letters: files of those rows.
        stopped: whether rows are left that were not read, because max_errors was passed.
        seconds: how long it took.
        sketch: of the keys; empty where they do not matter.
        query: of a stream, whose batch it is.
        batch: of a stream, the number of the batch; None otherwise.
        skipped: whether nothing was sent, because the batch was committed before.
    """

    partition: int
    attempt: int
    rows: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    created: int = 0
    updated: int = 0
    calls: int = 0
    reasons: list[tuple[str, int]] = field(default_factory=list)
    dead_letters: list[str] = field(default_factory=list)
    stopped: bool = False
    seconds: float = 0.0
    sketch: bytes = b""
    query: str = ""
    batch: int | None = None
    skipped: bool = False

    @property
    def failed(self) -> int:
        """How many rows were not taken."""
        from sdk_core.calls.batches.results import SUCCESSES  # noqa: PLC0415 - it takes its time

        return sum(number for outcome, number in self.outcomes.items() if outcome not in {*map(str, SUCCESSES)})


def send_partition(batches: Iterable[Any], options: WriteOptions, job: str, sent: Sent) -> Sent:
    """Send the rows of a partition, and return what became of them.

    Args:
        batches: Arrow batches, read as calls become free.
        options: of the write.
        job: the job's name, for files.
        sent: which partition and attempt it is; the rest is filled in.

    Raises:
        AgillicError: the batch was stopped; the task is then repeated by Spark.
        OSError: dead letters cannot be written.
    """
    # Imported here: Spark imports the data source in every session, and a job of it makes its first call here.
    from pyspark_agillic.clients import client_of  # noqa: PLC0415 - see above
    from pyspark_agillic.dead_letters import DeadLetters  # noqa: PLC0415 - so
    from pyspark_agillic.key_sketch import KeySketch  # noqa: PLC0415 - so

    began = monotonic()
    sketch = None if options.target == "audience" else KeySketch()
    client = client_of(options.profile)
    letters = DeadLetters(options.dead_letters, job, sent.partition, sent.attempt, client.dates)
    work = _Attempt(options, rows_of(batches), letters, sketch)
    try:
        work.send(client, sent)
        letters.flush()
    except BaseException:
        letters.discard()
        raise
    sent.dead_letters = letters.files
    sent.sketch = sketch.packed() if sketch else b""
    sent.seconds = round(monotonic() - began, 3)
    return sent


class _Attempt:
    """The rows of an attempt, those without a result in a queue."""

    def __init__(
        self, options: WriteOptions, rows: Iterator[Row], letters: "DeadLetters", sketch: "KeySketch | None"
    ) -> None:
        self._options, self._rows, self._letters, self._sketch = options, rows, letters, sketch
        self._waiting: deque[Row] = deque()
        self._settled = self._read = self._failed = 0
        self._unsendable = 0
        self._stopped = False
        self._reasons: Counter[str] = Counter()

    def send(self, client: "Agillic", sent: Sent) -> None:
        """Send the rows, and fill in what became of them."""
        summary = self._batch(client).run(lambda so_far: self._settle(so_far.rows))
        outcomes = Counter({str(outcome): number for outcome, number in summary.outcomes.items()})
        outcomes[_REJECTED] += self._unsendable
        sent.rows, sent.stopped, sent.calls = self._read, self._stopped, summary.calls
        sent.outcomes = {outcome: number for outcome, number in outcomes.items() if number}
        sent.created, sent.updated = summary.created, summary.updated
        sent.reasons = self._reasons.most_common(_MAX_REASONS)

    def _batch(self, client: "Agillic") -> "BatchRun[Any]":
        from agillic.resources.batch_options import BatchOptions  # noqa: PLC0415 - as above

        options = self._options
        bounds = BatchOptions(max_concurrency=options.concurrency, max_kept_failures=0, on_failure=self._take_failure)
        if options.target == "one_to_many":
            return client.one_to_many.upsert(options.table, self._entries(), options=bounds)
        if options.target == "audience":
            return client.target_groups.add(options.group, self._entries(), bounds)
        return client.recipients.upsert(self._entries(), key_field=options.key_field, options=bounds)

    def _entries(self) -> Iterator[Any]:
        for row in self._rows:
            if self._stopped:
                return
            self._read += 1
            try:
                key, made = entry(row, self._options)
            except ValueError as error:
                self._unsendable += 1
                self._fail(row, _REJECTED, str(error))
                continue
            if self._sketch is not None:
                self._sketch.add(key)
            self._waiting.append(row)
            yield made

    def _settle(self, rows: int) -> None:
        """Let go of the rows of the batch before a place; those that failed were taken out before."""
        while self._settled < rows:
            self._waiting.popleft()
            self._settled += 1

    def _take_failure(self, result: "RowResult") -> None:
        self._settle(result.index)
        self._settled += 1
        self._fail(self._waiting.popleft(), str(result.outcome), result.message)

    def _fail(self, row: Row, outcome: str, message: str) -> None:
        from sdk_core.wire.redaction import redact  # noqa: PLC0415 - as above

        reason = f"{outcome}: {redact(message)}" if message else outcome
        self._reasons[reason if reason in self._reasons or len(self._reasons) < _MAX_REASONS else outcome] += 1
        self._letters.add(row, reason)
        self._failed += 1
        most = self._options.most_errors
        if most is not None and self._failed > most:
            self._stopped = True
