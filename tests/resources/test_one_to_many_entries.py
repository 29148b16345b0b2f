"""Rows of one recipient become one entry of a call."""

from collections import defaultdict
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from agillic.resources.one_to_many import merged
from sdk_core.calls.batches.encoding import row_encoder

TABLE = "A TABLE"
MIDDLE = b',"oneToManyTables":{"A TABLE":['
recipients = st.one_of(st.sampled_from(["ada", "ADA", 'q"', "back\\", MIDDLE.decode(), "]}},"]), st.text())
records = st.dictionaries(st.text(max_size=3), st.one_of(st.text(), st.none(), st.lists(st.integers(0, 9))), max_size=3)


@given(st.lists(st.tuples(recipients, records), min_size=1, max_size=12))
def test_each_recipient_has_one_entry_with_its_rows_in_order(rows: list[tuple[str, dict[str, Any]]]) -> None:
    write = row_encoder()
    texts = [write({"recipientId": who, "oneToManyTables": {TABLE: [record]}}) + b"," for who, record in rows]
    entries, places = merged(texts, MIDDLE)
    expected: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for who, record in rows:
        expected[who].append(record)
    parsed = orjson.loads(b"[" + b"".join(entries)[:-1] + b"]")
    assert parsed == [{"recipientId": who, "oneToManyTables": {TABLE: found}} for who, found in expected.items()]
    assert [parsed[place]["recipientId"] for place in places] == [who for who, _ in rows]
    assert sum(map(len, entries)) <= sum(map(len, texts))
