"""A plan file: signed, in order, read a little at a time, and run once, in time, by its own job."""
# ruff: noqa: S608 - the SQL is put together of numbers and names of these tests

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pytest
from planning_parts import KEY, Planning, StagedRow, entries_of, md5, plannings, unsent_of
from sync_parts import tiny_job, tiny_target

from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.model.job import Consent, FieldMapping
from sdk_core.sync.model.rows import PLAN_COLUMNS
from sdk_core.sync.planning import plan_file
from sdk_core.sync.planning.plan_file import check_runnable, open_plan, write_plan
from sdk_core.sync.planning.plan_meta import PlanMeta, StepPlan, TruthRead, fingerprint_of, meta_of, place_of

ROWS = [StagedRow("ada@example.com", {"FIRSTNAME": "Ada"}), StagedRow(None, state="rejected", reason="no key")]
JOB = tiny_job({"EMAIL": "EMAIL"})
TARGET = tiny_target()


def some_meta(**changes: Any) -> PlanMeta:  # noqa: ANN401 - attributes of the dataclass
    given: dict[str, Any] = {
        "id": "p1",
        "job": JOB.name,
        "api": JOB.api,
        "target": TARGET.title,
        "mode": JOB.mode,
        "fingerprint": fingerprint_of(JOB, TARGET),
        "created": 1_000.0,
        "max_age": 3_600.0,
    }
    return PlanMeta(**given | changes)


Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def work() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def many(work: duckdb.DuckDBPyConnection, first: int, second: int, unsent: int, same: int) -> PlanMeta:
    """Make a plan of so many entries of two steps, rows that are not sent, and rows found to be the same."""
    sent = first + second
    work.execute(
        f"""create or replace view plan as
        select i + 1 seq, i + 1 as row, case when i < {first} then 'upsert' else 'add' end step, 'upsert' change,
            '' state, '' reason, uuid() k, 'key ' || i as key, '' grp, '[]' item, uuid() h, null::varchar before
        from range({sent}) t(i)
        union all select 0, i + 1, '', 'none', case when i < {sent + unsent} then 'rejected' else 'unchanged' end, '',
            uuid(), '', '', null, null, null from range({sent}, {sent + unsent + same}) t(i)"""
    )
    steps = {
        "upsert": StepPlan(first, 1, 2, 1, first),
        "add": StepPlan(second, 1, 2, first + 1, sent) if second else StepPlan(0, 0, 0),
    }
    return some_meta(steps=steps, rows={"rejected": unsent, "unchanged": same}, same=same)


def numbers(batches: Iterator[Any], column: str = "seq") -> list[int]:
    return [number for batch in batches for number in batch.column(column).to_pylist()]


def test_a_plan_comes_back_as_it_was_written(make: Make) -> None:
    planning = make()
    with planning.plan(ROWS) as plan:
        (entry,) = entries_of(plan)
        (unsent,) = unsent_of(plan)
    assert list(entry) == list(PLAN_COLUMNS)
    assert entry == {
        "seq": 1,
        "row": 1,
        "step": "upsert",
        "change": "upsert",
        "state": "",
        "reason": "",
        "k": md5("ada@example.com"),
        "key": "ada@example.com",
        "grp": "",
        "item": '{"EMAIL":"ada@example.com","FIRSTNAME":"Ada"}',
        "h": md5('{"EMAIL":"ada@example.com","FIRSTNAME":"Ada"}'),
        "before": None,
    }
    assert (unsent["seq"], unsent["row"], unsent["state"], unsent["reason"]) == (0, 2, "rejected", "no key")
    assert unsent["item"] == '{"EMAIL":null}', "the row as the source has it"


