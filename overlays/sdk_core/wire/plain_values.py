"""Values and rows as programs have them, from databases, frames and other libraries, as Python's own.

Problem: rows come as dataclasses, records of databases and numbers of NumPy, and what says that a value is missing has
many forms: NaN, NaT, NA. JSON knows none of them, and its encoders write NaN as null, by which many APIs clear a field.
Without this module each caller would have to convert them, and a gap in a column would clear fields of people.

Nothing is imported for it: what a value is shows in its methods and its type. A library that was not imported has made
no values either.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, ClassVar, Protocol, TypeAlias, cast

_MIDNIGHT = time()
_MAY_BE_NONE = frozenset("fmMc")
"""The types of NumPy that have a value for none: floats, spans and points of time, complex numbers."""


def is_missing(value: object) -> bool:
    """Tell whether a value says that there is none: NaN, NaT or NA. None is another thing: it clears a field.

    >>> is_missing(float("nan")), is_missing(0), is_missing(None), is_missing("")
    (True, False, False, False)
    """
    if is_decimal(value):
        return bool(cast("Any", value).is_nan())
    if isinstance(value, float | date) or _kind_of_numpy(value) in _MAY_BE_NONE:
        return bool(value != value)  # noqa: PLR0124 - that is what such a value says
    return type(value).__name__ == "NAType"  # its comparisons have no truth value


def is_decimal(value: object) -> bool:
    """Tell whether a value is a Decimal; where these are not imported, none is.

    >>> is_decimal(1.5)
    False
    """
    loaded = sys.modules.get("decimal")
    return loaded is not None and isinstance(value, loaded.Decimal)


def scalar(value: object) -> object:
    """Return the value of an Enum's member, and a single value of NumPy, pandas or Arrow as Python's own.

    A timestamp of NumPy or pandas at midnight without a time zone becomes a date, since they have no other type for
    dates. Other values are returned as they are. Nanoseconds are cut off.

    >>> scalar("Blue"), scalar(19)
    ('Blue', 19)
    """
    if isinstance(value, Enum):
        return value.value
    if is_missing(value):
        return value
    kind = type(value)
    if hasattr(kind, "as_py"):  # of Arrow
        return cast("Any", value).as_py()
    letter = _kind_of_numpy(value)
    if letter and letter != "V":
        plain = _of_numpy(value, letter)
        return value if type(plain) is kind else plain
    if hasattr(kind, "to_pydatetime"):  # a pandas.Timestamp
        return _day_or_moment(cast("Any", value).to_pydatetime(warn=False))
    return value


def members(value: object) -> Mapping[str, Any] | None:
    """Return the named values of an object, None if it has none.

    Known are mappings of any type; dataclasses, attrs and pydantic objects, msgspec's structs, the models of this
    package; named tuples, and the records of sqlite3, SQLAlchemy, asyncpg and NumPy; a pandas Series.

    >>> from types import MappingProxyType
    >>> members(MappingProxyType({"AGE": 20})), members("Blue"), members([("AGE", 20)])
    (mappingproxy({'AGE': 20}), None, None)
    """
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value)
    kind = type(value)
    if kind in _WITHOUT or is_frame(value):  # the columns of a frame are no members of one thing
        return None
    for name, call in _METHODS.items():
        if callable(getattr(kind, name, None)):
            return call(value)
    names = _names_of_attributes(value)
    if names is not None:
        return {name: getattr(value, name) for name in names}
    keys = _keys(value)
    return None if keys is None else {name: cast("Any", value)[name] for name in keys}


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


class _Attrs(Protocol):
    __attrs_attrs__: ClassVar[Any]


class _NamedTuple(Protocol):
    def _asdict(self) -> dict[str, Any]: ...


class _Model(Protocol):
    def model_dump(self) -> dict[str, Any]: ...


class _Record(Protocol):
    def keys(self) -> Any: ...

    def __getitem__(self, name: str, /) -> Any: ...


NamedValues: TypeAlias = Mapping[str, object] | _Dataclass | _Attrs | _NamedTuple | _Model | _Record
"""What is taken as a row: a mapping, an object with named values, or a record of a database."""


class Frame(Protocol):
    """A table of rows: a frame of pandas or polars, an Arrow table, and whatever can become one."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object:
        """Return the table as a stream of Arrow."""
        ...


def row(value: object) -> Mapping[str, Any]:
    """Return a row as a mapping of values by names.

    Raises:
        TypeError: the object has no named values.

    >>> row({"EMAIL": "ada@example.com"})
    {'EMAIL': 'ada@example.com'}
    """
    found = members(value)
    if found is None:
        raise TypeError(
            f"a {type(value).__name__} has no values by names: give a dict, a dataclass, or a record of a database"
        )
    return found


def _names_of_attributes(value: object) -> list[str] | None:
    kind = type(value)
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    if hasattr(kind, "__attrs_attrs__"):
        return [attribute.name for attribute in cast("Any", kind).__attrs_attrs__]
    return cast("list[str] | None", getattr(kind, "__struct_fields__", None))


def _keys(value: object) -> list[str] | None:
    if _kind_of_numpy(value) == "V":
        return list(cast("Any", value).dtype.names or ())
    kind = type(value)
    if callable(getattr(kind, "keys", None)) and hasattr(kind, "__getitem__"):
        return list(cast("Any", value).keys())
    return None


def is_frame(value: object) -> bool:
    """Tell whether a value is a table of rows: a frame of pandas or polars, an Arrow table, or what can become one.

    >>> is_frame([{"EMAIL": "ada@example.com"}])
    False
    """
    kind = type(value)
    if hasattr(kind, "itertuples") or hasattr(kind, "iter_rows") or hasattr(kind, "__dataframe__"):
        return True
    # A column can become an Arrow stream too, and a pandas Series is one row.
    is_column = hasattr(kind, "dtype") or (hasattr(kind, "type") and not hasattr(kind, "schema"))
    return hasattr(kind, "__arrow_c_stream__") and not is_column


_METHODS: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "to_dict": lambda value: value.to_dict(),
    "model_dump": lambda value: value.model_dump(by_alias=True),
    "__get_validators__": lambda value: value.dict(by_alias=True),  # of pydantic before version 2
    "_asdict": lambda value: value._asdict(),
}
"""How libraries spell it."""
_WITHOUT = frozenset({str, bytes, int, float, bool, list, tuple, set, frozenset, type(None), type})


def _kind_of_numpy(value: object) -> str:
    """Return NumPy's letter for the type of a single value, an empty text for all others."""
    kind = type(value)
    if not hasattr(kind, "dtype") or getattr(value, "shape", None) != ():
        return ""
    return str(getattr(cast("Any", value).dtype, "kind", ""))


def _of_numpy(value: Any, letter: str) -> object:
    if letter == "M" and str(value.dtype) != "datetime64[D]":  # nanoseconds would come as a number
        return _day_or_moment(value.astype("datetime64[us]").item())
    return value.item()


def _day_or_moment(value: date) -> date:
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == _MIDNIGHT:
        return value.date()
    return value
