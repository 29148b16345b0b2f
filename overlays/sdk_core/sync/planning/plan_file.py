"""A plan as one Parquet file, signed so that what is run is what was looked at.

Any reader of Parquet opens it. Its metadata has the plan's description as JSON, and a signature. The entries come first
in the order in which they are sent, then the rows that are not sent, then those that the target was found to have
already.
"""

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
from sdk_core.sync.planning.plan_signature import SIGNATURE, UNSIGNED, check_signature, sign
from sdk_core.sync.planning.sql import rows_of
from sdk_core.sync.source.sql_text import first_line
from sdk_core.sync.source.workspace import in_order
from sdk_core.sync.state.lock import age_text

if TYPE_CHECKING:
    import duckdb

Batch = Any
"""A `pyarrow.RecordBatch`, for which there are no types."""
META: Final = "sync.plan"
"""The description's name in the file's metadata."""
_ROW_GROUP: Final = 20_480
"""Rows that a reader holds at a time: small, so that a run of any size stays small."""
_DICTIONARY: Final = 100
"""Most different values of a column that are written as numbers: more are not worth the search for them."""
_ORDERS: Final = ("", "order by seq = 0, seq, state = 'unchanged', row")
"""How the rows of a plan are put in order: they lie so already, mostly, and to sort them takes four times as long."""


def write_plan(work: "duckdb.DuckDBPyConnection", meta: PlanMeta, path: Path, key: bytes) -> None:
    """Write the plan of a work connection to a file and sign it. The file appears whole or not at all, with 0600.

    Args:
        work: it has the view or table `plan`, with the rows of an entry in the order of `seq` and those with `seq` 0
            behind them.
        meta: what the plan says of itself.
        path: the file; one that is there is replaced.
        key: the key of the signature.

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
        _copy(work, meta, new)
        with new.open("r+b") as file:
            sign(file, path, key)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _copy(work: "duckdb.DuckDBPyConnection", meta: PlanMeta, path: Path) -> None:
    """Write the rows of a plan to a file, in their order, with room for its signature."""
    pairs = f"{{{literal(META)}: {literal(meta.to_json())}, {literal(SIGNATURE)}: {literal(UNSIGNED)}}}"
    for order in _ORDERS:
        with in_order(work):
            work.execute(
                f"copy (select {', '.join(PLAN_COLUMNS)} from plan {order}) to {literal(str(path))} "  # noqa: S608 - names and a literal
                f"(format parquet, compression snappy, row_group_size {_ROW_GROUP}, "
                f"dictionary_size_limit {_DICTIONARY}, write_bloom_filter false, use_tmp_file false, "
                f"kv_metadata {pairs})"
            )
        if _is_in_order(work, meta, path):
            return
    raise PlanError("the rows of the plan are not those that it says: report this as a bug")


def _is_in_order(work: "duckdb.DuckDBPyConnection", meta: PlanMeta, path: Path) -> bool:
    """Return whether each row of a file stands where a reader looks for it."""
    found = rows_of(
        work,
        f"""
        with found as (
            select seq, state = 'unchanged' is_same, file_row_number + 1 as place
            from read_parquet({literal(str(path))}, file_row_number = true))
        select count(*) >= {meta.entries + meta.same}
            and coalesce(bool_and(seq = case when place <= {meta.entries} then place else 0 end), true)
            and count(*) filter (is_same) = {meta.same}
            and coalesce(min(place) filter (is_same) > count(*) - {meta.same}, true)
        from found""",  # noqa: S608 - numbers and a literal
    )
    return bool(found[0][0])


def open_plan(
    path: Path, key: bytes | None, *, held: str = "the one given", advice: str = "make it again"
) -> "PlanFile":
    """Open a plan file.

    Args:
        path: the file.
        key: the key of its signature; None to look at a plan without checking who made it.
        held: what messages call the key.
        advice: what to do where the signature is of another one.

    Raises:
        PlanError: no plan, or one that was changed, or signed with another key.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise PlanError(f"the plan {path} cannot be read: {error.strerror}") from None
    try:
        check_signature(file, path, key, held=held, advice=advice)
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
