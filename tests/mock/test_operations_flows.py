"""Flows that are executed: one test for each rule and for each option of an assumption. Queues have their own file."""

from datetime import timedelta
from typing import Any

import pytest
from app_calls import START, Received
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Communication, Flow

EXECUTE = "/flows/RoasteryNewsletter/:execute"
WITH_CONTEXT = "/flows/RoasteryNewsletter/:executeWithContext"
NEWSLETTER = "Roastery Newsletter"
ORDER = {"schemaName": "order", "recipients": [{"recipientId": RUBY, "contextData": {"ORDER_ID": "1"}}]}


def sent(api: Api, recipient: str = RUBY) -> list[str]:
    number = api.mock.state.recipients.find(recipient)
    return [each.name for each in api.mock.state.communications.of(number)]


def execute_with_context(api: Api, *recipients: str, **body: object) -> Received:
    entries = [{"recipientId": each} for each in recipients]
    return api.call("POST", WITH_CONTEXT, {"recipients": entries, **body})


def types_of_activities(api: Api) -> list[str]:
    return [each.type for each in api.mock.state.activities.between(START, START + timedelta(days=1))]


# --- for the target group ---------------------------------------------------------------------------------------------


def test_a_flow_runs_for_its_dynamic_target_group_as_it_is_now() -> None:
    """V-FLOW: a write decides whom the flow reaches."""
    api = Api()
    response = api.call("POST", EXECUTE)
    assert (response.status, response.content) == (200, b"")
    api.call("PUT", f"/recipients/{JANE}", {"personData": {"NEWSLETTER": False}})
    api.call("POST", EXECUTE)
    assert sent(api) == [NEWSLETTER, NEWSLETTER]
    assert sent(api, JANE) == [NEWSLETTER]
    assert types_of_activities(api) == ["EMAIL"] * 3


def test_a_flow_runs_for_the_members_of_its_static_target_group() -> None:
    """V-FLOW, S2."""
    flow = Flow("RoasteryNewsletter", NEWSLETTER, "TastingPanel", Communication(NEWSLETTER, "EMAIL"))
    api = Api(flows={flow.id: flow}, events={})
    api.call("POST", EXECUTE)
    assert sent(api) == []
    api.mock.state.groups.add("TastingPanel", [RUBY])
    api.call("POST", EXECUTE)
    assert (sent(api), sent(api, JANE)) == ([NEWSLETTER], [])


def test_a_flow_without_a_target_group_runs_for_nobody() -> None:
    """V-FLOW."""
    api = Api()
    assert api.call("POST", "/flows/SendCoupon/:execute").status == 200
    assert types_of_activities(api) == []


def test_a_flow_without_a_message_leaves_no_trace() -> None:
    """There is nothing to send."""
    api = Api(flows={"RoasteryNewsletter": Flow("RoasteryNewsletter", "x", "Roastery Newsletter")}, events={})
    assert api.call("POST", EXECUTE).status == 200
    assert sent(api) == []


# --- which flow -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "works"),
    [
        ("id", ["RoasteryNewsletter"]),
        ("name", ["Roastery%2520Newsletter"]),
        ("either", ["RoasteryNewsletter", "Roastery%2520Newsletter"]),
    ],
)
def test_a_flow_is_named_by_id_or_name(option: str, works: list[str]) -> None:
    """The assumption flow-identifier, on every path."""
    api = Api({"flow-identifier": option})
    for value in ("RoasteryNewsletter", "Roastery%2520Newsletter"):
        statuses = {
            api.call("GET", f"/flows/{value}/queue").status,
            api.call("POST", f"/flows/{value}/:execute").status,
        }
        assert statuses == {200 if value in works else 404}


@pytest.mark.parametrize(("option", "status"), [("status-404", 404), ("status-400", 400)])
def test_an_unknown_flow_is_rejected(option: str, status: int) -> None:
    """The assumption unknown-flow-status; of executeFlow the vendor says 404 [V-FLOW]."""
    api = Api(None if option == "status-404" else {"unknown-flow-status": option})
    context = {"context_parameters": {"name": "editor", "SUBJECT_LINE": "x"}}
    responses = [
        api.call("POST", f"/flows/Invented/recipients/{RUBY}/queue"),
        api.call("POST", f"/flows/Invented/recipients/{RUBY}/queueWithContext", context),
        api.call("GET", "/flows/Invented/queue"),
        api.call("POST", "/flows/Invented/queue", {}),
        api.call("DELETE", "/flows/Invented/queue"),
        api.call("POST", "/flows/Invented/:executeWithContext", ORDER),
    ]
    assert [each.status for each in responses] == [status] * 6
    assert api.call("POST", "/flows/Invented/:execute").status == 404


