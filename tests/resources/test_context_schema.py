"""Contextual data is checked against its schema before it is sent; what is wrong is named with its path."""

import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic import Agillic, ContextDataError, ContextSchema, ContextSchemaError, DateFormats, InstanceDates
from agillic.mock.instance import load_instance
from agillic.wire.context_schemas import context_schema_text

ORDER: dict[str, Any] = {
    "ORDER_ID": {"type": "person_data", "data_type": "string", "required": True},
    "COUNT": {"type": "global_data", "data_type": "number"},
    "GIFT": {"type": "person_data", "data_type": "boolean"},
    "DAY": {"type": "person_data", "data_type": "date"},
    "TIME": {"type": "person_data", "data_type": "timestamp"},
    "PRODUCTS": {
        "type": "otm",
        "fields": {"ID": {"data_type": "string", "required": True}, "PRICE": {"data_type": "number"}},
    },
}
SCHEMA = ContextSchema.parse("order", json.dumps(ORDER))
DATES = InstanceDates(DateFormats(zone=UTC))


def problems(values: dict[str, Any], dates: InstanceDates | None = DATES) -> list[str]:
    try:
        SCHEMA.context_values(values, dates)
    except ContextDataError as error:
        return list(error.problems)
    return []


def test_data_that_fits_is_what_calls_take() -> None:
    values = {"ORDER_ID": "A1", "DAY": date(2030, 7, 4), "PRODUCTS": [{"ID": "1", "PRICE": 9.5}], "COUNT": None}
    written = {**values, "DAY": "04.07.2030"}
    assert SCHEMA.context_values(values) == written
    assert SCHEMA.context_parameters(values) == {"name": "order", **written}
    assert SCHEMA.context_data(values) == {"context_parameters": {"name": "order", **written}}


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, "ORDER_ID: is missing, and the schema requires it"),
        ({"ORDER_ID": None}, "ORDER_ID: is missing, and the schema requires it"),
        ({"ORDER_ID": "A", "DAYS": 1}, "DAYS: the schema has no such parameter: did you mean DAY?"),
        ({"ORDER_ID": "A", "COUNT": "many"}, "COUNT: is a NUMBER: give a number"),
        ({"ORDER_ID": "A", "COUNT": [7]}, "COUNT: is a NUMBER: give a single value"),
        (
            {"ORDER_ID": "A", "COUNT": float("nan")},
            "COUNT: is a NUMBER: JSON has neither infinity nor NaN; give another value",
        ),
        ({"ORDER_ID": b"A"}, "ORDER_ID: is a STRING: JSON has no bytes; give a text, a number or a boolean"),
        ({"ORDER_ID": ("A",)}, "ORDER_ID: is a STRING: give a single value"),
        ({"ORDER_ID": {}}, "ORDER_ID: is a STRING: give a single value"),
        ({"ORDER_ID": "A", "GIFT": "perhaps"}, "GIFT: is a BOOLEAN: give True or False"),
        ({"ORDER_ID": "A", "DAY": "2030"}, "DAY: is no date of the format dd.MM.yyyy"),
        ({"ORDER_ID": "A", "TIME": "x"}, "TIME: is no time of the format dd.MM.yyyy HH:mm:ss"),
        ({"ORDER_ID": "A", "PRODUCTS": {"ID": "1"}}, "PRODUCTS: is a table: give a list of rows, each an object"),
        ({"ORDER_ID": "A", "PRODUCTS": ["1"]}, "PRODUCTS[0]: is no row: give an object"),
        ({"ORDER_ID": "A", "PRODUCTS": [{"ID": "1"}, {}]}, "PRODUCTS[1].ID: is missing, and the schema requires it"),
        ({"ORDER_ID": "A", "PRODUCTS": [{"ID": "1", "PRICE": "x"}]}, "PRODUCTS[0].PRICE: is a NUMBER: give a number"),
        (
            {"ORDER_ID": "A", "PRODUCTS": [{"ID": "1", "Name": "x"}]},
            "PRODUCTS[0].Name: the schema has no such parameter: it has ID, PRICE",
        ),
    ],
)
def test_what_breaks_the_schema_is_named_with_its_path(values: dict[str, Any], problem: str) -> None:
    assert problems(values) == [problem]


