"""A plain model of an instance: what it holds are dictionaries and lists, and its responses follow from the sources.

It knows no HTTP, no SQL and nothing of the mock's code. Each method stands for an operation: it returns the response
that has to come, and changes what the model holds. Ids that the instance makes are learned when they are seen first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from model_people import Address, People, Person, Sent, write
from model_responses import DONE, NOT_THERE, Made, Rejected, Reply
from model_world import (
    EVENTS,
    FLOWS,
    GROUPS,
    KEY,
    ROW_KEY,
    TABLES,
    UnfitError,
    Value,
    read_values,
    shown_values,
    timestamp,
)

Condition = Callable[[Mapping[str, Any]], bool]

DOCUMENT_IDLE, DOCUMENT_LIFE = timedelta(minutes=5), timedelta(minutes=30)


@dataclass(eq=False)
class Document:
    """The result of a filter, to be read in pages."""

    found: list[Person]
    created: datetime
    used: datetime
    id: Made = field(default_factory=Made)


class Model(People):
    """What an instance knows of recipients.

    Args:
        now: The first moment.
    """

    # --- lists and pages ----------------------------------------------------------------------------------------------

    def select(self, condition: Condition) -> list[Person]:
        return [each for each in self.people if condition({**each.values, "CREATED": each.created})]

    def bare_list(self, condition: Condition, start: int, size: int) -> Reply:
        found = self.select(condition)
        if start > max(len(found), 1):
            return NOT_THERE
        return Reply(200, _items(found[start - 1 : start - 1 + size]))

    def open_document(self, condition: Condition) -> Document:
        return Document(self.select(condition), self.now, self.now)

    def page(self, document: Document, start: int, size: int) -> Reply:
        """Return a page: 5 minutes after its last use or 30 after its first, the document is gone [S1]."""
        if self.now - document.created >= DOCUMENT_LIFE or self.now - document.used >= DOCUMENT_IDLE:
            return NOT_THERE
        document.used = self.now
        total = len(document.found)
        if start > max(total, 1):
            return NOT_THERE
        inside = [each for each in document.found[start - 1 : start - 1 + size] if each in self.people]
        page = {"documentId": document.id, "pageStart": start, "pageSize": size}
        totals = {"totalPages": -(-total // size), "totalElements": total}
        return Reply(200, {"links": _links(start, size, total), "content": _items(inside), "page": {**page, **totals}})

    # --- rows of one-to-many tables -----------------------------------------------------------------------------------

    def rows(self, address: Address, table: str) -> Reply:
        return self._with_table(
            address, table, lambda rows: Reply(200, {"recordList": [shown_values(row) for row in rows.values()]})
        )

    def write_rows(self, address: Address, table: str, sent: Sequence[Sent]) -> Reply:
        def response(person: Person) -> Reply:
            return NOT_THERE if self.put_rows(person, table, sent) is None else DONE

        return self.with_person(address, response)

    def put_rows(self, person: Person, table: str, sent: Sequence[Sent]) -> int | None:
        """Upsert row by row, and return how many failed; None when there is no such table."""
        if table not in TABLES:
            return None
        failed = 0
        for each in sent:
            try:
                written = read_values(TABLES[table], each)
            except UnfitError:
                written = {}
            key = written.get(ROW_KEY)
            if key is None:
                failed += 1
            else:
                write(person.rows[table].setdefault(str(key), {}), written)
        return failed

    def delete_rows(self, address: Address, table: str, keys: Iterable[str]) -> Reply:
        def response(rows: dict[str, dict[str, Value]]) -> Reply:
            for key in keys:
                rows.pop(key, None)
            return DONE

        return self._with_table(address, table, response)

    def truncate(self, address: Address, table: str) -> Reply:
        def response(rows: dict[str, dict[str, Value]]) -> Reply:
            rows.clear()
            return DONE

        return self._with_table(address, table, response)

    # --- target groups ------------------------------------------------------------------------------------------------

    def change_group(self, group: str, keys: Iterable[str], *, add: bool) -> Reply:
        """Change a static group; who is not there is passed over [`target-group-unknown-recipient`]."""
        if group not in GROUPS:
            return NOT_THERE
        if GROUPS[group].condition is not None:
            return Rejected
        for key in keys:
            person = self.find((KEY, key))
            if person is not None:
                (person.groups.add if add else person.groups.discard)(group)
        return DONE

    def groups_of(self, address: Address) -> Reply:
        return self.with_person(
            address,
            lambda person: Reply(
                200,
                [
                    {"name": name, "description": each.description}
                    for name, each in GROUPS.items()
                    if person.is_in(name)
                ],
            ),
        )

    def population(self, group: str) -> Reply:
        if group not in GROUPS:
            return NOT_THERE
        return Reply(200, {"population": sum(each.is_in(group) for each in self.people)})

    # --- events and messages ------------------------------------------------------------------------------------------

    def achieve(self, address: Address, event: str) -> Reply:
        def response(person: Person) -> Reply:
            return DONE if self.let_achieve(person, event) else NOT_THERE

        return self.with_person(address, response)

    def let_achieve(self, person: Person, event: str) -> bool:
        """Count an event as achieved, run its flow at once, and return whether there is such an event."""
        if event not in EVENTS:
            return False
        if event not in person.achieved:
            person.achieved.append(event)
        flow = EVENTS[event]
        if flow is not None:
            self.send(flow, [person], self.now)
        return True

    def events(self, address: Address) -> Reply:
        return self.with_person(
            address, lambda person: Reply(200, [_event(each, achieved=True) for each in person.achieved])
        )

    def event(self, address: Address, event: str) -> Reply:
        def response(person: Person) -> Reply:
            return Reply(200, _event(event, achieved=event in person.achieved)) if event in EVENTS else NOT_THERE

        return self.with_person(address, response)

    def execute(self, flow: str) -> Reply:
        """Run a flow for those who are in its target group now, and for nobody if it has none [V-FLOW]."""
        if flow not in FLOWS:
            return NOT_THERE
        group = FLOWS[flow].group
        self.send(flow, [each for each in self.people if group is not None and each.is_in(group)], self.now)
        return DONE

    def send(self, flow: str, people: Iterable[Person], moment: datetime) -> None:
        for each in people:
            each.messages.append((moment, FLOWS[flow].message, FLOWS[flow].type))

    def history(self, address: Address, start: datetime | None, end: datetime | None, type_: str | None) -> Reply:
        def response(person: Person) -> Reply:
            found = [
                each
                for each in sorted(person.messages, key=lambda message: message[0])
                if (start is None or each[0] >= start) and (end is None or each[0] <= end) and type_ in (None, each[2])
            ]
            return Reply(200, [_message(*each) for each in found])

        return self.with_person(address, response)

    # --- what these share ---------------------------------------------------------------------------------------------

    def _with_table(
        self, address: Address, table: str, response: Callable[[dict[str, dict[str, Value]]], Reply]
    ) -> Reply:
        return self.with_person(
            address, lambda person: response(person.rows[table]) if table in person.rows else NOT_THERE
        )


def _items(people: Iterable[Person]) -> list[object]:
    return [{"personData": each.shown()} for each in people]


def _links(start: int, size: int, total: int) -> dict[str, int]:
    """Return where linked pages start [S1]; nothing is linked when nothing was found [`page-of-nothing`]."""
    pages = {"first": 1, "prev": max(start - size, 1), "self": start, "next": start + size}
    pages["last"] = (total - 1) // size * size + 1
    absent = {"prev": start == 1, "next": start + size > total}
    return {rel: at for rel, at in pages.items() if total and not absent.get(rel, False)}


def _event(event: str, *, achieved: bool) -> dict[str, object]:
    return {"eventId": event, "name": event, "achieved": achieved}


def _message(moment: datetime, name: str, type_: str) -> dict[str, object]:
    known = {"communicationId": name, "communicationType": type_, "executionTimestamp": timestamp(moment)}
    return {**known, "additionalFields": {}}
