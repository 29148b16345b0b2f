"""What replaces a function of the mock's state to break it; as in `broken_parts`."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pkgutil import resolve_name

from broken_parts import Inside, Make

from agillic.mock.state import BatchResult, Outcome
from agillic.mock.state.errors import ConflictError
from sdk_core.mock.errors import StateError

# --- writes -----------------------------------------------------------------------------------------------------------


def last_entry_lost(original: Inside) -> Inside:
    def batch_upsert(self: Inside, entries: Inside) -> BatchResult:
        *others, _ = entries
        return BatchResult([*original(self, others).outcomes, "created"])

    return batch_upsert


class _UndoError(Exception):
    """Undoes a transaction."""


def all_or_nothing(original: Inside) -> Inside:
    def batch_upsert(self: Inside, entries: Inside) -> BatchResult:
        some = [*entries]
        with suppress(_UndoError), self._database.transaction():
            result: BatchResult = original(self, some)
            if not result.errors:
                return result
            raise _UndoError
        return BatchResult([StateError("undone") for _ in some])

    return batch_upsert


def stops_at_a_failure(original: Inside) -> Inside:
    def each(database: Inside, entries: Inside, handle: Inside) -> BatchResult:
        outcomes: list[Inside] = []
        for entry in entries:
            outcomes += original(database, [entry], handle).outcomes
            if isinstance(outcomes[-1], StateError):
                break
        return BatchResult(outcomes)

    return each


def clears_nothing(original: Inside) -> Inside:
    def to_sql(self: Inside, values: Mapping[str, Inside]) -> Inside:
        return {name: value for name, value in original(self, values).items() if value is not None}

    return to_sql


def replaces_the_whole(original: Inside) -> Inside:
    def update(self: Inside, by: str | None, value: Inside, written: Inside, now: Inside) -> bool:
        kept = {"EMAIL", "AGILLIC_ID", "CREATED", "LAST_UPDATED"}
        nothing = dict.fromkeys(name for name in self._names if name not in kept)
        return bool(original(self, by, value, {**nothing, **written}, now))

    return update


def conflicts_passed_over(original: Inside) -> Inside:
    def insert(self: Inside, written: Mapping[str, Inside], now: Inside) -> int:
        try:
            return int(original(self, written, now))
        except ConflictError as error:
            if error.field == "EMAIL":
                raise
            others: dict[str, Inside] = {**written, str(error.field): None}
            return int(original(self, others, now))

    return insert


def mobiles_of_many(original: Inside) -> Inside:
    def create(self: Inside) -> None:
        original(self)
        number = [*self.instance.fields].index("MOBILE") + 1
        self.connection.execute(f"DROP INDEX recipients_{number}")

    return create


def nothing_goes_with_recipients(original: Inside) -> Inside:
    def open_(self: Inside, path: Inside) -> None:
        original(self, path)
        self.connection.execute("PRAGMA foreign_keys = OFF")

    return open_


def rows_go_to_another(original: Inside) -> Inside:
    def delete(self: Inside, number: int) -> None:
        for table in self._database.tables.values():
            self._connection.execute(
                f"UPDATE OR IGNORE {table.name_in_sql} SET recipient = "  # noqa: S608 - a name of the mock's own
                "coalesce((SELECT min(number) FROM recipients WHERE number <> ?1), ?1) WHERE recipient = ?1",
                (number,),
            )
        original(self, number)

    return delete


def remembered_membership(original: Inside) -> Inside:
    known: dict[tuple[int, int, str], bool] = {}

    def selects(self: Inside, group: Inside, recipient: int) -> bool:
        return known.setdefault((id(self), recipient, group.name), original(self, group, recipient))

    return selects


# --- work that takes its time -----------------------------------------------------------------------------------------


def at_once(original: Inside) -> Inside:
    def start(self: Inside, *arguments: Inside, **named: Inside) -> str:
        return str(original(self, *arguments, **{**named, "seconds": 0}))

    return start


def tells_every_end(original: Inside) -> Inside:
    def start(self: Inside, *arguments: Inside, **named: Inside) -> str:
        callback = named["callback"]
        return str(original(self, *arguments, **{**named, "callback": callback and replace(callback, on="every")}))

    return start


def ended_without_work(_: Inside) -> Inside:
    def work(*_: Inside) -> Outcome:
        return Outcome()

    def work_of(*_: Inside) -> Inside:
        return work

    return work_of


def no_waiting(_: Inside) -> Inside:
    def last(self: Inside, _: Inside) -> Inside:
        slot = resolve_name("agillic.mock.state.flow_queues:_Slot")
        moment = resolve_name("agillic.mock.state.moments:to_sql")(self._clock.now())
        return slot(moment, moment + 2_000_000)

    return last


def responses(*, value: Inside) -> Make:
    """Respond with the same whatever is asked."""

    def same(*_: Inside, **__: Inside) -> Inside:
        return value

    def make(_: Inside) -> Inside:
        return same

    return make


def nobody_is_told(_: Inside) -> Inside:
    async def deliver(*_: Inside) -> None:
        """Do nothing."""

    return deliver
