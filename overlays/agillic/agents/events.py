"""Events, achieved for one person or for many."""

from collections.abc import Generator, Mapping
from typing import Any, Final

from agillic.agents.consent import with_consent
from agillic.agents.persons import Fields, Named, known, named, read_fields
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite, Recipe, RecipeCall, RecipeError, WriteSteps
from sdk_core.agents.recipes.people import (
    UNKNOWN,
    LeftOut,
    by_outcome,
    members_of,
    people_of,
    persons_by_call,
    summary,
    text_of,
)

_FLOWS: Final = "flows that the event starts decide what is sent: none, one or more to each person"
_LATER: Final = "accepted, and worked off later: task_status tells how it ended"


def achieve_event(arguments: Mapping[str, Any]) -> WriteSteps:
    """Plan an event for some persons: one call for one person, and one for all where there are more.

    Raises:
        RecipeError: an argument cannot be used, or recipients cannot be read.
    """
    left_out = LeftOut()
    event, people = text_of(arguments, "event"), people_of(arguments, left_out)
    context = _context(arguments)
    fields = yield from read_fields()
    persons = yield from _found(named(people, fields, left_out), fields, left_out)
    persons = yield from with_consent(arguments, persons, fields, left_out)
    if len(persons) > 1:
        unseen = [person for person in persons if person.key is None]
        for person in unseen:
            left_out.add(
                person.text, f"{fields.key} is not seen, and events of many take nothing else: name them by it"
            )
        persons = [person for person in persons if person.key is not None]
    return PlannedWrite(
        calls=_calls(event, persons, context),
        changes=tuple({"person": person.text, "from": "", "to": f"achieves {event} once more"} for person in persons),
        left_out=tuple(left_out.people),
        messages=None if persons else 0,
        notes=(_FLOWS,) if persons else (),
    )


def achieved(arguments: Mapping[str, Any], outcomes: list[CallOutcome], plan: PlannedWrite) -> Mapping[str, Any]:
    """Tell for whom the event was achieved, or accepted to be."""
    done, failed = by_outcome(persons_by_call(plan, [len(plan.changes)]), outcomes)
    task = members_of(outcomes[0].data).get("taskId") if outcomes else None
    return summary(done, failed, plan, event=arguments["event"], task=task, note=_LATER if task else None)


ACHIEVE_EVENT: Final = Recipe(write=achieve_event, result=achieved)


def _context(arguments: Mapping[str, Any]) -> Mapping[str, Any] | None:
    data = arguments.get("data")
    if data is None:
        return None
    if not isinstance(members_of(data).get("name"), str):
        raise RecipeError(
            "data is an object whose name says the Context Parameter Schema of the instance, and whose other members "
            'are its parameters, such as {"name": "order", "ORDER_ID": "123789"}'
        )
    return members_of(data)


def _found(persons: list[Named], fields: Fields, left_out: LeftOut) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    there = yield from known(persons, fields)
    chosen: dict[str, Named] = {}
    for person in persons:
        found = there.get(person.text)
        if found is None:
            left_out.add(person.text, UNKNOWN)
        elif (same := found.key or f"{found.field}={found.value}") in chosen:
            left_out.add(person.text, f"the same person as {chosen[same].text}; they count once")
        else:
            chosen[same] = found
    return list(chosen.values())


def _calls(event: str, persons: list[Named], context: Mapping[str, Any] | None) -> tuple[RecipeCall, ...]:
    if not persons:
        return ()
    if len(persons) > 1:
        own: dict[str, Any] = {"eventId": event} | ({} if context is None else {"context": dict(context)})
        body = {"data": [{"recipientId": person.key, **own} for person in persons]}
        return (RecipeCall("asyncAchieveEvent", {"body": body}),)
    path = {"recipientId": persons[0].text, "eventId": event}
    if context is None:
        return (RecipeCall("achieveEvent", path),)
    return (RecipeCall("achieveEventWithContext", {**path, "body": {"context_parameters": dict(context)}}),)
