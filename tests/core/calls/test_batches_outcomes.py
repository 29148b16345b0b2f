"""What responses to batches tell of the entries, and what identifies entries, by traits of any API."""

import json
from collections.abc import Mapping
from itertools import chain
from random import Random
from typing import Any, cast

import pytest
from batch_parts import feed
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.chunk_response import UNREAD, chunk_response
from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import MAX_BYTES, MAX_ITEMS, BatchPlan, plan_of
from sdk_core.calls.batches.results import ChunkResponse, Outcome, RowResult
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.wire.operations import Operation

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
    response: object,
    *,
    idempotent: bool = False,
    **batch: Any,  # noqa: ANN401 - any trait
) -> list[tuple[str, str]]:
    """Return the outcomes and messages of users whose batch gets a response."""
    sent = operation(idempotent=idempotent, **batch)
    plan: BatchPlan[User] = plan_of(sent)
    run = BatchRun(plan, lambda body: chunk_response(response, body, sent.traits["batch"]), users)
    return [(result.outcome.value, result.message) for result in run]


USERS: list[User] = [{"email": "ada"}, {"email": "bob@example.com"}, {"userId": "carl"}]


def test_counters_are_read_where_the_trait_says() -> None:
    assert outcomes(USERS, {"successCount": 3, "failCount": 0}) == [("accepted", "")] * 3
    said = "the server rejected 1 of 3 rows and did not say which"
    assert outcomes(USERS, {"successCount": 2, "failCount": 1}) == [("ambiguous", said)] * 3


def test_what_is_not_done_failed_where_only_what_is_done_is_counted() -> None:
    told: dict[str, Any] = {"outcome": {"done": "/n"}}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 2}, **told)} == {"ambiguous"}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 0}, **told)} == {"rejected"}
    assert {outcome for outcome, _ in outcomes(USERS, {"n": 3}, **told)} == {"accepted"}


def test_entries_that_the_response_names_are_rejected_and_the_others_are_not() -> None:
    response = {
        "successCount": 1,
        "failCount": 2,
        "failedUpdates": {"invalidEmails": ["ADA"], "forgottenUserIds": ["carl"]},
    }
    assert outcomes(USERS, response) == [
        ("rejected", "the server rejected it: invalidEmails"),
        ("accepted", ""),
        ("rejected", "the server rejected it: forgottenUserIds"),
    ]


def test_a_named_value_rejects_each_entry_that_has_it() -> None:
    response = {"failedUpdates": {"invalidEmails": ["ada"]}}
    twice: list[User] = [{"email": "ada"}, {"email": "bob@example.com"}, {"email": "Ada", "dataFields": {"age": 3}}]
    assert [outcome for outcome, _ in outcomes(twice, response)] == ["rejected", "accepted", "rejected"]


def test_more_failures_than_are_named_leave_the_others_in_doubt() -> None:
    response = {"failCount": 2, "failedUpdates": {"invalidEmails": ["ada"]}}
    assert outcomes(USERS, response) == [
        ("rejected", "the server rejected it: invalidEmails"),
        *[("ambiguous", "the server rejected 1 of 2 rows and did not say which")] * 2,
    ]


def test_a_named_value_that_no_entry_has_leaves_the_entries_in_doubt() -> None:
    said = "the server rejected 1 of 3 rows and did not say which"
    assert outcomes(USERS, {"failedUpdates": {"invalidEmails": ["eve"]}}) == [("ambiguous", said)] * 3


@pytest.mark.parametrize("response", [{"failedUpdates": {"invalidEmails": []}}, {"failCount": 0}, {"successCount": 3}])
def test_a_response_that_names_and_counts_no_failure_says_that_all_were_taken(response: object) -> None:
    assert outcomes(USERS, response) == [("accepted", "")] * 3


@pytest.mark.parametrize(
    "response",
    [
        *({}, [], None, "done", 3, {"failedUpdates": []}, {"msg": "", "code": "Success", "params": None}),
        *({"successCount": "3"}, {"successCount": 3, "failCount": [1]}, {"failCount": -1}, {"failCount": True}),
        {"successCount": 3, "failedUpdates": {"invalidEmails": {"ada": 1}}},
    ],
    ids=str,
)
def test_a_response_that_cannot_be_read_is_never_taken_for_a_success(response: object) -> None:
    assert outcomes(USERS, response) == [("unknown", UNREAD)] * 3


MISCOUNTED_SAID = "the response counts other numbers of rows than were sent, so it does not say what became of them"


@pytest.mark.parametrize("idempotent", [False, True])
@pytest.mark.parametrize(
    "response",
    [
        *({"successCount": done, "failCount": 0} for done in (0, 1, 2, 4, 3_000)),
        *({"successCount": done} for done in (4, 3_000)),
        *({"successCount": 1, "failCount": 1}, {"successCount": 3, "failCount": 3}),
    ],
    ids=str,
)
def test_counters_that_cannot_be_about_the_rows_say_nothing_of_them(response: object, *, idempotent: bool) -> None:
    assert outcomes(USERS, response, idempotent=idempotent) == [("unknown", MISCOUNTED_SAID)] * 3


