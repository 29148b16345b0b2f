"""Random runs of random jobs, held against a model in a few dicts: plans, snapshots, and what the target has then."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

import orjson
from hypothesis import event, given, settings
from hypothesis import strategies as st
from planning_parts import MemberTruth, Planning, StagedRow, entries_of, item_json, md5, plannings, unsent_of
from sync_parts import MODES, TinyTruth

from sdk_core.sync.model.job import Consent
from sdk_core.sync.model.target import Truth
from sdk_core.sync.planning.plan_file import PlanFile

KEYS = [f"{letter}@example.com" for letter in "abcde"]
ITEMS: list[dict[str, Any]] = [{}, {"FIRSTNAME": "Ada"}, {"FIRSTNAME": "Ben"}, {"FIRSTNAME": "Ada", "AGE": 1}]
Truths = Literal["none", "whole"] | int

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"


class Entry(NamedTuple):
    row: int | None
    step: str
    change: str
    key: str
    before: Mapping[str, Any] | None


class Known(NamedTuple):
    """What a job remembers of an item."""

    item: str
    added: bool | None
    rule: str


@dataclass
class Recorded:
    """A truth that says which keys it was asked for."""

    truth: TinyTruth
    asked: set[str] = field(default_factory=set[str])

    def calls(self, keys: int | None) -> int | None:
        return None if keys is None else keys

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for key, found in self.truth.read_all():
            self.asked.add(key)
            yield key, found

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        self.asked.update(keys)
        return self.truth.read_some(keys)

    def same(self, field: str, sent: object, found: object) -> bool:
        return self.truth.same(field, sent, found)

    def restored(self, field: str, found: object) -> object:
        return self.truth.restored(field, found)


@dataclass
class Expected:
    """What the model says that a plan has."""

    entries: list[Entry] = field(default_factory=list[Entry])
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("unchanged", "skipped", "rejected"), 0))
    same: dict[str, StagedRow] = field(default_factory=dict[str, StagedRow])
    gone_too: set[str] = field(default_factory=set[str])
    withdrawn_too: set[str] = field(default_factory=set[str])
    candidates: set[str] = field(default_factory=set[str])
    gone: set[str] = field(default_factory=set[str])


@dataclass
class Run:
    """What is drawn of a run."""

    rows: list[StagedRow]
    rule: str
    truth: Truths
    full: bool
    verify: bool
    lost: set[int]


@st.composite
def sources(draw: st.DrawFn) -> list[StagedRow]:
    """Draw the rows of a source: no valid ones share a key."""
    rows: list[StagedRow] = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True)):
        item = draw(st.sampled_from(ITEMS))
        row = StagedRow(key, item, consent=draw(st.sampled_from([True, True, False, None])))
        kind = draw(st.sampled_from(["valid", "valid", "valid", "valid", "twice", "rejected", "skipped"]))
        if kind == "twice":
            rows.append(StagedRow(key, {}, "skipped", "a later row has the same key"))
        elif kind != "valid":
            row = row._replace(state=kind, reason="for some reason")
        rows.append(row)
    if draw(st.integers(0, 9)) == 0:
        rows.append(StagedRow(None, state="rejected", reason="no key"))
    return rows


RUNS = st.builds(
    Run,
    rows=sources(),
    rule=st.sampled_from(["rule 1", "rule 1", "rule 1", "rule 2"]),
    truth=st.sampled_from(["none", "whole", 2]),
    full=st.sampled_from([False, False, False, True]),
    verify=st.sampled_from([False, False, False, True]),
    lost=st.sets(st.integers(1, 12), max_size=2),
)


@dataclass
class Model:
    """A job in a few dicts."""

    planning: Planning
    known: dict[str, Known] = field(default_factory=dict[str, Known])

    def found(self, key: str) -> Mapping[str, Any] | None:
        if self.planning.job.mode in {"add", "group"} and key not in self.planning.store.members:
            return None
        return self.planning.store.items.get(key)

    def consents(self, row: StagedRow) -> bool:
        return row.consent is True or self.planning.job.consent is None

    def differing(self, row: StagedRow) -> dict[str, Any]:
        found = self.found(row.key or "") or {}
        sent: dict[str, Any] = {"EMAIL": row.key, **row.item}
        return {name: found.get(name) for name, value in sent.items() if found.get(name) != value}

    def is_due(self, row: StagedRow, run: Run) -> bool:
        known = self.known.get(row.key or "")
        if known is None or run.full:
            return True
        return self.planning.job.mode != "delete" and (known.item != item_json(row) or known.rule != run.rule)

    def expect(self, run: Run, looked: set[str]) -> Expected:
        """Return what a plan is to have if some keys were looked at."""
        expected = Expected()
        mode = self.planning.target.modes[self.planning.job.mode]
        by_step: dict[str, list[Entry]] = {name: [] for name in (*mode.writes, *mode.removes)}
        valid = [(number, row) for number, row in enumerate(run.rows, 1) if not row.state]
        for row in run.rows:
            if row.state:
                expected.states[row.state] += 1
        for number, row in valid:
            self._row(number, row, run, looked, by_step, expected)
        if mode.removes:
            self._removals(run, looked, by_step[mode.removes[0]], expected)
        expected.entries = [entry for entries in by_step.values() for entry in entries]
        return expected

    def _row(  # noqa: PLR0913, PLR0917 - of a row
        self,
        number: int,
        row: StagedRow,
        run: Run,
        looked: set[str],
        by_step: dict[str, list[Entry]],
        expected: Expected,
    ) -> None:
        key, mode = row.key or "", self.planning.job.mode
        known, due = self.known.get(key), self.is_due(row, run)
        has_members = mode in {"add", "group"}
        no_member = known is None or known.added is False
        if due or run.verify or (has_members and no_member and self.consents(row)):
            expected.candidates.add(key)
        is_looked, found = key in looked, self.found(key)
        if is_looked and ((mode == "update" and found is None) or (mode == "insert" and found is not None and due)):
            expected.states["rejected"] += 1
            return
        before = self.differing(row) if is_looked and found is not None else None
        differs = run.full or before != {}
        if mode == "delete":
            differs = found is not None or not is_looked
        is_known = is_looked and not (has_members and found is None)
        writes = differs if is_known and run.verify else due and differs
        joins = has_members and self.consents(row) and (found is None if is_looked else run.full or no_member)
        if writes and mode == "delete":
            by_step["delete"].append(Entry(number, "delete", "delete", key, None))
        elif writes:
            change = "update" if before is not None else "create" if is_looked and not has_members else "upsert"
            change = {"insert": "create", "update": "update"}.get(mode, change)
            entry = Entry(number, "upsert", change, key, (before or None) if change == "update" else None)
            by_step["upsert"].append(entry)
        if joins:
            by_step["add"].append(Entry(number, "add", "add", key, None))
        if not writes and not joins:
            expected.states["unchanged"] += 1
            if is_looked and due:
                expected.same[key] = row

    def _removals(self, run: Run, looked: set[str], removals: list[Entry], expected: Expected) -> None:
        step = self.planning.target.modes[self.planning.job.mode].removes[0]
        there = {row.key for row in run.rows}
        for key, known in sorted(self.known.items()):
            if known.added is not True:
                continue
            if key not in there and None not in there:
                expected.gone.add(key)
                if key in looked and self.found(key) is None:
                    expected.gone_too.add(key)
                    continue
                removals.append(Entry(None, step, "remove", key, self.found(key) if key in looked else None))
        if step == "remove":
            withdrawn = [row.key or "" for row in run.rows if not row.state and not self.consents(row)]
            for key in withdrawn:
                member = self.known.get(key)
                is_missing = key in looked and self.found(key) is None
                if member and member.added and is_missing:
                    expected.withdrawn_too.add(key)
                elif member and member.added:
                    removals.append(Entry(None, step, "remove", key, None))
        removals.sort(key=lambda entry: entry.key)

    def done(self, plan: PlanFile, run: Run, expected: Expected, written: set[int]) -> None:
        """Remember what a run did."""
        rows = dict(enumerate(run.rows, 1))
        entries: dict[str, list[dict[str, Any]]] = {}
        for entry in entries_of(plan):
            entries.setdefault(entry["key"], []).append(entry)
        for key, of_key in entries.items():
            known = self.known.get(key)
            writing = [entry for entry in of_key if entry["row"] is not None]
            removing = [entry for entry in of_key if entry["row"] is None]
            is_removed = bool(removing) and all(entry["seq"] in written for entry in removing)
            if writing and all(entry["seq"] in written for entry in writing):
                adds = any(
                    entry["step"] == plan.meta.adds_by and entry["change"] in {"create", "upsert", "add"}
                    for entry in writing
                )
                is_found = any(entry["change"] == "update" for entry in writing)
                added = known.added if known else False
                added = False if is_removed else True if adds or added else None if is_found else added
                self.known[key] = Known(item_json(rows[writing[0]["row"]]), added, run.rule)
            elif is_removed and removing[0]["h"] is None:
                del self.known[key]
            elif is_removed and known is not None:
                self.known[key] = known._replace(added=False)
        for key, row in expected.same.items():
            known = self.known.get(key)
            self.known[key] = Known(item_json(row), True if known and known.added else None, run.rule)
        for key in expected.gone_too:
            del self.known[key]
        for key in expected.withdrawn_too:
            self.known[key] = self.known[key]._replace(added=False)


def check(planning: Planning, model: Model, run: Run, truth: Recorded) -> tuple[PlanFile, Expected]:
    """Plan a run, and hold the plan against the model."""
    truth.asked.clear()
    plan = planning.plan(run.rows, rule=run.rule, truth=run.truth, full=run.full, verify=run.verify)
    expected = model.expect(run, truth.asked)
    found = [
        Entry(row["row"], row["step"], row["change"], row["key"], row["before"] and orjson.loads(row["before"]))
        for row in entries_of(plan)
    ]
    # Of who is written for another reason and takes consent back, nothing is known but what is compared.
    found = [entry._replace(before=None) if is_withdrawal(entry, run) else entry for entry in found]
    assert found == expected.entries
    assert plan.meta.rows == expected.states
    assert sum(plan.meta.rows.values()) + len({entry.row for entry in found if entry.row}) == len(run.rows)
    assert [row["seq"] for row in entries_of(plan)] == [*range(1, len(found) + 1)]
    assert {row["row"] for row in unsent_of(plan)}.isdisjoint({entry.row for entry in found})
    assert plan.meta.same == len(expected.same) + len(expected.gone_too) + len(expected.withdrawn_too)
    must = run.verify or planning.job.mode in {"insert", "update"}
    if must or run.truth == "whole":
        assert truth.asked == expected.candidates | expected.gone
    elif run.truth == "none":
        assert not truth.asked
    else:
        assert truth.asked <= expected.candidates
        assert len(truth.asked) == min(int(run.truth), len(expected.candidates))
    return plan, expected


def is_withdrawal(entry: Entry, run: Run) -> bool:
    return entry.change == "remove" and entry.key in {row.key for row in run.rows if not row.state}


@settings(max_examples=300 if LONG else 20)
@given(
    st.sampled_from([mode.name for mode in MODES]),
    st.booleans(),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from([{}, {"FIRSTNAME": "Ada"}, {"FIRSTNAME": "Cai"}])),
    st.lists(RUNS, min_size=1, max_size=3),
)
def test_plans_are_what_a_model_says(
    mode: str,
    has_consent: bool,  # noqa: FBT001 - drawn
    there: dict[str, dict[str, Any]],
    runs: list[Run],
) -> None:
    with TemporaryDirectory() as folder, plannings(Path(folder)) as make:
        planning = make(mode)
        planning.change(consent=Consent("OK") if has_consent else None)
        planning.guard(min_rows=0, max_shrink_percent=100, max_removals_percent=100)
        for key, item in there.items():
            planning.store.items[key] = {"EMAIL": key, **item}
        kind = MemberTruth if mode in {"add", "group"} else TinyTruth
        truth = Recorded(kind(planning.store))
        recorded: Truth = truth
        planning.target = replace(planning.target, truth=recorded)
        model = Model(planning)
        for run in runs:
            event(mode)
            plan, expected = check(planning, model, run, truth)
            written = {entry["seq"] for entry in entries_of(plan)} - run.lost
            planning.done(plan, lambda entry, written=written: entry["seq"] in written)  # type: ignore[misc]  # mypy infers no lambda with a default
            model.done(plan, run, expected, written)
            remembered = {k: (h, added) for k, (h, _, added) in planning.remembered().items()}
            assert remembered == {str(md5(key)): (md5(known.item), known.added) for key, known in model.known.items()}


@settings(max_examples=150 if LONG else 10)
@given(
    st.sampled_from(["mirror", "group"]),
    st.sets(st.sampled_from(KEYS)),
    st.lists(sources(), min_size=1, max_size=4),
    st.sampled_from(["none", "whole"]),
)
def test_a_mirror_ends_with_what_the_source_has_and_what_others_had(
    mode: str, others: set[str], runs: list[list[StagedRow]], truth: Truths
) -> None:
    with TemporaryDirectory() as folder, plannings(Path(folder)) as make:
        planning = make(mode)
        planning.change(consent=Consent("OK"))
        planning.guard(min_rows=0, max_shrink_percent=100, max_removals_percent=100)
        store = planning.store
        for key in others:
            store.items[key] = {"EMAIL": key}
            store.members.add(key)
        for rows in runs:
            planning.run(rows, truth=truth)
            there = store.members if mode == "group" else set(store.items)
            named = {row.key for row in rows}
            wanted = {row.key for row in rows if not row.state and (row.consent or mode == "mirror")}
            assert wanted <= there, "all that the source has"
            for row in rows:
                if not row.state:
                    assert store.items[row.key or ""].items() >= row.item.items(), "with its values"
            if None not in named:
                assert there <= wanted | others | named, "nothing that the job added and the source has no more"
            if truth == "whole":
                assert others <= there, "and what others added stays"
            assert planning.plan(rows, truth=truth).meta.entries == 0, "and then there is nothing to do"
