"""Who is there of the persons that an agent names, and who of them agreed: few calls, and no value needs to be seen.

Persons are looked for by a filter, hundreds in a call. Where the response shows by which value each was found, that is
the answer. Where values are masked, their number is: all, none, or some, and then each half is asked for on its own.
"""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from agillic.agents.filters import MAX_BYTES, MAX_POLICY_BYTES
from agillic.wire.path_encoding import UniqueField, path_value
from agillic.wire.recipient_addresses import recipient_address
from agillic.wire.rsql import F, Filter
from agillic.wire.rsql.arguments import argument_of
from agillic.wire.rsql.readings import number
from sdk_core.agents.privacy.shown_values import MASK
from sdk_core.agents.recipes.model import CallOutcome, RecipeCall, RecipeError
from sdk_core.agents.recipes.people import YES, LeftOut, is_hidden, items_of, members_of
from sdk_core.wire.identifiers import compared_as
from sdk_core.wire.texts import quoted

KEY_FIELD: Final = "EMAIL"
"""The recipient key where the instance names none [S2]."""
MAX_NAMES: Final = 150
"""Persons of one call."""
_ROOM: Final = MAX_BYTES - MAX_POLICY_BYTES - 500
"""Bytes for their names in a URL; the rest is for the policy's filter and for signs."""
_SEPARATOR: Final = len("%2C%22%22")
_STAND_IN: Final = 60
"""Bytes that are set aside for the value of a stand-in, which is not seen here."""
_ESCAPED: Final = ('"', "\\")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of recipients.

    Attributes:
        types: the type of each, by name.
        key: the recipient key.
    """

    types: Mapping[str, str]
    key: str

    @property
    def booleans(self) -> str:
        """Those that say yes or no, for texts."""
        names = sorted(name for name, type_ in self.types.items() if type_ == "BOOLEAN")
        return f"fields that say yes or no are {', '.join(names[:20])}" if names else "no field says yes or no"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as an agent names them.

    Attributes:
        text: what it wrote.
        field: the field that it names them by.
        value: the value of the field.
        key: the value of the recipient key, where it is known; else None.
    """

    text: str
    field: str
    value: str
    key: str | None


def read_fields() -> Generator[RecipeCall, CallOutcome, Fields]:
    """Read the fields of recipients, by one call that names nobody.

    Raises:
        RecipeError: they cannot be read.
    """
    outcome = yield RecipeCall("discoverPersonData")
    fields = [each for each in map(members_of, items_of(members_of(outcome.data).get("fields"))) if "name" in each]
    if outcome.error or not fields:
        raise RecipeError(f"the fields of recipients cannot be read: {outcome.error or 'the response has none'}")
    keys = [str(each["name"]) for each in fields if each.get("identifier") is True]
    return Fields({str(each["name"]): str(each.get("type", "")) for each in fields}, keys[0] if keys else KEY_FIELD)


def named(people: Iterable[str], fields: Fields, left_out: LeftOut) -> list[Named]:
    """Return persons by the field that each is named by; those who cannot be looked for are left out.

    Args:
        people: as an agent names them: by the recipient key, or as FIELD=value.
        fields: those of recipients; with no types where the persons are asked for one by one, by path.
        left_out: takes the others.
    """
    found: list[Named] = []
    seen: dict[tuple[str, str], str] = {}
    for text in people:
        try:
            address = recipient_address(text)
            path_value("recipientId", address)
            argument_of(address.value if isinstance(address, UniqueField) else address)
        except (TypeError, ValueError) as error:
            left_out.add(text, f"no address of a person: {error}")
            continue
        field, value = (address.field, address.value) if isinstance(address, UniqueField) else (fields.key, address)
        if fields.types and field not in fields.types and field != "AGILLIC_ID":
            left_out.add(text, f"recipients have no field {field}")
        elif fields.types and any(sign in value for sign in _ESCAPED):
            left_out.add(text, "no filter can say a double quote or a backslash for certain")
        elif (field, value) in seen:
            left_out.add(text, f"the same as {seen[field, value]}; it counts once")
        else:
            seen[field, value] = text
            found.append(Named(text, field, value, value if field == fields.key else None))
    return found


def known(people: Sequence[Named], fields: Fields) -> Generator[RecipeCall, CallOutcome, dict[str, Named]]:
    """Return who of some persons is there, by what the agent named them, with the recipient key where it is seen.

    Args:
        people: whom to look for.
        fields: those of recipients.

    Raises:
        RecipeError: recipients cannot be read.
    """
    found: dict[str, Named] = {}
    for part in _parts(people):
        rows = yield from _rows(part, fields, None)
        by_person = _by_person(part, rows)
        if by_person is None:
            there = yield from _halved(part, _Counts(len(rows), len(part)), fields, None)
            found |= {person.text: person for person in there}
        else:
            there = [person for person in part if by_person[person.text]]
            found |= {person.text: _with_key(person, by_person[person.text][0], fields) for person in there}
    return {person.text: found[person.text] for person in people if person.text in found}


