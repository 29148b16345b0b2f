"""The tables of a job that say where rows come from, and how fields get their values."""

import re
from pathlib import Path
from typing import Final, cast, get_args

from sdk_core.sync.model.job import Empty, FieldMapping, FileFormat, MappingTest, Source, SourceFile
from sdk_core.sync.model.toml_values import JobTable
from sdk_core.toml_tables import kind_of

_FORMATS: Final[tuple[str, ...]] = get_args(FileFormat)
_EMPTY: Final[tuple[str, ...]] = get_args(Empty)
FORMAT_ENDINGS: Final[dict[str, FileFormat]] = {
    ".csv": "csv",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".duckdb": "duckdb",
}
"""The format of a file that does not say it, by the ending of its name."""
_ENCODINGS: Final = ("utf-8", "latin-1")
_OF_CSV: Final = ("delimiter", "header", "quote", "columns", "encoding")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_FUNCTION: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")
_FILE_KEYS: Final = ("path", "format", "table", *_OF_CSV)


def read_source(table: JobTable, folder: Path) -> Source:
    """Read the table `source`.

    Args:
        table: its values.
        folder: where relative paths begin.

    Raises:
        JobError: a value cannot be used.
    """
    sql = table.text("sql")
    python = table.text("python")
    if python and not _FUNCTION.fullmatch(python):
        table.fail("python", "expected module:function")
    files: dict[str, SourceFile] = {}
    named = table.table("files")
    for name, values in named.items():
        if not _NAME.fullmatch(name):
            named.fail(name, "expected a name of letters, digits and _")
        files[name] = _read_file(JobTable(values, named.place(name)), folder)
    if "path" in table:
        if files:
            table.fail("path", "give either the path of one file, or tables source.files.NAME")
        files["source"] = _read_file(table, folder)
    elif wrong := next((name for name in _FILE_KEYS if name in table), ""):
        table.fail(wrong, "has no file: say its path too, or write it into the table source.files.NAME of its file")
    else:
        for name in _FILE_KEYS:
            table.take(name)
        table.close()
    _check_source(table, files, sql, python)
    return Source(files, sql, python)


def _check_source(table: JobTable, files: dict[str, SourceFile], sql: str, python: str) -> None:
    """Check that the parts of a source fit together."""
    if python and files:
        table.fail("python", "give either files, or a function that returns rows")
    if len(files) > 1 and not sql:
        table.fail("sql", "is missing: with several files it says which of their rows are meant")


def _read_file(table: JobTable, folder: Path) -> SourceFile:
    path = table.text("path", required=True)
    ending = Path(path).suffix.lower()
    if "format" not in table and ending not in FORMAT_ENDINGS:
        table.fail(
            "format",
            f"is missing: {Path(path).name} does not end in {', '.join(FORMAT_ENDINGS)}, so say which it is: expected "
            f"one of {', '.join(_FORMATS)}; save a spreadsheet as CSV, and unpack an archive",
        )
    format_ = table.word("format", _FORMATS, FORMAT_ENDINGS.get(ending, ""))
    found = SourceFile(
        path=str(folder / Path(path).expanduser()),
        format=cast("FileFormat", format_),
        table=table.text("table"),
        delimiter=_character(table, "delimiter"),
        header=table.boolean("header", None),
        quote=_character(table, "quote"),
        columns=table.texts("columns"),
        encoding=table.word("encoding", _ENCODINGS, "utf-8"),
    )
    if format_ != "csv":
        for name in _OF_CSV:
            if getattr(found, name) != SourceFile.__dataclass_fields__[name].default:
                table.fail(name, f"is of CSV, and the format of {path} is {format_}")
    if (format_ == "duckdb") != bool(found.table):
        table.fail("table", "is missing: say which table of the database" if not found.table else "is of a database")
    if len(set(map(str.casefold, found.columns))) < len(found.columns) or "" in found.columns:
        table.fail("columns", "has a name twice, or an empty one")
    table.close()
    return found


def _character(table: JobTable, name: str) -> str:
    is_given = name in table
    value = table.text(name)
    if is_given and not value:
        table.fail(name, "is empty: where no value is quoted, give a character that none has, such as '\\u0001'")
    if len(value) > 1 or value in {"\n", "\r", "\0"}:
        table.fail(name, """expected one character, such as "," or ";", or "\\t" for a tab""")
    return value


def read_mapping(table: JobTable) -> dict[str, FieldMapping]:
    """Read the table `mapping`: by field the name of a column, or a table.

    Raises:
        JobError: a value cannot be used, or there is none.
    """
    found = {name: _read_field(value, table.place(name)) for name, value in table.items()}
    if not found:
        table.fail("", "no field is mapped: write FIELD = 'column' for each")
    return found


def _read_field(value: object, path: str) -> FieldMapping:
    table = JobTable({"column": value} if isinstance(value, str) else value, path)
    constant = table.take("value")
    if isinstance(constant, bool):
        constant = str(constant).lower()
    elif constant is not None and not isinstance(constant, str):
        if not isinstance(constant, int | float):
            table.fail("value", f"expected a text, found {kind_of(constant)}")
        constant = str(constant)
    found = FieldMapping(
        column=table.text("column"),
        sql=table.text("sql"),
        value=constant,
        null=cast("Empty", table.word("null", _EMPTY, "leave_out")),
        empty=cast("Empty", table.word("empty", _EMPTY, "leave_out")),
        required=table.boolean("required"),
        max_length=table.integer("max_length", 0, minimum=1),
        date_format=_date_format(table),
        personal=table.boolean("personal"),
    )
    table.close("a name of a field with a dot is written in quotes")
    if bool(found.column) + bool(found.sql) + (found.value is not None) != 1:
        table.fail("", "expected exactly one of column, sql and value")
    return found


def _date_format(table: JobTable) -> str:
    value = table.text("date_format")
    if value and "%" not in value:
        table.fail(
            "date_format",
            f"has no % in it, found {value!r}: write %d for the day, %m, %Y, %H, %M, %S, such as '%d.%m.%Y'",
        )
    return value


def read_tests(tables: list[JobTable]) -> tuple[MappingTest, ...]:
    """Read the tables `tests`.

    Raises:
        JobError: a value cannot be used.
    """
    found: list[MappingTest] = []
    for place, table in enumerate(tables):
        row = dict(table.table("row").items())
        has_fields = "fields" in table
        fields = dict(table.table("fields").items())
        rejected = table.text("rejected")
        name = table.text("name", f"test {place + 1}")
        table.close()
        if has_fields == bool(rejected):
            table.fail("", "expected either fields, or rejected with words of the reason")
        found.append(MappingTest(row, fields if has_fields else None, rejected, name))
    return tuple(found)
