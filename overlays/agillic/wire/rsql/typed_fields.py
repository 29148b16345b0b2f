"""Fields of filters that know their type, for modules that `agillic discover` writes.

They build what `F` builds. Only to type checkers they differ: a comparison with a value of another type is an error.

Python's `==` falls back to that of the right side, which takes anything. So checkers report a wrong `==` where its
result is used as a filter, and all other comparisons at once.
"""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from agillic.wire.rsql.arguments import Argument
from agillic.wire.rsql.builder import Field
from agillic.wire.rsql.tree import Filter

T = TypeVar("T")


class TypedField(Field, Generic[T]):
    """A field that is compared with values of one type; see `Field`."""

    __slots__ = ()
    __hash__ = None

    if TYPE_CHECKING:

        def __eq__(self, value: T) -> Filter: ...  # type: ignore[override]  # the point of a typed field

        def __ne__(self, value: T) -> Filter: ...  # type: ignore[override]  # same

        def __lt__(self, value: T) -> Filter: ...  # type: ignore[override]  # same

        def __le__(self, value: T) -> Filter: ...  # type: ignore[override]  # same

        def __gt__(self, value: T) -> Filter: ...  # type: ignore[override]  # same

        def __ge__(self, value: T) -> Filter: ...  # type: ignore[override]  # same

        def in_(self, *values: T) -> Filter: ...  # type: ignore[override]  # noqa: D102 - as that of the base


class TextField(TypedField[str]):
    """A field of the type STRING. `==` takes a `wildcard(...)` too.

    >>> str(TextField("LASTNAME") == "Blue")
    'LASTNAME==Blue'
    """

    __slots__ = ()
    __hash__ = None

    if TYPE_CHECKING:

        def __eq__(self, value: str | Argument) -> Filter: ...  # type: ignore[override]  # same


class NumberField(TypedField[float | Decimal]):
    """A field of the type NUMBER. To type checkers, an int is a float.

    >>> str(NumberField("AGE") >= 20)
    'AGE>=20'
    """

    __slots__ = ()


class BooleanField(TypedField[bool]):
    """A field of the type BOOLEAN.

    >>> str(BooleanField("NEWSLETTER") == True)
    'NEWSLETTER==true'
    """

    __slots__ = ()


class DateField(TypedField[date]):
    """A field of the type DATE.

    >>> str(DateField("BIRTHDAY") < date(2000, 1, 1))
    'BIRTHDAY<2000-01-01'
    """

    __slots__ = ()


class TimestampField(TypedField[date]):
    """A field of the type TIMESTAMP, compared with a datetime that has a time zone, or with a day.

    >>> str(TimestampField("CREATED") >= date(2026, 1, 1))
    'CREATED>=2026-01-01'
    """

    __slots__ = ()
