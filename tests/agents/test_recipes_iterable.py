"""Recipes of Iterable against its mock: plain, masked and with stand-ins."""

from collections import Counter
from collections.abc import Iterator

import pytest
from recipe_parts import Driver

from iterable_client import IterableClient
from iterable_client.agents.room import AGENTS
from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from sdk_core.agents.policy.model import Privacy
from sdk_core.agents.recipes.model import PlannedWrite, RecipeCall, RecipeError
from sdk_core.transport.clock import skip_waits

LIST, NAME = 1201, "Poetry readers"
READERS = [f"reader{number}@example.com" for number in range(30)]
PRIVACIES: list[Privacy] = ["plain", "masked", "pseudonyms"]
AGREE = {"consent_field": "agreed"}
ALL = {"include_without_consent": True}
pytestmark = pytest.mark.usefixtures("iterable_environment")


@pytest.fixture
def iterable(iterable_mock: LocalMock) -> Iterator[IterableClient]:
    for number in iterable_mock.state.lists.users(LIST):
        iterable_mock.state.lists.take_off(LIST, number)
    with skip_waits(iterable_mock.clock.advance), IterableClient() as client:
        yield client


@pytest.fixture(params=PRIVACIES)
def driver(iterable: IterableClient, request: pytest.FixtureRequest) -> Driver:
    return Driver("iterable", iterable, privacy=request.param)


@pytest.fixture
def plain(iterable: IterableClient) -> Driver:
    return Driver("iterable", iterable)


def put(mock: LocalMock, *emails: str, agreed: object = True) -> None:
    for email in emails:
        mock.state.users.write(Identity(email, email.partition("@")[0]), {"agreed": agreed})


def put_on(mock: LocalMock, *emails: str) -> None:
    for email in emails:
        mock.state.lists.put(LIST, mock.state.users.known(Identity(email)))


def added(plan: PlannedWrite) -> list[str]:
    return [
        each.get("email") or each["userId"] for call in plan.calls for each in call.arguments["body"]["subscribers"]
    ]


def reasons(plan: PlannedWrite) -> dict[str, str]:
    return {each["person"]: each["reason"] for each in plan.left_out}


