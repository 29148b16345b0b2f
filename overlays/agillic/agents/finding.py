"""One person, and how many fulfill a condition."""

from collections.abc import Mapping
from typing import Any, Final, cast

from agillic.agents.persons import by_values, named, read_fields, rows_of
from agillic.wire.rsql import parse_filter
from sdk_core.agents.recipes.model import ReadSteps, Recipe, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import LeftOut, members_of, text_of
from sdk_core.wire.statuses import NOT_FOUND

SAMPLE: Final = 3
"""Persons that are shown of those who are counted."""
_PAGE: Final = 1_000


def find_person(arguments: Mapping[str, Any]) -> ReadSteps:
    """Read one person, by one call; by two where the policy has a filter, which lets no single person be read.

    Raises:
        RecipeError: the address cannot be used, or the person cannot be read.
    """
    text = text_of(arguments, "person")
    outcome = yield RecipeCall("getRecipient", {"recipientId": text})
    if outcome.status == NOT_FOUND:
        return {"found": False}
    if not outcome.error:
        data = members_of(outcome.data)
        return {"found": True, "person": data.get("personData", data)}
    if outcome.status:
        raise RecipeError(f"the person cannot be read: {outcome.error}")
    left_out = LeftOut()
    fields = yield from read_fields()
    persons = named([text], fields, left_out)
    if not persons:
        raise RecipeError(str(left_out.people[0]["reason"]))
    condition = str(by_values(persons, fields))
    outcome = yield RecipeCall("listRecipients", {"filter": condition, "objectResponse": True, "pageSize": 2})
    if outcome.error:
        raise RecipeError(f"the person cannot be read: {outcome.error}")
    rows = rows_of(outcome.data)
    if len(rows) > 1:  # such as two spellings, on a server that does not look at case
        raise RecipeError("more than one person has this value: name the person by another field that only they have")
    return (
        {"found": True, "person": rows[0]}
        if rows
        else {"found": False, "note": "or the policy lets you see nobody by this"}
    )


def count_people(arguments: Mapping[str, Any]) -> ReadSteps:
    """Count those who fulfill a filter, with some of them as a sample; or the members of a group. One call.

    Raises:
        RecipeError: the filter cannot be used, or they cannot be read.
    """
    if (arguments.get("filter") is None) is (arguments.get("group") is None):
        raise RecipeError("give either filter or group")
    if arguments.get("group") is not None:
        return (yield from _count_members(text_of(arguments, "group")))
    text = text_of(arguments, "filter")
    try:
        parse_filter(text)
    except ValueError as error:
        raise RecipeError(f"the filter cannot be used: {error}") from None
    outcome = yield RecipeCall("listRecipients", {"filter": text, "objectResponse": True, "pageSize": SAMPLE})
    if outcome.error:
        raise RecipeError(f"they cannot be counted: {outcome.error}")
    rows = rows_of(outcome.data)
    total = _total(outcome.data)
    if total is None and len(rows) < SAMPLE:
        total = len(rows)
    if total is None:  # the number is not seen, or not said: count what a page holds
        outcome = yield RecipeCall("listRecipients", {"filter": text, "objectResponse": True, "pageSize": _PAGE})
        if outcome.error:
            raise RecipeError(f"they cannot be counted: {outcome.error}")
        count = len(rows_of(outcome.data))
        if count == _PAGE:
            return {"count_at_least": count, "sample": rows[:SAMPLE], "note": "the policy hides the whole number"}
        total = count
    return {"count": total, "sample": rows[:SAMPLE]}


FIND_PERSON: Final = Recipe(read=find_person)
COUNT_PEOPLE: Final = Recipe(read=count_people)


def _count_members(group: str) -> ReadSteps:
    outcome = yield RecipeCall("getTargetGroupPopulation", {"targetGroupName": group})
    if outcome.error:
        raise RecipeError(f"the members of the group cannot be counted: {outcome.error}")
    number = _number(outcome.data, "population")
    if number is None:
        raise RecipeError("the response says no number of members: look at the group in Agillic")
    return {"count": number, "group": group}


def _total(data: object) -> int | None:
    return _number(members_of(members_of(data).get("page")), "totalElements")


def _number(data: object, member: str) -> int | None:
    """Return a number that stands alone or as a member; None where it is not seen."""
    value: object = members_of(cast("object", data)).get(member) if isinstance(data, Mapping) else data
    return value if type(value) is int else None
