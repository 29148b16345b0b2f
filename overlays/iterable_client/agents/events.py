"""Events, recorded for one person or for many."""

from collections.abc import Mapping
from typing import Any, Final, cast

from iterable_client.agents.bulk_results import outcome_of
from iterable_client.agents.persons import all_named, with_consent
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite, Recipe, RecipeCall, RecipeError, WriteSteps
from sdk_core.agents.recipes.people import LeftOut, people_of, summary, text_of

_JOURNEYS: Final = "journeys that the event starts decide what is sent: none, one or more to each person"
_LATER: Final = "taken, and recorded a little later"


def achieve_event(arguments: Mapping[str, Any]) -> WriteSteps:
    """Plan an event for some persons: one call for all of them.

    Raises:
        RecipeError: an argument cannot be used, or a profile cannot be read.
    """
    left_out = LeftOut()
    event, people = text_of(arguments, "event"), all_named(people_of(arguments, left_out), left_out)
    data = arguments.get("data")
    if data is not None and not isinstance(data, Mapping):
        raise RecipeError('data is an object: the fields of the event, such as {"pages": 409}')
    fields = {} if data is None else {"dataFields": dict(cast("Mapping[str, Any]", data))}
    people = yield from with_consent(arguments, people, left_out)
    events = [{"eventName": event, **person.identifier, **fields} for person in people]
    return PlannedWrite(
        calls=(RecipeCall("trackEvents", {"body": {"events": events}}),) if people else (),
        changes=tuple({"person": person.text, "from": "", "to": f"has {event} once more"} for person in people),
        left_out=tuple(left_out.people),
        messages=None if people else 0,
        notes=(_JOURNEYS,) if people else (),
    )


def achieved(arguments: Mapping[str, Any], outcomes: list[CallOutcome], plan: PlannedWrite) -> Mapping[str, Any]:
    """Tell for whom the event was taken."""
    done, failed, note = outcome_of(plan, "/events", outcomes)
    return summary(done, failed, plan, event=arguments["event"], note=note or (_LATER if done else None))


ACHIEVE_EVENT: Final = Recipe(write=achieve_event, result=achieved)
