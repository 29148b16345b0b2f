"""Bounds what an agent reads: its filter is joined with the policy's, so that it selects among those persons alone.

Both filters are parsed and written anew, each in parentheses of its own. What does not parse is not sent. Nor is what
servers may read in another way than our parser does: how an escape in a quoted value is read is an assumption
(`filter-escapes`), and under the other one a quote could end the value, and the rest select other persons.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from agillic.api import API
from agillic.wire.rsql import Filter, FilterSyntaxError, parse_filter
from agillic.wire.rsql.arguments import WILDCARDS, Argument, argument_of
from agillic.wire.rsql.tree import And, Comparison, OneOf, Or, all_of, any_of
from sdk_core.agents.recipes.model import FilterError
from sdk_core.wire.texts import quoted

_RSQL: Final = "rsql"
MAX_BYTES: Final = 7_000
"""Bytes of a filter in a URL: many servers take no request line above 8,190 bytes."""
MAX_POLICY_BYTES: Final = 2_000
"""So many of them may be the policy's; the rest is for the agent's."""
_FIELD: Final = re.compile(r"[^\W\d][\w.-]*")
_WORDS: Final = frozenset({"and", "or", "not"})
_ESCAPED: Final = ('"', "\\")

FILTERS: Final[Mapping[str, str]] = {
    operation.id: parameter.name
    for operation in API.operations.values()
    for parameter in operation.parameters
    if parameter.format == _RSQL
}
"""The parameter that takes a filter, by operationId, as the document has them."""
JOINS: Final = frozenset(id_ for id_ in FILTERS if API.operations[id_].traits["pii"])
"""The reads of persons that take one."""


def check_filter(text: str) -> str:
    """Return what is wrong with a policy's filter; empty where nothing is.

    >>> check_filter("COUNTRY==DK"), check_filter("COUNTRY=DK")
    ('', "filter, column 8: found '=', expected one of == != < <= > >= =in=")
    """
    try:
        written = str(_bounding(text))
    except FilterError as error:
        return str(error)
    length = len(quoted(written))
    if length > MAX_POLICY_BYTES:
        return f"it takes {length:,} bytes in a URL, and at most {MAX_POLICY_BYTES:,} leave room for the agent's filter"
    return ""


def joined(operation: str, arguments: Mapping[str, Any], policy: str) -> dict[str, Any]:
    """Return the arguments of a read of persons with the policy's filter joined to theirs.

    Args:
        operation: the operationId.
        arguments: what the agent gave, with values and no stand-ins.
        policy: the policy's filter.

    Raises:
        FilterError: one of the filters cannot be used, they are too long together, or the read would not be bounded.

    >>> joined("listRecipients", {"filter": "AGE>=20 or AGE<5"}, "COUNTRY==DK")
    {'filter': '(COUNTRY==DK) and (AGE>=20 or AGE<5)'}
    """
    if operation not in JOINS:
        raise FilterError(f"{operation} takes no filter of persons, so the policy's filter cannot bound it")
    page: Mapping[str, Any] = API.operations[operation].traits.get("page", {})
    document = page.get("document")
    if document and arguments.get(document) is not None:
        raise FilterError(
            f"{document} reads from a document whatever filter it was made with, so the policy's filter cannot bound "
            f"it: leave it out, and narrow the filter to what {page.get('max_size', 'one page')} rows hold"
        )
    name = FILTERS[operation]
    bounds = _bounding(policy)
    if arguments.get(name) is None:
        return {**arguments, name: str(bounds)}
    own = _bounding(arguments[name])
    text = f"({bounds}) and ({own})"
    _check_joined(text, bounds, own)
    return {**arguments, name: text}


def resolved_filter(text: str, value_of: Callable[[str], object]) -> str:
    r"""Return a filter with values for the stand-ins in it. A value stays one value, whatever is in it.

    Args:
        text: the agent's filter.
        value_of: returns the value for a text that is or has stand-ins; the text itself where it has none.

    Raises:
        FilterError: the filter cannot be read, or a value cannot stand in one.

    >>> resolved_filter("CITY==person-x or AGE>1", {"person-x": 'Oslo" or EMAIL==*', "1": "1"}.__getitem__)
    'CITY=in=("Oslo\\" or EMAIL==*") or AGE>1'
    """
    return str(_resolved(_parsed(text), value_of))


def _parsed(text: object) -> Filter:
    if not isinstance(text, str):
        raise FilterError(f"a filter is a text, not {type(text).__name__}; leave it out to select everybody")
    try:
        return parse_filter(text)
    except FilterSyntaxError as error:
        raise FilterError(str(error)) from None  # from None: the other one has the whole text
    except ValueError as error:  # too many parentheses
        raise FilterError(f"the filter cannot be used: {error}") from None


def _bounding(text: object) -> Filter:
    """Return a filter that all servers read alike."""
    filter_ = _parsed(text)
    for each in _comparisons(filter_):
        if not _FIELD.fullmatch(each.selector) or each.selector.lower() in _WORDS:
            raise FilterError("a field's name in the filter is of letters, digits, _ . and - alone; name a field")
        arguments = (each.argument,) if isinstance(each, Comparison) else each.arguments
        for argument in arguments:
            if any(sign in argument.text for sign in _ESCAPED):
                raise FilterError(
                    "a value in the filter has a double quote or a backslash, which servers may read in different "
                    "ways, so that the filter would bound nothing: use another value, or a wildcard for the character"
                )
            if not argument.text:
                raise FilterError("a value in the filter is empty, which the API does not take: give one")
    try:
        str(filter_).encode()
    except UnicodeEncodeError:
        raise FilterError("the filter has half of a surrogate pair: read it again from its source") from None
    return filter_


def _comparisons(filter_: Filter) -> Iterator[Comparison | OneOf]:
    if isinstance(filter_, Comparison | OneOf):
        yield filter_
    elif isinstance(filter_, And | Or):
        for term in filter_.terms:
            yield from _comparisons(term)
    else:
        raise FilterError("a part of the filter is not understood here: write it in the API's dialect")


def _check_joined(text: str, bounds: Filter, own: Filter) -> None:
    """Look whether the joined text says what is meant."""
    length = len(quoted(text))
    if length > MAX_BYTES:
        raise FilterError(f"the filter takes {length:,} bytes in a URL, and at most {MAX_BYTES:,} can be sent")
    try:
        wanted = all_of((bounds, own))
    except ValueError as error:
        raise FilterError(f"the filter cannot be joined with the policy's: {error}") from None
    if _parsed(text) != wanted:
        raise FilterError("the filter cannot be joined with the policy's: write it more simply")


def _resolved(filter_: Filter, value_of: Callable[[str], object]) -> Filter:
    if isinstance(filter_, And):
        return all_of(_resolved(term, value_of) for term in filter_.terms)
    if isinstance(filter_, Or):
        return any_of(_resolved(term, value_of) for term in filter_.terms)
    if isinstance(filter_, OneOf):
        return OneOf(filter_.selector, tuple(_value(each, value_of) for each in filter_.arguments))
    if isinstance(filter_, Comparison):
        argument = _value(filter_.argument, value_of)
        if argument.kind != "wildcard" and filter_.operator == "==" and WILDCARDS.search(argument.text):
            return OneOf(filter_.selector, (argument,))  # there a * is no wildcard
        return Comparison(filter_.selector, filter_.operator, argument)
    return filter_


def _value(argument: Argument, value_of: Callable[[str], object]) -> Argument:
    value = value_of(argument.text)
    if value == argument.text:
        return argument
    if argument.kind == "wildcard":
        raise FilterError("a stand-in cannot be part of a pattern with * or ?: compare with it alone")
    try:
        return argument_of(value)
    except (TypeError, ValueError) as error:
        raise FilterError(f"the value of a stand-in cannot stand in a filter: {error}") from None
