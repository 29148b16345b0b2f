"""Context Parameter Schemas: how their files are read, and that they are kept."""

from pathlib import Path
from typing import Literal, get_args

import pytest
from document_examples import body_examples
from hypothesis import given, settings
from hypothesis import strategies as st
from operation_calls import Api

from agillic.wire.context_schemas import (
    ContextField,
    ContextParameter,
    ContextSchemaError,
    ContextType,
    context_schema_text,
    parse_context_schema,
)

Type = Literal["person_data", "otm", "global_data", "gdt"]
NAMES = st.text(min_size=1).filter(lambda name: name != "name")
DATA_TYPES = st.sampled_from(get_args(ContextType))
FIELDS = st.builds(ContextField, NAMES, DATA_TYPES, required=st.booleans())
TYPES = st.sampled_from(get_args(Type))
PARAMETERS = st.builds(ContextParameter, NAMES, TYPES, DATA_TYPES, required=st.booleans()) | st.builds(
    ContextParameter,
    NAMES,
    TYPES,
    required=st.booleans(),
    fields=st.lists(FIELDS, min_size=1, max_size=3).map(lambda fields: {each.name: each for each in fields}),
)


def test_the_sample_of_the_document_is_read() -> None:
    """The assumption context-schema-syntax."""
    sample: str = body_examples("uploadContextSchema")["order"]["file"]
    assert parse_context_schema(sample) == {
        "ORDER_ID": ContextParameter("ORDER_ID", "person_data", "string", required=True),
        "PRODUCTS": ContextParameter(
            "PRODUCTS",
            "otm",
            required=True,
            fields={"ID": ContextField("ID", "string", required=True), "PRICE": ContextField("PRICE", "number")},
        ),
    }


@settings(max_examples=50)
@given(st.lists(PARAMETERS, max_size=3))
def test_what_is_written_reads_as_the_same(parameters: list[ContextParameter]) -> None:
    """Writing loses nothing, not even the order."""
    schema = {each.name: each for each in parameters}
    read = parse_context_schema(context_schema_text(schema))
    assert read == schema
    assert list(read) == list(schema)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("hello", "the text is no JSON"),
        ("[" * 100_000, "the text is no JSON"),
        ("[]", "the whole: write an object"),
        ('{"A": "string"}', "'A': write an object"),
        ('{"A": {}}', "'A', type: write one of person_data, otm, global_data, gdt"),
        ('{"A": {"type": "person"}}', "'A', type: write one of"),
        ('{"A": {"type": "otm"}}', "'A': write either data_type"),
        (
            '{"A": {"type": "otm", "data_type": "string", "fields": {"B": {"data_type": "string"}}}}',
            "'A': write either",
        ),
        ('{"A": {"type": "otm", "data_type": "text"}}', "'A', data_type: write one of string, number"),
        ('{"A": {"type": "otm", "data_type": "string", "required": "yes"}}', "'A', required: write true or false"),
        ('{"A": {"type": "otm", "B": {"data_type": "string"}}}', "'A': there is no member 'B'; known are type"),
        ('{"A": {"type": "otm", "fields": {"B": {}}}}', "'A', field 'B', data_type: write one of"),
        ('{"A": {"type": "otm", "fields": []}}', "'A', fields: write an object"),
        ('{"A": {"type": "otm", "fields": {"B": {"type": "otm"}}}}', "'A', field 'B': there is no member 'type'"),
        ('{"name": {"type": "otm", "data_type": "string"}}', "'name': calls choose the schema by this member"),
    ],
)
def test_what_is_no_schema_is_told_with_its_place(text: str, problem: str) -> None:
    """The assumption context-schema-invalid-status: uploads tell why."""
    with pytest.raises(ContextSchemaError) as caught:
        parse_context_schema(text)
    assert str(caught.value).startswith(problem)


def test_schemas_are_those_of_the_instance_and_what_was_put_survives_a_restart(tmp_path: Path) -> None:
    """V-AST: POST and PUT of contexts."""
    first = Api(database=tmp_path / "mock.db")
    schemas = first.mock.state.context_schemas
    assert schemas.get("order") == first.mock.instance.context_schemas["order"]
    schemas.put("order", "hello")
    first.mock.close()
    schemas = Api(database=tmp_path / "mock.db").mock.state.context_schemas
    assert (list(schemas.all()), schemas.all()["order"]) == (["editor", "order"], "hello")
    assert schemas.get("invented") is None
    with pytest.raises(ContextSchemaError):
        schemas.get("order")
