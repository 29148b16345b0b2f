"""Static target groups: who is in one, and who is put there or taken out."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final, cast

from agillic.agents.consent import with_consent
from agillic.agents.persons import Fields, Named, known, named, read_fields
from agillic.api import API
from sdk_core.agents.recipes.model import (
    CallOutcome,
    PlannedWrite,
    ReadSteps,
    Recipe,
    RecipeCall,
    RecipeError,
    WriteSteps,
)
from sdk_core.agents.recipes.people import (
    MAX_MEMBERSHIPS,
    NOT_READ,
    UNKNOWN,
    LeftOut,
    by_outcome,
    is_hidden,
    items_of,
    members_of,
    people_of,
    persons_by_call,
    summary,
    text_of,
    undo_of,
)
from sdk_core.toml_tables import suggestion
from sdk_core.wire.counting import counted
from sdk_core.wire.statuses import NOT_FOUND

_CHANGES: Final = {"add": "addToStaticTargetGroup", "remove": "removeFromStaticTargetGroup"}
_OF_PERSON: Final = frozenset({400, 404, 409, 422})
"""Statuses that say something of the one person that was asked for, and nothing of the next."""
_HIDDEN: Final = "the policy hides the names of groups"
_FLOWS: Final = "flows that use the group may send messages because of it; nobody knows before to how many"


def is_member(arguments: Mapping[str, Any]) -> ReadSteps:
    """Tell which of some persons are in a group, by one call for each.

    Raises:
        RecipeError: an argument cannot be used.
    """
    left_out = LeftOut()
    group, people = text_of(arguments, "group"), people_of(arguments, left_out)
    yield from _check_group(group, must_be_static=False)
    persons = named(people, Fields({}, ""), left_out)  # by path: fields do not matter
    memberships = yield from _memberships(group, persons, left_out)
    return {
        "group": group,
        "members": [name for name, is_in in memberships.items() if is_in is True],
        "no_members": [name for name, is_in in memberships.items() if is_in is False],
        "not_known": [
            *left_out.people,
            *({"person": name, "reason": is_in} for name, is_in in memberships.items() if isinstance(is_in, str)),
        ],
    }


def change_members(arguments: Mapping[str, Any]) -> WriteSteps:
    """Plan who is put into a static group, or taken out.

    Raises:
        RecipeError: an argument cannot be used, or recipients cannot be read.
    """
    left_out = LeftOut()
    group, action = text_of(arguments, "group"), text_of(arguments, "action")
    if action not in _CHANGES:
        raise RecipeError(f"action is {' or '.join(_CHANGES)}")
    people = people_of(arguments, left_out)
    adds = action == "add"
    yield from _check_group(group, must_be_static=True)
    fields = yield from read_fields()
    persons = yield from _found(named(people, fields, left_out), fields, left_out)
    if adds:
        persons = yield from with_consent(arguments, persons, fields, left_out)
    notes: list[str] = []
    memberships: dict[str, bool | str] = {}
    if len(persons) <= MAX_MEMBERSHIPS:
        memberships = yield from _memberships(group, persons, left_out)
        not_read = [each for each in memberships.values() if isinstance(each, str)]
        if not_read:
            notes.append(
                f"of {counted(len(not_read), 'person')} nobody knows whether they are members already: {not_read[0]}"
            )
        gone = {name for name in (person.text for person in persons) if name not in memberships}
        persons = [person for person in persons if person.text not in gone]
    elif persons:
        notes.append(
            "whether they are members already was not read, since that takes a call for each of "
            f"{counted(len(persons), 'person')}"
        )
    chosen: list[Named] = []
    for person in persons:
        if memberships.get(person.text) is adds:
            left_out.add(person.text, "is a member already" if adds else "is no member")
        else:
            chosen.append(person)
    return _plan(group, action, chosen, memberships, left_out, notes)


def changed(arguments: Mapping[str, Any], outcomes: list[CallOutcome], plan: PlannedWrite) -> Mapping[str, Any]:
    """Tell who was put into a group, or taken out."""
    counts = [len(call.arguments["body"]["recipientIds"]) for call in plan.calls]
    done, failed = by_outcome(persons_by_call(plan, counts), outcomes)
    undo = undo_of(arguments, done, plan, "change_members")
    return summary(done, failed, plan, group=arguments["group"], action=arguments["action"], undo=undo)


IS_MEMBER: Final = Recipe(read=is_member)
CHANGE_MEMBERS: Final = Recipe(write=change_members, result=changed)


def _check_group(name: str, *, must_be_static: bool) -> Generator[RecipeCall, CallOutcome, None]:
    """Look whether there is such a group, by one call that names nobody; the server decides where it cannot be read."""
    outcome = yield RecipeCall("discoverTargetGroups")
    if outcome.error:
        return
    found = {str(each.get("name")): each.get("static") for each in map(members_of, items_of(outcome.data))}
    if name not in found:
        advice = suggestion(name, found) or "discoverTargetGroups lists them"
        raise RecipeError(f"there is no target group of this name, case included: {advice}")
    if must_be_static and found[name] is False:
        raise RecipeError(
            "the target group is dynamic: its members follow from a condition, and nobody can be added or removed"
        )


def _found(
    persons: Sequence[Named], fields: Fields, left_out: LeftOut
) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    """Return those who are there and can be named in a body, each once."""
    there = yield from known(persons, fields)
    chosen: dict[str, Named] = {}
    for person in persons:
        found = there.get(person.text)
        if found is None:
            left_out.add(person.text, UNKNOWN)
        elif found.key is None:
            left_out.add(person.text, f"{fields.key} is not seen, and groups take nothing else: name them by it")
        elif found.key in chosen:
            left_out.add(person.text, f"the same person as {chosen[found.key].text}; they count once")
        else:
            chosen[found.key] = found
    return list(chosen.values())


def _memberships(
    group: str, persons: Sequence[Named], left_out: LeftOut
) -> Generator[RecipeCall, CallOutcome, dict[str, bool | str]]:
    """Return whether each person is in a group, or why nobody knows; those who are not there are left out."""
    found: dict[str, bool | str] = {}
    stopped = ""
    for person in persons:
        if stopped:
            found[person.text] = stopped
            continue
        outcome = yield RecipeCall("listRecipientTargetGroups", {"recipientId": person.text})
        if outcome.status == NOT_FOUND:
            left_out.add(person.text, UNKNOWN)
        elif outcome.error:
            found[person.text] = outcome.error
            stopped = "" if outcome.status in _OF_PERSON else outcome.error
        else:
            found[person.text] = _is_in(group, outcome.data)
    return found


def _is_in(group: str, data: object) -> bool | str:
    """Return whether a group is among those of a person; they may be listed by their names alone."""
    names = [
        members_of(cast("object", each)).get("name") if isinstance(each, Mapping) else each for each in items_of(data)
    ]
    if group in names:
        return True
    return _HIDDEN if any(is_hidden(name) for name in names) else False


def _plan(  # noqa: PLR0913, PLR0917 - what a plan is made of
    group: str,
    action: str,
    persons: Sequence[Named],
    memberships: Mapping[str, bool | str],
    left_out: LeftOut,
    notes: Sequence[str],
) -> PlannedWrite:
    adds = action == "add"
    operation = API.operations[_CHANGES[action]]
    size: int = operation.traits["batch"]["max_items"]
    keys = [person.key for person in persons]
    before, after = ("no member", "member") if adds else ("member", "no member")
    return PlannedWrite(
        calls=tuple(
            RecipeCall(operation.id, {"body": {"targetGroupName": group, "recipientIds": keys[at : at + size]}})
            for at in range(0, len(keys), size)
        ),
        changes=tuple(
            {
                "person": person.text,
                "from": before if isinstance(memberships.get(person.text), bool) else NOT_READ,
                "to": after,
            }
            for person in persons
        ),
        left_out=tuple(left_out.people),
        messages=None if persons else 0,
        notes=(*notes, *([_FLOWS] if persons else [])),
    )