class TestChangeMembers:
    def test_thirty_customers_one_unknown_and_one_without_consent(
        self, driver: Driver, iterable_mock: LocalMock
    ) -> None:
        put(iterable_mock, *READERS[:28])
        put(iterable_mock, READERS[28], agreed=False)
        put_on(iterable_mock, READERS[0])
        before = iterable_mock.state.users.count()
        plan = driver.plan("change_members", group=NAME, action="add", people=READERS, **AGREE)
        left_out = {READERS[28]: "no consent", READERS[29]: "nobody is known by this"}
        sees = driver.privacy == "plain"
        assert reasons(plan) == left_out | ({READERS[0]: "is a member already"} if sees else {})
        assert added(plan) == READERS[1 if sees else 0 : 28]
        assert plan.messages is None
        assert {each["from"] for each in plan.changes} == {f"not on {NAME}" if sees else "unknown"}
        assert any("hides" in note for note in plan.notes) is not sees

        done = driver.write("change_members", group=str(LIST), action="add", people=READERS, **AGREE)
        assert done["people"] == added(plan)
        assert iterable_mock.state.lists.count(LIST) == 28
        assert iterable_mock.state.users.count() == before  # who is unknown is not created
        told = driver.read("is_member", group=NAME, people=READERS)
        if sees:
            assert (told["members"], told["no_members"]) == (READERS[:28], READERS[28:])
        else:
            assert len(told["not_known"]) == 30

    def test_removing(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:3], agreed=False)
        put_on(iterable_mock, *READERS[:2])
        done = driver.write("change_members", group=NAME, action="remove", people=READERS[:2])
        assert done["people"] == READERS[:2]
        assert iterable_mock.state.lists.count(LIST) == 0
        plan = driver.plan("change_members", group=NAME, action="remove", people=READERS[:2])
        assert (plan.messages, plan.calls) == (0, ())  # the empty list hides nobody

    def test_stand_ins_and_user_ids(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        driver = Driver("iterable", iterable, privacy="pseudonyms")
        put(iterable_mock, *READERS[:4])
        people = [driver.pseudonyms.of(READERS[0]), f"userId={driver.pseudonyms.of('reader1')}", READERS[2], "reader3"]
        assert driver.write("change_members", group=NAME, action="add", people=people, **AGREE)["people"] == people
        told = driver.read("is_member", group=NAME, people=[*people, driver.pseudonyms.of("nobody@example.com")])
        assert told["members"] == people[:2]
        assert len(told["no_members"]) == 1
        assert [each["person"] for each in told["not_known"]] == people[2:]
        plain = Driver("iterable", iterable)
        assert plain.read("is_member", group=NAME, people=["reader1", READERS[2], "READER3"]) == {
            "group": NAME,
            "list_id": LIST,
            "members": ["reader1", READERS[2]],
            "no_members": ["READER3"],
            "not_known": [],
        }

    def test_five_hundred_are_one_call(self, plain: Driver, iterable_mock: LocalMock) -> None:
        people = [f"p{number}@example.com" for number in range(500)]
        put(iterable_mock, *people)
        plan = plain.plan("change_members", group=NAME, action="add", people=people, **AGREE)
        assert (len(plan.calls), len(added(plan))) == (1, 500)
        assert Counter(call.operation for call in plain.calls)["listListUsers"] == 1

    def test_consent_is_looked_at_in_the_profile(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        put(iterable_mock, READERS[0], agreed={"news": "yes"})
        driver = Driver("iterable", iterable, privacy="masked")
        arguments = {"group": NAME, "action": "add", "people": READERS[:1]}
        plan = driver.plan("change_members", **arguments, consent_field="agreed.news")
        assert "hides" in reasons(plan)[READERS[0]]
        driver.fields = {"news": "plain"}
        assert added(driver.plan("change_members", **arguments, consent_field="agreed.news")) == READERS[:1]
        assert added(driver.plan("change_members", **arguments, consent_field="agreed.offers")) == []
        assert added(driver.plan("change_members", **arguments, **ALL)) == READERS[:1]
        with pytest.raises(RecipeError, match="consent_field"):
            driver.plan("change_members", **arguments)

    def test_who_is_named_twice_counts_once(self, plain: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, READERS[0])
        people = [READERS[0], READERS[0], READERS[0].upper(), f"email={READERS[0]}"]
        plan = plain.plan("change_members", group=NAME, action="add", people=people, **AGREE)
        assert added(plan) == READERS[:1]
        assert len(plan.left_out) == 3

    def test_addresses_that_only_fold_alike_are_two_persons(self, plain: Driver, iterable_mock: LocalMock) -> None:
        people = ["straße@example.com", "strasse@example.com"]
        put(iterable_mock, *people)
        put_on(iterable_mock, people[1])
        told = plain.read("is_member", group=NAME, people=people)
        assert (told["members"], told["no_members"]) == (people[1:], people[:1])
        assert added(plain.plan("change_members", group=NAME, action="add", people=people, **AGREE)) == people[:1]

    def test_lists_that_cannot_be_changed(self, plain: Driver) -> None:
        for group, words in (("1305", "Dynamic"), ("poetry readers", "did you mean Poetry readers"), ("7", "no list")):
            with pytest.raises(RecipeError, match=words):
                plain.plan("change_members", group=group, action="add", people=READERS, **AGREE)

    def test_hostile_names(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:3])
        hostile = ["", " ", "a\nb@example.com", "../users", "%2e%2e", "*", "a@b.c&email=x", "\ud800", "x" * 3_000]
        before = iterable_mock.state.users.count()
        plan = driver.plan("change_members", group=NAME, action="add", people=hostile, **AGREE)
        assert plan.calls == ()
        assert set(reasons(plan)) == set(hostile)
        assert iterable_mock.state.users.count() == before


class TestFailures:
    def test_who_failed_is_told_where_it_is_seen(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:3])
        body = {"successCount": 2, "failCount": 1, "failedUpdates": {"forgottenEmails": [READERS[1].upper()]}}
        iterable_mock.faults.add(operation="subscribeToList", status=200, body=body)
        people = READERS[:3]
        if driver.privacy == "pseudonyms":
            people = [driver.pseudonyms.of(email) for email in people]
        done = driver.write("change_members", group=NAME, action="add", people=people, **AGREE)
        if driver.privacy == "masked":
            assert done["people"] == []
            assert len(done["failed"]) == 3
            assert "hides" in done["note"]
        else:
            assert done["people"] == [people[0], people[2]]
            assert done["failed"] == [{"person": people[1], "reason": "forgottenEmails"}]

    def test_who_failed_is_nobody_of_a_like_name(self, plain: Driver, iterable_mock: LocalMock) -> None:
        people = ["strasse@example.com", "a1", "STRAßE@example.com"]
        put(iterable_mock, "strasse@example.com", "a1@example.com", "straße@example.com")
        failed = {"forgottenEmails": ["STRAßE@EXAMPLE.COM"], "forgottenUserIds": ["A1"]}
        body = {"successCount": 1, "failCount": 1, "failedUpdates": failed}
        iterable_mock.faults.add(operation="subscribeToList", status=200, body=body)
        done = plain.write("change_members", group=NAME, action="add", people=people, **ALL)
        assert done["failed"] == [{"person": people[2], "reason": "forgottenEmails"}]
        assert done["people"] == people[:2]

    def test_a_call_that_fails(self, plain: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:2])
        iterable_mock.faults.add(operation="subscribeToList", status=400)
        done = plain.write("change_members", group=NAME, action="add", people=READERS[:2], **AGREE)
        assert (done["done"], len(done["failed"])) == (0, 2)

    @pytest.mark.parametrize("status", [429, 500])
    def test_what_cannot_be_read_stops_the_plan(self, plain: Driver, iterable_mock: LocalMock, status: int) -> None:
        put(iterable_mock, *READERS)
        iterable_mock.faults.add(operation="findUserByEmail", status=status, after=7, times=99)
        with pytest.raises(RecipeError, match="cannot be read"):
            plain.plan("change_members", group=NAME, action="add", people=READERS, **AGREE)