def fulfilling(
    people: Sequence[Named], fields: Fields, condition: Filter
) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    """Return who of some persons, who are there, fulfills a condition.

    A server that does not look at case may find two recipients by one name. Only where all that are found by it fulfill
    the condition does the person count. So each part is read without the condition too, and the two are compared.

    Args:
        people: whom to look at.
        fields: those of recipients.
        condition: what they must fulfill.

    Raises:
        RecipeError: recipients cannot be read.
    """
    found: set[str] = set()
    for part in _parts(people):
        yes = yield from _rows(part, fields, condition)
        every = yield from _rows(part, fields, None)
        yes_of, every_of = _by_person(part, yes), _by_person(part, every)
        if yes_of is None or every_of is None:
            chosen = yield from _halved(part, _Counts(len(yes), len(every)), fields, condition)
        else:
            chosen = [each for each in part if 0 < len(yes_of[each.text]) == len(every_of[each.text])]
        found |= {person.text for person in chosen}
    return [person for person in people if person.text in found]


class _Counts(NamedTuple):
    """How many rows some persons have, where it is not seen whose these are.

    Attributes:
        found: rows that fulfill the condition; all of them where there is none.
        wanted: rows that there are if all persons are to be taken.
    """

    found: int
    wanted: int


def _halved(
    part: Sequence[Named], counts: _Counts, fields: Fields, condition: Filter | None
) -> Generator[RecipeCall, CallOutcome, list[Named]]:
    """Return those of some persons who are meant, by numbers of rows alone: all, none, or those of each half.

    Only the first half is asked for. No row is of both, so the rest is the other one's.
    """
    if counts.found <= 0:
        return []
    if counts.found >= counts.wanted:
        return list(part)
    if len(part) == 1:  # some of several rows do not fulfill it
        return []
    middle = len(part) // 2
    first, second = part[:middle], part[middle:]
    found = yield from _rows(first, fields, condition)
    wanted = len(first)
    if condition is not None:
        every = yield from _rows(first, fields, None)
        wanted = len(every)
    of_first = _Counts(len(found), wanted)
    of_second = _Counts(counts.found - of_first.found, counts.wanted - of_first.wanted)
    in_first = yield from _halved(first, of_first, fields, condition)
    in_second = yield from _halved(second, of_second, fields, condition)
    return [*in_first, *in_second]


def agreed(field: str, type_: str) -> Filter:
    """Return what selects those whose field says yes.

    >>> str(agreed("NEWSLETTER", "BOOLEAN")), str(agreed("LEVEL", "NUMBER"))
    ('NEWSLETTER==true', 'LEVEL==1')
    """
    if type_ == "BOOLEAN":
        return F[field] == True  # noqa: E712 - it builds a filter
    if type_ == "NUMBER":
        return F[field] == 1
    return F[field].in_(
        *(spelled for word in sorted(YES) for spelled in dict.fromkeys((word, word.title(), word.upper())))
    )


def _rows(
    part: Sequence[Named], fields: Fields, condition: Filter | None
) -> Generator[RecipeCall, CallOutcome, list[Mapping[str, Any]]]:
    selector = by_values(part, fields)
    text = str(selector if condition is None else selector & condition)
    outcome = yield RecipeCall("listRecipients", {"filter": text, "objectResponse": True, "pageSize": 1000})
    if outcome.error:
        raise RecipeError(f"recipients cannot be read, so nothing was planned: {outcome.error}")
    return rows_of(outcome.data)


def by_values(part: Sequence[Named], fields: Fields) -> Filter:
    """Return what selects some persons who are named by the same field."""
    field = part[0].field
    numbers = [number(person.value) if fields.types.get(field) == "NUMBER" else None for person in part]
    values = [person.value if found is None else found for person, found in zip(part, numbers, strict=True)]
    return F[field].in_(*values)


def rows_of(data: object) -> list[Mapping[str, Any]]:
    """Return the person data of a page of recipients, or of a bare array of them."""
    content: object = members_of(cast("object", data)).get("content") if isinstance(data, Mapping) else data
    return [members_of(members_of(each).get("personData")) for each in items_of(content)]


def _by_person(part: Sequence[Named], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]] | None:
    """Return the rows of each person; None where one of them is not seen to be a person's."""
    by_value = {compared_as(person.value): person for person in part}
    found: dict[str, list[Mapping[str, Any]]] = {person.text: [] for person in part}
    for row in rows:
        value = row.get(part[0].field)
        person = by_value.get(compared_as(value)) if isinstance(value, str) else None
        if person is None:
            return None
        found[person.text].append(row)
    return found


def _with_key(person: Named, row: Mapping[str, Any], fields: Fields) -> Named:
    """Return a person with the recipient key as the instance spells it, or as a stand-in, which can be sent too."""
    key = row.get(fields.key)
    if not isinstance(key, str) or key in ("", MASK) or (is_hidden(key) and person.key is not None):
        return person
    return Named(person.text, person.field, person.value, key)


def _parts(people: Sequence[Named]) -> Iterator[list[Named]]:
    """Cut persons into those of one call.

    They are named by the same field, and fit into a URL. No two names of a part are alike in any way in which a server
    may take them for one: it would find the same row by both.
    """
    alike: Counter[tuple[str, str]] = Counter()
    groups: dict[tuple[str, int], list[Named]] = {}
    for person in people:
        name = (person.field, person.value.casefold().strip())
        groups.setdefault((person.field, alike[name]), []).append(person)
        alike[name] += 1
    for same in groups.values():
        part, size = list[Named](), 0
        for person in same:
            length = _STAND_IN if is_hidden(person.value) else len(quoted(argument_of(person.value).written()))
            length += _SEPARATOR
            if part and (len(part) == MAX_NAMES or size + length > _ROOM):
                yield part
                part, size = [], 0
            part.append(person)
            size += length
        yield part
