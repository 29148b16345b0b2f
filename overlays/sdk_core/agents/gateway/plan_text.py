"""What a person is shown of a plan: how many are touched, a sample of what changes, and what may be sent."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sdk_core.agents.caps.people import persons_named
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.gateway.plan_values import asked_lines, on_one_line, text_of
from sdk_core.agents.gateway.planning import Draft
from sdk_core.agents.privacy.pseudonyms import holds_pseudonym
from sdk_core.transport.limits.limiter import Limits
from sdk_core.wire.counting import counted

SAMPLE: Final = 5
"""Changes that are shown of many."""
_MAX_VALUE: Final = 80
_MAX_NOTE: Final = 500
_FIELD: Final = re.compile(r"[^\W\d][\w.-]*=")


def plan_text(catalog: Catalog, name: str, arguments: Mapping[str, Any], draft: Draft, limits: Limits | None) -> str:
    """Return the text of a plan.

    Args:
        catalog: the catalog of the API.
        name: the operation, or the tool.
        arguments: what it was asked for with: the person who agrees must see it.
        draft: what would be written.
        limits: how many calls of the day are left; None where nobody knows.

    Raises:
        Refused: it names more things than a person can look at.
    """
    write, calls = draft.write, len(draft.calls)
    hidden = _hiding(catalog, draft)
    profile = f", profile {draft.rules.profile}" if draft.rules.profile else ""
    people = "an unknown number of persons" if draft.people is None else counted(draft.people, "person")
    lines = [f"{name} ({catalog.api.title}{profile}): {counted(calls, 'call')}, touching {people}."]
    lines += [f"- {each}" for each in asked_lines(catalog, name, arguments, draft.calls, hidden)]
    lines += _sample("Changes", write.changes, hidden)
    lines += _sample("Left out", write.left_out, hidden)
    lines.append(_messages(write.messages))
    if limits is not None and limits.daily_limit is not None:
        lines.append(f"It takes {counted(calls, 'call')} of the day's {limits.daily_limit:,}.")
    return "\n".join([*lines, *(on_one_line(each, _MAX_NOTE) for each in write.notes)])


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
        text = text_of(value)
        parts.append(f"{on_one_line(name, 40)}: {on_one_line(hidden.get(text, text), _MAX_VALUE)}")
    return ", ".join(parts)


def _messages(count: int | None) -> str:
    if count is None:
        return "Messages may be sent because of it; nobody can say how many."
    return f"At most {counted(count, 'message')} may be sent because of it." if count else "It sends no message."
