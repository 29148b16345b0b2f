"""What tests of runs share: a plan as a file, and a tiny server in memory that fails when a test says so."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import md5
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResponse, Outcome
from sdk_core.sync.model.job import RunBounds
from sdk_core.sync.model.rows import PLAN_COLUMNS
from sdk_core.sync.model.target import Field as TargetField
from sdk_core.sync.model.target import ItemEntry, Mode, Step, Target
from sdk_core.sync.running.executed import Executed
from sdk_core.sync.running.executor import execute
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import RunRecord
from sdk_core.wire.errors import BadRequest, TransportError

pa: Any = import_module("pyarrow")  # it brings no types
pq: Any = import_module("pyarrow.parquet")
TYPES: dict[str, Any] = {"BIGINT": pa.int64(), "VARCHAR": pa.string(), "UUID": pa.uuid()}
SCHEMA: Any = pa.schema([(name, TYPES[kind]) for name, kind in PLAN_COLUMNS.items()])


class Entry(NamedTuple):
    """An entry of a plan."""

    step: str
    key: str
    item: Mapping[str, Any] | None = None
    row: int | None = None
    grp: str = ""
    change: str = "upsert"
    state: str = ""
    reason: str = ""


class TinyMeta(NamedTuple):
    """What a plan says of itself."""

    source_rows: int
    rows: Mapping[str, int]
    reasons: Mapping[str, Mapping[str, int]]


class TinyStep(NamedTuple):
    """The entries of a step."""

    entries: int
    first: int
    last: int


def key_hash(key: str) -> UUID:
    """Return the hash of a key."""
    return UUID(bytes=md5(key.encode(), usedforsecurity=False).digest())


@dataclass
class TinyPlan:
    """A plan file without a signature."""

    path: Path
    meta: TinyMeta
    steps: dict[str, TinyStep]
    batch: int = 700

    def entries(self, step: str, after_seq: int = 0, *, columns: Sequence[str] | None = None) -> Iterator[Any]:
        """Yield the entries of a step."""
        first, last = max(self.steps[step].first, after_seq + 1), self.steps[step].last
        at = 1
        for batch in pq.ParquetFile(self.path).iter_batches(self.batch, columns=columns, use_threads=False):
            low, high = max(first - at, 0), min(last + 1 - at, batch.num_rows)
            if low < high:
                yield batch.slice(low, high - low)
            at += batch.num_rows


def make_plan(path: Path, entries: Iterable[Entry], *, unchanged: int = 0, batch: int = 700) -> TinyPlan:
    """Write a plan; entries of one step follow each other, those that are not sent come last."""
    rows: list[dict[str, Any]] = []
    steps: dict[str, TinyStep] = {}
    before: dict[str, int] = {}
    reasons: dict[str, dict[str, int]] = {}
    sources: set[int] = set()
    for number, each in enumerate(entries, 1):
        seq = 0 if each.state else number
        if each.state:
            before[each.state] = before.get(each.state, 0) + 1
            reasons.setdefault(each.state, {})[each.reason] = before[each.state]
        else:
            found = steps.get(each.step, TinyStep(0, seq, seq))
            steps[each.step] = TinyStep(found.entries + 1, found.first, seq)
        if each.row is not None:
            sources.add(each.row)
        item = None if each.item is None else orjson.dumps(each.item).decode()
        digest = None if item is None else key_hash(item).bytes
        rows.append(
            {
                "seq": seq, "row": each.row, "step": "" if each.state else each.step, "change": each.change,
                "state": each.state, "reason": each.reason, "k": key_hash(each.key).bytes, "key": each.key,
                "grp": each.grp, "item": item, "h": digest, "before": None,
            }
        )  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path, row_group_size=1_000)
    meta = TinyMeta(len(sources) + unchanged, {"unchanged": unchanged, **before}, reasons)
    return TinyPlan(path, meta, steps, batch)


def upserts(count: int, *, step: str = "upsert", size: int = 0) -> list[Entry]:
    """Return so many items to write."""
    return [Entry(step, f"k{n}", {"KEY": f"k{n}", "NAME": f"n{n}" + "x" * size}, row=n) for n in range(1, count + 1)]


def lost(text: str = "no response came") -> TransportError:
    """Return the error of a call of which nothing is known."""
    return TransportError(message=text, outcome="unknown")


class Fault(NamedTuple):
    """What happens to a call: `do` is raised or returned, before or after the server has done it."""

    do: Exception | ChunkResponse
    applied: bool = False


@dataclass
class TinyServer:
    """A server in memory; with a file, what it has outlives its process.

    Attributes:
        items: what it has.
        members: the keys in its group.
        sent: the keys of each call that came in, with the name of its step.
        bad: keys whose entries it rejects, with the whole call.
        lost: keys of entries whose calls it takes, but no response comes.
        unexplained: whether it counts bad entries instead, and takes the others.
        max_entries: most entries of a call; more is 413.
        faults: by the number of the call, from 1.
        on_call: called at the beginning of each call with its number.
        after_call: called when it is done and no response was sent.
        log: the file.
    """

    items: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    members: set[str] = field(default_factory=set[str])
    sent: list[tuple[str, list[str]]] = field(default_factory=list[tuple[str, list[str]]])
    bad: set[str] = field(default_factory=set[str])
    lost: set[str] = field(default_factory=set[str])
    unexplained: bool = False
    max_entries: int = 100_000
    faults: dict[int, Fault] = field(default_factory=dict[int, Fault])
    on_call: Callable[[int], object] = lambda _: None
    after_call: Callable[[int], object] = lambda _: None
    log: Path | None = None
    reads: int = 0

    def __post_init__(self) -> None:
        if self.log is not None and self.log.exists():
            for line in self.log.read_bytes().splitlines():
                step, entries = orjson.loads(line)
                self.sent.append((step, [_key(entry) for entry in entries]))
                self.apply(step, entries)

    def send(self, step: str, body: bytes) -> ChunkResponse | None:
        """Take a call."""
        entries = orjson.loads(body)
        number = len(self.sent) + 1
        keys = [_key(entry) for entry in entries]
        self.sent.append((step, keys))
        self.on_call(number)
        fault = self.faults.get(number)
        if fault is not None and not fault.applied:
            return _done(fault)
        if len(entries) > self.max_entries:
            raise BadRequest(message="too large", status=413, outcome="rejected")
        bad = self.bad & {*keys}
        if bad and not self.unexplained:
            raise BadRequest(message="a bad row", status=400, outcome="rejected", server_message="no such field")
        good = [entry for entry in entries if _key(entry) not in bad]
        if self.log is not None:
            descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(descriptor, orjson.dumps([step, good]) + b"\n")
            os.close(descriptor)
        self.apply(step, good)
        self.after_call(number)
        if self.lost & {*keys}:
            raise lost()
        if fault is not None:
            return _done(fault)
        return ChunkResponse(errors=len(bad), done=len(good)) if bad else None

    def apply(self, step: str, entries: Sequence[Any]) -> None:
        """Do what a call says."""
        for entry in entries:
            key = _key(entry)
            if step in {"upsert", "insert"}:
                self.items[key] = {**self.items.get(key, {}), **entry}
            elif step == "event":
                item = self.items.setdefault(key, {})
                item["COUNT"] = item.get("COUNT", 0) + 1
            elif step == "add":
                self.members.add(key)
            elif step == "remove":
                self.members.discard(key)
            elif step == "delete":
                self.items.pop(key, None)

    def calls_of(self, step: str) -> list[list[str]]:
        """Return the keys of the calls of a step."""
        return [keys for name, keys in self.sent if name == step]


def _done(fault: Fault) -> ChunkResponse:
    if isinstance(fault.do, Exception):
        raise fault.do
    return fault.do


def _key(entry: Any) -> str:  # noqa: ANN401 - JSON
    return str(entry if isinstance(entry, str) else entry["KEY"])


@dataclass
class TinyTruth:
    """Reads what the tiny server has."""

    server: TinyServer
    members: bool = False
    """Whether it reads who is in the group, and no items."""

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it takes."""
        return 1 if keys is None else -(-keys // 100)

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield all items."""
        yield from self.server.items.items()

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield some items."""
        self.server.reads += 1
        for key in keys:
            yield key, ({} if key in self.server.members else None) if self.members else self.server.items.get(key)

    def same(self, field: str, sent: object, found: object) -> bool:
        """Compare."""
        del field
        return sent == found or self.members

    def restored(self, field: str, found: object) -> object:
        """Return what restores a value."""
        del field
        return found


def _item(_: str, item: bytes) -> bytes:
    return item


def _key_alone(key: str, _: bytes) -> bytes:
    return orjson.dumps(key)


def tiny_target(
    server: TinyServer,
    *,
    max_items: int = 1_000,
    max_bytes: int = 1_000_000,
    readable: bool = True,
    **changes: Any,  # noqa: ANN401 - attributes of the dataclass
) -> Target:
    """Return a target of the tiny server. Its steps `insert` and `event` may not be sent again."""

    def step(name: str, items: int, **values: Any) -> Step:  # noqa: ANN401 - so
        plan = BatchPlan[Any](
            name, items, max_bytes, retryable=values.get("is_idempotent", True), key_of=_key,
            head=b'{"entries":[' if name == "framed" else b"[", tail=b"]}" if name == "framed" else b"]",
        )  # fmt: skip
        given: dict[str, Any] = {
            "name": name, "plan": plan, "send": partial(server.send, name), "entry": _key_alone,
            "is_idempotent": True,
        }  # fmt: skip
        return Step(**given | values)

    members = TinyTruth(server, members=True) if readable else None
    steps = [
        step("upsert", max_items, entry=ItemEntry()),
        step("insert", max_items, entry=_item, is_idempotent=False),
        step("event", max_items, entry=ItemEntry(), is_idempotent=False),
        step("add", 100, truth=members),
        step("remove", 100, removes=True, truth=members),
        step("delete", max_items, removes=True),
    ]
    given: dict[str, Any] = {
        "name": "tiny", "title": "tiny items", "modes": {"upsert": Mode(name="upsert", help="", writes=("upsert",))},
        "steps": {each.name: each for each in steps}, "key": ("KEY",),
        "fields": {name: TargetField(name) for name in ("KEY", "NAME")},
        "truth": TinyTruth(server) if readable else None,
    }  # fmt: skip
    return Target(**given | changes)


RUN = RunRecord(run="r1", plan="p1", job="tiny", target="tiny items", mode="upsert", started=0.0, source_rows=0)


def run_plan(
    plan: TinyPlan,
    target: Target,
    journal: Journal,
    *,
    concurrency: int = 1,
    run: str = "r1",
    **given: Any,  # noqa: ANN401 - arguments of `execute`
) -> Executed:
    """Run a plan, or go on with it."""
    record = journal.run(run)
    if record is None:
        record = RunRecord(
            run=run, plan=f"plan of {run}", job="tiny", target="tiny items", mode="upsert", started=0.0,
            source_rows=plan.meta.source_rows,
        )  # fmt: skip
        journal.begin_run(record)
    else:
        record = journal.resume_run(run)
    bounds: dict[str, Any] = {"concurrency": concurrency}
    bounds |= given.pop("bounds", {})
    done = execute(plan, target, journal, bounds=RunBounds(**bounds), run=record, **given)
    journal.end_run(run, end=done.end, ended=1.0, message=done.message)
    return done


def failures(journal: Journal, run: str = "r1") -> dict[int, tuple[str, str]]:
    """Return the state and the reason of each entry that was not written."""
    return {seq: (str(state), reason) for seq, state, reason in journal.exceptions(run)}


def outcome_json(value: object) -> str:
    """Return a value as one line of JSON, for a subprocess to print."""
    return json.dumps(value, sort_keys=True)


ACCEPTED = Outcome.ACCEPTED
