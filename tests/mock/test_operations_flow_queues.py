"""The queues of flows: one test for each rule and for each option of each assumption. An execution takes 2 seconds."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from app_calls import START, Received
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

NEWSLETTER = "Roastery Newsletter"
QUEUE = "/flows/RoasteryNewsletter/queue"
EDITOR = {"context_parameters": {"name": "editor", "SUBJECT_LINE": "x"}}
OFFER = {"OFFERS": [{"ID": "1", "TITLE": "Now"}]}


def queue(api: Api, recipient: str = RUBY, query: str = "", flow: str = "RoasteryNewsletter") -> Received:
    return api.call("POST", f"/flows/{flow}/recipients/{recipient}/queue{query}")


def queue_with_context(api: Api, recipient: str = RUBY, body: Any = EDITOR, query: str = "") -> Received:  # noqa: ANN401 - what becomes JSON
    return api.call("POST", f"/flows/RoasteryNewsletter/recipients/{recipient}/queueWithContext{query}", body)


def counts(api: Api) -> tuple[int, int]:
    """Return how many executions wait and run, without the second that passes when the queue is read by a call."""
    api.mock.state.flow_queues.run_due()
    status = api.mock.state.flow_queues.status(api.mock.instance.flows["RoasteryNewsletter"])
    return status.queued, status.active


def sent(api: Api, recipient: str = RUBY) -> list[datetime]:
    response = api.call("POST", f"/recipients/{recipient}/:listCommunicationHistory")
    number = api.mock.state.recipients.find(recipient)
    moments = [each.sent for each in api.mock.state.communications.of(number)]
    assert len(response.json) == len(moments)
    return moments


def seconds(*passed: float) -> list[datetime]:
    return [START + timedelta(seconds=each) for each in passed]


def offer(api: Api) -> dict[str, str]:
    return api.mock.state.global_data_tables.get("OFFERS", "1")


# --- one recipient ----------------------------------------------------------------------------------------------------


def test_executions_run_one_after_the_other_and_send_at_their_end() -> None:
    """T-ARR: the flow runs for the one recipient that is queued."""
    api = Api()
    response = queue(api)
    assert (response.status, response.content) == (200, b"")
    assert queue(api, JANE).status == 200
    assert (counts(api), sent(api)) == ((1, 1), [])
    api.mock.clock.advance(2)
    assert counts(api) == (0, 1)
    assert (sent(api), sent(api, JANE)) == (seconds(2), [])
    api.mock.clock.advance(60)
    assert counts(api) == (0, 0)
    assert sent(api, JANE) == seconds(4)


def test_each_flow_has_its_own_queue() -> None:
    """J: the queue belongs to the flow."""
    api = Api()
    queue(api)
    queue(api, flow="SendCoupon")
    api.mock.clock.advance(2)
    assert sent(api) == seconds(2, 2)


def test_whoever_polls_a_queue_sees_its_end_although_the_clock_stands_still() -> None:
    """J: the words are those of the document's examples."""
    api = Api()
    for _ in range(3):
        queue(api)
    seen = [api.get(QUEUE) for _ in range(7)]
    assert seen[0] == {"status": "active", "queuedCount": 2, "activeCount": 1}
    assert seen[-1] == {"status": "idle", "queuedCount": 0, "activeCount": 0}
    assert sent(api) == seconds(0, 0, 0)


def test_a_recipient_who_is_gone_leaves_the_queue() -> None:
    """The API deletes nobody who is in a queue [V-REC]; the state would take their places along."""
    api = Api()
    queue(api)
    queue(api, JANE)
    api.mock.state.recipients.delete(api.mock.state.recipients.find(RUBY))
    assert counts(api) == (1, 0)
    api.mock.clock.advance(60)
    assert len(sent(api, JANE)) == 1


def test_a_queue_survives_a_restart(tmp_path: Path) -> None:
    """It is kept in the database's file."""
    first = Api(database=tmp_path / "mock.db")
    queue(first)
    first.mock.close()
    second = Api(database=tmp_path / "mock.db")
    second.mock.clock.advance(2)
    assert sent(second) == seconds(2)


