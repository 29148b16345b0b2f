"""How data is printed: a table for people, JSON, JSON lines or CSV for programs. Nothing but data goes there."""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, TextIO, get_args

from sdk_core.cli.csv_lines import CsvLines
from sdk_core.cli.plain_text import escaped, for_terminal
from sdk_core.cli.rows import columns, flat, rows_of, selected
from sdk_core.wire.counting import counted

Format = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_MIN_WIDTH: Final = 6
_GAP: Final = "  "


class Style(NamedTuple):
    """How data is to be printed.

    Attributes:
        format: which format.
        fields: the columns that are wanted, in this order; none for all.
        excel_safe: whether a spreadsheet is kept from taking texts of CSV for formulas.
    """

    format: Format
    fields: tuple[str, ...] = ()
    excel_safe: bool = False


def write(data: object, style: Style, stream: TextIO) -> None:
    """Print what a response holds.

    Args:
        data: JSON; or the rows of a result.
        style: how.
        stream: where to; a table is as wide as this terminal.

    Raises:
        ValueError: a field is wanted that no row has.

    >>> import sys
    >>> write([{"id": 1, "name": "Ada"}], Style("csv"), sys.stdout)
    id,name
    1,Ada
    """
    if style.format == "json" and not style.fields:
        if data is not None:
            stream.write(escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")
        return
    items = rows_of(data)
    if style.format == "jsonl" and not style.fields:
        stream.writelines(json_line(item) for item in items)
        return
    rows = [flat(item) for item in items]
    names = columns(rows)
    picked = list(selected(rows, names, style.fields if rows else ()))
    if style.format == "json":
        shown: object = picked if isinstance(data, list) or len(picked) != 1 else picked[0]
        stream.write(escaped(json.dumps(shown, ensure_ascii=False, indent=2)) + "\n")
    elif style.format == "jsonl":
        stream.writelines(json_line(row) for row in picked)
    elif style.format == "csv":
        _write_csv(picked, list(style.fields) or names, style, stream)
    elif picked:
        _write_table(picked, list(style.fields) or names, stream, is_one=not isinstance(data, list) and len(items) == 1)


def json_line(item: object) -> str:
    """Return an item as a line of JSON, in which nothing acts on a terminal."""
    return escaped(json.dumps(item, ensure_ascii=False, separators=(",", ":"))) + "\n"


def cell(value: object) -> str:
    """Return a value as text: nothing for none, JSON for lists and maps."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def csv_cell(value: object, style: Style, *, is_terminal: bool) -> str:
    """Return a value as it stands in CSV that goes to a terminal or elsewhere."""
    text = for_terminal(cell(value)) if is_terminal else cell(value)
    return safe(text) if style.excel_safe and isinstance(value, str) else text


def _write_csv(rows: Iterable[Mapping[str, Any]], names: Sequence[str], style: Style, stream: TextIO) -> None:
    line, is_terminal = CsvLines(), stream.isatty()
    if names:
        stream.write(line([csv_cell(name, style, is_terminal=is_terminal) for name in names]))
    stream.writelines(line([csv_cell(row.get(name), style, is_terminal=is_terminal) for name in names]) for row in rows)


def safe(text: str) -> str:
    """Return text that a spreadsheet takes for text: what would begin a formula gets an apostrophe before it.

    >>> safe("=1+1"), safe("-5"), safe("Ada")
    ("'=1+1", '-5', 'Ada')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _write_table(rows: Sequence[Mapping[str, Any]], names: Sequence[str], stream: TextIO, *, is_one: bool) -> None:
    if is_one:  # one object is read from top to bottom
        rows = [{"field": name, "value": rows[0].get(name)} for name in names]
        names = ["field", "value"]
    texts = [[for_terminal(cell(row.get(name))) for name in names] for row in rows]
    heads = [for_terminal(name) for name in names]
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    widths = [max(map(len, column)) for column in zip(heads, *texts, strict=True)]
    if width is not None:
        widths = fitting(widths, width)
        if hidden := heads[len(widths) :]:
            sys.stderr.write(
                f"no room for {counted(len(hidden), 'column')}, from {hidden[0]} on; choose some with --fields\n"
            )
        heads, texts = heads[: len(widths)], [line[: len(widths)] for line in texts]
        if _rich_table(heads, texts, width, stream):
            return
    for line in [heads, ["-" * each for each in widths], *texts]:
        cells = [_cut(text, each).ljust(each) for text, each in zip(line, widths, strict=True)]
        stream.write(_GAP.join(cells).rstrip() + "\n")


def fitting(widths: Sequence[int], width: int) -> list[int]:
    """Return widths of columns that fit: the widest give way first; columns for which no room is left are not shown.

    >>> fitting([4, 60, 10], 40), fitting([10, 10, 10], 15)
    ([4, 22, 10], [6, 6])
    """
    found = list(widths)
    while sum(found) + len(_GAP) * (len(found) - 1) > width and len(found) > 1:
        widest = max(range(len(found)), key=found.__getitem__)
        if found[widest] <= _MIN_WIDTH:
            found.pop()
        else:
            found[widest] -= 1
    return [min(found[0], max(width, 1)), *found[1:]] if found else []


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _rich_table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, stream: TextIO) -> bool:
    """Print a table with rich, which knows wide characters and colors; tell whether that is installed."""
    try:
        from rich.console import Console  # noqa: PLC0415 - an extra, and only for terminals
        from rich.table import Table  # noqa: PLC0415 - so
        from rich.text import Text  # noqa: PLC0415 - so
    except ModuleNotFoundError:
        return False
    table = Table(box=None, pad_edge=False, header_style="" if os.environ.get("NO_COLOR") else "bold")
    for head in heads:
        table.add_column(Text(head), overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(text) for text in row))
    Console(file=stream, width=width, highlight=False).print(table)
    return True


def usual_format(stream: TextIO) -> Format:
    """Return the format for those who ask for none: a table on a terminal, JSON in files and pipes."""
    return "table" if stream.isatty() else "json"
