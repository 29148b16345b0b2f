"""Contextual data is held against its schema [S1]."""

from typing import Any

import pytest
from app_calls import Received
from operation_calls import RUBY, Api

from agillic.mock.operations.context_data import ContextDataError, UnknownContextSchemaError, check_context
from agillic.wire.context_schemas import ContextField, ContextParameter, ContextSchema

SCHEMA: ContextSchema = {
    "TEXT": ContextParameter("TEXT", "person_data", "string", required=True),
    "NUMBER": ContextParameter("NUMBER", "global_data", "number"),
    "FLAG": ContextParameter("FLAG", "person_data", "boolean"),
    "DAY": ContextParameter("DAY", "person_data", "date"),
    "TIME": ContextParameter("TIME", "person_data", "timestamp"),
    "ROWS": ContextParameter("ROWS", "otm", fields={"ID": ContextField("ID", "number", required=True)}),
}
ORDER = {"name": "order", "ORDER_ID": "1"}


def check(data: dict[str, Any], schema: ContextSchema = SCHEMA) -> None:
    check_context(Api(context_schemas={"s": schema}).mock, "s", data)


def calls(api: Api, parameters: dict[str, Any]) -> list[Received]:
    """Make each call that brings contextual data along."""
    body = {"context_parameters": parameters}
    data = {name: value for name, value in parameters.items() if name != "name"}
    execution = {"schemaName": parameters["name"], "recipients": [{"recipientId": RUBY, "contextData": data}]}
    return [
        api.call("POST", f"/recipients/{RUBY}/events/order_placed/:achieveWithContext", body),
        api.call("POST", f"/flows/OrderConfirmation/recipients/{RUBY}/queueWithContext", body),
        api.call("POST", "/flows/OrderConfirmation/:executeWithContext", execution),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"NUMBER": 9.5, "FLAG": True, "DAY": "04.07.2026", "TIME": "04.07.2026 08:30:00"},
        {"NUMBER": "9.5", "FLAG": "false", "DAY": "2026-07-04", "TIME": "2026-07-04T08:30:00Z"},
        {"NUMBER": None, "ROWS": None},
        {"ROWS": []},
        {"ROWS": [{"ID": 1}, {"ID": "2"}]},
    ],
    ids=str,
)
def test_data_fits_as_person_data_does(data: dict[str, Any]) -> None:
    """S1: data_type is string, number, boolean, date or timestamp; required is false by default."""
    check({"TEXT": "any", **data})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"TEXT": None}, "'TEXT' is missing"),
        ({"TEXT": []}, "'TEXT': a STRING field"),
        ({"NUMBER": "many"}, "'NUMBER': a NUMBER field"),
        ({"FLAG": "maybe"}, "'FLAG': a BOOLEAN field"),
        ({"DAY": "soon"}, "'DAY': a DATE field"),
        ({"TIME": "later"}, "'TIME': a TIMESTAMP field"),
        ({"SECRET_9": 1}, "a member that the schema does not have; it has TEXT, NUMBER"),
        ({"ROWS": {"ID": 1}}, "'ROWS' holds no rows; write an array of objects"),
        ({"ROWS": [{"ID": 1}, 2]}, "'ROWS' holds no rows"),
        ({"ROWS": [{"ID": 1}, {}]}, "'ROWS', row 1: 'ID' is missing"),
        ({"ROWS": [{"ID": "first"}]}, "'ROWS', row 0: 'ID': a NUMBER field"),
        ({"ROWS": [{"ID": 1, "SECRET_9": 2}]}, "'ROWS', row 0: there is a member that the schema does not have"),
    ],
    ids=str,
)
def test_data_that_does_not_fit_is_told_by_place_and_not_by_value(data: dict[str, Any], problem: str) -> None:
    """S1: the data is checked against its schema."""
    with pytest.raises(ContextDataError) as caught:
        check({"TEXT": "any", **data})
    assert problem in str(caught.value)
    assert not any(secret in str(caught.value) for secret in ("SECRET_9", "many", "maybe", "soon", "later", "first"))


def test_a_required_model_must_be_there() -> None:
    """S1: required stands on a field or on a whole model."""
    schema = {"ROWS": ContextParameter("ROWS", "otm", required=True, fields={"ID": ContextField("ID", "number")})}
    check({"ROWS": []}, schema)
    with pytest.raises(ContextDataError, match="'ROWS' is missing"):
        check({}, schema)


def test_a_schema_that_was_uploaded_counts_at_once() -> None:
    """V-AST: calls choose it by its name."""
    api = Api()
    with pytest.raises(UnknownContextSchemaError):
        check_context(api.mock, "coupon", {"CODE": "1"})
    api.mock.state.context_schemas.put("coupon", '{"CODE": {"type": "person_data", "data_type": "string"}}')
    check_context(api.mock, "coupon", {"CODE": "1"})


def test_what_was_uploaded_but_is_no_schema_fits_no_data() -> None:
    """The assumption context-schema-invalid-status: calls that choose it fail."""
    api = Api()
    api.mock.state.context_schemas.put("order", "hello")
    assert [each.status for each in calls(api, ORDER)] == [400, 400, 400]


@pytest.mark.parametrize(
    ("option", "unknown", "broken"),
    [("status-400", 400, 400), ("status-422", 422, 422), ("unknown-schema-404", 404, 400)],
)
def test_the_status_of_a_failure_is_an_assumption(option: str, unknown: int, broken: int) -> None:
    """The assumption context-failure-status."""
    api = Api({"context-failure-status": option})
    assert [each.status for each in calls(api, {"name": "invented"})] == [unknown] * 3
    assert [each.status for each in calls(api, {"name": "order"})] == [broken] * 3
    assert [each.status for each in calls(api, ORDER)] == [200] * 3
