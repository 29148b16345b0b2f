"""What answers to batches tell of the entries, and what identifies entries, by traits of any API."""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any

import pytest

from agillic.resources.batches.answers import chunk_answer
from agillic.resources.batches.engine import Engine
from agillic.resources.batches.options import BatchOptions
from agillic.resources.batches.outcomes import ChunkAnswer, Outcome
from agillic.resources.batches.plans import MOST_BYTES, MOST_ITEMS, BatchPlan, plan_of
from agillic.resources.batches.threaded import BatchRun
from agillic_api.types import Operation

User = dict[str, Any]
BATCH: Mapping[str, Any] = {
    "items": "/users",
    "max_items": 1000,
    "max_bytes": 4_000_000,
    "key": {"first_of": ["/email", "/userId"]},
    "outcome": {
        "done": "/successCount",
        "failed": "/failCount",
        "failures": [
            {"at": "/failedUpdates/invalidEmails", "key": "/email"},
            {"at": "/failedUpdates/forgottenUserIds", "key": "/userId"},
        ],
    },
}


def operation(*, idempotent: bool = False, **batch: Any) -> Operation:  # noqa: ANN401 - any trait
    """Return an operation of another API that takes users, its trait `batch` changed by `batch`; None takes away."""
    told = {name: value for name, value in {**BATCH, **batch}.items() if value is not None}
    traits = {"access": "write", "idempotent": idempotent, "batch": told}
    return Operation("bulkUpdateUsers", "users", "bulk_update", "POST", "/api/users/bulkUpdate", traits=traits)


def outcomes(
    users: list[User],
    answer: object,
    *,
    idempotent: bool = False,
    **batch: Any,  # noqa: ANN401 - any trait
) -> list[tuple[str, str]]:
    """Return the outcomes and messages of users whose batch gets an answer."""
    sent = operation(idempotent=idempotent, **batch)
    plan: BatchPlan[User] = plan_of(sent)
    run = BatchRun(plan, lambda body: chunk_answer(answer, body, sent.traits["batch"]), users)
    return [(result.outcome.value, result.message) for result in run]


USERS: list[User] = [{"email": "ada"}, {"email": "bob@example.com"}, {"userId": "carl"}]


def test_counters_are_read_where_the_trait_says() -> None:
    assert outcomes(USERS, {"successCount": 3, "failCount": 0}) == [("ok", "")] * 3
    said = "the server refused 1 of 3 rows and did not say which"
    assert outcomes(USERS, {"successCount": 2, "failCount": 1}) == [("counted", said)] * 3


def test_what_is_not_done_failed_where_only_what_is_done_is_counted() -> None:
    told: dict[str, Any] = {"outcome": {"done": "/n"}}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 2}, **told)} == {"counted"}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 0}, **told)} == {"refused"}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 3}, **told)} == {"ok"}


def test_entries_that_the_answer_names_are_refused_and_the_others_are_not() -> None:
    answer = {
        "successCount": 1,
        "failCount": 2,
        "failedUpdates": {"invalidEmails": ["ADA"], "forgottenUserIds": ["carl"]},
    }
    assert outcomes(USERS, answer) == [
        ("refused", "the server refused it: invalidEmails"),
        ("ok", ""),
        ("refused", "the server refused it: forgottenUserIds"),
    ]


def test_a_named_value_refuses_each_entry_that_has_it() -> None:
    answer = {"failedUpdates": {"invalidEmails": ["ada"]}}
    twice: list[User] = [{"email": "ada"}, {"email": "bob@example.com"}, {"email": "Ada", "dataFields": {"age": 3}}]
    assert [outcome for outcome, _ in outcomes(twice, answer)] == ["refused", "ok", "refused"]


def test_more_failures_than_are_named_leave_the_others_in_doubt() -> None:
    answer = {"failCount": 2, "failedUpdates": {"invalidEmails": ["ada"]}}
    assert outcomes(USERS, answer) == [
        ("refused", "the server refused it: invalidEmails"),
        *[("counted", "the server refused 1 of 2 rows and did not say which")] * 2,
    ]


