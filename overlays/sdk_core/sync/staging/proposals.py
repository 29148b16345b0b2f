"""A first job file for some files and a target: which column is likely meant for which field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import relpath
from pathlib import Path
from typing import Final

import duckdb

from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job import FieldMapping, Job, Source, SourceFile
from sdk_core.sync.model.source_tables import FORMAT_ENDINGS
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.source.csv_dialect import csv_dialect, toml_text
from sdk_core.sync.source.opened import OpenedSource, open_source
from sdk_core.sync.source.sql_text import identifier

_PROPOSED: Final = tuple(ending for ending, form in FORMAT_ENDINGS.items() if form != "duckdb")
LIKE: Final = 0.85
"""How like two names must be, from 0 to 1."""
_SAMPLE: Final = 1_000
_DATE_FORMATS: Final = ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class ProposedFile:
    """A file of a proposal: its name in SQL, and the lines that say how it is read."""

    name: str
    lines: tuple[str, ...]
    file: SourceFile


def likeness(column: str, field: str) -> float:
    """Return how like two names are, from 0 to 1; case and what stands between words do not count.

    >>> likeness("FirstName", "FIRSTNAME"), likeness("e-mail", "EMAIL"), likeness("CustomerEmail", "EMAIL") > 0.85
    (1.0, 1.0, True)
    >>> likeness("City", "AGE") < 0.5
    True
    """
    one, other = (re.sub(r"[^a-z0-9]", "", name.casefold()) for name in (column, field))
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if other in [word.casefold() for word in _WORD.findall(column)]:
        return 0.9
    return SequenceMatcher(None, one, other).ratio()


def matched(columns: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Return the column that is likely meant for each field; no column for two.

    >>> matched(["CustomerId", "FirstName", "Email", "Fax"], ["EMAIL", "FIRSTNAME", "LASTNAME"])
    {'EMAIL': 'Email', 'FIRSTNAME': 'FirstName'}
    """
    pairs = sorted(
        ((likeness(column, field), column, field) for field in fields for column in columns),
        key=lambda pair: -pair[0],
    )
    found: dict[str, str] = {}
    for like, column, field in pairs:
        if like >= LIKE and field not in found and column not in found.values():
            found[field] = column
    return {field: found[field] for field in fields if field in found}


def propose(  # noqa: PLR0913 - what a job file has, by names
    paths: Sequence[Path],
    target: Target,
    *,
    name: str,
    mode: str,
    options: Mapping[str, object] | None = None,
    folder: Path | None = None,
) -> str:
    """Return the text of a job file.

    Args:
        paths: the files of the source, of which the first has the rows.
        target: whose fields are proposed for its columns.
        name: the job's name.
        mode: the mode.
        options: what the job tells the target besides.
        folder: where the job file will lie: paths are written from there.

    Raises:
        SourceError: a file cannot be read, or is of no known format.
    """
    files = [_proposed(path, folder) for path in paths]
    if not files:
        raise SourceError("no file is named: a proposal is made of the columns of one")
    sql = f"select * from {files[0].name}" if len(files) > 1 else ""  # noqa: S608 - letters, digits and _
    lines = [f"name = {toml_text(name)}", ""]
    if len(files) == 1:
        lines += ["[source]", *files[0].lines, ""]
    else:
        lines += ["[source]", f"sql = {toml_text(sql)}", ""]
        for file in files:
            lines += [f"[source.files.{file.name}]", *file.lines, ""]
    lines += ["[target]", f"name = {toml_text(target.name)}", f"mode = {toml_text(mode)}"]
    lines += [f"{option} = {_toml(value)}" for option, value in (options or {}).items()]
    source = Source({file.name: file.file for file in files}, sql)
    job = Job(name=name, api="", target=target.name, mode=mode, mapping={"": FieldMapping()}, source=source)
    with open_source(job) as opened:
        lines += ["", "[mapping]", *_mapping_lines(opened, target)]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else toml_text(str(value))


def _proposed(path: Path, folder: Path | None) -> ProposedFile:
    form = FORMAT_ENDINGS.get(path.suffix.lower())
    if form is None or form == "duckdb":
        raise SourceError(
            f"{path} cannot be proposed from: expected a file that ends in {', '.join(_PROPOSED)}; save a "
            "spreadsheet as CSV, unpack an archive, and write the job of a database by hand"
        )
    if not path.is_file():
        raise SourceError(f"{path} is not there")
    absolute = path.absolute()
    written = Path(relpath(absolute, folder.absolute())) if folder else path
    name = re.sub(r"\W", "_", path.stem, flags=re.ASCII)
    name = name if name[:1].isalpha() else f"file_{name}"
    lines = [f"path = {toml_text(written.as_posix())}"]
    file = SourceFile(str(absolute), form)
    if form == "csv":
        encoding = _encoding(absolute)
        if encoding != file.encoding:
            lines.append(f"encoding = {toml_text(encoding)}")
        dialect = csv_dialect(absolute, encoding)
        lines += dialect.lines
        file = SourceFile(
            str(absolute), form, "", dialect.delimiter, dialect.header, dialect.quote, dialect.columns, encoding
        )
    return ProposedFile(name, tuple(lines), file)


def _encoding(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(1_000_000):
                pass
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _mapping_lines(source: OpenedSource, target: Target) -> list[str]:
    columns = list(source.columns)
    found = matched(columns, list(target.fields))
    lines = [
        f"# {name} identifies an item: say which column it is in\n# {toml_key(name)} = {toml_text(columns[0])}"
        for name in target.key
        if name not in found
    ]
    for name, column in found.items():
        field = target.fields[name]
        form = _date_format(source, column) if field.type in {"date", "timestamp"} else ""
        value = f"{{ column = {toml_text(column)}, date_format = {toml_text(form)} }}" if form else toml_text(column)
        lines.append(f"{toml_key(name)} = {value}")
    left = [column for column in columns if column not in found.values()]
    if left:
        lines.append(f"# columns without a field of a like name: {', '.join(left)}")
    return lines


def _date_format(source: OpenedSource, column: str) -> str:
    """Return the only format that the first texts of a column have; empty if it is ISO 8601, or has none."""
    if source.columns[column] != "VARCHAR":
        return ""
    text = f"trim({identifier(column)})"
    forms = ", ".join(f"bool_and(try_strptime(x, {literal(form)}) is not null)" for form in _DATE_FORMATS)
    sample = f"select {text} as x from {source.sql} where {text} <> '' limit {_SAMPLE}"  # noqa: S608 - quoted
    query = f"select bool_and(try_cast(x as timestamp) is not null), {forms} from ({sample})"  # noqa: S608 - so
    try:
        [(is_iso, *fits)] = source.connection.sql(query).fetchall()
    except duckdb.Error:
        return ""
    fitting = [form for form, fit in zip(_DATE_FORMATS, fits, strict=True) if fit]
    return fitting[0] if not is_iso and len(fitting) == 1 else ""


def toml_key(name: str) -> str:
    """Return a name as TOML writes it before an equals sign.

    >>> toml_key("FIRSTNAME"), toml_key("address.city")
    ('FIRSTNAME', '"address.city"')
    """
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_text(name)
