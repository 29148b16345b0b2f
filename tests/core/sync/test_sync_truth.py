"""What is looked at of a target: all, or a sample with its error bound, by whichever way takes fewer calls."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_parts import Planning, StagedRow, entries_of, plannings
from sync_parts import TinyStore, TinyTruth, tiny_target

from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import Field
from sdk_core.sync.planning.item_values import differing, found_value, sent_values
from sdk_core.sync.planning.plan_estimates import truth_text
from sdk_core.sync.planning.truth_reading import error_bound, read_truth
from sdk_core.wire.errors import ApiError

Make = Callable[..., Planning]


@dataclass
class CountedTruth(TinyTruth):
    """Says what it is asked for, what it costs, and fails if it is to."""

    asked: list[object] = field(default_factory=list[object])
    all_calls: int | None = None
    fails: Exception | None = None

    def calls(self, keys: int | None) -> int | None:
        return self.all_calls if keys is None else super().calls(keys)

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        self.asked.append("all")
        if self.fails:
            raise self.fails
        return super().read_all()

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        self.asked.append(len(keys))
        for number, (key, found) in enumerate(super().read_some(keys)):
            if self.fails and number == 3:
                raise self.fails
            if found is not None:  # who is not there may be left out
                yield key, found


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


def counted(planning: Planning, **given: Any) -> CountedTruth:  # noqa: ANN401 - attributes of the truth
    truth = CountedTruth(planning.store, **given)
    planning.target = replace(planning.target, truth=truth)
    return truth


def rows(number: int) -> list[StagedRow]:
    return [StagedRow(f"{each}@example.com", {"AGE": each}) for each in range(number)]


def hold(planning: Planning, there: list[StagedRow]) -> None:
    planning.store.items = {row.key or "": {"EMAIL": row.key, **row.item} for row in there}


def test_items_are_read_by_key_or_all_are_listed_whichever_costs_less(make: Make) -> None:
    for all_calls, asked in ((None, [250]), (3, [250]), (2, ["all"])):
        planning = make()
        truth = counted(planning, all_calls=all_calls)
        hold(planning, [*rows(100), StagedRow("other@example.com")])
        plan = planning.plan(rows(250), truth="whole")
        assert truth.asked == asked
        assert plan.meta.changes == {"create": 150}, all_calls
        assert plan.meta.truth.calls == (2 if asked == ["all"] else 3)
        assert plan.meta.truth.total == (101 if asked == ["all"] else None)


def test_many_keys_are_read_in_parts(make: Make) -> None:
    planning = make()
    truth = counted(planning)
    with planning.opened() as (work, _):
        work.execute(
            "create table many as select md5_number('' || i)::uuid k, '' || i as key, '{}' item from range(12000) t(i)"
        )
        looked = read_truth(work, planning.target, items="many")
        assert work.execute("select count(distinct k), count(*) filter (found) from compared").fetchall() == [
            (12_000, 0)
        ]
    assert truth.asked == [5_000, 5_000, 2_000]
    assert looked.read.looked_at == 12_000


def test_only_what_is_new_or_changed_is_looked_at(make: Make) -> None:
    planning = make()
    planning.run(rows(10))
    truth = counted(planning)
    planning.plan([*rows(10), StagedRow("new@example.com")], truth="whole")
    assert truth.asked == [1]
    planning.plan(rows(10), truth="whole")
    assert truth.asked == [1], "and nothing costs nothing"


def test_a_sample_looks_at_some_and_says_how_sure_one_can_be(make: Make) -> None:
    planning = make()
    truth = counted(planning)
    hold(planning, rows(40))
    plan = planning.plan(rows(100), truth=30)
    read = plan.meta.truth
    assert truth.asked == [30]
    assert (read.kind, read.of, read.looked_at, read.found) == ("sample", 100, 30, read.same)
    assert read.error_bound == error_bound(30, 100)
    assert plan.meta.changes == {"create": 30 - read.found, "upsert": 70}
    assert plan.meta.rows["unchanged"] == read.same, "what is there already is not sent"
    text = truth_text(read)
    assert "30 of 100 items looked at, taken at random, by 1 call" in text
    assert f"within {100 * error_bound(30, 100):.1f} percentage points" in text
    assert "in 95 of 100 samples" in text


def test_a_sample_is_chosen_by_the_id_of_the_plan(make: Make) -> None:
    def looked_at(plan_id: str) -> set[str]:
        planning = make()
        plan = planning.plan(rows(100), truth=10, plan_id=plan_id)
        return {row["key"] for row in entries_of(plan) if row["change"] == "create"}

    assert looked_at("one") == looked_at("one")
    assert looked_at("one") != looked_at("another")


def test_a_sample_of_more_than_there_is_is_the_whole(make: Make) -> None:
    read = make().plan(rows(5), truth=50).meta.truth
    assert (read.kind, read.looked_at, read.error_bound) == ("whole", 5, None)


@given(st.integers(1, 10_000), st.integers(1, 100_000))
def test_the_error_bound_is_a_share_and_falls_with_the_sample(sample: int, of: int) -> None:
    bound = error_bound(sample, of)
    assert 0 <= bound <= 1
    assert error_bound(sample + 1, of) <= bound
    assert (bound == 0) == (sample >= of)
    assert bound <= math.sqrt(math.log(40) / (2 * sample)), "never worse than the bound for drawing with putting back"


@pytest.mark.parametrize(
    ("sample", "of", "share"), [(10, 40, 0.5), (50, 1_000, 0.5), (50, 60, 0.1), (200, 2_000, 0.02)]
)
def test_the_error_bound_holds(sample: int, of: int, share: float) -> None:
    random = Random(7)  # noqa: S311 - draws samples
    items = [number < of * share for number in range(of)]
    bound = error_bound(sample, of)
    off = [abs(sum(random.sample(items, sample)) / sample - sum(items) / of) for _ in range(2_000)]
    assert sum(each > bound for each in off) <= 0.05 * len(off)


def test_calls_that_are_not_left_are_not_made(make: Make) -> None:
    planning = make()
    truth = counted(planning)
    plan = planning.plan(rows(250), truth="whole", calls_left=2)
    assert truth.asked == []
    assert plan.meta.unavailable == ("tiny things: looking at 250 of them takes 3 calls, and 2 are left today",)
    planning.plan(rows(250), truth="whole", calls_left=3)
    assert truth.asked == [250]


@pytest.mark.parametrize("error", [TargetError("they cannot be listed"), ApiError(message="listThings returned 403")])
@pytest.mark.parametrize("all_calls", [None, 0])
def test_an_error_makes_it_unavailable_and_no_half_is_used(make: Make, error: Exception, all_calls: int | None) -> None:
    planning = make()
    counted(planning, fails=error, all_calls=all_calls)
    hold(planning, rows(10))
    plan = planning.plan(rows(10), truth="whole")
    assert plan.meta.unavailable == (f"tiny things: {error}",)
    assert plan.meta.changes == {"upsert": 10}
    planning.change(mode="update")
    with pytest.raises(TargetError, match=str(error)):
        planning.plan(rows(10))


def test_values_in_members_of_the_item_are_compared_by_field() -> None:
    fields = (Field("email"), Field("age", within="data"), Field("table", in_item=False))
    target = tiny_target(fields=fields, nested_fields=True, unknown_field_member="data")
    sent = sent_values(target, '{"email":"a","data":{"age":36,"color":"red"}}')
    assert sent == {"email": "a", "age": 36, "color": "red"}
    assert found_value(target, {"data": {"age": 1}}, "age") == 1
    assert found_value(target, {"age": 2, "data": {"age": 1}}, "age") == 2
    assert found_value(target, {"data": {"color": "red"}}, "color") == "red"
    assert found_value(target, {}, "color") is None
    assert differing(target, sent, {"email": "a", "data": {"age": 36, "color": "blue"}}) == {"color": "blue"}


def test_the_target_says_what_is_the_same(make: Make) -> None:
    planning = make()
    planning.store.items["a"] = {"EMAIL": "a", "FIRSTNAME": None}
    plan = planning.plan([StagedRow("a", {"FIRSTNAME": ""})], truth="whole")
    assert plan.meta.entries == 0, "to the tiny API nothing is as good as the empty text"
    assert isinstance(planning.store, TinyStore)