def test_data_is_checked_before_the_recipient_is_queued() -> None:
    """S1: what does not fit its schema is rejected."""
    api = Api()
    (example,) = body_examples("queueFlowWithContext").values()
    assert queue_with_context(api, body=example).status == 200
    rejected = [queue_with_context(api, body={"context_parameters": each}) for each in ({"name": "editor"}, {})]
    assert [each.status for each in rejected] == [400, 400]
    assert counts(api) == (0, 1)


@pytest.mark.parametrize(("address", "status"), [("nobody@sweetmail.com", 404), ("LASTNAME=Blue", 400)])
def test_a_wrong_address_is_rejected(address: str, status: int) -> None:
    """S1: nobody has it, or its field is not unique."""
    api = Api()
    assert (queue(api, address).status, queue_with_context(api, address).status) == (status, status)


@pytest.mark.parametrize("timeout", ["-1", "soon"])
def test_a_timeout_is_a_number_of_seconds(timeout: str) -> None:
    """J: an integer."""
    assert queue(Api(), query=f"?timeout={timeout}").status == 400


@pytest.mark.parametrize(("option", "moments"), [("zero", [2]), ("ignored", [2, 4])])
def test_a_negative_timeout_is_an_assumption(option: str, moments: list[int]) -> None:
    """The assumption negative-queue-timeout."""
    api = Api({"negative-queue-timeout": option})
    queue(api)
    assert queue_with_context(api, query="?timeout=-1").status == 200
    api.mock.clock.advance(60)
    assert sent(api) == seconds(*moments)


@pytest.mark.parametrize(
    ("option", "timeout", "moments"),
    [
        ("waiting-entry", 1, [2]),
        ("waiting-entry", 2, [2, 4]),  # it begins when the first one ends
        ("waiting-entry", 2**63 - 1, [2, 4]),
        ("running-flow", 1, [2]),
        ("running-flow", 3, [2]),
        ("running-flow", 4, [2, 4]),
        ("call", 0, [2, 4]),
    ],
)
def test_what_a_timeout_ends_is_an_assumption(option: str, timeout: int, moments: list[int]) -> None:
    """The assumption queue-timeout."""
    api = Api({"queue-timeout": option})
    queue(api)
    assert queue_with_context(api, query=f"?timeout={timeout}").status == 200
    assert counts(api) == (1, 1)
    api.mock.clock.advance(60)
    assert sent(api) == seconds(*moments)


@pytest.mark.parametrize(("option", "messages"), [("not-needed", 1), ("needed", 0)])
def test_recipients_outside_the_target_group_may_be_passed_over(option: str, messages: int) -> None:
    """The assumption flow-target-group-needed; the group counts as it is when the flow runs."""
    api = Api({"flow-target-group-needed": option})
    queue(api, JANE)
    queue_with_context(api, JANE)
    api.call("PUT", f"/recipients/{JANE}", {"personData": {"NEWSLETTER": False}})
    api.mock.clock.advance(60)
    assert len(sent(api, JANE)) == 2 * messages


@pytest.mark.parametrize(("option", "status"), [("status-200", 200), ("status-201", 201), ("status-202", 202)])
def test_the_status_of_queueing_is_an_assumption(option: str, status: int) -> None:
    """The assumption queue-success-status."""
    api = Api({"queue-success-status": option})
    responses = [queue(api), queue_with_context(api), api.call("POST", QUEUE, {})]
    assert [each.status for each in responses] == [status] * 3


def test_the_queue_is_returned_under_an_option() -> None:
    """The assumption empty-success-body."""
    api = Api({"empty-success-body": "resource"})
    busy = {"status": "active", "queuedCount": 0, "activeCount": 1}
    assert queue(api).json["queuedCount"] == 1
    api.mock.state.flow_queues.run_due()
    assert api.get(QUEUE) == busy
    assert api.call("DELETE", QUEUE).json == {"status": "idle", "queuedCount": 0, "activeCount": 0}


