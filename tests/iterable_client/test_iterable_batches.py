# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Any number of rows: in calls as large as may be, in order for each user, and each with a result, never a guess."""

import inspect
import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from iterable_parts import DONE, Opened, opened, sync_and_async, told

from iterable_api import OPERATIONS
from iterable_client import BatchOptions, Outcome, RowResult
from iterable_client.errors import RowsFailed
from iterable_client.resources import campaigns, catalogs, events, export_tasks, exports, lists, users
from iterable_client.resources.batches import entry_plan, usual_options, written_date
from sdk_core.calls.batches.plan import BatchPlan, plan_of

ONE_AT_A_TIME = BatchOptions(max_concurrency=1)
BY_USERS = ("bulkUpdateUsers", "trackEvents", "subscribeToList", "unsubscribeFromList")


class Server:
    """Takes users, rejects those with some emails by the lists of `failedUpdates`, and keeps the bodies."""

    def __init__(self, rejected: Iterable[str] = (), at: str = "invalidEmails") -> None:
        self.bodies: list[dict[str, Any]] = []
        self.sizes: list[int] = []
        self._rejected, self._at = {*rejected}, at

    def __call__(self, request: httpx.Request) -> httpx.Response:
        content = request.content
        body = json.loads(content)
        self.bodies.append(body)
        self.sizes.append(len(content))
        entries: list[dict[str, Any]] = next(body[name] for name in ("users", "events", "subscribers") if name in body)
        failed = [entry["email"] for entry in entries if entry.get("email") in self._rejected]
        counts = {"successCount": len(entries) - len(failed), "failCount": len(failed)}
        return httpx.Response(200, json={**counts, "failedUpdates": {self._at: failed}})


def results(iterable: Opened, work: Callable[[Any], Any]) -> list[RowResult]:
    """Return the result of each row of a run."""

    def listed(client: Any) -> Any:  # noqa: ANN401
        run = work(client)

        async def collect() -> list[RowResult]:
            return [result async for result in run]

        return collect() if hasattr(run, "__aiter__") else [*run]

    found: list[RowResult] = iterable.do(listed)
    return found


@sync_and_async
def test_rows_are_sent_in_calls_as_large_as_may_be(*, asynchronous: bool) -> None:
    server = Server()
    rows = ({"email": f"{n}@example.com", "dataFields": {"n": n}} for n in range(2_500))
    with opened(server, asynchronous=asynchronous) as iterable:
        summary = iterable.do(lambda client: client.users.bulk_update(rows, create_new_fields=False).run())
    assert (summary.rows, summary.succeeded, summary.calls) == (2_500, 2_500, 3)
    assert sorted(len(body["users"]) for body in server.bodies) == [500, 1_000, 1_000]
    assert {body["createNewFields"] for body in server.bodies} == {False}
    assert {*iterable.urls} == {"https://api.iterable.com/api/users/bulkUpdate"}


def test_no_call_is_larger_than_the_vendor_takes() -> None:
    server = Server()
    rows = ({"email": f"{n}@example.com", "dataFields": {"text": "x" * 9_000}} for n in range(1_000))
    with opened(server) as iterable:
        assert iterable.client.users.bulk_update(rows).run().succeeded == 1_000
    assert len(server.sizes) == 3
    assert max(server.sizes) <= OPERATIONS["bulkUpdateUsers"].traits["batch"]["max_bytes"]


@sync_and_async
@pytest.mark.parametrize(
    ("work", "beside", "path"),
    [
        (lambda client, rows: client.users.bulk_update(rows), {}, "users/bulkUpdate"),
        (lambda client, rows: client.events.track_many(rows), {}, "events/trackBulk"),
        (
            lambda client, rows: client.lists.subscribe(7, rows, update_existing_users_only=True),
            {"listId": 7, "updateExistingUsersOnly": True},
            "lists/subscribe",
        ),
        (
            lambda client, rows: client.lists.unsubscribe(7, rows, channel_unsubscribe=True, campaign_id=3),
            {"listId": 7, "channelUnsubscribe": True, "campaignId": 3},
            "lists/unsubscribe",
        ),
    ],
    ids=BY_USERS,
)
def test_each_row_has_the_servers_own_reason(work: Any, beside: Any, path: str, *, asynchronous: bool) -> None:  # noqa: ANN401
    server = Server(["bob@example.com"], at="forgottenEmails")
    rows = [{"email": f"{name}@example.com", "eventName": "x"} for name in ("ada", "bob", "eve")]
    with opened(server, asynchronous=asynchronous) as iterable:
        found = results(iterable, lambda client: work(client, rows))
    assert [(each.key, each.outcome) for each in found] == [
        ("ada@example.com", Outcome.ACCEPTED),
        ("bob@example.com", Outcome.REJECTED),
        ("eve@example.com", Outcome.ACCEPTED),
    ]
    assert found[1].message == "the server rejected it: forgottenEmails"
    (body,) = server.bodies
    assert {name: value for name, value in body.items() if not isinstance(value, list)} == beside
    assert iterable.urls == [f"https://api.iterable.com/api/{path}"]