class TestOthers:
    def test_a_person_is_found(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, READERS[0])
        for name in (READERS[0], "reader0", "userId=reader0", f"email={READERS[0]}"):
            found = driver.read("find_person", person=name)
            assert found["found"] is True
            assert (found["person"]["email"] == READERS[0]) is (driver.privacy == "plain")
        assert driver.read("find_person", person="nobody@example.com")["found"] is False

    def test_members_are_counted_and_listed(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS)
        put_on(iterable_mock, *READERS[:5])
        told = driver.read("list_members", group=NAME, limit=2)
        assert (told["count"], len(told["members"])) == (5, 2)
        assert (told["members"] == READERS[:2]) is (driver.privacy == "plain")
        assert driver.read("count_people", group=NAME)["count"] == 5
        with pytest.raises(RecipeError, match="no filter"):
            driver.read("count_people", filter="age>1")

    def test_of_a_list_that_is_read_in_part_nobody_is_said_to_be_no_member(
        self, plain: Driver, iterable_mock: LocalMock
    ) -> None:
        put(iterable_mock, *READERS)
        put_on(iterable_mock, *READERS[:5])
        plain.rows = 3
        told = plain.read("is_member", group=NAME, people=READERS)
        assert (len(told["members"]), told["no_members"], len(told["not_known"])) == (3, [], 27)
        assert plain.read("count_people", group=NAME)["count_at_least"] == 3
        assert plain.read("list_members", group=NAME)["count_at_least"] == 3

    def test_events_of_many_are_one_call(self, driver: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:28])
        put(iterable_mock, READERS[28], agreed=False)
        arguments = {"event": "bookFinished", "people": READERS, "data": {"pages": 409}, **AGREE}
        plan = driver.plan("achieve_event", **arguments)
        assert (plan.messages, len(plan.calls)) == (None, 1)
        done = driver.write("achieve_event", **arguments)
        assert (done["people"], len(done["left_out"])) == (READERS[:28], 2)

    def test_an_event_that_may_not_be_recorded_fails_for_all(self, plain: Driver, iterable_mock: LocalMock) -> None:
        put(iterable_mock, *READERS[:2])
        body = {"successCount": 0, "failCount": 2, "disallowedEventNames": ["nothing"]}
        iterable_mock.faults.add(operation="trackEvents", status=200, body=body)
        done = plain.write("achieve_event", event="nothing", people=READERS[:2], **AGREE)
        assert {each["reason"] for each in done["failed"]} == {"disallowedEventNames"}

    def test_a_campaign_by_id_and_by_name(self, driver: Driver) -> None:
        for campaign in ("59668", "New poems"):
            told = driver.read("campaign_status", campaign=campaign)
            assert (told["campaignState"], told["listIds"]) == ("Finished", [1201])
            assert "createdByUserId" not in told
        for campaign, words in (("1", "cannot be read"), ("new poems", "no campaign")):
            with pytest.raises(RecipeError, match=words):
                driver.read("campaign_status", campaign=campaign)

    def test_an_export_job(self, plain: Driver, iterable_mock: LocalMock) -> None:
        body = {"dataTypeName": "user", "outputFormat": "application/x-json-stream"}
        job = str(plain.called(RecipeCall("startExport", {"body": body})).data["jobId"])
        assert plain.read("task_status", id=job)["is_done"] is False
        iterable_mock.clock.advance(10)
        told = plain.read("task_status", id=job)
        assert (told["is_done"], told["has_failed"]) == (True, False)
        for id_, words in (("x", "number of an export job"), ("999999", "cannot be read")):
            with pytest.raises(RecipeError, match=words):
                plain.read("task_status", id=id_)


def test_a_policy_with_a_filter_is_refused() -> None:
    assert AGENTS.joined is None
    assert AGENTS.check_filter is not None
    assert "no filters" in AGENTS.check_filter("country==DK")
    assert AGENTS.check_filter("") == ""
