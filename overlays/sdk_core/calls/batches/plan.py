"""What a chunk of a batch is made of, from the traits of its operation."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Generic, Protocol, TypeVar, runtime_checkable

import orjson

from sdk_core.calls.batches.encoding import DateWriter, RowEncoder, member_encoder, row_encoder
from sdk_core.calls.batches.errors import SEARCHED
from sdk_core.calls.batches.keys import MEMBER_NAME, claims_of, entry_words, key_of, last_of_each
from sdk_core.wire.counting import counted
from sdk_core.wire.json_values import json_writer, rejected
from sdk_core.wire.operations import Operation

MAX_ITEMS: Final = 10_000
"""Entries in one call where the vendor limits its bytes alone: more would only fill the memory."""
MAX_BYTES: Final = 4_000_000
"""Bytes of one call where the vendor limits its entries alone."""
Row = TypeVar("Row")
Merge = Callable[[Sequence[bytes]], tuple[list[bytes], Sequence[int]]]


class Check(Protocol):
    """Says what is wrong with a row, as far as that can be known here; the empty text if nothing is."""

    def __call__(self, entry: object, /) -> str:
        """Return why the server would not take an entry."""
        ...

    def passes_all(self, entries: Sequence[object], /) -> bool:
        """Return whether no entry has a problem, in less time than each alone; False also where that is unknown."""
        ...

    def explain(self, entry: bytes) -> str:
        """Return why the server may have counted an entry as an error, which is given as JSON."""
        ...


@runtime_checkable
class OpeningCheck(Check, Protocol):
    """A check that asks for something before the first row is read."""

    def open(self) -> int:
        """Ask; return how many calls it took."""
        ...

    async def open_async(self) -> int:
        """Do the same for asyncio."""
        ...


_NOT_FOUND: Final = 404
_NO_OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType({})


@dataclass(frozen=True)  # with slots, BatchPlan[Row](...) fails in Python 3.11
class BatchPlan(Generic[Row]):
    """How rows become the bodies of calls.

    Args:
        operation: the operationId, for messages.
        max_items: most entries in one body.
        max_bytes: most bytes of one body.
        head: what stands before the entries.
        tail: what stands behind them.
        to_entry: makes an entry of a row; None when the row is the entry.
        key_of: returns what identifies an entry; None when no order needs to be kept. None for a single entry too.
        write: writes entries as JSON.
        searched: the statuses by which a body is rejected because of its entries, so that the bad ones are searched.
        retryable: whether entries that were written may be sent again, to find those among them that were not.
        row: what a row must be, for messages.
        check: says before a row is sent why the server would not take it.
        merge: makes fewer entries of the JSON of some rows, each with a comma behind it: returns them, and the place
            of the entry that each row is in. They may not be longer than the rows. None when each row is an entry.
        single: the operationId of what does the same with a single entry, and may be retried: it tells why an entry is
            rejected, where `operation` only counts. Empty when there is none.
        claims_of: returns all that may identify an entry, what `key_of` returns first; None where that is all. Two
            entries that share any of it are never in flight at once.

    Raises:
        ValueError: a limit leaves no room for a single entry.
    """

    operation: str
    max_items: int
    max_bytes: int
    head: bytes = field(default=b"[", repr=False)
    tail: bytes = field(default=b"]", repr=False)
    to_entry: Callable[[Row], object] | None = None
    key_of: Callable[[Any], Hashable] | None = None
    write: RowEncoder = field(default_factory=row_encoder)
    searched: frozenset[int] = SEARCHED
    retryable: bool = False
    row: str = "what its operation takes"
    merge: Merge | None = None
    check: Check | None = field(default=None, repr=False)
    single: str = ""
    claims_of: Callable[[Any], tuple[Hashable, ...]] | None = None

    def __post_init__(self) -> None:
        if self.max_items < 1 or self.max_bytes <= self.frame:
            raise ValueError(
                f"the limits of {self.operation}, {counted(self.max_items, 'entry', 'entries')} and "
                f"{self.max_bytes:,} bytes, leave no room for an entry: raise them, or shorten the other members of "
                "the body"
            )

    def claims(self, entry: object) -> tuple[Hashable, ...]:
        """Return all that may identify an entry; nothing where no order needs to be kept."""
        if self.claims_of is not None:
            return self.claims_of(entry)
        return () if self.key_of is None else (self.key_of(entry),)

    @property
    def frame(self) -> int:
        """The bytes of a body without its entries."""
        return len(self.head) + len(self.tail)

    @property
    def room(self) -> int:
        """The bytes that are left for entries, each counted with a comma behind it."""
        return self.max_bytes - self.frame + 1


def plan_of(  # noqa: PLR0913 - what a plan can be given, by names
    operation: Operation,
    *,
    to_entry: Callable[[Row], object] | None = None,
    key_field: str | None = None,
    members: Mapping[str, Any] | None = None,
    dates: DateWriter | None = None,
    row: str = "",
    merge: Merge | None = None,
    check: Check | None = None,
    operations: Mapping[str, Operation] = _NO_OPERATIONS,
) -> BatchPlan[Row]:
    """Return the plan of an operation that takes batches.

    Args:
        operation: one whose traits have `batch`: it gives the limits, the place of the entries, and their key.
        to_entry: makes an entry of a row; without it, the row is the entry. Where entries are the members of a map, an
            entry is a pair of a name and a value.
        key_field: the field that identifies an entry; needed where the trait's key is `recipient-key` or `table-key`.
        members: the other members of the body, where the entries are not all of it.
        dates: writes dates and datetimes in entries; without it, rows that have some are rejected.
        row: what a row must be, for messages; by default a dict with its key.
        merge: makes fewer entries of rows, see `BatchPlan`; of members of a map, the last one of a name counts.
        check: says why the server would not take a row, see `BatchPlan`.
        operations: those of the API, where the one for a single entry is found.

    Raises:
        ValueError: the operation takes no batches, `key_field` is missing or has no use, or `members` has no place.

    >>> batch = {"items": "/users", "max_items": 1_000, "key": {"first_of": ["/email"]}}
    >>> update = Operation("updateUsers", "users", "update_many", "POST", "/users/bulk",
    ...     traits={"access": "write", "idempotent": True, "batch": batch})
    >>> plan = plan_of(update)
    >>> plan.max_items, plan.head, plan.key_of({"email": "ada@example.com"})
    (1000, b'{"users":[', 'ada@example.com')
    """
    batch: Mapping[str, Any] | None = operation.traits.get("batch")
    if batch is None:
        raise ValueError(f"{operation.id} takes no batches: call it once for each row")
    is_map = batch["key"] == MEMBER_NAME
    head, tail = _frame(operation.id, batch["items"], dict(members or {}), b"{}" if is_map else b"[]")
    # What is not found is an entry where nothing else is named, else most likely what the path names, or the members
    # beside the entries; those of tasks are about callbacks.
    is_named = any(parameter.place == "path" for parameter in operation.parameters)
    is_named = is_named or (bool(members) and "task" not in operation.traits)
    return BatchPlan(
        operation=operation.id,
        max_items=batch.get("max_items", MAX_ITEMS),
        max_bytes=batch.get("max_bytes", MAX_BYTES),
        head=head,
        tail=tail,
        to_entry=to_entry,
        key_of=key_of(operation.id, batch, key_field),
        write=member_encoder(dates) if is_map else row_encoder(dates),
        searched=SEARCHED if is_named else SEARCHED | {_NOT_FOUND},
        # Not what was deleted: a retry may fail for that very reason.
        retryable=operation.traits["idempotent"] is True and operation.traits["access"] == "write",
        row=row or entry_words(batch, key_field),
        merge=last_of_each if is_map else merge,
        check=check,
        single=_single_of(batch, operations),
        claims_of=claims_of(batch),
    )


def _single_of(batch: Mapping[str, Any], operations: Mapping[str, Operation]) -> str:
    """Return what does the same with a single entry, if that does no harm: no message may leave by it."""
    single = operations.get(batch.get("single", ""))
    if single is None or "sends" in single.traits or single.traits["idempotent"] is not True:
        return ""
    return single.id if single.traits["access"] == "write" else ""


def _frame(operation: str, pointer: str, members: dict[str, Any], brackets: bytes) -> tuple[bytes, bytes]:
    names = pointer.split("/")[1:]
    if members and (not names or names[0] in members):
        raise ValueError(
            f"the body of {operation} has no place for {', '.join(members)}: leave out what is not beside its entries"
        )
    head, tail = brackets[:1], brackets[1:]
    for name in reversed(names):
        head, tail = b"{" + orjson.dumps(name) + b":" + head, tail + b"}"
    if members:
        head = json_writer(rejected)(members)[:-1] + b"," + head[1:]
    return head, tail
