"""Faults on request: which calls they hit, and what they do."""

from typing import Any

import pytest
from admin_calls import WORK, AdminMock
from app_calls import Received
from hypothesis import given, settings
from hypothesis import strategies as st

from agillic.mock.http.limits import limits_of
from sdk_core.mock.faults import MAX_DELAY, MAX_FAULTS, FaultError, Faults, Reset

NAME = "createRecipient"


def statuses(made: AdminMock, count: int) -> list[int]:
    return [made.create(f"{n}@sweetmail.com").status for n in range(count)]


def test_a_status_is_returned_instead_of_doing_anything() -> None:
    made = AdminMock()
    made.mock.faults.add(operation=NAME, status=503, retry_after=7, body={"message": "later"})
    received = made.create("ann@sweetmail.com")
    assert (received.status, received.json, received.headers["retry-after"]) == (503, {"message": "later"}, "7")
    assert made.mock.state.recipients.count() == 2
    assert limits_of(made.mock).calls_today == 0
    assert made.create("ann@sweetmail.com").status == 201


def test_text_is_returned_as_it_is() -> None:
    """As the error pages of gateways are no JSON."""
    made = AdminMock()
    made.mock.faults.add(status=502, body="<h1>Bad gateway</h1>")
    received = made.create("ann@sweetmail.com")
    assert received.content == b"<h1>Bad gateway</h1>"
    assert received.headers["content-type"] == "text/plain; charset=utf-8"


def test_an_injected_status_needs_no_document_in_strict_mode() -> None:
    made = AdminMock()
    made.mock.faults.add(status=418)
    assert made.create("ann@sweetmail.com").status == 418


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, [500, 201, 201, 201]),
        ({"after": 1}, [201, 500, 201, 201]),
        ({"times": 3}, [500, 500, 500, 201]),
        ({"after": 1, "times": 2}, [201, 500, 500, 201]),
        ({"probability": 1}, [500] * 4),
        ({"probability": 0}, [201] * 4),
        ({"operation": "deleteRecipient"}, [201] * 4),
        ({"operation": NAME}, [500, 201, 201, 201]),
    ],
)
def test_which_calls_are_hit(members: Any, expected: list[int]) -> None:  # noqa: ANN401 - any members
    made = AdminMock()
    made.mock.faults.add(status=500, **members)
    assert statuses(made, 4) == expected


def test_faults_of_the_same_calls_come_one_after_the_other() -> None:
    made = AdminMock()
    made.mock.faults.add(status=503, times=2)
    made.mock.faults.add(status=500)
    assert statuses(made, 4) == [503, 503, 500, 201]


@settings(max_examples=20)
@given(seed=st.integers(-1000, 1000))
def test_a_seed_decides_which_calls_a_probability_hits(seed: int) -> None:
    def hits() -> list[bool]:
        faults = Faults({NAME: False})
        faults.add(probability=0.3, seed=seed, status=500)
        return [faults.hit(NAME) is not None for _ in range(400)]

    assert hits() == hits()
    assert 60 < sum(hits()) < 180


def test_other_seeds_hit_other_calls() -> None:
    def hits(seed: int) -> list[bool]:
        faults = Faults({NAME: False})
        faults.add(probability=0.5, seed=seed, status=500)
        return [faults.hit(NAME) is not None for _ in range(50)]

    assert hits(1) != hits(2)


def test_latency_and_delay_are_waited_for_in_a_place_among_the_calls_at_once() -> None:
    made = AdminMock()
    made.mock.latency = 0.25
    made.mock.faults.add(delay=2, status=500)
    assert made.create("ann@sweetmail.com").status == 500
    assert made.create("ann@sweetmail.com").status == 201
    assert made.waits == [(2.25, 19), (0.25, 19)], "19 places are free meanwhile"


@pytest.mark.parametrize(("reset", "count"), [("before", 2), ("after", 3)])
def test_a_reset_responses_nothing_before_or_after_the_write(reset: Reset, count: int) -> None:
    made = AdminMock()
    made.mock.faults.add(connection_reset=reset)
    with pytest.raises(ConnectionResetError, match="injected"):
        made.create("ann@sweetmail.com")
    assert made.mock.state.recipients.count() == count
    assert made.mock.journal.requests()[0].status is None
    assert made.create("bob@sweetmail.com").status == 201, "the place among the calls at once is free again"


