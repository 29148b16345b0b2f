"""Rows that are prepared many at a time are what each alone would be; where one is odd, each is looked at alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from operator import itemgetter
from typing import Any
from weakref import ref

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.calls.batches.encoding import member_encoder, row_encoder
from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.preparing import preparer, preparer_of_many
from sdk_core.calls.batches.results import Outcome
from sdk_core.calls.batches.runner import BatchRun

AnyRow = dict[str, Any]


class Color(Enum):
    RED = "red"


class Row:
    """A row of a kind that can be watched."""

    def __init__(self, number: int) -> None:
        self.number = number


class Odd:
    """Has a name that cannot be read."""

    @property
    def to_dict(self) -> object:
        raise RuntimeError("out of reach")


class Check:
    """Takes no row that says so."""

    def __call__(self, entry: object, /) -> str:
        return "it is bad" if isinstance(entry, Mapping) and "BAD" in entry else ""

    def passes_all(self, entries: Sequence[object], /) -> bool:
        return not any(map(self, entries))

    def explain(self, entry: bytes) -> str:
        return self(orjson.loads(entry))


def plan(**more: Any) -> BatchPlan[Any]:  # noqa: ANN401 - of a plan
    more.setdefault("key_of", itemgetter("ID"))
    return BatchPlan("op", 1_000, 1_000_000, write=row_encoder(date.isoformat), check=Check(), **more)


NAN = float("nan")
GOOD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.sampled_from(["null", "\n", ",\n,", '"\n,"', "\\n", " ", Color.RED, Decimal("1.50")]),
    st.sampled_from([date(2026, 3, 2), datetime(2026, 3, 2, 20, 21, 4, tzinfo=UTC), orjson.Fragment(b'[1,\n,"null"]')]),
)
BAD = st.sampled_from([NAN, float("inf"), 2**64, object(), b"bytes", Odd(), Decimal("NaN"), {1: NAN}, "\ud800"])
VALUES = st.recursive(GOOD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
ROWS = st.fixed_dictionaries({"ID": st.integers() | st.text()}, optional={"VALUE": VALUES, "MORE": st.lists(VALUES)})
ODD_ROWS = st.one_of(
    ROWS,
    st.fixed_dictionaries({"ID": st.integers(), "VALUE": BAD | st.lists(GOOD | BAD, max_size=2)}),
    st.sampled_from([{}, {"ID": 1, "BAD": 1}, None, 7, {"ID": [1]}, [("ID", 1)]]),
)


def alone(plan: BatchPlan[AnyRow], rows: Sequence[AnyRow]) -> list[tuple[object, object]]:
    prepare = preparer(plan)
    return [prepare(row) for row in rows]


@given(st.lists(ROWS, max_size=20))
def test_good_rows_are_written_at_once_as_each_alone(rows: list[AnyRow]) -> None:
    some = plan()
    found = preparer_of_many(some)(rows)
    each = alone(some, rows)
    if any(isinstance(text, str) for _, text in each):  # an integer that JSON has no room for
        assert found is None
        return
    assert found is not None
    assert [*zip(found.keys, found.texts, strict=True)] == each


def nested(row: AnyRow) -> AnyRow:
    return {"entry": row, "ID": row["ID"]}


@given(st.lists(ODD_ROWS, max_size=12))
def test_what_is_wrong_with_a_row_is_never_sent(rows: list[AnyRow]) -> None:
    for some in (plan(), plan(key_of=None), plan(to_entry=nested)):
        found = preparer_of_many(some)(rows)
        try:
            each = alone(some, rows)
        except RuntimeError:
            assert found is None
            continue
        assert (found is None) == any(isinstance(text, str) for _, text in each)
        if found is not None:
            assert [*zip(found.keys, found.texts, strict=True)] == each


@given(st.lists(st.tuples(st.text(), VALUES), max_size=12))
def test_so_are_the_members_of_a_map(pairs: list[tuple[str, object]]) -> None:
    encoder = member_encoder(date.isoformat)
    try:
        each = [encoder.one(pair) + b"," for pair in pairs]
    except (TypeError, ValueError):
        with pytest.raises((TypeError, ValueError)):
            encoder.many(pairs)
    else:
        assert encoder.many(pairs) == each


@pytest.mark.parametrize("place", [0, 500, 1_999])
def test_one_bad_row_of_many_costs_no_other(place: int) -> None:
    rows: list[AnyRow] = [{"ID": number, "VALUE": "x"} for number in range(2_000)]
    rows[place] = {"ID": place, "VALUE": NAN}
    sent: list[AnyRow] = []
    run = BatchRun(plan(), lambda body: sent.extend(json.loads(body)), rows, BatchOptions(max_concurrency=1))
    results = {result.index: result for result in run}
    assert results[place].outcome is Outcome.REJECTED
    assert "nan" in results[place].message
    assert [row["ID"] for row in sent] == [number for number in range(2_000) if number != place]


def test_a_block_is_cut_where_the_limits_of_a_call_are() -> None:
    engine = Engine(BatchPlan[AnyRow]("op", 3, 1_000), BatchOptions())
    rows = preparer_of_many(BatchPlan[AnyRow]("op", 3, 1_000))([{"ID": number} for number in range(8)])
    assert rows is not None
    taken: list[int] = []
    while rows.keys:
        taken.append(engine.add_all(rows))
        rows = rows.after(taken[-1])
    assert taken == [3, 3, 2]


def numbered(row: Row) -> AnyRow:
    return {"ID": row.number}


def test_a_row_is_let_go_once_it_is_prepared() -> None:
    kept: list[ref[Row]] = []
    most = 0

    def rows() -> Iterator[Row]:
        nonlocal most
        for number in range(3_000):
            row = Row(number)
            kept.append(ref(row))
            yield row
            del row
            most = max(most, sum(1 for each in kept[-1_000:] if each() is not None))

    run = BatchRun(plan(to_entry=numbered), lambda _: None, rows())
    assert run.run().succeeded == 3_000
    assert most < 300, "as many as are prepared at a time, and not all of a chunk"