def test_a_named_value_that_no_entry_has_leaves_the_entries_in_doubt() -> None:
    said = "the server refused 1 of 3 rows and did not say which"
    assert outcomes(USERS, {"failedUpdates": {"invalidEmails": ["eve"]}}) == [("counted", said)] * 3


@pytest.mark.parametrize("answer", [{}, [], None, {"failedUpdates": []}, {"failedUpdates": {"invalidEmails": []}}])
def test_an_answer_without_counters_and_names_says_that_all_were_taken(answer: object) -> None:
    assert outcomes(USERS, answer) == [("ok", "")] * 3


def test_the_entries_are_found_where_they_stand_and_as_plain_values() -> None:
    batch = {"items": "", "outcome": {"failures": [{"at": "/bad", "key": ""}]}}
    assert chunk_answer({"bad": [7]}, b'[1,"7",7]', batch).failed == dict.fromkeys((1, 2), "the server refused it: bad")


def test_a_named_failure_is_not_asked_for_again_and_is_counted_in_the_summary() -> None:
    sent = operation(idempotent=True)
    plan: BatchPlan[User] = plan_of(sent)
    bodies: list[bytes] = []

    def send(body: bytes) -> ChunkAnswer:
        bodies.append(body)
        return chunk_answer({"failCount": 1, "failedUpdates": {"invalidEmails": ["ada"]}}, body, sent.traits["batch"])

    summary = BatchRun(plan, send, USERS).run()
    assert len(bodies) == 1
    assert (summary.succeeded, summary.errors) == (2, 1)


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ({"email": "ada@example.com", "userId": "1"}, "ada@example.com"),
        ({"userId": "1"}, "1"),
        ({"email": "", "userId": "1"}, "1"),
        ({"email": None, "userId": 7}, 7),
    ],
)
def test_the_first_member_that_says_something_identifies_an_entry(entry: User, key: object) -> None:
    plan: BatchPlan[User] = plan_of(operation())
    assert plan.key_of is not None
    assert plan.key_of(entry) == key


def test_an_entry_that_nothing_identifies_is_refused_here() -> None:
    assert outcomes([{"email": None}, {"email": ["ada"]}, {"email": "bob"}], {}) == [
        *[("refused", "no entry can be made of it (LookupError): each row must be a dict with email or userId")] * 2,
        ("ok", ""),
    ]


def test_rows_of_one_person_never_travel_at_once() -> None:
    plan: BatchPlan[User] = plan_of(operation(max_items=1))
    engine: Engine[User] = Engine(plan, BatchOptions(in_flight=3))
    for number in range(3):
        engine.add({"email": "ada@example.com", "n": number})
    engine.close()
    sent: list[int] = []
    while call := engine.next_call():
        assert engine.next_call() is None
        sent.append(json.loads(call.body)["users"][0]["n"])
        engine.settle(call, None)
    assert sent == [0, 1, 2]
    assert [result.outcome for result in chain.from_iterable(engine.take())] == [Outcome.OK] * 3


def test_a_key_that_is_a_field_says_so_where_it_is_missing_or_too_much() -> None:
    with pytest.raises(ValueError, match=r"bulkUpdateUsers are identified by email or userId: leave key_field out"):
        plan_of(operation(), key_field="EMAIL")
    with pytest.raises(ValueError, match=r"identified by their table-key: say by key_field"):
        plan_of(operation(key="table-key", fields=""))


def test_where_only_entries_or_only_bytes_are_limited_the_other_has_a_bound_of_ours() -> None:
    by_bytes: BatchPlan[User] = plan_of(operation(max_items=None))
    by_items: BatchPlan[User] = plan_of(operation(max_bytes=None))
    assert (by_bytes.max_items, by_bytes.max_bytes) == (MOST_ITEMS, 4_000_000)
    assert (by_items.max_items, by_items.max_bytes) == (1000, MOST_BYTES)
