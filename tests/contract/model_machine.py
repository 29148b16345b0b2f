"""The state machine: everything that is done to a store, step by step, through the generated client."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import model_steps as steps
from client_surface import Anything
from hypothesis.stateful import Bundle, MultipleResults, multiple, rule
from model_people import Address, Person
from model_recipient_steps import RecipientSteps, given, named_by
from model_wire import Call, DifferenceError, Mishap
from model_work import CallbackOn, Task
from model_world import EVENTS, FLOWS, KEY, TABLES

_MISHAPS = ("busy", "down", "lost before", "lost after", "task fails", "task never ends")
_events, _flows = st.sampled_from((*EVENTS, *EVENTS, "no_event")), st.sampled_from((*FLOWS, *FLOWS, "NoFlow"))


class StoreMachine(RecipientSteps):
    """Does the same to the model and to the mock, and compares."""

    tasks = Bundle[Task]("tasks")

    def teardown(self) -> None:
        try:
            self.store.forget_mishaps()
            self.compare_everything()
        finally:
            StoreMachine.received += self.store.received
            self._serving.__exit__(None, None, None)

    # --- rows and groups ----------------------------------------------------------------------------------------------

    @rule(address=steps.addresses(), table_and_rows=steps.tables_with_rows())
    def write_rows(self, address: Address, table_and_rows: tuple[str, list[Any]]) -> None:
        named, (table, rows) = named_by(address), table_and_rows
        self.store.ask(
            lambda api: api.one_to_many.with_raw_response.update_records(named, table, rows),
            lambda: self.model.write_rows(address, table, rows),
        )

    @rule(address=steps.addresses(), table=steps.tables, keys=st.none() | st.lists(steps.row_keys, max_size=2))
    def delete_rows(self, address: Address, table: str, keys: list[str] | None) -> None:
        named = named_by(address)
        if keys is None:
            self.store.ask(
                lambda api: api.one_to_many.with_raw_response.truncate(named, table),
                lambda: self.model.truncate(address, table),
            )
        else:
            self.store.ask(
                lambda api: api.one_to_many.with_raw_response.delete_records(named, table, keys),
                lambda: self.model.delete_rows(address, table, keys),
            )

    @rule(
        group=steps.groups,
        keys=st.lists(steps.keys, max_size=3),
        change=st.sampled_from(("add_recipients", "remove_recipients")),
    )
    def change_group(self, group: str, keys: list[str], change: str) -> None:
        body = {"targetGroupName": group, "recipientIds": keys}
        self.store.ask(
            lambda api: getattr(api.target_groups.with_raw_response, change)(body),
            lambda: self.model.change_group(group, keys, add=change == "add_recipients"),
        )

    # --- events and flows ---------------------------------------------------------------------------------------------

    @rule(address=steps.addresses(), event=_events)
    def achieve(self, address: Address, event: str) -> None:
        named = named_by(address)
        self.store.ask(
            lambda api: api.events.with_raw_response.achieve(named, event), lambda: self.model.achieve(address, event)
        )

    @rule(flow=_flows)
    def execute(self, flow: str) -> None:
        self.store.ask(lambda api: api.flows.with_raw_response.execute(flow), lambda: self.model.execute(flow))

    @rule(flow=_flows, address=steps.addresses(), timeout=st.sampled_from((None, None, 0, 1, 3)))
    def enqueue(self, flow: str, address: Address, timeout: int | None) -> None:
        named, seconds = named_by(address), given(timeout)
        self.store.ask(
            lambda api: api.flows.with_raw_response.queue_recipient(flow, named, timeout=seconds),
            lambda: self.work.enqueue(flow, address, timeout),
        )

    @rule(flow=_flows, what=st.sampled_from(("read", "reset")))
    def see_queue(self, flow: str, what: str) -> None:
        if what == "reset":
            self.store.ask(
                lambda api: api.flows.with_raw_response.reset_queue(flow), lambda: self.work.reset_queue(flow)
            )
        else:
            self.store.ask(
                lambda api: api.flows.with_raw_response.get_queue(flow), lambda: self.work.queue_status(flow)
            )

    # --- tasks --------------------------------------------------------------------------------------------------------

    @rule(
        target=tasks,
        entries=st.lists(st.tuples(steps.persons(), st.none() | steps.rows_by_table()), max_size=4),
        on=steps.callbacks,
    )
    def start_upsert(self, entries: list[tuple[Any, Any]], on: CallbackOn | None) -> MultipleResults[Task]:
        data = [{"personData": person} | ({"oneToManyTables": rows} if rows else {}) for person, rows in entries]
        body = self._task_body(on, data=data)

        def work() -> int:
            return sum(self._upsert_with_rows(person, rows or {}) for person, rows in entries)

        return self._start(lambda api: api.recipients.with_raw_response.start_upsert(body), work, on)

    @rule(target=tasks, keys=st.lists(steps.keys, max_size=3), on=steps.callbacks)
    def start_delete(self, keys: list[str], on: CallbackOn | None) -> MultipleResults[Task]:
        body = self._task_body(on, recipientIds=keys)

        def work() -> int:
            for key in keys:
                self.model.delete((KEY, key))
            return 0

        return self._start(lambda api: api.recipients.with_raw_response.start_delete(body), work, on)

    @rule(target=tasks, entries=st.lists(st.tuples(steps.keys, steps.rows_by_table()), max_size=3), on=steps.callbacks)
    def start_rows(self, entries: list[tuple[str, Any]], on: CallbackOn | None) -> MultipleResults[Task]:
        body = self._task_body(on, data=[{"recipientId": key, "oneToManyTables": rows} for key, rows in entries])

        def work() -> int:
            return sum(self._put_rows(key, rows) for key, rows in entries)

        return self._start(lambda api: api.one_to_many.with_raw_response.start_upsert(body), work, on)

    @rule(target=tasks, entries=st.lists(st.tuples(steps.keys, _events), max_size=3), on=steps.callbacks)
    def start_achieving(self, entries: list[tuple[str, str]], on: CallbackOn | None) -> MultipleResults[Task]:
        body = self._task_body(on, data=[{"recipientId": key, "eventId": event} for key, event in entries])

        def work() -> int:
            return sum(self.model.achieve((KEY, key), event).status != 200 for key, event in entries)

        return self._start(lambda api: api.events.with_raw_response.start_achieve(body), work, on)

    @rule(task=tasks)
    def poll(self, task: Task) -> None:
        self.store.ask(lambda api: api.tasks.with_raw_response.get(task.id.seen), lambda: self.work.poll(task))

    # --- looking things up --------------------------------------------------------------------------------------------

    @rule(
        what=st.sampled_from(("person", "fields", "rows", "group", "event", "history", "recent")),
        address=steps.addresses(),
        table=steps.tables,
        group=steps.groups,
        event=_events,
        seconds=st.sampled_from((0, 1, 60)),
    )
    def look_up(  # noqa: PLR0913, PLR0917 - all that may be asked for
        self, what: str, address: Address, table: str, group: str, event: str, seconds: int
    ) -> None:
        match what:
            case "person":
                self.read(address, None)
            case "fields":
                self.read(address, ["CITY", "AGILLIC_ID", "NICKNAME"])
            case "rows":
                self.read_rows(address, table)
            case "group":
                self.count_group(group)
            case "event":
                self.read_event(address, event)
            case "history":
                self.read_history(address, None, seconds, "EMAIL")
            case _:
                self.read_history(address, seconds, None, None)

    def read(self, address: Address, fields: list[str] | None) -> None:
        named, wanted = named_by(address), given(fields)
        self.store.ask(
            lambda api: api.recipients.with_raw_response.get(named, person_data_fields=wanted),
            lambda: self.model.read(address, fields),
        )

    def read_rows(self, address: Address, table: str) -> None:
        named = named_by(address)
        self.store.ask(
            lambda api: api.one_to_many.with_raw_response.get_table(named, table),
            lambda: self.model.rows(address, table),
        )

    def count_group(self, group: str) -> None:
        self.store.ask(
            lambda api: api.target_groups.with_raw_response.get_population(group), lambda: self.model.population(group)
        )

    def read_event(self, address: Address, event: str) -> None:
        named = named_by(address)
        self.store.ask(
            lambda api: api.events.with_raw_response.get(named, event), lambda: self.model.event(address, event)
        )

    def read_history(self, address: Address, start: int | None, end: int | None, type_: str | None) -> None:
        named = named_by(address)
        from_, to = (None if each is None else self.model.now - timedelta(seconds=each) for each in (start, end))
        self.store.ask(
            lambda api: api.recipients.with_raw_response.communication_history(
                named, date_start=given(from_), date_end=given(to), communication_type=given(type_)
            ),
            lambda: self.model.history(address, from_, to, type_),
        )

    # --- time, mishaps, and everything --------------------------------------------------------------------------------

    @rule(seconds=steps.advances)
    def pass_time(self, seconds: int) -> None:
        self.store.pass_time(seconds)

    @rule(kind=st.sampled_from(_MISHAPS))
    def meet_mishap(self, kind: Anything) -> None:
        if len(self.store.mishaps) < 2:
            self.store.add_mishap(Mishap(kind))

    @rule(index=st.integers(0, len(steps.KEYS) - 1))
    def compare_one(self, index: int) -> None:
        """Read everyone, and all that belongs to one recipient."""
        self.list_some(steps.Filter(None), 1, 1000)
        if self.model.people:
            self._compare_person(self.model.people[index % len(self.model.people)])

    def compare_everything(self) -> None:
        """Read everything there is of every recipient."""
        self.list_some(steps.Filter(None), 1, 1000)
        for person in [*self.model.people]:
            self._compare_person(person)
        seen = [each.id.seen for each in self.model.people if each.id.seen is not None]
        if len(seen) != len(set(seen)):
            raise DifferenceError("two recipients have the same AGILLIC_ID")

    def _compare_person(self, person: Person) -> None:
        address: Address = (KEY, str(person.values[KEY]))
        named = named_by(address)
        self.store.ask(
            lambda api: api.target_groups.with_raw_response.list_for_recipient(named),
            lambda: self.model.groups_of(address),
        )
        self.store.ask(lambda api: api.events.with_raw_response.list(named), lambda: self.model.events(address))
        self.read_history(address, None, None, None)
        for table in TABLES:
            self.read_rows(address, table)

    # --- what tasks share ---------------------------------------------------------------------------------------------

    def _task_body(self, on: CallbackOn | None, **members: Anything) -> dict[str, Any]:
        callback = {"configuration": {"callback": {"on": on, "url": self.store.mailbox.url}}} if on else {}
        return {**members, **callback}

    def _start(self, call: Call, work: Callable[[], int], on: CallbackOn | None) -> MultipleResults[Task]:
        task = self.store.start(call, work, on)
        return multiple(*[task] if task else [])

    def _upsert_with_rows(self, person: dict[str, Any], rows: dict[str, list[Any]]) -> int:
        if self.model.upsert(person) == "errors":
            return 1
        return self._put_rows(str(person[KEY]), rows)

    def _put_rows(self, key: str, rows: dict[str, list[Any]]) -> int:
        person = self.model.find((KEY, key))
        if person is None:
            return 1
        return sum(self.model.put_rows(person, table, each) or 0 for table, each in rows.items())
