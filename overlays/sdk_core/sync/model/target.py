"""What an API's room declares of a target: what identifies an item, how it is read, written and removed.

The rest, such as how many entries a call takes, the engine reads from the traits of operations, by their batch plans.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import orjson

from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.client import BaseClient

FieldType = Literal["text", "number", "boolean", "date", "timestamp", "json"]
"""`json` takes whatever the source has, nested values too."""
Presence = Literal["any", "present", "absent"]
OptionType = Literal["text", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a job can map to.

    Attributes:
        name: as the API spells it.
        type: what it holds.
        max_length: most characters; 0 where no bound is known.
        format: how a date or a timestamp is sent, in the words of strftime; empty for ISO 8601.
        zone: the time zone of timestamps that are sent without one; empty where they carry their own.
        required: whether an item cannot be without it.
        within: the member of the item's JSON that holds it; empty for the item itself.
        in_item: whether the item's JSON has it; False for what only says where the item belongs.
        cleared: the JSON that clears it.
    """

    name: str
    type: FieldType = "text"
    max_length: int = 0
    format: str = ""
    zone: str = ""
    required: bool = False
    within: str = ""
    in_item: bool = True
    cleared: str = '""'


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """Makes an entry of an item's JSON alone, between two fixed texts, or nothing but it.

    A `Step` that has this as its `entry` is sent without any work for each of its rows.

    Args:
        before: what stands before the item.
        after: what stands behind it.

    >>> ItemEntry(b'{"personData":', b"}")("ada@example.com", b'{"NAME":"Ada"}')
    b'{"personData":{"NAME":"Ada"}}'
    """

    before: bytes = b""
    after: bytes = b""

    def __call__(self, key: str, item: bytes) -> bytes:
        """Return the entry of an item; its key has no part in it."""
        del key
        return self.before + item + self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A kind of call by which entries are written or removed. All calls of a step come before those of the next.

    Attributes:
        name: such as `upsert`, `add` or `remove`.
        plan: how entries become bodies, by the traits of an operation. Its rows are not used: entries are ready JSON.
        send: sends a body; returns what the server said, and raises an `ApiError` if it did not take it.
        entry: makes an entry of an item's key and its JSON (empty for an item that is removed); an `ItemEntry` where
            the key has no part in it, which is the fastest.
        is_idempotent: whether entries that may have arrived can be sent again without harm.
        removes: whether it removes items.
        send_single: sends one entry alone by an operation that says why it is rejected; None where there is none.
        poll_calls: calls per chunk beside the one that sends it, such as polls of its task, for the estimate of a plan.
        concurrency: chunks in flight; 0 for what the API allows.
        needs_consent: whether rows without consent are left out of it: a message may leave by it.
        one_group: whether all entries of a chunk must be of one `group_by`: its call names it in its path. `send` makes
            a call for each where they are not.
        finishes_later: whether entries may be written after the response to their call, or after none came: one that is
            not found by reading back may still come, so it stays unknown.
        truth: reads what this step writes, where that is something else than the target's items; None for the target's.
        resume: waits for a task that a call of this step started before, by its id, and returns what `send` would have;
            None where its calls start none.
        open: called once before the first chunk, such as to begin to wait for tasks; returns how many calls it made.
        close: called once after the last chunk, also after an error.
    """

    name: str
    plan: BatchPlan[Any]
    send: Callable[[bytes], ChunkResponse | None]
    entry: Callable[[str, bytes], bytes]
    is_idempotent: bool
    removes: bool = False
    send_single: Callable[[bytes], object] | None = None
    poll_calls: int = 0
    concurrency: int = 0
    needs_consent: bool = False
    one_group: bool = False
    finishes_later: bool = False
    truth: "Truth | None" = None
    resume: Callable[[str], ChunkResponse] | None = None
    open: Callable[[], int] = lambda: 0
    close: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """What a job does with a target.

    Attributes:
        name: as a job file has it.
        help: one line, for people.
        writes: the steps for rows of the source that are new or changed, in order.
        removes: the steps for items that this job wrote and the source has no more: a mirror.
        presence: what the target must have of an item before: `present` rejects rows of items that are not there,
            `absent` those of items that are; the truth is read for that.
        is_checked: whether the server itself rejects items for their presence, so that a run need not read the truth
            for it; a plan that has looked says which they are.
        is_erasure: whether `writes` removes what the source names, so that the guards of removals hold.
        keeps_no_items: whether what is written cannot be changed later, as events: nothing is unchanged by a snapshot
            unless its key is known.
    """

    name: str
    help: str
    writes: tuple[str, ...]
    removes: tuple[str, ...] = ()
    presence: Presence = "any"
    is_checked: bool = False
    is_erasure: bool = False
    keeps_no_items: bool = False


class Truth(Protocol):
    """How the target's items are read.

    An item has a value by the name of each field, whatever `Field.within` says; of a field without a value it has none.
    A value is what the API returns; `same` knows how those compare with what is sent.
    """

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs to read so many items by key, or all for None; None if that is not known."""
        ...

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield all items, by key; it raises `TargetError` where they cannot be listed."""
        ...

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield the items of some keys, each once in any order; None for one that is not there."""
        ...

    def same(self, field: str, sent: object, found: object) -> bool:
        """Return whether what is there is what would be sent. `sent` is a value of the item's JSON."""
        ...

    def restored(self, field: str, found: object) -> object:
        """Return what is to be sent to restore a value that was read; for one that was empty, what clears the field."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target, bound to a client and to what the job says.

    Attributes:
        name: such as `recipients`.
        title: what texts for people call it, such as `rows of the one-to-many table ORDERS`.
        modes: what can be done with it, by name.
        steps: the kinds of calls, by name; those that its modes name, and those that undo needs.
        fields: the fields that a job can map to, by name.
        key: the fields that identify an item, in order. All must be mapped and have a value.
        group_by: the field whose rows travel together; empty where that does not matter.
        truth: reads its items; None where the API shows none.
        truth_reason: why there is none.
        count: returns how many items there are, by one call, for guards by percentage; None if the server does not say.
            None itself where no call says it.
        undo_created: the step that removes an item that a run created; empty where there is none.
        undo_updated: the step that restores values.
        opposite: the step that takes back what a step did, by its name, such as `remove` for `add`.
        nested_fields: whether fields that `fields` does not have are taken too, as for an API without discovery.
        unknown_field_member: the member of the item's JSON that holds those.
        probe: makes one call that only reads, so that `check` finds a key that is not taken; None where binding calls.
        notes: what a person should know of it before and after a run; plans and reports repeat it.
    """

    name: str
    title: str
    modes: Mapping[str, Mode]
    steps: Mapping[str, Step]
    fields: Mapping[str, Field]
    key: tuple[str, ...]
    group_by: str = ""
    truth: Truth | None = None
    truth_reason: str = ""
    count: Callable[[], int | None] | None = None
    undo_created: str = ""
    undo_updated: str = ""
    opposite: Mapping[str, str] = field(default_factory=dict[str, str])
    nested_fields: bool = False
    unknown_field_member: str = ""
    probe: Callable[[], object] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetKind:
    """A target that an API's room has, before it is bound. A room lists them in `TARGETS` of its module `sync.targets`.

    Attributes:
        name: as a job file has it.
        help: one line, for people.
        options: what a job must or may say besides, by name: the text for people.
        required: those that it must say.
        types: of the options that are no texts: whole numbers, or flags that are true or false.
        bind: binds it to a client and a job's options; it may make calls, such as those of discovery, and raises
            `TargetError` with what to do if what the options name is not there.
    """

    name: str
    help: str
    options: Mapping[str, str]
    required: frozenset[str]
    bind: Callable[[BaseClient, Mapping[str, Any]], Target]
    types: Mapping[str, OptionType] = field(default_factory=dict[str, OptionType])


def key_text(values: Sequence[str]) -> str:
    """Return the key of an item as one text: the value itself, or a JSON array of several.

    >>> key_text(["ada@example.com"]), key_text(["ada@example.com", "A7"])
    ('ada@example.com', '["ada@example.com","A7"]')
    """
    return values[0] if len(values) == 1 else orjson.dumps([*values]).decode()


def key_values(key: str, count: int) -> tuple[str, ...]:
    """Return the values of a key of so many fields; see `key_text`."""
    return (key,) if count == 1 else tuple(orjson.loads(key))