def test_all_problems_are_named_without_a_value_and_the_error_pickles() -> None:
    with pytest.raises(ContextDataError) as caught:
        SCHEMA.context_data({"COUNT": "s3cret", "X": "s3cret"})
    assert "s3cret" not in str(caught.value)
    assert len(caught.value.problems) == 3
    assert str(caught.value).startswith("the contextual data breaks the schema order:\n- COUNT: is a NUMBER")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own


def test_a_time_needs_a_zone() -> None:
    moment = datetime(2030, 7, 4, 8, 30, tzinfo=UTC)
    assert SCHEMA.context_values({"ORDER_ID": "A", "TIME": moment}, DATES)["TIME"] == "04.07.2030 08:30:00"
    (problem,) = problems({"ORDER_ID": "A", "TIME": moment}, None)
    assert problem.startswith("TIME: a datetime needs the time zone")


@pytest.mark.parametrize(
    "products",
    [
        {"type": "otm", "columns": ORDER["PRODUCTS"]["fields"]},
        {"type": "otm", **ORDER["PRODUCTS"]["fields"]},
    ],
    ids=["member-columns", "fields-beside-type"],
)
def test_each_form_of_a_schema_is_read(products: dict[str, Any]) -> None:
    assert ContextSchema.parse("order", json.dumps({**ORDER, "PRODUCTS": products})) == SCHEMA


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("hello", "the text is no JSON"),
        (b"\xff", "the text is no JSON"),
        ("[" * 100_000, "the text is no JSON"),
        ("[]", "the whole: write an object"),
        ('{"A": 7}', "'A': write an object"),
        ('{"A": {"type": "otm"}}', "'A': write either data_type, for a single value, or fields"),
        ('{"A": {"type": "person_data", "data_type": "text"}}', "'A', data_type: write one of string, number"),
        ('{"A": {"type": "otm", "fields": {"B": {}}}}', "'A', field 'B', data_type: write one of"),
        ('{"A": {"type": "otm", "fields": {}, "columns": {}}}', "'A': there is no member 'columns'"),
        (
            '{"A": {"type": "otm", "data_type": "string", "B": {"data_type": "string"}}}',
            "'A': there is no member 'B'",
        ),
        ('{"A": {"type": "otm", "rows": 7}}', "'A': there is no member 'rows'"),
    ],
)
def test_what_is_no_schema(content: str | bytes, message: str) -> None:
    with pytest.raises(ContextSchemaError) as caught:
        ContextSchema.parse("a", content)
    assert message in str(caught.value)


def test_the_file_gives_the_name(tmp_path: Path) -> None:
    path = tmp_path / "order.json"
    path.write_text(json.dumps(ORDER), "utf-8")
    assert ContextSchema.read(path) == SCHEMA
    with pytest.raises(FileNotFoundError):
        ContextSchema.read(tmp_path / "gone.json")


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_what_fits_is_accepted_by_each_call() -> None:
    text = context_schema_text(load_instance().context_schemas["order"])
    order = ContextSchema.parse("order", text)
    values = {"ORDER_ID": "A1", "PRODUCTS": [{"ID": "1", "PRICE": 9.5}]}
    ruby = "ruby@sweetmail.com"
    with Agillic() as agillic:
        agillic.events.achieve_with_context(ruby, "order_placed", order.context_data(values))
        entry = {"recipientId": ruby, "eventId": "order_placed", "context": order.context_parameters(values)}
        assert agillic.events.achieve_many([entry]).run().succeeded == 1
        flow = "RoasteryNewsletter"
        agillic.flows.queue_recipient_with_context(flow, ruby, order.context_data(values))
        recipients = [{"recipientId": ruby, "contextData": order.context_values(values)}]
        agillic.flows.execute_with_context(flow, {"schemaName": order.name, "recipients": recipients})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ORDER, "ID", "PRICE"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ORDER, "OTHER"]), values))
def test_any_values_fit_or_break_the_schema(values: dict[str, Any]) -> None:
    for problem in problems(values):
        assert ": " in problem


@given(st.text(max_size=20) | st.binary(max_size=20))
def test_any_content_is_a_schema_or_one_error(content: str | bytes) -> None:
    try:
        ContextSchema.parse("a", content)
    except ContextSchemaError as error:
        assert str(error)  # noqa: PT017 - whatever is read is fine too
