"""How a CSV file is written: its header, and what a job should say of one that it says too little of."""

import csv
from pathlib import Path

import duckdb

from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job import SourceFile
from sdk_core.sync.source.sql_text import first_line, literal

_SNIFFED = "select Delimiter, Quote, HasHeader, list_transform(Columns, lambda x: x.name) from sniff_csv({})"


def csv_header(path: Path, file: SourceFile) -> tuple[str, ...]:
    """Return the names of columns in the first line of a CSV file, of which the dialect is known.

    Raises:
        SourceError: it is empty, not in its encoding, or a name is empty or there twice.
    """
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    try:
        with path.open(encoding=encoding, newline="") as lines:
            names = next(csv.reader(lines, delimiter=file.delimiter, quotechar=file.quote), [])
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not in {file.encoding}: say its encoding, such as encoding = 'latin-1'") from None
    except (OSError, csv.Error) as error:
        raise SourceError(f"the header of {path} cannot be read: {error}") from None
    if not names:
        raise SourceError(f"{path} is empty: it has not even a header")
    folded = [name.casefold() for name in names]
    for name in names:
        if not name or folded.count(name.casefold()) > 1:
            raise SourceError(
                f"{path} has {'a column without a name' if not name else f'the column {name} twice'}: mend its header"
            )
    return tuple(names)


def csv_dialect(path: Path, encoding: str = "utf-8") -> str:
    """Return the lines that say in a job how a CSV file is written, as far as can be told from its first lines.

    Raises:
        SourceError: nothing can be told.
    """
    query = _SNIFFED.format(f"{literal(str(path))}, all_varchar = true, encoding = {literal(encoding)}")
    try:
        [(delimiter, quote, has_header, columns)] = duckdb.connect().sql(query).fetchall()
    except duckdb.Error as error:
        raise SourceError(f"{path} cannot be read as CSV: {first_line(error)}") from None
    lines = [
        f"delimiter = {toml_text(delimiter)}",
        f"quote = {toml_text(quote if quote.strip(chr(0)) else chr(34))}",
        f"header = {str(has_header).lower()}",
    ]
    if not has_header:
        lines.append(f"columns = [{', '.join(map(toml_text, columns))}]")
    return "\n".join(lines)


def dialect_advice(name: str, file: SourceFile, path: Path) -> str:
    """Return the message for a CSV file of which the job does not say how it is written."""
    missing = [
        word
        for word, is_missing in (
            ("delimiter", not file.delimiter),
            ("header", file.header is None),
            ("quote", not file.quote),
        )
        if is_missing
    ]
    text = f"the job does not say {', '.join(missing)} of the CSV file {name}"
    try:
        lines = csv_dialect(path, file.encoding)
    except SourceError:
        return f"{text}: add these to its table"
    return f"{text}: look whether this is right, and add it to its table:\n{lines}"


def toml_text(text: str) -> str:
    r"""Return a text as TOML writes it.

    >>> print(toml_text('a "b"'), toml_text(chr(9)))
    "a \"b\"" "\t"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
