"""A plan as one Parquet file, sealed so that what is run is what was looked at.

Any reader of Parquet opens it. Its metadata has the plan's description as JSON, and a seal: the HMAC-SHA256 of all its
bytes, those of the seal itself taken as zeros. The entries come first in the order in which they are sent, then the
rows that are not sent, then those that the target was found to have already.
"""

import hmac
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from sdk_core.sync.model.errors import PlanError, StateError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.rows import PLAN_COLUMNS
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_meta import PlanMeta, StepPlan, fingerprint_of, meta_of
from sdk_core.sync.source.sql_text import first_line
from sdk_core.sync.state.lock import age_text

if TYPE_CHECKING:
    import duckdb

Batch = Any
"""A `pyarrow.RecordBatch`, for which there are no types."""
META: Final = "sync.plan"
SEAL: Final = "sync.seal"
"""The names of the two in the file's metadata."""
_MARK: Final = b"hmac-sha256:"
_UNSEALED: Final = b"0" * 64
_MAGIC: Final = b"PAR1"
_ROW_GROUP: Final = 20_480
"""Rows that a reader holds at a time: small, so that a run of any size stays small."""
_DICTIONARY: Final = 100
"""Most different values of a column that are written as numbers: more are not worth the search for them."""
_BLOCK: Final = 1 << 20
_ORDER: Final = "seq = 0, seq, state = 'unchanged', row"


def write_plan(work: "duckdb.DuckDBPyConnection", meta: PlanMeta, path: Path, key: bytes) -> None:
    """Write the plan of a work connection to a file and seal it. The file appears whole or not at all, with 0600.

    Args:
        work: it has the view or table `plan`, with the rows of an entry in the order of `seq` and those with `seq` 0
            behind them.
        meta: what the plan says of itself.
        path: the file; one that is there is replaced.
        key: the key of the seal.

    Raises:
        PlanError: the rows are not as `meta` says.
        StateError: the file cannot be written.
    """
    import duckdb  # noqa: PLC0415 - a face that only parses a command line does not need it

    try:
        _write_plan(work, meta, path, key)
    except OSError as error:
        raise _unwritable(path, error.strerror or type(error).__name__) from error
    except duckdb.IOException as error:
        raise _unwritable(path, first_line(error)) from error


def _unwritable(path: Path, why: str) -> StateError:
    return StateError(f"the plan {path} cannot be written ({why}): free space, or name another place; nothing was sent")


