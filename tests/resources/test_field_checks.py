"""Fields that are checked column by column pass exactly where each row passes alone."""

from collections import OrderedDict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agillic.resources.field_checks import FieldCheck
from agillic.wire.date_formats import DateFormats

TYPES = {"EMAIL": "STRING", "AGE": "NUMBER", "NEWS": "BOOLEAN", "BORN": "DATE", "SEEN": "TIMESTAMP", "NEW": "OTHER"}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["", "7", "many", "true", "yes", "02.03.2026", "2026-03-02", "02.03.2026 20:21:04", "20260302"]),
    st.sampled_from([date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, 7, tzinfo=UTC)]),
    st.sampled_from([[], {}, (1,), Decimal(1), b"7", object()]),
)
NAMES = st.sampled_from([*TYPES, *TYPES, "AEG", ""])


@given(rows=st.lists(st.dictionaries(NAMES, VALUES), max_size=6), is_stated=st.booleans())
@example(rows=[{"AGE": 1}, {"AGE": "many"}], is_stated=True)
@example(rows=[{"BORN": "02.03.2026"}, {"BORN": "20260302"}], is_stated=False)
@example(rows=[{}], is_stated=True)
def test_columns_pass_where_rows_do(*, rows: list[dict[str, Any]], is_stated: bool) -> None:
    check = FieldCheck(TYPES, DateFormats(), is_stated=is_stated)
    assert check.passes_all(rows) == all(check(row) == "" for row in rows)


@given(st.sampled_from([*TYPES]), st.lists(VALUES, min_size=1, max_size=4))
def test_so_do_the_values_of_one_field(name: str, values: list[object]) -> None:
    check = FieldCheck(TYPES, DateFormats())
    assert check.passes_all([{name: value} for value in values]) == all(check({name: value}) == "" for value in values)


ORDERED: OrderedDict[str, Any] = OrderedDict(EMAIL="ada@example.com")
NO_ROWS: list[object] = [ORDERED, [], None, "EMAIL"]


@pytest.mark.parametrize("row", NO_ROWS)
def test_rows_of_other_kinds_are_looked_at_alone(row: object) -> None:
    assert not FieldCheck(TYPES, DateFormats()).passes_all([{"EMAIL": "bea@example.com"}, row])