def test_named_failures_stay_rejected_where_the_counters_contradict_the_rest() -> None:
    response = {"successCount": 0, "failCount": 1, "failedUpdates": {"invalidEmails": ["ada"]}}
    assert [outcome for outcome, _ in outcomes(USERS, response)] == ["rejected", "unknown", "unknown"]


@pytest.mark.parametrize(("done", "said"), [(0, "unknown"), (1, "unknown"), (2, "accepted"), (3, "accepted")])
def test_a_server_may_count_a_user_of_two_rows_once(done: int, said: str) -> None:
    twice: list[User] = [{"email": "ada"}, {"email": "bob@example.com"}, {"email": "Ada"}]
    assert {outcome for outcome, _ in outcomes(twice, {"successCount": done, "failCount": 0})} == {said}


def test_a_search_for_bad_rows_goes_on_behind_a_response_that_contradicts_the_rows() -> None:
    sent = operation(idempotent=True)
    plan: BatchPlan[User] = plan_of(sent)
    responses = iter([{"successCount": 3, "failCount": 1}, {"successCount": 0, "failCount": 0}])

    def send(body: bytes) -> ChunkResponse:
        users = json.loads(body)["users"]
        told = next(responses, {"successCount": len(users), "failCount": 0})
        return chunk_response(told, body, sent.traits["batch"])

    run = BatchRun(plan, send, [*USERS, {"userId": "dora"}])
    assert [result.outcome.value for result in run] == ["unknown", "unknown", "accepted", "accepted"]


def test_what_a_response_names_is_rejected_though_the_rest_cannot_be_read() -> None:
    response = {"successCount": "2", "failedUpdates": {"invalidEmails": ["ada"]}}
    assert [outcome for outcome, _ in outcomes(USERS, response)] == ["rejected", "unknown", "unknown"]


COUNTS: Any = st.integers(0, 3) | st.sampled_from([None, -1, True, "3", 1.5, [], {"n": 3}])
NAMED: Any = st.lists(st.sampled_from(["ada", "carl", "eve"]), max_size=2) | st.sampled_from(
    [None, "", 0, {}, {"ada": 1}]
)
ANSWERS: Any = st.sampled_from([None, [], "", 3]) | st.fixed_dictionaries(
    {},
    optional={
        "successCount": COUNTS,
        "failCount": COUNTS,
        "failedUpdates": st.sampled_from([None, [], ""])
        | st.fixed_dictionaries({}, optional={"invalidEmails": NAMED, "forgottenUserIds": NAMED}),
    },
)


@given(ANSWERS)
def test_rows_are_taken_only_where_the_response_says_so_in_a_form_that_is_known(response: object) -> None:
    if any(outcome == "accepted" for outcome, _ in outcomes(USERS, response)):
        assert isinstance(response, dict)
        said = cast("dict[str, object]", response)
        told = said.get("failedUpdates")
        failures = cast("dict[str, object]", told) if isinstance(told, dict) else {}
        lists = [failures.get(each) for each in ("invalidEmails", "forgottenUserIds")]
        counts = [said.get(each) for each in ("successCount", "failCount")]
        assert all(each is None or (type(each) is int and each >= 0) for each in counts)
        assert all(each is None or isinstance(each, list) for each in lists)
        assert any(each is not None for each in counts + lists)


def test_a_response_of_which_nothing_is_to_be_read_says_that_all_were_taken() -> None:
    assert outcomes(USERS, {}, outcome={}) == [("accepted", "")] * 3


@pytest.mark.parametrize("response", [None, [], [{"code": "Success"}], "done", 3, False])
def test_what_is_no_object_is_never_taken_for_a_success_even_where_nothing_is_to_be_read(response: object) -> None:
    assert outcomes(USERS, response, outcome={}) == [("unknown", UNREAD)] * 3


def test_the_entries_are_found_where_they_stand_and_as_plain_values() -> None:
    batch = {"items": "", "outcome": {"failures": [{"at": "/bad", "key": ""}]}}
    assert chunk_response({"bad": [7]}, b'[1,"7",7]', batch).failed == dict.fromkeys(
        (1, 2), "the server rejected it: bad"
    )


def test_a_named_failure_is_not_asked_for_again_and_is_counted_in_the_summary() -> None:
    sent = operation(idempotent=True)
    plan: BatchPlan[User] = plan_of(sent)
    bodies: list[bytes] = []

    def send(body: bytes) -> ChunkResponse:
        bodies.append(body)
        return chunk_response({"failCount": 1, "failedUpdates": {"invalidEmails": ["ada"]}}, body, sent.traits["batch"])

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