def _write_plan(work: "duckdb.DuckDBPyConnection", meta: PlanMeta, path: Path, key: bytes) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        pairs = (
            f"{{{literal(META)}: {literal(meta.to_json())}, {literal(SEAL)}: {literal((_MARK + _UNSEALED).decode())}}}"
        )
        columns = ", ".join(PLAN_COLUMNS)
        work.execute("set preserve_insertion_order = true")  # else threads write the parts of the query as they end
        try:
            work.execute(
                f"copy (select {columns} from plan order by {_ORDER}) to {literal(str(new))} (format parquet, "  # noqa: S608
                f"compression snappy, row_group_size {_ROW_GROUP}, dictionary_size_limit {_DICTIONARY}, "
                f"write_bloom_filter false, use_tmp_file false, kv_metadata {pairs})"
            )
        finally:
            work.execute("set preserve_insertion_order = false")
        with new.open("r+b") as file:
            _check_order(file, meta)
            place = _place_of_seal(file, path)
            seal = _hmac(file, key, place)
            file.seek(place)
            file.write(seal.encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def open_plan(
    path: Path, key: bytes | None, *, held: str = "the one given", advice: str = "make it again"
) -> "PlanFile":
    """Open a plan file.

    Args:
        path: the file.
        key: the key of its seal; None to look at a plan without checking who made it.
        held: what messages call the key.
        advice: what to do where the seal is of another one.

    Raises:
        PlanError: no plan, or one that was changed, or sealed with another key.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise PlanError(f"the plan {path} cannot be read: {error.strerror}") from None
    try:
        _check_seal(
            file,
            key,
            _place_of_seal(file, path),
            f"the plan {path} was changed after it was made, or sealed with another key than {held}: {advice}",
        )
        return PlanFile(file, path)
    except BaseException:
        file.close()
        raise


class PlanFile:
    """A plan that can be run. `open_plan` makes it; use it in a `with` statement.

    Attributes:
        path: the file.
        meta: what the plan says of itself.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        pa: Any = import_module("pyarrow")  # brings no types; a face that only parses a command line does not need it
        pq: Any = import_module("pyarrow.parquet")
        self.path = path
        self._file = file
        try:
            self._parquet = pq.ParquetFile(file, pre_buffer=False)
            pairs: Mapping[bytes, bytes] | None = self._parquet.metadata.metadata
            meta = (pairs or {}).get(META.encode())
            names = self._parquet.schema_arrow.names
        except (pa.ArrowException, OSError):
            raise PlanError(f"{path} is no plan, or a damaged one: make it again") from None
        if meta is None or names != [*PLAN_COLUMNS]:
            raise PlanError(f"{path} is a Parquet file, but no plan: `plan` makes one")
        self.meta = meta_of(meta)
        self._rows: int = self._parquet.metadata.num_rows
        if self._rows < self.meta.entries + self.meta.same:
            raise PlanError(f"the plan {path} has fewer rows than it says: make it again")

    @property
    def steps(self) -> Mapping[str, StepPlan]:
        """The entries by step, in the order in which they are sent."""
        return self.meta.steps

    def entries(self, step: str, after_seq: int = 0, *, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Yield the entries of a step in the order of `seq`, some thousands at a time.

        Args:
            step: its name; one that the plan does not have yields nothing.
            after_seq: leaves out entries up to this one.
            columns: the columns to read; all of `model.rows.PLAN_COLUMNS` by default.
        """
        plan = self.meta.steps.get(step)
        if plan is not None and plan.entries:
            yield from self._read(max(plan.first - 1, after_seq), plan.last, columns)

    def rows_not_sent(self, *, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Yield the rows of the source that are rejected or skipped before anything is sent, some thousands at a time.

        Rows that are unchanged are not in the file; `meta.rows` counts them.
        """
        yield from self._read(self.meta.entries, self._rows - self.meta.same, columns)

    def rows_found_same(self, *, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Yield the rows that the target has already, which the snapshot is to know: unchanged ones, by `meta.rows`."""
        yield from self._read(self._rows - self.meta.same, self._rows, columns)

    def close(self) -> None:
        """Close the file."""
        self._parquet.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, start: int, end: int, columns: Sequence[str] | None) -> Iterator[Batch]:
        """Yield the rows from one place of the file to another, the first being 0."""
        groups: list[int] = []
        first = at = 0
        for number in range(self._parquet.metadata.num_row_groups):
            size = self._parquet.metadata.row_group(number).num_rows
            if at < end and at + size > start:
                if not groups:
                    first = at
                groups.append(number)
            at += size
        at = first
        wanted = None if columns is None else [*columns]
        for group in groups:  # one by one: a reader of several holds more of them than it says
            for batch in self._parquet.iter_batches(_ROW_GROUP, row_groups=[group], columns=wanted, use_threads=False):
                low, high = max(start - at, 0), min(end - at, batch.num_rows)
                if low < high:
                    yield batch.slice(low, high - low)
                at += batch.num_rows


def check_runnable(  # noqa: PLR0913 - what a plan is held against, by names
    plan: PlanFile, job: Job, target: Target, *, now: float, used: Collection[str] = (), resumed: bool = False
) -> None:
    """Check that a plan may be run now, and as this job.

    Args:
        plan: the plan.
        job: the job that would run it.
        target: the job's target.
        now: the time, in seconds since 1970.
        used: the ids of plans that were run.
        resumed: whether a run of this very plan is taken up again; then neither its age nor its use count.

    Raises:
        PlanError: a plan of another job, of the same one before it was changed, one that is too old, or that was run.
    """
    meta = plan.meta
    if (meta.api, meta.job, meta.mode) != (job.api, job.name, job.mode):
        raise PlanError(
            f"the plan {plan.path} is of the job {meta.job} ({meta.api}, mode {meta.mode}), and this is {job.name} "
            f"({job.api}, mode {job.mode}): run it with its own job"
        )
    if meta.fingerprint != fingerprint_of(job, target):
        raise PlanError(
            f"the job {job.name} was changed after the plan {plan.path} was made (its target, options, mapping or "
            "consent): make the plan again"
        )
    if resumed:
        return
    if meta.id in used:
        raise PlanError(f"the plan {plan.path} was run before, and a plan is run once: make a new one")
    age = now - meta.created
    if age > meta.max_age:
        raise PlanError(
            f"the plan {plan.path} is {age_text(age)} old, and plans of this job are run for {age_text(meta.max_age)}: "
            "make it again, or raise max_plan_age"
        )
    if age < -_CLOCK_DIFFERENCE:
        raise PlanError(f"the plan {plan.path} was made {age_text(-age)} from now: set the clocks of both machines")


_CLOCK_DIFFERENCE: Final = 300.0
"""Seconds by which the clocks of two machines may differ."""


def _check_seal(file: BinaryIO, key: bytes | None, place: int, message: str) -> None:
    if key is None:
        return
    file.seek(place)
    if not hmac.compare_digest(file.read(len(_UNSEALED)), _hmac(file, key, place).encode()):
        raise PlanError(message)


def _place_of_seal(file: BinaryIO, path: Path) -> int:
    """Return where the 64 characters of a seal stand, by looking from the end of the file on."""
    size = file.seek(0, os.SEEK_END)
    footer = 0
    if size > len(_MAGIC) + 8:
        file.seek(size - 8)
        tail = file.read(8)
        if tail[4:] == _MAGIC:
            footer = int.from_bytes(tail[:4], "little")
    if not 0 < footer <= size - 12:
        raise PlanError(f"{path} is no plan, or a damaged one: make it again")
    start = size - 8 - footer
    file.seek(start)
    found = (text := file.read(footer)).rfind(_MARK)
    if found < 0 or found + len(_MARK) + len(_UNSEALED) > len(text):
        raise PlanError(f"the plan {path} has no seal: make it again")
    return start + found + len(_MARK)


def _hmac(file: BinaryIO, key: bytes, place: int) -> str:
    """Return the seal of a file, whose own 64 characters count as zeros."""
    digest = hmac.new(key, digestmod="sha256")
    file.seek(0)
    left = place
    while left:
        block = file.read(min(_BLOCK, left))
        digest.update(block)
        left -= len(block)
    digest.update(_UNSEALED)
    file.seek(place + len(_UNSEALED))
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _check_order(file: BinaryIO, meta: PlanMeta) -> None:
    """Check by the statistics of the file that entries stand where a reader looks for them."""
    pq: Any = import_module("pyarrow.parquet")
    metadata = pq.read_metadata(file)
    at = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        found = group.column(0).statistics
        first, last = at + 1, min(at + group.num_rows, meta.entries)
        is_mixed = at + group.num_rows > meta.entries
        if found is not None and at < meta.entries and (found.max != last or found.min != (0 if is_mixed else first)):
            raise PlanError("the rows of the plan are not in the order of their numbers: report this as a bug")
        at += group.num_rows
    if at < meta.entries + meta.same:
        raise PlanError("the plan has fewer rows than it says: report this as a bug")
