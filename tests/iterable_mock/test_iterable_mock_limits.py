"""Limits: how many calls of an operation are taken, on the mock's clock, and what a rejection says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from iterable_calls import ADA, GRACE, JAVASCRIPT, SERVER, Received, Shop

from iterable_client.mock.document import document
from iterable_client.mock.http.limits import FixedWindow, LeakyBucket
from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.limits import RollingWindow, Window

USERS = "/api/lists/getUsers?listId=1201"


def used_up(shop: Shop, target: str = USERS, most: int = 2001) -> tuple[int, Received]:
    """Call until a call is rejected; return how many were taken, and the rejection."""
    for taken in range(most):
        received = shop.get(target)
        if received.status == 429:
            return taken, received
    raise AssertionError(f"{most} calls were taken")


def test_a_call_over_the_limit_is_rejected_and_says_when_to_try_again() -> None:
    taken, rejected = used_up(Shop())
    assert taken == 5
    assert rejected.json == {"msg": "Exceeded rate limit.", "code": "RateLimitExceeded", "params": None}
    assert rejected.headers["retry-after"] == "12"


def test_a_bucket_empties_evenly() -> None:
    shop = Shop()
    used_up(shop)
    shop.mock.clock.advance(11)
    assert used_up(shop)[0] == 0
    shop.mock.clock.advance(1)
    assert used_up(shop)[0] == 1
    shop.mock.clock.advance(60)
    assert used_up(shop)[0] == 5


def test_a_window_begins_anew_under_its_option() -> None:
    shop = Shop(options={"limit-window": "window"})
    shop.mock.clock.advance(45)
    _, rejected = used_up(shop)
    assert rejected.headers["retry-after"] == "15"
    shop.mock.clock.advance(15)
    assert used_up(shop)[0] == 5


def test_a_rejection_says_nothing_of_when_under_its_option() -> None:
    _, rejected = used_up(Shop(options={"retry-after-header": "no-header"}))
    assert "retry-after" not in rejected.headers


def test_rejections_may_come_as_text() -> None:
    _, rejected = used_up(Shop(options={"error-form": "text-at-times"}))
    assert rejected.content == b"Exceeded rate limit."
    assert rejected.headers["content-type"].startswith("text/plain")
    assert rejected.headers["retry-after"] == "12"


def test_each_operation_is_counted_by_itself() -> None:
    shop = Shop()
    used_up(shop)
    assert shop.get("/api/lists").status == 200


def test_limits_of_a_key_are_kept_apart_from_those_of_others() -> None:
    shop = Shop()
    body = {"sourceUserId": "no", "destinationUserId": "no-2"}
    taken = [shop.post("/api/users/merge", body, key=SERVER).status for _ in range(51)]
    assert taken == [400] * 50 + [429]
    assert shop.post("/api/users/merge", body, key=JAVASCRIPT).status == 400


@pytest.mark.parametrize(
    "operation_id",
    [
        each.id
        for each in document().operations.values()
        if any("calls" in rate and rate["seconds"] < 86_400 for rate in each.rates)
    ],
)
def test_every_limit_of_the_document_is_enforced(operation_id: str) -> None:
    limits, found = Shop().mock.limits, document().operations[operation_id]
    calls = min(rate["calls"] for rate in found.rates if "calls" in rate and rate["seconds"] < 86_400)
    for _ in range(calls):
        limits.count(found, "a key", entered=True)
    with pytest.raises(HTTPError, match="used up") as rejected:
        limits.count(found, "a key", entered=True)
    assert rejected.value.status == 429
    assert int(rejected.value.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(("option", "wait"), [("rolling-day", 86_400 - 333), ("midnight-utc", 55_467)])
def test_a_thousand_users_are_forgotten_in_a_day(option: str, wait: int) -> None:
    shop = Shop(options={"day-limit-window": option})
    operation = document().operations["forgetUser"]
    for n in range(1000):
        shop.mock.limits.count(operation, "a key", entered=True)
        if n % 3 == 2:
            shop.mock.clock.advance(1)
    rejected = shop.post("/api/users/forget", {"email": GRACE})
    assert (rejected.status, rejected.headers["retry-after"]) == (429, str(wait))
    shop.mock.clock.advance(wait)
    assert shop.post("/api/users/forget", {"email": GRACE}).status == 200


def test_operations_without_a_stated_limit_have_one_under_an_option() -> None:
    body = {"email": ADA}
    shop, limited = Shop(), Shop(options={"limits-unsaid": "hundred-a-second"})
    statuses = [
        each.post("/api/users/updateSubscriptions", body).status for each in (shop, limited) for _ in range(101)
    ]
    assert statuses == [200] * 201 + [429]


def test_the_guides_standard_takes_the_place_of_stated_limits_under_an_option() -> None:
    taken, _ = used_up(Shop(), f"/api/users/{ADA}")
    assert taken == 100
    shop = Shop(options={"stated-limits": "standard"})
    body: dict[str, list[object]] = {"users": []}
    statuses = [shop.post("/api/users/bulkUpdate", body).status for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    assert [shop.post("/api/users/forget", {"email": f"n{n}@example.com"}).status for n in range(5)] == [200] * 5


@pytest.mark.parametrize(("option", "calls", "wait"), [("second", 1, "1"), ("quarter-minute", 4, "15")])
def test_how_often_an_export_is_started_is_an_assumptions(option: str, calls: int, wait: str) -> None:
    limits = Shop(options={"export-start-limit": option}).mock.limits
    operation = document().operations["startExport"]
    for _ in range(calls):
        limits.count(operation, "a key", entered=True)
    with pytest.raises(HTTPError) as rejected:
        limits.count(operation, "a key", entered=True)
    assert rejected.value.headers["Retry-After"] == wait


def test_a_rejected_call_changes_nothing_and_is_not_counted() -> None:
    shop = Shop()
    for n in range(6):
        shop.post("/api/users/bulkUpdate", {"users": [{"email": f"n{n}@example.com"}]})
    assert shop.user("n4@example.com") is not None
    assert shop.user("n5@example.com") is None


@given(
    calls=st.integers(1, 5),
    seconds=st.integers(1, 10),
    gaps=st.lists(st.integers(0, 4_000).map(lambda n: timedelta(milliseconds=n)), max_size=40),
    kind=st.sampled_from([LeakyBucket, FixedWindow, RollingWindow]),
)
def test_after_the_wait_a_call_is_taken_and_before_it_is_not(
    calls: int, seconds: int, gaps: list[timedelta], kind: type[LeakyBucket | FixedWindow | RollingWindow]
) -> None:
    window: Window = kind(calls, seconds)
    now = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
    taken: list[datetime] = []
    for gap in gaps:
        now += gap
        if wait := window.wait(now):
            assert window.wait(now + timedelta(seconds=wait)) == 0
            assert window.wait(now + timedelta(seconds=wait - 1)) == 1
        else:
            window.count(now)
            taken.append(now)
    # A bucket that was empty takes all of its calls at once, and an even share after them.
    length = timedelta(seconds=seconds)
    most = calls if kind is RollingWindow else 2 * calls
    assert all(sum(moment - length < each <= moment for each in taken) <= most for moment in taken)