# --- with Global Data -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", body_examples("queueFlowWithGlobalData").values(), ids=str)
def test_an_execution_without_a_recipient_runs_for_the_target_group(example: Any) -> None:  # noqa: ANN401 - a body
    """J: it responds its number in the queue."""
    api = Api()
    assert api.call("POST", QUEUE, example).json == {"agillicQueueId": "1"}
    assert api.call("POST", QUEUE, example).json == {"agillicQueueId": "2"}
    api.mock.clock.advance(4)
    assert (sent(api), sent(api, JANE)) == (seconds(2, 4), seconds(2, 4))


def test_rows_are_written_when_the_execution_begins_and_when_it_ends() -> None:
    """J: preGlobalDataUpdates and postGlobalDataUpdates; a row that does not fit is passed over."""
    api = Api()
    after = {"OFFERS": [{"TITLE": "without a key"}, {"ID": "1", "TITLE": "After"}, {"ID": "2", "TITLE": "New"}]}
    queue(api)
    api.call("POST", QUEUE, {"preGlobalDataUpdates": OFFER, "postGlobalDataUpdates": after})
    assert (counts(api), offer(api)["TITLE"]) == ((1, 1), "Two for one this week")
    api.mock.clock.advance(2)
    assert (counts(api), offer(api)["TITLE"]) == ((0, 1), "Now")
    api.mock.clock.advance(2)
    assert (counts(api), offer(api)["TITLE"]) == ((0, 0), "After")
    assert api.mock.state.global_data_tables.get("OFFERS", "2")["TITLE"] == "New"


@pytest.mark.parametrize(
    ("body", "status"),
    [({"preGlobalDataUpdates": {"Invented": []}}, 404), ({"postGlobalDataUpdates": {"OFFERS": "all"}}, 400)],
)
def test_updates_that_can_never_be_written_are_rejected(body: Any, status: int) -> None:  # noqa: ANN401 - what becomes JSON
    """S2: there is no such table; or the body breaks the document."""
    api = Api()
    assert api.call("POST", QUEUE, body).status == status
    assert counts(api) == (0, 0)


@pytest.mark.parametrize(("option", "janes"), [("target-group", [2, 4, 6]), ("queued-recipients", [4])])
def test_for_whom_an_execution_without_a_recipient_runs_is_an_assumption(option: str, janes: list[int]) -> None:
    """The assumption queue-audience: Jane waits behind Ruby when it is queued, and so does one who is gone then."""
    api = Api({"queue-audience": option})
    api.call("POST", "/recipients", {"personData": {"EMAIL": "gone@sweetmail.com"}})
    for each in (RUBY, JANE, "gone@sweetmail.com"):
        queue(api, each)
    counts(api)  # Ruby's execution has begun
    api.call("POST", QUEUE, {})
    api.mock.state.recipients.delete(api.mock.state.recipients.find("gone@sweetmail.com"))
    api.mock.clock.advance(60)
    expected = [4, 8] if option == "target-group" else janes
    assert sent(api, JANE) == seconds(*expected)


# --- reset ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "left", "messages"), [("queued-and-active", (0, 0), 0), ("queued-only", (0, 1), 1)])
def test_a_reset_drops_what_waits_and_perhaps_what_runs(option: str, left: tuple[int, int], messages: int) -> None:
    """The assumption flow-queue-reset."""
    api = Api({"flow-queue-reset": option})
    queue(api)
    queue(api)
    assert api.call("DELETE", QUEUE).status == 200
    assert counts(api) == left
    api.mock.clock.advance(60)
    assert len(sent(api)) == messages


def test_a_reset_leaves_other_queues_alone_and_has_no_body() -> None:
    """J: it drops what is in the queue of this flow."""
    api = Api()
    queue(api)
    response = api.call("DELETE", "/flows/SendCoupon/queue")
    assert (response.status, response.content, counts(api)) == (200, b"", (0, 1))


def test_the_status_of_a_reset_is_an_assumption() -> None:
    """The assumption delete-success-status: 204 has no body, whatever else is chosen."""
    api = Api({"delete-success-status": "status-204", "empty-success-body": "resource"})
    response = api.call("DELETE", QUEUE)
    assert (response.status, response.content) == (204, b"")
