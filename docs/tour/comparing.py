"""Compares what Agillic has with the source, row by row and field by field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tour.source import Row, Rows
from tour.tables import Table
from tour.values import Value, Values


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison came to.

    Attributes:
        name: of what.
        rows: how many there are in the source.
        equal: how many of them are the same in Agillic.
        differences: what is not, a line each.
    """

    name: str
    rows: int
    equal: int
    differences: tuple[str, ...]


def compare(table: Table, source: Rows, found: Iterable[Values]) -> Comparison:
    """Compare the rows of a file with what was read from Agillic."""
    by_key: defaultdict[Value, list[Values]] = defaultdict(list)
    for values in found:
        by_key[values[table.key]].append(values)
    strangers = [key for key in by_key if key not in source]
    differences = [f"{table.name}: Agillic has {key!r}, and {table.file} does not" for key in strangers]
    equal = 0
    for key, row in source.items():
        told = _differences(row, by_key[key])
        differences += told
        equal += not told
    return Comparison(table.name.lower(), len(source), equal, tuple(differences))


def _differences(row: Row, found: Sequence[Values]) -> list[str]:
    if len(found) != 1:
        return [f"{row.where}: Agillic has it {len(found)} times"]
    return [
        f"{row.where}: {field} is {_shown(value)}, and {_shown(found[0][field])} in Agillic"
        for field, value in row.values.items()
        if found[0][field] != value
    ]


def _shown(value: Value) -> str:
    """Return a value so that its type can be told: '1' is text, and 1 a number."""
    if value is None:
        return "empty"
    return repr(value) if isinstance(value, str) else str(value)