def test_half_of_a_response_is_sent() -> None:
    made = AdminMock()
    made.mock.faults.add(truncate=True, operation="getTaskStatus")
    task = made.start()
    sent = _sent_before_the_end(made, f"/recipients/v2/task/{task}")
    whole = made.call("GET", f"/recipients/v2/task/{task}")
    assert sent.headers["content-length"] == str(len(whole.content))
    assert sent.content == whole.content[: len(whole.content) // 2]


def test_a_response_without_a_body_is_halved_too() -> None:
    made = AdminMock(delete_success_status="status-204")
    made.mock.faults.add(truncate=True)
    sent = _sent_before_the_end(made, "/recipients/a@sweetmail.com", "DELETE")
    assert (sent.status, sent.headers["content-length"], sent.content) == (200, "2", b"{")


def _sent_before_the_end(made: AdminMock, target: str, method: str = "GET") -> Received:
    """Call as a server does that closes the connection when the application returns."""

    async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        scope["extensions"] = {"sdk_core.mock.abort": lambda: None}
        await inner(scope, receive, send)

    inner = made.application
    made.application = application
    try:
        return made.call(method, target)
    finally:
        made.application = inner


def test_a_server_is_asked_to_cut_off_the_connection() -> None:
    made = AdminMock()
    inner, aborted = made.application, list[bool]()

    async def application(scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        async def receive() -> Any:  # noqa: ANN401 - ASGI
            return {"type": "http.disconnect"} if aborted else {"type": "http.request", "body": b"", "more_body": False}

        scope["extensions"] = {"sdk_core.mock.abort": lambda: aborted.append(True)}
        await inner(scope, receive, send)

    made.application = application
    made.mock.faults.add(connection_reset="before")
    with pytest.raises(ValueError, match="not enough values"):  # nothing was sent
        made.call("GET", "/discovery/targetgroups")
    assert aborted == [True]


def test_malformed_json_has_the_status_of_the_response() -> None:
    made = AdminMock()
    made.mock.faults.add(malformed=True, times=2)
    received = made.call("GET", "/discovery/targetgroups")
    assert (received.status, received.headers["content-type"]) == (200, "application/json; charset=utf-8")
    with pytest.raises(ValueError, match="unexpected"):
        _ = received.json
    assert made.create("ann@sweetmail.com").status == 201
    assert made.mock.state.recipients.count() == 3


def test_a_task_fails_without_any_work_or_never_ends() -> None:
    made = AdminMock()
    made.mock.faults.add(task="fails")
    made.mock.faults.add(operation=WORK, task="never")
    assert made.create("ann@sweetmail.com").status == 201, "it starts no task and is not hit"
    fails, never, works = made.start(), made.start(), made.start()
    made.mock.clock.advance(10_000)
    found = [made.call("GET", f"/recipients/v2/task/{id_}").json["status"] for id_ in (fails, never, works)]
    assert found == ["failed", "running", "completed"]


def test_faults_over_http() -> None:
    made = AdminMock()
    added = made.call("POST", "/__admin/faults", {"operation": NAME, "status": 503, "times": 2})
    assert added.json == {"operation": NAME, "status": 503, "times": 2, "id": 1}
    made.call("POST", "/__admin/faults", {"delay": 1.5})
    assert [each["id"] for each in made.get("/__admin/faults")["faults"]] == [1, 2]
    assert made.call("DELETE", "/__admin/faults/1").status == 200
    assert made.call("DELETE", "/__admin/faults/1").status == 404
    assert made.create("ann@sweetmail.com").status == 201
    assert made.waits == [(1.5, 19)]
    assert made.get("/__admin/faults") == {"faults": []}, "the other one has hit its call"
    made.call("POST", "/__admin/faults", {"status": 500})
    assert made.call("DELETE", "/__admin/faults").status == 200
    assert made.create("bob@sweetmail.com").status == 201


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "does nothing; write delay or one of"),
        ({"after": 3}, "does nothing"),
        ({"status": 99}, "status .* from 200 to 599"),
        ({"status": "500"}, "status"),
        ({"status": True}, "status"),
        ({"status": 500, "truncate": True}, "status and truncate do not go together"),
        ({"status": 204, "body": {}}, "a response 204 has no body"),
        ({"delay": -1}, "delay .* seconds from 0 to 600"),
        ({"delay": MAX_DELAY + 1}, "delay"),
        ({"delay": float("nan")}, "delay"),
        ({"retry_after": 3, "delay": 1}, "write its status too"),
        ({"status": 500, "retry_after": -1}, "retry_after"),
        ({"status": 500, "after": -1}, "after .* from 0"),
        ({"status": 500, "times": None}, "times"),
        ({"status": 500, "probability": 1.5}, "probability .* from 0 to 1"),
        ({"status": 500, "probability": 0.5, "after": 1}, "without after and times"),
        ({"status": 500, "seed": "x"}, "seed"),
        ({"status": 500, "operation": "createRecipients"}, "operation is none of the document"),
        ({"status": 500, "operation": 5}, "operation"),
        ({"connection_reset": "during"}, "'before' or 'after'"),
        ({"truncate": 1}, "truncate .* true or false"),
        ({"malformed": "yes"}, "malformed"),
        ({"task": "slow"}, "'fails' or 'never'"),
        ({"task": "never", "operation": NAME}, "starts no task"),
    ],
)
def test_a_fault_that_cannot_be_is_rejected_with_what_to_write(members: Any, message: str) -> None:  # noqa: ANN401 - any members
    made = AdminMock()
    with pytest.raises(FaultError, match=message):
        made.mock.faults.add(**members)
    if members.get("delay") == members.get("delay"):  # JSON knows no NaN
        assert made.call("POST", "/__admin/faults", members).status == 400
    assert made.mock.faults.all() == []


def test_there_are_at_most_a_thousand_faults() -> None:
    faults = Faults({NAME: False})
    for _ in range(MAX_FAULTS):
        faults.add(status=500)
    with pytest.raises(FaultError, match="1,000 faults already; remove some"):
        faults.add(status=500)