def test_what_a_plan_says_of_itself_comes_back(work: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    read = TruthRead("sample", 100, 10, 2, 5, 3, 1, 0.3, None)
    meta = replace(
        many(work, 3, 0, 1, 0), job='it\'s "quoted" ÆØÅ', truth=read, notes=("a note",), forced=("min_rows",)
    )
    write_plan(work, meta, tmp_path / "plan", KEY)
    with open_plan(tmp_path / "plan", KEY) as plan:
        assert plan.meta == meta
        assert list(plan.steps) == ["upsert", "add"]
    assert meta_of(meta.to_json()) == meta


@pytest.mark.parametrize(("first", "second"), [(1, 0), (20_480, 0), (20_481, 1), (30_000, 30_000), (3, 41_000)])
def test_entries_are_read_by_step_and_from_any_place(
    work: duckdb.DuckDBPyConnection, tmp_path: Path, first: int, second: int
) -> None:
    write_plan(work, many(work, first, second, 5, 3), tmp_path / "plan", KEY)
    with open_plan(tmp_path / "plan", KEY) as plan:
        assert numbers(plan.entries("upsert")) == [*range(1, first + 1)]
        assert numbers(plan.entries("add")) == [*range(first + 1, first + second + 1)]
        assert numbers(plan.entries("remove")) == []
        for after in (0, 1, first - 1, first, first + second):
            assert numbers(plan.entries("upsert", after)) == [*range(after + 1, first + 1)]
        assert numbers(plan.rows_not_sent(), "row") == [*range(first + second + 1, first + second + 6)]
        assert numbers(plan.rows_found_same(), "row") == [*range(first + second + 6, first + second + 9)]
        (batch, *_) = plan.entries("upsert", columns=["key"])
        assert batch.schema.names == ["key"]


def test_a_plan_is_read_a_little_at_a_time(work: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_plan(work, many(work, 100_000, 0, 0, 0), tmp_path / "plan", KEY)
    with open_plan(tmp_path / "plan", KEY) as plan:
        assert max(batch.num_rows for batch in plan.entries("upsert")) <= 20_480


def test_any_reader_of_parquet_opens_it(work: duckdb.DuckDBPyConnection, make: Make) -> None:
    with make().plan(ROWS) as plan:
        pq: Any = import_module("pyarrow.parquet")  # brings no types
        assert pq.read_table(plan.path).num_rows == 2
        found = work.execute("select count(*) from read_parquet(?)", [str(plan.path)]).fetchall()
    assert found == [(2,)]


def test_a_changed_byte_is_found_wherever_it_is(make: Make, tmp_path: Path) -> None:
    with make().plan(ROWS) as plan:
        content = plan.path.read_bytes()
    changed = tmp_path / "changed"
    for place in range(len(content)):
        changed.write_bytes(content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :])
        with pytest.raises(PlanError):
            open_plan(changed, KEY)
    for content_changed in (content[:-1], content + b"x", content[:4], b"", content[: len(content) // 2]):
        changed.write_bytes(content_changed)
        with pytest.raises(PlanError):
            open_plan(changed, KEY)
    changed.write_bytes(content)
    open_plan(changed, KEY).close()


def test_another_key_does_not_open_it_and_none_does_not_look(make: Make) -> None:
    with make().plan(ROWS) as plan:
        with pytest.raises(PlanError, match="signed with another key"):
            open_plan(plan.path, b"another")
        with open_plan(plan.path, None) as unchecked:
            assert unchecked.meta == plan.meta


def test_what_is_no_plan_says_so(work: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no plan at all, but long enough to be one")
    with pytest.raises(PlanError, match="text is no plan"):
        open_plan(tmp_path / "text", None)
    with pytest.raises(PlanError, match="cannot be read: No such file"):
        open_plan(tmp_path / "missing", KEY)
    for name, pairs in (("bare", "x: '1'"), ("signed", f"\"sync.signature\": 'hmac-sha256:{'0' * 64}'")):
        work.execute(f"copy (select 1 a) to '{tmp_path / name}' (format parquet, kv_metadata {{{pairs}}})")
        with pytest.raises(PlanError, match=r"no plan|no signature"):
            open_plan(tmp_path / name, None)


def test_a_plan_of_another_version_says_so() -> None:
    with pytest.raises(PlanError, match="version 2, and this package runs version 1"):
        meta_of('{"version": 2}')
    for text in ("", "[]", "{}", '{"version": 1}'):
        with pytest.raises(PlanError, match="no plan in its metadata"):
            meta_of(text)


def test_it_can_be_read_by_its_owner_alone_and_appears_whole(make: Make) -> None:
    umask = os.umask(0)
    try:
        with make().plan(ROWS) as plan:
            assert plan.path.stat().st_mode & 0o777 == 0o600
            assert not [*plan.path.parent.glob(".*.new")]
    finally:
        os.umask(umask)


def test_rows_that_lie_in_their_order_are_not_sorted(
    work: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_file, "_ORDERS", ("",))
    before = work.execute("select current_setting('threads')").fetchall()
    write_plan(work, many(work, 30_000, 30_000, 5, 3), tmp_path / "plan", KEY)
    assert work.execute("select current_setting('threads')").fetchall() == before
    work.execute("create table made as from plan")
    work.execute("create or replace view plan as from made where seq > 25000 union all from made where seq <= 25000")
    with pytest.raises(PlanError, match="report this as a bug"):
        write_plan(work, some_meta(steps={"upsert": StepPlan(60_000, 1, 2, 1, 60_000)}), tmp_path / "other", KEY)


def test_rows_not_sent_come_before_those_that_are_the_same(
    work: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_file, "_ORDERS", ("",))
    meta = many(work, 1, 0, 2, 1)
    work.execute("create table made as from plan order by seq = 0, -row")
    work.execute("create or replace view plan as from made")
    with pytest.raises(PlanError, match="report this as a bug"):
        write_plan(work, meta, tmp_path / "plan", KEY)


def test_a_plan_is_written_in_its_order_or_not_at_all(work: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    meta = many(work, 50_000, 0, 0, 0)
    work.execute("create table made as from plan")
    work.execute("create or replace view plan as from made where seq > 25000 union all from made where seq <= 25000")
    write_plan(work, meta, tmp_path / "plan", KEY)
    with open_plan(tmp_path / "plan", KEY) as plan:
        (step,) = [name for name, numbers in plan.steps.items() if numbers.entries]
        found = [seq for batch in plan.entries(step) for seq in batch.column("seq").to_pylist()]
    assert found == [*range(1, 50_001)]
    (tmp_path / "plan").unlink()
    for wrong in ("seq < 50000", "seq > 1"):
        work.execute(f"create or replace view plan as from made where {wrong}")
        with pytest.raises(PlanError, match="report this as a bug"):
            write_plan(work, meta, tmp_path / "plan", KEY)
    assert not [*tmp_path.iterdir()], "nothing is left of it"


def test_a_plan_is_run_by_its_own_job_once_and_in_time(make: Make) -> None:
    planning = make()
    job, target = planning.job, planning.target
    with planning.plan(ROWS, now=1_000.0) as plan:
        check_runnable(plan, job, target, now=1_000.0 + job.max_plan_age)
        with pytest.raises(PlanError, match="run for 1 day"):
            check_runnable(plan, job, target, now=1_001.0 + job.max_plan_age)
        with pytest.raises(PlanError, match="set the clocks"):
            check_runnable(plan, job, target, now=0.0)
        with pytest.raises(PlanError, match="run before"):
            check_runnable(plan, job, target, now=1_000.0, used={plan.meta.id})
        check_runnable(plan, job, target, now=1e9, used={plan.meta.id}, resumed=True)
        with pytest.raises(PlanError, match="is of the job tiny"):
            check_runnable(plan, replace(job, name="other"), target, now=1_000.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"mapping": {"EMAIL": FieldMapping(column="MAIL"), "FIRSTNAME": FieldMapping(column="FIRSTNAME")}},
        {"options": {"table": "ORDERS"}},
        {"consent": Consent("OK")},
        {"profile": "staging"},
    ],
)
def test_a_plan_of_the_job_before_it_was_changed_is_not_run(make: Make, changes: dict[str, Any]) -> None:
    planning = make()
    with planning.plan(ROWS) as plan, pytest.raises(PlanError, match="was changed after the plan"):
        check_runnable(plan, replace(planning.job, **changes), planning.target, now=1_000.0, resumed=True)


def test_the_fingerprint_is_of_the_target_too_and_not_of_the_source() -> None:
    other = replace(TARGET, title="other things")
    assert fingerprint_of(JOB, TARGET) != fingerprint_of(JOB, other)
    assert place_of(JOB, TARGET) != place_of(JOB, other)
    assert fingerprint_of(replace(JOB, source=replace(JOB.source, sql="select 1")), TARGET) == fingerprint_of(
        JOB, TARGET
    )
