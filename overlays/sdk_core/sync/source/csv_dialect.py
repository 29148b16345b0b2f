"""How a CSV file is written: its header, and what a job should say of one that it says too little of."""

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job import SourceFile
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.source.sql_text import first_line

_SNIFFED = "select Delimiter, Quote, HasHeader, list_transform(Columns, lambda x: x.name) from sniff_csv({})"


def csv_header(path: Path, file: SourceFile) -> tuple[str, ...]:
    """Return the names of columns in the first line of a CSV file, of which the dialect is known.

    Raises:
        SourceError: it is empty, not in its encoding, or a name is empty or there twice.
    """
    _check_not_utf_16(path)
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    try:
        # What is behind the header is no concern here.
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
            reader = csv.reader(lines, delimiter=file.delimiter, quotechar=file.quote)
            names: list[str] = next(reader, list[str]())
    except (OSError, csv.Error) as error:
        raise SourceError(f"the header of {path} cannot be read: {error}") from None
    if any("\udc80" <= character <= "\udcff" for character in "".join(names)):
        raise SourceError(f"{path} is not in {file.encoding}: say its encoding, such as encoding = 'latin-1'")
    if not names:
        raise SourceError(f"{path} is empty: it has not even a header")
    folded = [name.casefold() for name in names]
    for name in names:
        if not name or folded.count(name.casefold()) > 1:
            raise SourceError(
                f"{path} has {'a column without a name' if not name else f'the column {name} twice'}: mend its header"
            )
    return tuple(names)


def _check_not_utf_16(path: Path) -> None:
    try:
        with path.open("rb") as file:
            mark = file.read(2)
    except OSError:
        return  # who reads the header says why
    if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        raise SourceError(f"{path} is in UTF-16, which a spreadsheet calls Unicode text: save it as CSV in UTF-8")


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a CSV file is written, as far as its first lines show."""

    delimiter: str
    quote: str
    header: bool
    columns: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The lines that say so in the table of a file; columns only where the file has no header."""
        lines = [
            f"delimiter = {toml_text(self.delimiter)}",
            f"quote = {toml_text(self.quote)}",
            f"header = {str(self.header).lower()}",
        ]
        return lines if self.header else [*lines, f"columns = [{', '.join(map(toml_text, self.columns))}]"]


def csv_dialect(path: Path, encoding: str = "utf-8") -> CsvDialect:
    """Return how a CSV file is likely written: to be looked at by a person before it is used.

    Raises:
        SourceError: its first lines do not show it.
    """
    query = _SNIFFED.format(f"{literal(str(path))}, all_varchar = true, encoding = {literal(encoding)}")
    try:
        with duckdb.connect() as connection:
            [(delimiter, quote, header, columns)] = connection.sql(query).fetchall()
    except duckdb.Error as error:
        raise SourceError(f"{path} cannot be read as CSV: {first_line(error)}") from None
    # Where no value is quoted, a quote is taken for what nearly all programs write.
    return CsvDialect(delimiter, quote if quote in {'"', "'"} else '"', header, tuple(columns))


def dialect_advice(name: str, file: SourceFile, path: Path) -> str:
    """Return the message for a CSV file of which the job does not say how it is written."""
    said = {"delimiter": bool(file.delimiter), "header": file.header is not None, "quote": bool(file.quote)}
    text = f"the job does not say {', '.join(word for word, is_said in said.items() if not is_said)} of the file {name}"
    try:
        lines = csv_dialect(path, file.encoding).lines
    except SourceError:
        return f"{text}: add that to its table"
    return "\n".join([f"{text}: look whether these lines are right, and add them to its table", *lines])


def toml_text(text: str) -> str:
    r"""Return a text as TOML writes it.

    >>> print(toml_text('a "b"'), toml_text(chr(9)))
    "a \"b\"" "\t"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
