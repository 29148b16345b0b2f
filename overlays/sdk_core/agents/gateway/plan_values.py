"""What a plan was asked for with, as a person is shown it: first what decides, and that in full.

The agent chooses how many members there are, and in which order. So the things that calls name, and to whom members
make messages go, have lines of their own. Then come the members that the document describes, all of them, and of the
others as many as fit.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from sdk_core.agents.catalog.elsewhere import place_of, sending_given
from sdk_core.agents.catalog.naming import things_named
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.schemas import Described
from sdk_core.agents.gateway.checks import CheckedCall
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.wire.counting import counted

MAX_NAMES: Final = 100
"""Names of things of a kind that a person can be asked to look at. More are no plan that anybody could agree to."""
_MAX_NAME: Final = 200
_MAX_VALUE: Final = 80
_MAX_ASKED: Final = 20
"""Values that are shown, unless the document describes more."""
_MAX_ENTRIES: Final = 3
"""Entries of a list that are shown one by one."""
_MAX_DEPTH: Final = 6
"""A bound for objects that the document describes within themselves."""


class _Leaf(NamedTuple):
    """A value, and where it is.

    Attributes:
        place: the names of the members that lead to it, as a JSON pointer has them.
        value: the value, or a list of many.
        is_described: whether the document says what it is, so that an agent cannot add any number of its like.
    """

    place: str
    value: object
    is_described: bool


def asked_lines(
    catalog: Catalog, name: str, arguments: Mapping[str, Any], calls: Iterable[CheckedCall], hidden: Mapping[str, str]
) -> list[str]:
    """Return the lines about what a plan was asked for with.

    Args:
        catalog: the catalog of the API.
        name: the operation, or the tool.
        arguments: those of it.
        calls: the calls that would be made.
        hidden: what is shown for persons.

    Raises:
        Refused: it names more things than a person can look at.
    """
    lines = [*_named(catalog, calls)]
    operation = catalog.operations.get(name)
    described = None if operation is None else place_of(catalog, operation)
    leaves = sorted(_leaves(arguments, described, "", 0, 0), key=lambda each: not each.is_described)
    count = max(_MAX_ASKED, sum(each.is_described for each in leaves))
    lines += [f"{on_one_line(each.place, 60)} = {_shown(each.value, hidden)}" for each in leaves[:count]]
    more = len(leaves) - count
    return lines if more <= 0 else [*lines, f"and {counted(more, 'more value')}, not shown"]


def on_one_line(text: str, limit: int) -> str:
    """Return text visible, and without line breaks: a value that had one could look like a line of the plan."""
    return visible(text, limit).replace("\n", "\\n").replace("\t", "\\t")


def text_of(value: object) -> str:
    """Return a value as a text: as JSON where it is none."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _named(catalog: Catalog, calls: Iterable[CheckedCall]) -> Iterator[str]:
    names: dict[str, dict[str, None]] = {}
    for call in calls:
        for kind, values in things_named(catalog, call.operation, call.given).items():
            names.setdefault(f"names the {kind}", {}).update(dict.fromkeys(map(text_of, values)))
        for place, values in sending_given(catalog, call.operation, call.given).items():
            names.setdefault(f"sends by {place} to", {}).update(dict.fromkeys(map(text_of, values)))
    for what, found in names.items():
        if len(found) > MAX_NAMES:
            reason = f"it {what}: {len(found):,} of them, and a person can look at {MAX_NAMES}; split it"
            raise Refused("invalid", reason)
        yield f"{what}: {', '.join(on_one_line(each, _MAX_NAME) for each in found)}"


def _leaves(value: object, described: Described | None, place: str, depth: int, lists: int) -> Iterator[_Leaf]:
    """Yield each value; of a list with many entries, the list.

    Args:
        value: what is looked at.
        described: what the document says of it; None for arguments of a tool, whose own schema bounds the first level.
        place: where it is.
        depth: how many members lead to it.
        lists: how many lists it is in.
    """
    if isinstance(value, Mapping) and value:
        for name, inner in cast("Mapping[str, object]", value).items():
            step = name.replace("~", "~0").replace("/", "~1")
            member = None if described is None else described.member(name)
            yield from _leaves(inner, member, f"{place}/{step}" if place else step, depth + 1, lists)
    elif isinstance(value, list) and 0 < len(entries := cast("list[object]", value)) <= _MAX_ENTRIES:
        for number, inner in enumerate(entries):
            items = None if described is None else described.items
            yield from _leaves(inner, items, f"{place}/{number}", depth, lists + 1)
    else:
        is_known = depth == 1 if described is None else described.is_declared and depth <= _MAX_DEPTH
        yield _Leaf(place, value, is_known and lists <= 1)


def _shown(value: object, hidden: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return f"({counted(len(cast('list[object]', value)), 'entry', 'entries')})"
    text = text_of(value)
    return on_one_line(hidden.get(text, text), _MAX_VALUE)
