"""Who is there of the persons that an agent names, and who of them agreed: one call for each, since nothing reads many.

That somebody is there is seen by the shape of the response, whatever of it is masked.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sdk_core.agents.recipes.model import CallOutcome, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import NO_CONSENT, UNKNOWN, YES, LeftOut, consent_field, is_hidden, members_of
from sdk_core.wire.identifiers import compared_as

Kind = Literal["email", "userId"]
_BY: Final = re.compile(r"(email|userId)=(.+)", re.DOTALL)
_READS: Final[Mapping[Kind, str]] = {"email": "findUserByEmail", "userId": "findUserById"}
"""With the identifier in the query, where all characters are safe."""
_ADVICE: Final = "it is a field of the profile, such as settings.newsletter"
_HIDDEN: Final = "the policy hides what the field says: let it show the field plain"
_OF_PERSON: Final = frozenset({400, 404})
"""Statuses that say that nobody has an identifier, or that it is none."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as an agent names them.

    Attributes:
        text: what it wrote.
        kind: by what it names them.
        value: the email or the userId.
    """

    text: str
    kind: Kind
    value: str

    @property
    def identifier(self) -> dict[str, str]:
        """What names them in parameters and bodies."""
        return {self.kind: self.value}

    @property
    def folded(self) -> str:
        """What no two spellings of the same person differ in."""
        return folded(self.value, self.kind)


def folded(value: str, kind: Kind) -> str:
    """Return an identifier in the spelling by which it is compared: only of emails, case does not count."""
    return compared_as(value) if kind == "email" else value


def named(text: str) -> Named:
    """Return a person by what an agent wrote: an email, a userId, or one of them with its name before it.

    A stand-in alone is taken for that of an email.

    >>> named("ada@example.com").identifier, named("reader-7").identifier, named("userId=a@b").identifier
    ({'email': 'ada@example.com'}, {'userId': 'reader-7'}, {'userId': 'a@b'})
    """
    found = _BY.fullmatch(text)
    if found:
        return Named(text, "email" if found[1] == "email" else "userId", found[2])
    return Named(text, "email" if "@" in text or is_hidden(text) else "userId", text)


def all_named(people: Sequence[str], left_out: LeftOut) -> list[Named]:
    """Return persons, each once; those whom no call can name are left out."""
    found: dict[tuple[str, str], Named] = {}
    for text in people:
        person = named(text)
        if not person.value.strip() or not person.value.isprintable():
            left_out.add(text, "no email and no userId: it is empty, or has a line break or what else does not print")
        elif (same := (person.kind, person.folded)) in found:
            left_out.add(text, f"the same as {found[same].text}; it counts once")
        else:
            found[same] = person
    return list(found.values())


def profile_of(person: Named) -> Generator[RecipeCall, CallOutcome, Mapping[str, Any] | str]:
    """Read the profile of a person, by one call; the reason where nobody is known by the identifier.

    Raises:
        RecipeError: it cannot be read.
    """
    outcome = yield RecipeCall(_READS[person.kind], person.identifier)
    if outcome.error:
        if outcome.status in _OF_PERSON:
            return f"{UNKNOWN}: {outcome.error}"
        raise RecipeError(f"a profile cannot be read: {outcome.error}")
    profile = members_of(members_of(outcome.data).get("user"))
    return profile if profile.get("email") or profile.get("userId") else UNKNOWN  # some are told by empty identifiers


def with_consent(
    arguments: Mapping[str, Any], people: Sequence[Named], left_out: LeftOut
) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    """Return those who are there and agreed, by one call for each; the others are left out.

    Args:
        arguments: those of the tool, which name the field of the profile, or say that it does not matter.
        people: whom to look at.
        left_out: takes the others.

    Raises:
        RecipeError: no field is named, or a profile cannot be read.
    """
    field = consent_field(arguments, _ADVICE)
    found: list[Named] = []
    for person in people:
        profile = yield from profile_of(person)
        reason = profile if isinstance(profile, str) else _reason(profile, field)
        if reason:
            left_out.add(person.text, reason)
        else:
            found.append(person)
    return found


def _reason(profile: Mapping[str, Any], field: str) -> str:
    """Return why a person is left out; empty where they agreed, or it does not matter."""
    if not field:
        return ""
    whole = members_of(profile.get("dataFields"))
    value: object = whole
    for name in field.split("."):
        value = members_of(value).get(name)
    if value is None:  # fields may have a dot in their names
        value = whole.get(field)
    if is_hidden(value):
        return _HIDDEN
    return "" if str(value).lower() in YES else NO_CONSENT
