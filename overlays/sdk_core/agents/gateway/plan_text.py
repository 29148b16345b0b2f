"""What a person is shown of a plan: how many are touched, a sample of what changes, and what may be sent."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from sdk_core.agents.caps.people import persons_named
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.gateway.planning import Draft
from sdk_core.agents.privacy.pseudonyms import holds_pseudonym
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.transport.limits.limiter import Limits

SAMPLE: Final = 5
"""Changes that are shown of many."""
_MAX_VALUE: Final = 80
_MAX_NOTE: Final = 500
_MAX_ASKED: Final = 20
_MAX_ENTRIES: Final = 3
"""Entries of a list that are shown one by one."""
_FIELD: Final = re.compile(r"[^\W\d][\w.-]*=")


def plan_text(catalog: Catalog, name: str, arguments: Mapping[str, Any], draft: Draft, limits: Limits | None) -> str:
    """Return the text of a plan.

    Args:
        catalog: the catalog of the API.
        name: the operation, or the tool.
        arguments: what it was asked for with: the person who agrees must see it.
        draft: what would be written.
        limits: how many calls of the day are left; None where nobody knows.
    """
    write, calls = draft.write, len(draft.calls)
    hidden = _hiding(catalog, draft)
    profile = f", profile {draft.rules.profile}" if draft.rules.profile else ""
    people = "an unknown number of persons" if draft.people is None else _counted(draft.people, "person")
    lines = [f"{name} ({catalog.api.title}{profile}): {_counted(calls, 'call')}, touching {people}."]
    lines += [f"- {each}" for each in _asked(arguments, hidden)]
    lines += _sample("Changes", write.changes, hidden)
    lines += _sample("Left out", write.left_out, hidden)
    lines.append(_messages(write.messages))
    if limits is not None and limits.daily_limit is not None:
        lines.append(f"It takes {_counted(calls, 'call')} of the day's {limits.daily_limit:,}.")
    return "\n".join([*lines, *(_on_one_line(each, _MAX_NOTE) for each in write.notes)])


def masked(person: str) -> str:
    """Return a person as people recognize who know them, and others do not.

    >>> masked("ada@example.com"), masked("17"), masked("EMAIL=ada@example.com")
    ('a***@example.com', '1***', 'EMAIL=a***@example.com')
    """
    field = found[0] if (found := _FIELD.match(person)) else ""
    name, at, domain = person[len(field) :].partition("@")
    return f"{field}{name[:1]}***{at}{domain}"


def _hiding(catalog: Catalog, draft: Draft) -> Mapping[str, str]:
    """Return what is shown for each person that the calls name, unless the policy shows persons plain."""
    if draft.rules.personal_data == "plain":
        return {}
    values = [{**call.values, "given": call.given, "": call.body} for call in draft.calls]
    named = {each for each in persons_named(values, catalog.people) if not holds_pseudonym(each)}
    named |= {str(each["person"]) for each in (*draft.write.changes, *draft.write.left_out) if "person" in each}
    return {each: masked(each) for each in named}


def _sample(title: str, entries: Iterable[Mapping[str, Any]], hidden: Mapping[str, str]) -> list[str]:
    found = list(entries)
    if not found:
        return []
    shown = [f"- {_line(each, hidden)}" for each in found[:SAMPLE]]
    more = len(found) - len(shown)
    return [f"{title} ({len(found):,}):", *shown, *([f"- and {more:,} more"] if more else [])]


def _line(entry: Mapping[str, Any], hidden: Mapping[str, str]) -> str:
    parts: list[str] = []
    for name, value in entry.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        parts.append(f"{_on_one_line(name, 40)}: {_on_one_line(hidden.get(text, text), _MAX_VALUE)}")
    return ", ".join(parts)


def _asked(arguments: Mapping[str, Any], hidden: Mapping[str, str]) -> list[str]:
    """Return what was asked for, a line for each value; of a list with many entries, how many."""
    leaves = list(_leaves(arguments, ""))
    lines = [f"{_on_one_line(place, 60)} = {_shown(value, hidden)}" for place, value in leaves[:_MAX_ASKED]]
    return lines if len(leaves) <= _MAX_ASKED else [*lines, f"and {len(leaves) - _MAX_ASKED:,} more values"]


def _leaves(value: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and value:
        for name, inner in cast("Mapping[str, object]", value).items():
            yield from _leaves(inner, f"{place}/{name}" if place else name)
    elif isinstance(value, list) and 0 < len(entries := cast("list[object]", value)) <= _MAX_ENTRIES:
        for number, inner in enumerate(entries):
            yield from _leaves(inner, f"{place}/{number}")
    else:
        yield place, value


def _shown(value: object, hidden: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return f"({len(cast('list[object]', value)):,} entries)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return _on_one_line(hidden.get(text, text), _MAX_VALUE)


def _on_one_line(text: str, limit: int) -> str:
    """Return text visible, and without line breaks: a value that had one could look like a line of the plan."""
    return visible(text, limit).replace("\n", "\\n").replace("\t", "\\t")


def _messages(count: int | None) -> str:
    if count is None:
        return "Messages may be sent because of it; nobody can say how many."
    return f"At most {_counted(count, 'message')} may be sent because of it." if count else "It sends no message."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
