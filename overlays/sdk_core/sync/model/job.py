"""What a job says: where its rows come from, where they go, and within which bounds. `job_file` reads it from TOML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

Empty = Literal["leave_out", "clear", "reject"]
"""What becomes of a field without a value: it is left out, so that it keeps its value; it is sent as the empty value,
which clears it; or its row is rejected."""
FileFormat = Literal["csv", "parquet", "jsonl", "duckdb"]

DEFAULT_PLAN_AGE: Final = 86_400.0
DEFAULT_STATE_AGE: Final = 30
"""Days after which `purge` removes plans, undo data, dead letters and reports."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that the source's SQL may read.

    Attributes:
        path: of one file, or of several by a pattern such as `orders-*.parquet`; absolute once the job is read.
        format: its format.
        table: the table of a DuckDB database.
        delimiter: of CSV; so are the following four.
        header: whether its first line has the names of columns; None when the job does not say.
        quote: what encloses values.
        columns: its columns in order, where there is no header, or to be sure of them.
        encoding: utf-8 or latin-1.
    """

    path: str
    format: FileFormat
    table: str = ""
    delimiter: str = ""
    header: bool | None = None
    quote: str = ""
    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows come from: files, with SQL over them or without, or a function of Python.

    Attributes:
        files: by the names that the SQL has for them. Without SQL there is one, called `source`.
        sql: one SELECT over the files; empty for all rows of the one file.
        python: `module:function`, which returns rows: dicts one by one, a frame, an Arrow table or reader, a cursor
            of DB-API or ADBC after its `execute`.
    """

    files: Mapping[str, SourceFile] = field(default_factory=dict[str, SourceFile])
    sql: str = ""
    python: str = ""


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """How a field of the target gets its value. Exactly one of the first three is given.

    Attributes:
        column: a column of the source.
        sql: an expression over the columns of a row.
        value: the same text for all rows.
        null: what becomes of it where the source has nothing.
        empty: what becomes of it where the source has an empty text.
        required: whether a row without a value is rejected.
        max_length: most characters; 0 for what the target says.
        date_format: how a text of the source is read as a date or time, in the words of strptime; empty for ISO 8601.
        personal: whether reports and dead letters mask its values.
    """

    column: str = ""
    sql: str = ""
    value: str | None = None
    null: Empty = "leave_out"
    empty: Empty = "leave_out"
    required: bool = False
    max_length: int = 0
    date_format: str = ""
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Guards:
    """What stops a run before anything is sent. A guard whose bound or denominator is unknown stops it too.

    Attributes:
        min_rows: fewest rows of the source; 1 by default, so that an empty source never removes anything.
        max_shrink_percent: most percent by which the source may have fewer rows than in the last run that ended well.
        max_removals: most items that a mirror or an erasure removes.
        max_removals_percent: most percent of what the job has added (of a mirror), or of what the target has.
        max_rejected_percent: most percent of the source's rows that are rejected before anything is sent; None for any.
    """

    min_rows: int = 1
    max_shrink_percent: float = 50.0
    max_removals: int = 1_000
    max_removals_percent: float = 10.0
    max_rejected_percent: float | None = None


@dataclass(frozen=True, slots=True)
class RunBounds:
    """What ends a run that has begun; a later run goes on.

    Attributes:
        max_errors: most rows that the server may reject, or that may stay unknown; None for any number.
        max_error_rate: the same as a share of the rows that were sent, from 0 to 1, looked at from 100 rows on.
        max_calls: most calls of one run.
        share_of_day: most calls of a day, as a share of the key's daily cap, from 0 to 1.
        concurrency: calls in flight; 0 for what the API allows.
        retry_rejected: whether rows that were rejected before, and have not changed, are sent once more by each run.
        keep_before: whether prior values are read and kept, so that the run can be undone; it costs calls.
        on_end: a command that is run at the end, with the path of the report as its last argument.
        webhook: a URL that is posted the report's counts at the end, without values of rows.
    """

    max_errors: int | None = None
    max_error_rate: float | None = None
    max_calls: int | None = None
    share_of_day: float | None = None
    concurrency: int = 0
    retry_rejected: bool = False
    keep_before: bool = False
    on_end: tuple[str, ...] = ()
    webhook: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Rows whose consent says no are never added to a group, and no event is sent for them.

    Attributes:
        column: a column of the source, or an expression of SQL over its columns.
        yes: the texts that mean yes, without regard to case; all else means no, nothing too.
    """

    column: str
    yes: tuple[str, ...] = ("true", "yes", "1")


@dataclass(frozen=True, slots=True)
class State:
    """Where a job keeps what it must remember.

    Attributes:
        folder: an absolute path; None for the usual place, see `state_folder`.
        hash_key_variable: the variable of the environment that holds a key for the hashes of the snapshot, so that
            nobody can find out what they are of by hashing guesses; empty for plain hashes.
        mask: whether dead letters have `***` in place of all values; then a rejected row is sent again from the source.
        max_age_days: after how many days `purge` removes plans, undo data, dead letters and reports.
    """

    folder: Path | None = None
    hash_key_variable: str = ""
    mask: bool = False
    max_age_days: int = DEFAULT_STATE_AGE


@dataclass(frozen=True, slots=True)
class MappingTest:
    """A test of the mapping: a row of the source, and the fields that come of it or why it is rejected."""

    row: Mapping[str, Any]
    fields: Mapping[str, Any] | None = None
    rejected: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job.

    Attributes:
        name: letters, digits, `-` and `_`; its state folder is called so.
        api: the name of the API.
        profile: the profile that it is called with; empty for the usual one.
        source: where the rows come from.
        target: the name of a target that the API's room declares.
        mode: one of the target's modes.
        options: more of the target, such as the name of a table.
        mapping: how each field of the target gets its value.
        guards: what stops a run before anything is sent.
        run: what ends a run.
        consent: whose rows are never added to a group.
        state: where it keeps its state.
        tests: tests of the mapping.
        max_plan_age: seconds after which a plan is no longer run.
        after_failure: whether it runs although an earlier job of the same file failed.
        path: the job file; None for a job of a program.
    """

    name: str
    api: str
    target: str
    mode: str
    mapping: Mapping[str, FieldMapping]
    source: Source = field(default_factory=Source)
    profile: str = ""
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    guards: Guards = field(default_factory=Guards)
    run: RunBounds = field(default_factory=RunBounds)
    consent: Consent | None = None
    state: State = field(default_factory=State)
    tests: tuple[MappingTest, ...] = ()
    max_plan_age: float = DEFAULT_PLAN_AGE
    after_failure: bool = False
    path: Path | None = None