def test_an_entry_that_nothing_identifies_is_rejected_here() -> None:
    nobody: list[User] = [{"email": None}, {"email": ["ada"]}, {"email": True}]
    assert outcomes([*nobody, {"email": "bob"}], {"failCount": 0}) == [
        *[("rejected", "no entry can be made of it (LookupError): each row must be a dict with email or userId")] * 3,
        ("accepted", ""),
    ]


def test_rows_of_one_person_never_travel_at_once() -> None:
    plan: BatchPlan[User] = plan_of(operation(max_items=1))
    engine: Engine[User] = Engine(plan, BatchOptions(max_concurrency=3))
    for number in range(3):
        engine.add({"email": "ada@example.com", "n": number})
    engine.close()
    sent: list[int] = []
    while call := engine.next_call():
        assert engine.next_call() is None
        sent.append(json.loads(call.body)["users"][0]["n"])
        engine.complete(call, None)
    assert sent == [0, 1, 2]
    assert [result.outcome for result in chain.from_iterable(engine.pop_results())] == [Outcome.ACCEPTED] * 3


VALUES = st.sampled_from(["ada", "ADA", "bob", "carl", "7", "8", "9"])
SOMEBODY = st.fixed_dictionaries({}, optional={"email": VALUES, "userId": VALUES | st.integers(7, 9)}).filter(bool)


def claims(user: Mapping[str, object]) -> set[str]:
    return {str(user[name]).casefold() for name in ("email", "userId") if name in user}


@given(st.lists(SOMEBODY, max_size=40), st.integers(1, 5), st.integers(1, 4), st.randoms(use_true_random=False))
def test_rows_that_share_any_key_are_never_in_flight_at_once_and_keep_their_order(
    users: list[User], max_items: int, in_flight: int, random: Random
) -> None:
    plan: BatchPlan[User] = plan_of(operation(max_items=max_items))
    engine: Engine[User] = Engine(plan, BatchOptions(max_concurrency=in_flight))
    rows = iter({**user, "n": number} for number, user in enumerate(users))
    calls: list[tuple[Call, list[User]]] = []
    arrived: list[User] = []
    results: list[RowResult] = []
    more = True
    while True:
        while (call := engine.next_call()) or (more and engine.needs_rows):
            if call is None:
                more = feed(engine, rows)
                continue
            sent = json.loads(call.body)["users"]
            for _, others in calls:
                assert not set().union(*map(claims, others)) & set().union(*map(claims, sent))
            calls.append((call, sent))
        if not calls:
            break
        call, sent = calls.pop(random.randrange(len(calls)))
        arrived += sent
        engine.complete(call, None)
        results += chain.from_iterable(engine.pop_results())
    assert [result.index for result in results] == list(range(len(users)))
    assert [result.key for result in results] == [user.get("email", user.get("userId")) for user in users]
    assert {result.outcome for result in results} <= {Outcome.ACCEPTED}
    for key in {key for user in users for key in claims(user)}:
        of_key = [user["n"] for user in arrived if key in claims(user)]
        assert of_key == sorted(of_key), f"rows of {key} arrived in another order"


def test_a_row_that_names_a_person_by_another_key_waits_for_the_rows_before_it() -> None:
    plan: BatchPlan[User] = plan_of(operation(max_items=1))
    engine: Engine[User] = Engine(plan, BatchOptions(max_concurrency=3))
    for user in ({"email": "ada", "userId": "7"}, {"userId": 7}, {"email": "bob", "userId": 8}):
        engine.add(user)
    engine.close()
    sent: list[User] = []
    calls: list[Call] = []
    while call := engine.next_call():
        calls.append(call)
        sent += json.loads(call.body)["users"]
    assert sent == [{"email": "ada", "userId": "7"}, {"email": "bob", "userId": 8}]
    engine.complete(calls[0], None)
    after = engine.next_call()
    assert after is not None
    assert json.loads(after.body)["users"] == [{"userId": 7}]


def test_a_key_that_is_a_field_says_so_where_it_is_missing_or_too_much() -> None:
    with pytest.raises(ValueError, match=r"bulkUpdateUsers are identified by email or userId: leave key_field out"):
        plan_of(operation(), key_field="EMAIL")
    with pytest.raises(ValueError, match=r"identified by their table-key: say by key_field"):
        plan_of(operation(key="table-key", fields=""))


def test_where_only_entries_or_only_bytes_are_limited_the_other_has_a_bound_of_ours() -> None:
    by_bytes: BatchPlan[User] = plan_of(operation(max_items=None))
    by_items: BatchPlan[User] = plan_of(operation(max_bytes=None))
    assert (by_bytes.max_items, by_bytes.max_bytes) == (MAX_ITEMS, 4_000_000)
    assert (by_items.max_items, by_items.max_bytes) == (1000, MAX_BYTES)
