"""Who agreed to messages. Agillic has no field for it: each instance has its own, and the agent names it."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from agillic.agents.persons import Fields, Named, agreed, fulfilling
from sdk_core.agents.recipes.model import CallOutcome, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import NO_CONSENT, LeftOut, consent_field
from sdk_core.toml_tables import suggestion


def with_consent(
    arguments: Mapping[str, Any], persons: Sequence[Named], fields: Fields, left_out: LeftOut
) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    """Return those whose field says that they agreed; the others are left out.

    Args:
        arguments: those of the tool, which name the field, or say that it does not matter.
        persons: those who are there.
        fields: those of recipients.
        left_out: takes the others.

    Raises:
        RecipeError: no field is named, there is none of this name, or recipients cannot be read.
    """
    name = consent_field(arguments, fields.booleans)
    if not name:
        return list(persons)
    if name not in fields.types:
        advice = suggestion(name, fields.types) or fields.booleans
        raise RecipeError(f"recipients have no field of the name that consent_field gives: {advice}")
    try:
        condition = agreed(name, fields.types[name])
    except ValueError as error:
        raise RecipeError(f"consent_field cannot be looked at in a filter: {error}") from None
    found = yield from fulfilling(persons, fields, condition)
    for person in persons:
        if person not in found:
            left_out.add(person.text, NO_CONSENT)
    return found