@pytest.mark.parametrize("id_", BY_USERS)
def test_every_list_of_failures_of_the_document_names_its_rows(id_: str) -> None:
    batch = OPERATIONS[id_].traits["batch"]
    for failure in batch["outcome"]["failures"]:
        _, *parents, last = failure["at"].split("/")
        name = failure["key"].removeprefix("/")
        entries = [{"email": "a", "eventName": "y"}, {"email": "b", "userId": "c", "eventName": "x"}]
        response: dict[str, Any] = {last: [entries[1][name]]}
        for parent in reversed(parents):
            response = {parent: response}
        response = {"successCount": 1, "failCount": 1, **response}
        works: dict[str, Callable[[Any], Any]] = {
            "bulkUpdateUsers": lambda client: client.users.bulk_update(entries),  # noqa: B023 - called at once
            "trackEvents": lambda client: client.events.track_many(entries),  # noqa: B023
            "subscribeToList": lambda client: client.lists.subscribe(1, entries),  # noqa: B023
            "unsubscribeFromList": lambda client: client.lists.unsubscribe(1, entries),  # noqa: B023
        }
        with opened(told(json=response)) as iterable:
            found = results(iterable, works[id_])
        assert [each.outcome for each in found] == [Outcome.ACCEPTED, Outcome.REJECTED], failure
        assert found[1].message.endswith(last)


@sync_and_async
@pytest.mark.parametrize(
    "response",
    [
        told(200, content=b"<html>"),
        told(200, json={}),
        told(200, json={"successCount": "1"}),
        told(200, json={"successCount": 1, "failedUpdates": {"invalidEmails": "ada@example.com"}}),
        told(200, json=[]),
        httpx.ReadTimeout("nothing came"),
    ],
    ids=["html", "empty", "text", "no-list", "list", "silence"],
)
def test_what_does_not_say_how_a_row_fared_is_never_a_success(response: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
    with opened(response, asynchronous=asynchronous) as iterable:
        (found,) = results(iterable, lambda client: client.users.bulk_update([{"email": "ada@example.com"}]))
    assert found.outcome is Outcome.UNKNOWN


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=40), st.integers(1, 7))
def test_whichever_rows_are_rejected_exactly_they_are(rows: list[tuple[int, bool]], size: int) -> None:
    bad = {f"{n}-bad@example.com" for n in range(10)}
    entries = [
        {"email": f"{n}{'-bad' if is_bad else ''}@example.com", "n": place} for place, (n, is_bad) in enumerate(rows)
    ]
    server, options = Server(bad), BatchOptions(max_concurrency=3)
    with opened(server) as iterable:
        chunked = (entries[at : at + size] for at in range(0, len(entries), size))
        found = [each for rows in chunked for each in iterable.client.users.bulk_update(rows, options=options)]
    assert [each.outcome is Outcome.REJECTED for each in found] == [is_bad for _, is_bad in rows]
    assert all(each.succeeded or each.outcome is Outcome.REJECTED for each in found)
    for n in range(10):  # rows of one user keep their order
        sent = [user["n"] for body in server.bodies for user in body["users"] if user["email"] == f"{n}@example.com"]
        assert sent == sorted(sent)


def test_one_user_is_known_by_either_identifier() -> None:
    with opened() as iterable:
        plan = entry_plan(iterable.client, "bulkUpdateUsers")
    assert plan.claims({"email": "ada@example.com", "userId": "ada"}) == ("ada@example.com", "ada")
    assert plan.retryable
    assert plan.single == "updateUser"


def test_events_are_not_sent_again_when_nobody_knows_whether_they_came() -> None:
    with opened(httpx.ReadTimeout("nothing came")) as iterable:
        (found,) = iterable.client.events.track_many([{"eventName": "x", "email": "ada@example.com"}])
    assert (found.outcome, len(iterable.requests)) == (Outcome.UNKNOWN, 1)


