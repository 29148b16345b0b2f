"""Whether the arguments of a filter are such as the vendor allows [S1].

An argument is not empty, and is of its field's type; wildcards are for text alone.
"""

from collections.abc import Iterator, Mapping

from agillic.mock.filters.arguments import read_argument
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import Argument
from agillic.wire.rsql.comparison import FieldType
from agillic.wire.rsql.tree import And, Comparison, Filter, OneOf, Or

_WANTED: Mapping[FieldType, str] = {
    "STRING": "text",
    "NUMBER": "a number such as 20",
    "BOOLEAN": "true or false",
    "DATE": "a date by RFC 3339, or in the instance's format between quotes",
    "TIMESTAMP": "a time by RFC 3339, or in the instance's format between quotes",
}


def misfit(selector: str, argument: Argument, field_type: FieldType, dates: DateFormats) -> str | None:
    """Return what is wrong with an argument, without showing it; None when it fits.

    Args:
        selector: The field, which the message names.
        argument: What it is compared with.
        field_type: Its type.
        dates: The instance's formats and time zone.

    >>> misfit("AGE", Argument("abc", "text"), "NUMBER", DateFormats())
    'the filter compares the NUMBER field AGE with something else; write a number such as 20'
    """
    if not argument.text:
        return f"the filter compares the field {selector} with an empty argument; write {_WANTED[field_type]}"
    if argument.kind == "wildcard":
        if field_type == "STRING":
            return None
        return f"the filter has a wildcard for the {field_type} field {selector}; write {_WANTED[field_type]}"
    if read_argument(argument.text, field_type, dates) is not None:
        return None
    return f"the filter compares the {field_type} field {selector} with something else; write {_WANTED[field_type]}"


def misfits(filter_: Filter | None, types: Mapping[str, FieldType], dates: DateFormats) -> Iterator[str]:
    """Yield what is wrong with each argument of a filter.

    Args:
        filter_: None has no arguments.
        types: By field; comparisons of others are passed over.
        dates: As for `misfit`.
    """
    if isinstance(filter_, (And, Or)):
        for term in filter_.terms:
            yield from misfits(term, types, dates)
    elif isinstance(filter_, (Comparison, OneOf)) and filter_.selector in types:
        arguments = filter_.arguments if isinstance(filter_, OneOf) else (filter_.argument,)
        found = (misfit(filter_.selector, each, types[filter_.selector], dates) for each in arguments)
        yield from (each for each in found if each is not None)