# --- for recipients in the body ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", body_examples("executeFlowWithContext").values(), ids=str)
def test_a_flow_runs_for_the_recipients_of_the_body(example: Any) -> None:  # noqa: ANN401 - a body
    """J: each with data that fits the schema; an email to one recipient is a transactional one."""
    api = Api()
    response = api.call("POST", WITH_CONTEXT, example)
    assert (response.status, response.content) == (200, b"")
    assert (sent(api), sent(api, JANE)) == ([NEWSLETTER], [NEWSLETTER])
    assert types_of_activities(api) == ["TRANSACTIONAL_EMAIL"] * 2


def test_without_a_schema_a_flow_runs_for_recipients_without_data() -> None:
    """J: schemaName and contextData may be left out."""
    api = Api()
    assert execute_with_context(api, JANE).status == 200
    assert (sent(api), sent(api, JANE)) == ([], [NEWSLETTER])


@pytest.mark.parametrize(
    "body",
    [
        {
            "schemaName": "order",
            "recipients": [{"recipientId": JANE, "contextData": {"ORDER_ID": "1"}}, {"recipientId": RUBY}],
        },
        {"recipients": [{"recipientId": RUBY, "contextData": {"ORDER_ID": "1"}}]},
        {"schemaName": "invented", "recipients": [{"recipientId": RUBY}]},
        {"recipients": [{"contextData": {"ORDER_ID": "1"}}]},
    ],
    ids=str,
)
def test_data_that_does_not_fit_stops_the_whole_call(body: Any) -> None:  # noqa: ANN401 - what becomes JSON
    """S1: it is checked before the flow runs for anybody."""
    api = Api()
    assert api.call("POST", WITH_CONTEXT, body).status == 400
    assert (sent(api), sent(api, JANE)) == ([], [])


@pytest.mark.parametrize(
    ("option", "status", "messages"), [("skipped", 200, 1), ("status-400", 400, 0), ("status-404", 404, 0)]
)
def test_unknown_recipients_are_passed_over_or_rejected(option: str, status: int, messages: int) -> None:
    """The assumption execute-context-unknown-recipient."""
    api = Api({"execute-context-unknown-recipient": option})
    assert execute_with_context(api, RUBY, "nobody@sweetmail.com").status == status
    assert len(sent(api)) == messages


@pytest.mark.parametrize(("option", "messages"), [("key-only", 0), ("as-in-path", 1)])
def test_how_a_body_names_recipients_is_an_assumption(option: str, messages: int) -> None:
    """The assumption body-recipient-address; unknown ones are passed over."""
    api = Api({"body-recipient-address": option})
    assert execute_with_context(api, f"EMAIL={RUBY}").status == 200
    assert len(sent(api)) == messages


@pytest.mark.parametrize(("option", "messages"), [("not-needed", 1), ("needed", 0)])
def test_recipients_outside_the_target_group_may_be_passed_over(option: str, messages: int) -> None:
    """The assumption flow-target-group-needed."""
    api = Api({"flow-target-group-needed": option})
    api.call("PUT", f"/recipients/{JANE}", {"personData": {"NEWSLETTER": False}})
    assert execute_with_context(api, RUBY, JANE).status == 200
    assert (len(sent(api)), len(sent(api, JANE))) == (1, messages)


def test_a_flow_without_a_target_group_runs_for_whom_the_call_names_all_the_same() -> None:
    """The assumption flow-target-group-needed: there is no group to be outside of."""
    api = Api({"flow-target-group-needed": "needed"})
    body = {"recipients": [{"recipientId": RUBY}]}
    assert api.call("POST", "/flows/SendCoupon/:executeWithContext", body).status == 200
    assert sent(api) == ["Coupon"]


def test_the_queue_is_returned_under_an_option() -> None:
    """The assumption empty-success-body: what was written is the flow's queue, of which nothing waits."""
    api = Api({"empty-success-body": "resource"})
    idle = {"status": "idle", "queuedCount": 0, "activeCount": 0}
    assert api.call("POST", EXECUTE).json == idle
    assert execute_with_context(api, RUBY).json == idle
