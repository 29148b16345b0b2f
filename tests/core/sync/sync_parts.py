"""A tiny target by hand, which keeps its items in a dict, and jobs for it: what tests of the engine need of an API."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.client import BaseClient
from sdk_core.sync.model.job import FieldMapping, Job, Source
from sdk_core.sync.model.target import Field, Mode, Step, Target, TargetKind
from sdk_core.wire.operations import Operation

FIELDS = (
    Field("EMAIL", max_length=100),
    Field("FIRSTNAME", max_length=50),
    Field("LASTNAME"),
    Field("AGE", "number"),
    Field("NEWS", "boolean"),
    Field("BIRTHDATE", "date", format="%d-%m-%Y"),
    Field("LASTSEEN", "timestamp", format="%Y-%m-%dT%H:%M:%S", zone="Europe/Copenhagen"),
    Field("EXTRA", "json"),
)
MODES = (
    Mode(name="upsert", help="write", writes=("upsert",)),
    Mode(name="insert", help="write what is not there", writes=("upsert",), presence="absent"),
    Mode(name="update", help="write what is there", writes=("upsert",), presence="present"),
    Mode(name="delete", help="erase", writes=("delete",), is_erasure=True),
    Mode(name="mirror", help="write, and remove what is gone", writes=("upsert",), removes=("delete",)),
    Mode(name="add", help="write and add", writes=("upsert", "add")),
    Mode(name="group", help="write and add, and remove what is gone", writes=("upsert", "add"), removes=("remove",)),
)


def _nothing(_step: str, _entries: list[Any]) -> None:
    """Do nothing before or after a call."""


def _good(_entry: object) -> str:
    """Find nothing wrong with an entry."""
    return ""


@dataclass
class TinyStore:
    """What the tiny API holds, and how it misbehaves.

    Attributes:
        key: the fields of an item that identify it.
        items: the items by their key, as one text.
        members: the keys of the items in its one group.
        calls: the step and the entries of each call that came, in order.
        before: called with both before a call is done; it may raise, so that nothing is done.
        after: called so after it was done; it may raise, so that the response is lost.
        bad: says of an entry why it is rejected; empty for one that is taken.
    """

    key: tuple[str, ...] = ("EMAIL",)
    items: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    members: set[str] = field(default_factory=set[str])
    calls: list[tuple[str, list[Any]]] = field(default_factory=list[tuple[str, list[Any]]])
    reads: int = 0
    before: Callable[[str, list[Any]], None] = _nothing
    after: Callable[[str, list[Any]], None] = _nothing
    bad: Callable[[Any], str] = _good

    def send(self, step: str, body: bytes) -> ChunkResponse:
        """Do what a body says."""
        entries: list[Any] = orjson.loads(body)
        self.before(step, entries)
        self.calls.append((step, entries))
        failed: dict[int, str] = {}
        for place, entry in enumerate(entries):
            if reason := self.bad(entry):
                failed[place] = reason
                continue
            self._do(step, entry)
        self.after(step, entries)
        return ChunkResponse(failed=failed, others=Outcome.ACCEPTED)

    def _do(self, step: str, entry: Any) -> None:  # noqa: ANN401 - JSON
        if step == "upsert":
            self.items.setdefault(key_of_item(entry, self.key), {}).update(entry)
        elif step == "delete":
            self.items.pop(entry, None)
        elif step == "add":
            self.members.add(entry)
        else:
            self.members.discard(entry)


def key_of_item(item: Mapping[str, Any], key: Sequence[str]) -> str:
    """Return the key of an item as the engine writes it."""
    values = [value if isinstance(value := item[name], str) else orjson.dumps(value).decode() for name in key]
    return values[0] if len(values) == 1 else orjson.dumps(values).decode()


@dataclass
class TinyTruth:
    """Reads a `TinyStore`: one call for 100 keys, and one for 1,000 of all."""

    store: TinyStore

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it takes."""
        return -(-len(self.store.items) // 1_000) if keys is None else -(-keys // 100)

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield all items."""
        for place, (key, item) in enumerate([*self.store.items.items()]):
            self.store.reads += place % 1_000 == 0
            yield key, dict(item)

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield some items."""
        for place, key in enumerate(keys):
            self.store.reads += place % 100 == 0
            yield key, self.store.items.get(key)

    def same(self, field: str, sent: object, found: object) -> bool:
        """Compare; nothing is as good as the empty text."""
        del field
        return sent == found or (sent in ("", None) and found in ("", None))

    def restored(self, field: str, found: object) -> object:
        """Return what is sent to restore a value."""
        del field
        return "" if found is None else found


def tiny_target(
    *,
    store: TinyStore | None = None,
    fields: Sequence[Field] = FIELDS,
    key: Sequence[str] = ("EMAIL",),
    with_truth: bool = True,
    max_items: int = 1_000,
    **changes: Any,  # noqa: ANN401 - attributes of the dataclass
) -> Target:
    """Return a target of a store.

    Args:
        store: what it writes to; a new one by default.
        fields: those that a job can map to.
        key: the names of those that identify an item.
        with_truth: whether it can be read.
        max_items: entries in a call of its steps `upsert` and `delete`; the other two take 100.
        changes: other attributes of the target.
    """
    store = store or TinyStore()
    store.key = tuple(key)
    given: dict[str, Any] = {
        "name": "things",
        "title": "tiny things",
        "modes": {mode.name: mode for mode in MODES},
        "steps": {
            "upsert": tiny_step(store, "upsert", max_items, lambda _key, item: item),
            "add": tiny_step(store, "add", 100, needs_consent=True),
            "delete": tiny_step(store, "delete", max_items, removes=True),
            "remove": tiny_step(store, "remove", 100, removes=True),
        },
        "fields": {field.name: field for field in fields},
        "key": tuple(key),
        "truth": TinyTruth(store) if with_truth else None,
        "truth_reason": "" if with_truth else "the tiny API shows none of its things",
        "undo_created": "delete",
        "undo_updated": "upsert",
        "opposite": {"add": "remove", "remove": "add"},
    }
    return Target(**given | changes)


def _key_alone(key: str, _item: bytes) -> bytes:
    return orjson.dumps(key)


def tiny_step(
    store: TinyStore,
    name: str,
    max_items: int = 1_000,
    entry: Callable[[str, bytes], bytes] = _key_alone,
    **changes: Any,  # noqa: ANN401 - attributes of the dataclass
) -> Step:
    """Return a step that sends to a store."""

    def send(body: bytes) -> ChunkResponse:
        return store.send(name, body)

    given: dict[str, Any] = {
        "name": name,
        "plan": tiny_plan(name, max_items),
        "send": send,
        "entry": entry,
        "is_idempotent": True,
    }
    return Step(**given | changes)


def tiny_plan(name: str, max_items: int) -> BatchPlan[Any]:
    """Return the batch plan of a step."""
    traits = {"access": "write", "idempotent": True, "batch": {"items": "", "max_items": max_items, "key": "value"}}
    return plan_of(Operation(f"{name}Things", "things", name, "POST", f"/things/{name}", traits=traits))


def tiny_kinds(target: Target | None = None) -> dict[str, TargetKind]:
    """Return the kinds of targets of the tiny API: one, with an option `table` that may be left out."""

    def bind(_client: BaseClient, _options: Mapping[str, Any]) -> Target:
        return target or tiny_target()

    options = {"table": "the name of a table"}
    return {"things": TargetKind(name="things", help="things", options=options, required=frozenset(), bind=bind)}


def tiny_job(mapping: Mapping[str, FieldMapping | str], *, source: Source | None = None, **changes: Any) -> Job:  # noqa: ANN401 - so
    """Return a job for the tiny target; a mapping may be the name of a column alone."""
    fields = {name: FieldMapping(column=value) if isinstance(value, str) else value for name, value in mapping.items()}
    given: dict[str, Any] = {
        "name": "tiny",
        "api": "tiny",
        "target": "things",
        "mode": "upsert",
        "mapping": fields,
        "source": source or Source(),
    }
    return Job(**given | changes)


def write_file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a file as it is, line ends too; return its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
