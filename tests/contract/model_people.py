"""The recipients in the model of an instance: who is there, and what becomes of writes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from model_responses import CONFLICT, CREATED, DONE, NOT_THERE, Made, Rejected, Reply
from model_world import (
    FIELDS,
    GROUPS,
    KEY,
    TABLES,
    UNIQUE,
    UnfitError,
    Value,
    read_values,
    shown_values,
    timestamp,
)

Condition = Callable[[Mapping[str, Any]], bool]
Address = tuple[str, str]
"""A field and its value as text."""
Sent = Mapping[str, Any]


@dataclass(eq=False)
class Person:
    """A recipient, with everything that belongs to them."""

    values: dict[str, Value]
    created: datetime
    updated: datetime
    id: Made = field(default_factory=Made)
    rows: dict[str, dict[str, dict[str, Value]]] = field(default_factory=lambda: {table: {} for table in TABLES})
    groups: set[str] = field(default_factory=set[str])
    achieved: list[str] = field(default_factory=list[str])
    messages: list[tuple[datetime, str, str]] = field(default_factory=list[tuple[datetime, str, str]])

    def shown(self) -> dict[str, Any]:
        """Return the person data as a response has them."""
        system = {"AGILLIC_ID": self.id, "CREATED": timestamp(self.created), "LAST_UPDATED": timestamp(self.updated)}
        return {**shown_values(self.values), **system}

    def is_in(self, group: str) -> bool:
        condition = GROUPS[group].condition
        return group in self.groups if condition is None else condition(self.values)


class People:
    """The recipients of an instance.

    Args:
        now: The first moment.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: list[Person] = []
        self.is_needed: Callable[[Person], bool] = lambda _: False

    # --- recipients ---------------------------------------------------------------------------------------------------

    def find(self, address: Address) -> Person | None:
        name, text = address
        if name == "AGILLIC_ID":
            return next((each for each in self.people if each.id.seen == text), None)
        return next((each for each in self.people if each.values.get(name) == text), None)

    def with_person(self, address: Address, response: Callable[[Person], Reply]) -> Reply:
        """Return the response about a recipient, if the address names one."""
        if address[0] not in UNIQUE:
            return Reply(400, {"message": "Path expression field is not unique"})
        found = self.find(address)
        return NOT_THERE if found is None else response(found)

    def create(self, sent: Sent) -> Reply:
        try:
            written = read_values(FIELDS, sent)
        except UnfitError:
            return Rejected
        if written.get(KEY) is None:
            return Rejected
        return CREATED if self._add(written) else CONFLICT

    def read(self, address: Address, fields: Sequence[str] | None = None) -> Reply:
        def response(person: Person) -> Reply:
            everything = person.shown()
            wanted = everything if fields is None else {name: everything[name] for name in fields if name in everything}
            return Reply(200, {"personData": wanted})

        return self.with_person(address, response)

    def put(self, address: Address, sent: Sent) -> Reply:
        """Update a recipient, or create one who is not there: only what is sent is touched [V-REC, S1]."""
        name, text = address
        if name not in UNIQUE:
            return self.with_person(address, lambda _: DONE)
        person = self.find(address)
        if person is None and name != KEY:
            return NOT_THERE
        try:
            written = read_values(FIELDS, sent)
        except UnfitError:
            return Rejected
        if written.get(name, text) != text or written.get(KEY, text) is None:
            return Rejected
        if person is None:
            return CREATED if self._add(written | {name: text}) else CONFLICT
        return DONE if self._change(person, written) else CONFLICT

    def delete(self, address: Address) -> Reply:
        """Delete a recipient and all that is theirs; one who is in the queue of a flow stays [`delete-blocked`]."""

        def response(person: Person) -> Reply:
            if not self.is_needed(person):
                self.people.remove(person)
            return DONE

        return self.with_person(address, response)

    def batch(self, entries: Iterable[Sent]) -> Reply:
        """Upsert entry by entry; one that fails does not stop the rest [S1]."""
        counted = {"created": 0, "updated": 0, "warnings": 0, "errors": 0}
        for sent in entries:
            counted[self.upsert(sent)] += 1
        return Reply(200, counted)

    def upsert(self, sent: Sent) -> str:
        """Upsert an entry, and return what it counts as."""
        try:
            written = read_values(FIELDS, sent)
        except UnfitError:
            return "errors"
        key = written.get(KEY)
        if key is None:
            return "errors"
        person = self.find((KEY, str(key)))
        if person is None:
            return "created" if self._add(written) else "errors"
        return "updated" if self._change(person, written) else "errors"

    # --- what these share ---------------------------------------------------------------------------------------------

    def _add(self, written: Mapping[str, Value | None]) -> bool:
        if self._is_taken(written, None):
            return False
        person = Person({}, self.now, self.now)
        write(person.values, written)
        self.people.append(person)
        return True

    def _change(self, person: Person, written: Mapping[str, Value | None]) -> bool:
        if self._is_taken(written, person):
            return False
        write(person.values, written)
        person.updated = self.now
        return True

    def _is_taken(self, written: Mapping[str, Value | None], by_other_than: Person | None) -> bool:
        others = [each for each in self.people if each is not by_other_than]
        unique = [(name, value) for name, value in written.items() if name in UNIQUE and value is not None]
        return any(each.values.get(name) == value for each in others for name, value in unique)


def write(values: dict[str, Value], written: Mapping[str, Value | None]) -> None:
    for name, value in written.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
