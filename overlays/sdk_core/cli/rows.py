"""What a response holds, as rows: flat, with the fields that are asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from sdk_core.wire.counting import counted

Row = Mapping[str, Any]
"""A row by names; those of members within members have dots between them."""

VALUE: Final = "value"
"""The column of items that are no objects."""


class NoSuchFieldError(ValueError):
    """A field is to be shown that the response does not have; its call was made."""


def rows_of(data: object) -> list[object]:
    """Return the rows that JSON holds: its items, those of its only list of objects, or itself.

    >>> rows_of({"lists": [{"id": 1}, {"id": 2}]}), rows_of({"id": 1}), rows_of(None)
    ([{'id': 1}, {'id': 2}], [{'id': 1}], [])
    """
    if data is None:
        return []
    if isinstance(data, list):
        return cast("list[object]", data)
    if isinstance(data, Mapping):
        members = list(cast("Mapping[str, object]", data).values())
        lists = [cast("list[object]", each) for each in members if isinstance(each, list)]
        if len(lists) == 1 and all(not isinstance(each, Mapping) for each in members):
            return lists[0]
    return [data]


def flat(item: object) -> dict[str, Any]:
    """Return an item as one row: members within members get names with dots; lists stay as they are.

    >>> flat({"id": 1, "personData": {"EMAIL": "ada@example.com"}}), flat("a")
    ({'id': 1, 'personData.EMAIL': 'ada@example.com'}, {'value': 'a'})
    """
    if not isinstance(item, Mapping):
        return {VALUE: item}
    found: dict[str, Any] = {}
    for name, value in cast("Mapping[str, object]", item).items():
        if isinstance(value, Mapping) and value:
            found |= {f"{name}.{inner}": each for inner, each in flat(cast("object", value)).items()}
        else:
            found[str(name)] = value
    return found


def columns(rows: Iterable[Row]) -> list[str]:
    """Return the names of all columns, in the order in which they first come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def chosen(names: Sequence[str], wanted: Sequence[str]) -> dict[str, str]:
    """Return the columns that are asked for, by what they were asked for as.

    A column is named in whole, or by its last part where only one column ends so.

    Raises:
        NoSuchFieldError: there is none of such a name; the message says which there are.

    >>> chosen(["id", "personData.EMAIL"], ["EMAIL", "id"])
    {'EMAIL': 'personData.EMAIL', 'id': 'id'}
    """
    return {each: _column(names, each) for each in wanted}


def _column(names: Sequence[str], wanted: str) -> str:
    if wanted in names:
        return wanted
    ending = [name for name in names if name.endswith(f".{wanted}")]
    if len(ending) == 1:
        return ending[0]
    what = f"{counted(len(ending), 'field')} end in {wanted!r}" if ending else f"there is no field {wanted!r}"
    raise NoSuchFieldError(f"{what}; there are {', '.join(names) or 'none'}")


def selected(rows: Iterable[Row], names: Sequence[str], wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows with the columns that are asked for, all of them when none is.

    Raises:
        NoSuchFieldError: there is no such column.
    """
    picked = chosen(names, wanted) if wanted else {name: name for name in names}
    return ({shown: row.get(name) for shown, name in picked.items() if wanted or name in row} for row in rows)