def test_times_are_written_as_the_api_has_them() -> None:
    server = Server()
    moment = datetime(2026, 3, 2, 20, 21, 4, tzinfo=UTC)
    row = {
        "eventName": "x",
        "userId": "ada",
        "createdAt": moment,
        "dataFields": {"day": date(2026, 3, 2), "at": moment},
    }
    naive = {**row, "createdAt": datetime(2026, 3, 2)}  # noqa: DTZ001 - without a time zone
    with opened(server) as iterable:
        found = [*iterable.client.events.track_many([row, naive])]
    assert [each.outcome for each in found] == [Outcome.ACCEPTED, Outcome.REJECTED]
    assert "createdAt" in found[1].message
    assert "without a time zone says no moment: give it one" in found[1].message
    (sent,) = server.bodies[0]["events"]
    assert sent["createdAt"] == int(moment.timestamp())
    assert sent["dataFields"] == {"day": "2026-03-02", "at": "2026-03-02 20:21:04 +00:00"}


@sync_and_async
def test_rows_that_name_users_wrongly_are_not_sent(*, asynchronous: bool) -> None:
    server = Server()
    rows = [{"email": "ada@example.com"}, {"userId": "bob"}, {"userId": "new", "preferUserId": True}, {"name": "eve"}]
    with opened(server, asynchronous=asynchronous, project_type="email") as iterable:
        found = results(iterable, lambda client: client.users.bulk_update(rows))
    assert [each.outcome for each in found] == [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED, Outcome.REJECTED]
    assert "identifies users by email" in found[1].message
    assert "email or userId" in found[3].message
    assert len(server.bodies[0]["users"]) == 2


def test_no_more_calls_are_in_flight_than_a_second_allows() -> None:
    for id_ in BY_USERS:
        rates = [each for each in OPERATIONS[id_].traits.get("limits", ()) if "calls" in each]
        for rate in rates:
            assert usual_options(id_).max_concurrency <= rate["calls"] / rate["seconds"]


def test_rows_that_failed_may_be_an_error() -> None:
    with opened(Server(["ada@example.com"])) as iterable:
        summary = iterable.client.users.bulk_update([{"email": "ada@example.com"}]).run()
        with pytest.raises(RowsFailed):
            summary.raise_for_failed()


class TestItems:
    @sync_and_async
    @pytest.mark.parametrize("as_pairs", [False, True], ids=["map", "pairs"])
    def test_items_are_members_of_a_map(self, *, as_pairs: bool, asynchronous: bool) -> None:
        items = {f"book-{n}": {"pages": n} for n in range(1_001)}
        with opened(told(202), asynchronous=asynchronous) as iterable:
            given = iter(items.items()) if as_pairs else items
            summary = iterable.do(lambda client: client.catalogs.replace_items("Books", given).run())
        assert (summary.rows, summary.succeeded, summary.calls) == (1_001, 1_001, 2)
        bodies = [json.loads(body) for body in iterable.wire.bodies]
        assert {url.partition("/api/")[2] for url in iterable.urls} == {"catalogs/Books/items"}
        assert sorted(len(body["documents"]) for body in bodies) == [1, 1_000]
        assert {body["replaceUploadedFieldsOnly"] for body in bodies} == {False}
        assert bodies[0]["documents"] | bodies[1]["documents"] == items

    def test_of_two_with_one_id_the_later_counts(self) -> None:
        pairs = [("a", {"n": 1}), ('b":', {"n": 2}), ("a", {"n": 3})]
        with opened(told(202)) as iterable:
            found = [*iterable.client.catalogs.replace_items("Books", pairs, options=ONE_AT_A_TIME)]
        assert [each.outcome for each in found] == [Outcome.ACCEPTED] * 3
        sent = [json.loads(body)["documents"] for body in iterable.wire.bodies]
        assert sent == [{"a": {"n": 3}, 'b":': {"n": 2}}]

    @given(st.lists(st.tuples(st.text(min_size=1), st.dictionaries(st.text(), st.integers(-9, 9))), max_size=30))
    def test_whatever_the_items_are_they_are_sent_as_they_are(self, pairs: list[tuple[str, dict[str, int]]]) -> None:
        plan: BatchPlan[catalogs.Item] = plan_of(
            OPERATIONS["bulkWriteCatalogItems"], members={"replaceUploadedFieldsOnly": True}
        )
        assert plan.merge is not None
        entries, places = plan.merge([plan.write(pair) + b"," for pair in pairs])
        body = json.loads(plan.head + b"".join(entries)[:-1] + plan.tail)
        assert body == {"documents": dict(pairs), "replaceUploadedFieldsOnly": True}
        assert len(places) == len(pairs)
        assert all(place < max(1, len(entries)) for place in places)

    @sync_and_async
    def test_bad_items_are_found_and_the_others_written(self, *, asynchronous: bool) -> None:
        written: Counter[str] = Counter()

        def response(request: httpx.Request) -> httpx.Response:
            documents = json.loads(request.content)["documents"]
            if "bad" in documents:
                return httpx.Response(400, json={"code": "BadParams", "msg": "no", "params": None})
            written.update([*documents])
            return httpx.Response(202, json=DONE)

        items = {name: {"n": 1} for name in ("a", "b", "bad", "c", "d")}
        with opened(response, asynchronous=asynchronous) as iterable:
            found = results(iterable, lambda client: client.catalogs.replace_items("Books", items))
        assert [each.key for each in found if not each.succeeded] == ["bad"]
        assert written == dict.fromkeys(("a", "b", "c", "d"), 1)

    def test_what_is_no_item_is_not_sent(self) -> None:
        wrong: list[Any] = [("", {}), (7, {}), ("a",), "ab", {"a": 1, "b": 2}, None]
        with opened(told(202)) as iterable:
            found = [*iterable.client.catalogs.replace_items("Books", wrong)]
        assert {each.outcome for each in found} == {Outcome.REJECTED}
        assert "a pair of a name and a value" in found[0].message
        assert iterable.requests == []

    def test_a_catalog_that_is_not_there_stops_the_run(self) -> None:
        with opened(told(404, json={"code": "NotFound", "msg": "", "params": None})) as iterable:
            run = iterable.client.catalogs.replace_items("Books", {"a": {}, "b": {}})
            with pytest.raises(Exception, match="404"):
                run.run()
        assert len(iterable.requests) == 1


