"""What recipes share that work on many persons: who is asked for, who is left out, and what became of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from sdk_core.agents.privacy.pseudonyms import PREFIX
from sdk_core.agents.privacy.shown_values import MASK
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite, RecipeError

MAX_PEOPLE: Final = 500
"""Persons of one call of a tool."""
MAX_MEMBERSHIPS: Final = 100
"""Persons of whom a plan reads whether they are members, where that takes a call each. To add a member changes
nothing, so above that it is not worth the calls."""
YES: Final = frozenset({"true", "yes", "1"})
"""What a field says of a person who agreed."""
NO_CONSENT: Final = "no consent"
UNKNOWN: Final = "nobody is known by this"
NOT_READ: Final = "unknown"
"""What a change says of somebody of whom nobody has read what they were."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who is left out of a work, and why.

    Attributes:
        people: each with the reason, in the order in which they were left out.
    """

    people: list[Mapping[str, Any]] = field(default_factory=list[Mapping[str, Any]])

    def add(self, person: str, reason: str) -> None:
        """Leave a person out.

        Args:
            person: as the agent named them.
            reason: why, in a few words.
        """
        self.people.append({"person": person, "reason": reason})


def people_of(arguments: Mapping[str, Any], left_out: LeftOut) -> list[str]:
    """Return the persons that a call of a tool names, each once.

    Args:
        arguments: those of the tool.
        left_out: takes those who are named twice.

    Raises:
        RecipeError: they are no list of texts, none, or too many.

    >>> left_out = LeftOut()
    >>> people_of({"people": ["ada", "bob", "ada"]}, left_out), left_out.people
    (['ada', 'bob'], [{'person': 'ada', 'reason': 'named twice; it counts once'}])
    """
    people = arguments.get("people")
    if not isinstance(people, list) or not all(isinstance(each, str) for each in cast("list[object]", people)):
        raise RecipeError('people is a list of texts, one for each person, such as ["ada@example.com"]')
    names = cast("list[str]", people)
    if not names:
        raise RecipeError("people is empty: name at least one person")
    if len(names) > MAX_PEOPLE:
        raise RecipeError(f"people has {len(names):,} entries, and one call takes {MAX_PEOPLE}: split them")
    once = list(dict.fromkeys(names))
    for name in once:
        if names.count(name) > 1:
            left_out.add(name, "named twice; it counts once")
    return once


def text_of(arguments: Mapping[str, Any], name: str) -> str:
    """Return a text that a tool needs.

    Raises:
        RecipeError: it is missing, empty or something else.
    """
    value = arguments.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RecipeError(f"{name} is missing: give it as a text")
    return value


def members_of(data: object) -> Mapping[str, Any]:
    """Return the members of a response; none of what has none."""
    return cast("Mapping[str, Any]", data) if isinstance(data, Mapping) else {}


def items_of(data: object) -> list[Any]:
    """Return the entries of a list of a response; none of what is no list."""
    items: list[Any] = [*cast("list[object]", data)] if isinstance(data, list) else []
    return items


def is_hidden(value: object) -> bool:
    """Return whether a value is one that the agent may not see: a mask or a stand-in.

    >>> is_hidden("***"), is_hidden("person-abcdefghij234567"), is_hidden("Oslo")
    (True, True, False)
    """
    return isinstance(value, str) and (value == MASK or value.startswith(PREFIX))


def consent_field(arguments: Mapping[str, Any], advice: str) -> str:
    """Return the field that says whether a person agreed; empty where nobody is left out for that.

    Args:
        arguments: those of the tool.
        advice: which fields that may be, as the end of a sentence.

    Raises:
        RecipeError: none is named, and nothing says that it does not matter.
    """
    if arguments.get("include_without_consent") is True:
        return ""
    name = arguments.get("consent_field")
    if not isinstance(name, str) or not name:
        raise RecipeError(
            "nothing says which field tells that a person agreed to messages: name it as consent_field, or say "
            f"include_without_consent if the person at your side wants so; {advice}"
        )
    return name


def summary(
    done: Sequence[str], failed: Sequence[Mapping[str, Any]], plan: PlannedWrite, **more: object
) -> dict[str, Any]:
    """Return the answer of a tool that wrote.

    Args:
        done: those with whom it was done, as the agent named them.
        failed: the others of the plan, each with the reason.
        plan: what was to be done.
        more: what else the agent should know.
    """
    return {
        "done": len(done),
        "people": list(done),
        "failed": list(failed),
        "left_out": list(plan.left_out),
        **{name: value for name, value in more.items() if value is not None},
    }


def undo_of(arguments: Mapping[str, Any], done: Sequence[str], plan: PlannedWrite, tool: str) -> dict[str, Any] | None:
    """Return the call of a tool that takes a change of members back; None where nothing is to be taken back.

    It names only those of whom it was known before that the change was one: of the others, nobody knows what they were.

    Args:
        arguments: those of the change.
        done: with whom it was done.
        plan: what was to be done.
        tool: the tool.
    """
    changed = {str(each["person"]) for each in plan.changes if each.get("from") != NOT_READ}
    people = [each for each in done if each in changed]
    if not people:
        return None
    back = {"add": "remove", "remove": "add"}[str(arguments["action"])]
    waived = {"include_without_consent": True} if back == "add" else {}
    return {"tool": tool, "arguments": {"group": arguments["group"], "action": back, "people": people, **waived}}


def persons_by_call(plan: PlannedWrite, counts: Sequence[int]) -> list[list[str]]:
    """Return whom each call of a plan is about.

    Args:
        plan: whose changes name the persons, in the order of its calls.
        counts: how many of them each call is about.
    """
    names = [str(each["person"]) for each in plan.changes]
    found: list[list[str]] = []
    for count in counts:
        found.append(names[:count])
        names = names[count:]
    return found


def by_outcome(
    persons: Sequence[Sequence[str]], outcomes: Sequence[CallOutcome]
) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Return with whom it was done and with whom not, where a call is done for all of its persons or for none.

    >>> by_outcome([["ada"], ["bob"], ["eve"]], [CallOutcome(), CallOutcome(error="busy", status=429)])
    (['ada'], [{'person': 'bob', 'reason': 'busy'}, {'person': 'eve', 'reason': 'not sent: the work was stopped'}])
    """
    done: list[str] = []
    failed: list[Mapping[str, Any]] = []
    for number, group in enumerate(persons):
        error = outcomes[number].error if number < len(outcomes) else "not sent: the work was stopped"
        if error:
            failed += [{"person": person, "reason": error} for person in group]
        else:
            done += group
    return done, failed