def test_both_kinds_of_clients_offer_the_same() -> None:
    for module in (campaigns, catalogs, events, export_tasks, exports, lists, users):
        for name, kind in inspect.getmembers(module, inspect.isclass):
            twin = getattr(module, f"Async{name}", None)
            if twin is not None and kind.__module__ == module.__name__:
                assert public(kind) == public(twin), name


def public(kind: type[object]) -> set[str]:
    return {each for each in vars(kind) if not each.startswith("_")}


@sync_and_async
@pytest.mark.parametrize("status", [200, 202, 204])
@pytest.mark.parametrize(
    "work",
    [
        lambda client, rows: client.users.bulk_update(rows),
        lambda client, rows: client.events.track_many(rows),
        lambda client, rows: client.lists.subscribe(7, rows),
        lambda client, rows: client.lists.unsubscribe(7, rows),
    ],
    ids=BY_USERS,
)
def test_an_empty_response_says_nothing_of_the_rows(work: Any, status: int, *, asynchronous: bool) -> None:  # noqa: ANN401
    with opened(told(status, content=b""), asynchronous=asynchronous) as iterable:
        found = results(iterable, lambda client: work(client, [{"email": "ada@example.com", "eventName": "e"}]))
    assert [result.outcome for result in found] == [Outcome.UNKNOWN]


@sync_and_async
def test_a_catalog_may_take_items_without_a_word_but_not_with_a_wrong_one(*, asynchronous: bool) -> None:
    steps = [told(202, content=b""), told(json=[]), told(content=b"<html>")]
    with opened(*steps, asynchronous=asynchronous) as iterable:
        said = [results(iterable, lambda client: client.catalogs.replace_items("books", {"1": {}})) for _ in steps]
    assert [found[0].outcome for found in said] == [Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.UNKNOWN]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(1900, 1, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam")), "1900-01-01 11:40:28 +00:00"),
        (datetime(2026, 3, 2, 1, tzinfo=ZoneInfo("Asia/Kolkata")), "2026-03-02 01:00:00 +05:30"),
        (datetime(987, 3, 2, tzinfo=UTC), "0987-03-02 00:00:00 +00:00"),
    ],
    ids=str,
)
def test_dates_of_all_times_are_written_in_the_form_that_iterable_reads(value: datetime, written: str) -> None:
    assert written_date(value) == written


@sync_and_async
@pytest.mark.parametrize("list_id", [None, True, "7", 7.0, [7]], ids=repr)
def test_a_list_is_known_by_a_number(list_id: Any, *, asynchronous: bool) -> None:  # noqa: ANN401 - wrong ones
    rows = [{"email": "ada@example.com"}]
    with opened(Server(), asynchronous=asynchronous) as iterable:
        client = iterable.client
        works: list[Callable[[], object]] = [
            lambda: client.lists.subscribe(list_id, rows),
            lambda: client.lists.unsubscribe(list_id, rows),
            lambda: client.lists.unsubscribe(7, rows, campaign_id=list_id),
            lambda: client.lists.iterate_users(list_id),
        ]
        for work in works:
            with pytest.raises(ValueError, match=r"_id cannot be .*: give the id, a whole number"):
                work()
        assert iterable.requests == []
