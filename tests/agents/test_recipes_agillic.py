"""Recipes of Agillic against its mock: plain, masked and with stand-ins."""

from collections import Counter
from collections.abc import Iterator

import pytest
from recipe_parts import DENIED, Driver

from agillic import Agillic
from agillic.mock.local import LocalMock
from sdk_core.agents.policy.model import Privacy
from sdk_core.agents.recipes.model import CallOutcome, PlannedWrite, RecipeError

GROUP = "TastingPanel"
MANY = [f"customer{number}@example.com" for number in range(30)]
PRIVACIES: list[Privacy] = ["plain", "masked", "pseudonyms"]
AGREE = {"consent_field": "NEWSLETTER"}
ALL = {"include_without_consent": True}
pytestmark = pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")


@pytest.fixture
def agillic() -> Iterator[Agillic]:
    with Agillic() as client:
        yield client


@pytest.fixture(params=PRIVACIES)
def driver(agillic: Agillic, request: pytest.FixtureRequest) -> Driver:
    return Driver("agillic", agillic, privacy=request.param)


@pytest.fixture
def plain(agillic: Agillic) -> Driver:
    return Driver("agillic", agillic)


def put(mock: LocalMock, *emails: str, newsletter: bool = True, **more: object) -> None:
    entries = [{"EMAIL": email, "NEWSLETTER": newsletter, **more} for email in emails]
    assert not mock.state.recipients.batch_upsert(entries).errors


def put_in(mock: LocalMock, *emails: str) -> None:
    mock.state.groups.add(GROUP, [*emails], key_only=True, unknown="rejected")


def added(plan: PlannedWrite) -> list[str]:
    return [key for call in plan.calls for key in call.arguments["body"]["recipientIds"]]


def reasons(plan: PlannedWrite) -> dict[str, str]:
    return {each["person"]: each["reason"] for each in plan.left_out}


class TestChangeMembers:
    def test_thirty_customers_one_unknown_and_one_without_consent(
        self, driver: Driver, agillic_mock: LocalMock
    ) -> None:
        put(agillic_mock, *MANY[:28])
        put(agillic_mock, MANY[28], newsletter=False)
        put_in(agillic_mock, MANY[0])
        plan = driver.plan("change_members", group=GROUP, action="add", people=MANY, **AGREE)
        assert reasons(plan) == {
            MANY[0]: "is a member already",
            MANY[28]: "no consent",
            MANY[29]: "nobody is known by this",
        }
        assert added(plan) == MANY[1:28]
        assert [each["person"] for each in plan.changes] == MANY[1:28]
        assert {(each["from"], each["to"]) for each in plan.changes} == {("no member", "member")}
        assert plan.messages is None
        assert "flows" in plan.notes[-1]
        assert agillic_mock.state.groups.population(GROUP) == 1  # nothing is written by a plan
        reads = Counter(call.operation for call in driver.calls)
        assert reads["listRecipients"] <= (3 if driver.privacy == "plain" else 18)

        done = driver.write("change_members", group=GROUP, action="add", people=MANY, **AGREE)
        assert (done["done"], done["people"], done["failed"]) == (27, MANY[1:28], [])
        assert agillic_mock.state.groups.population(GROUP) == 28
        told = driver.read("is_member", group=GROUP, people=MANY)
        assert told["members"] == MANY[:28]
        assert told["no_members"] == [MANY[28]]
        assert told["not_known"] == [{"person": MANY[29], "reason": "nobody is known by this"}]

    def test_removing_asks_for_no_consent(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:3], newsletter=False)
        put_in(agillic_mock, *MANY[:2])
        plan = driver.plan("change_members", group=GROUP, action="remove", people=MANY[:3])
        assert added(plan) == MANY[:2]
        assert reasons(plan) == {MANY[2]: "is no member"}
        assert driver.write("change_members", group=GROUP, action="remove", people=MANY[:3])["done"] == 2
        assert agillic_mock.state.groups.population(GROUP) == 0

    def test_five_hundred_are_five_calls_and_few_reads(self, driver: Driver, agillic_mock: LocalMock) -> None:
        people = [f"customer{number}@example.com" for number in range(500)]
        put(agillic_mock, *people)
        plan = driver.plan("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert [len(call.arguments["body"]["recipientIds"]) for call in plan.calls] == [100] * 5
        assert added(plan) == people
        assert len(driver.calls) == 2 + 3 * 4
        assert any("not read" in note for note in plan.notes)
        assert {each["from"] for each in plan.changes} == {"unknown"}

    def test_a_change_says_how_it_is_taken_back(self, plain: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:3])
        put_in(agillic_mock, MANY[0])
        done = plain.write("change_members", group=GROUP, action="add", people=MANY[:3], **AGREE)
        assert done["undo"] == {
            "tool": "change_members",
            "arguments": {"group": GROUP, "action": "remove", "people": MANY[1:3]},
        }
        back = plain.write(done["undo"]["tool"], **done["undo"]["arguments"])
        assert back["people"] == MANY[1:3]
        assert agillic_mock.state.groups.population(GROUP) == 1
        again = plain.write(back["undo"]["tool"], **back["undo"]["arguments"])
        assert again["people"] == MANY[1:3]
        assert plain.write("change_members", group=GROUP, action="add", people=MANY[:3], **AGREE).get("undo") is None

    def test_more_are_rejected_before_any_call(self, plain: Driver) -> None:
        for people, word in (
            ([f"p{number}" for number in range(501)], "501"),
            ([], "empty"),
            ("ada", "list"),
            ([7], "list"),
        ):
            with pytest.raises(RecipeError, match=word):
                plain.plan("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert plain.calls == []

    def test_who_is_named_twice_counts_once(self, plain: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0], CUSTOMER_ID="C-1")
        people = [MANY[0], MANY[0], f"EMAIL={MANY[0]}", "CUSTOMER_ID=C-1"]
        plan = plain.plan("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert added(plan) == [MANY[0]]
        assert reasons(plan)[MANY[0]] == "named twice; it counts once"
        assert reasons(plan)[f"EMAIL={MANY[0]}"].startswith("the same as")
        assert reasons(plan)["CUSTOMER_ID=C-1"].startswith("the same person as")

    def test_by_another_field_the_key_must_be_seen(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0], CUSTOMER_ID="C-1")
        person = driver.pseudonyms.of("C-1") if driver.privacy == "pseudonyms" else "C-1"
        plan = driver.plan("change_members", group=GROUP, action="add", people=[f"CUSTOMER_ID={person}"], **AGREE)
        if driver.privacy == "masked":
            assert "is not seen" in reasons(plan)["CUSTOMER_ID=C-1"]
            assert plan.calls == ()
        else:
            assert driver.write("change_members", group=GROUP, action="add", people=[f"CUSTOMER_ID={person}"], **AGREE)[
                "done"
            ]
            assert agillic_mock.state.groups.population(GROUP) == 1

    def test_stand_ins_name_persons(self, agillic: Agillic, agillic_mock: LocalMock) -> None:
        driver = Driver("agillic", agillic, privacy="pseudonyms")
        put(agillic_mock, *MANY[:3])
        people = [driver.pseudonyms.of(email) for email in MANY[:3]]
        assert driver.write("change_members", group=GROUP, action="add", people=people, **AGREE)["people"] == people
        assert driver.read("is_member", group=GROUP, people=people)["members"] == people

    def test_consent_must_be_named_or_waived(self, plain: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0], newsletter=False)
        arguments = {"group": GROUP, "action": "add", "people": [MANY[0]]}
        with pytest.raises(RecipeError, match="fields that say yes or no are NEWSLETTER"):
            plain.plan("change_members", **arguments)
        with pytest.raises(RecipeError, match="did you mean NEWSLETTER"):
            plain.plan("change_members", **arguments, consent_field="NEWSLETER")
        assert added(plain.plan("change_members", **arguments, **ALL)) == [MANY[0]]

    def test_a_text_can_say_that_a_person_agreed(self, plain: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0], CITY="Yes")
        put(agillic_mock, MANY[1], CITY="Oslo")
        plan = plain.plan("change_members", group=GROUP, action="add", people=MANY[:2], consent_field="CITY")
        assert added(plan) == [MANY[0]]

    def test_the_group_must_be_there_and_static(self, plain: Driver) -> None:
        for group, words in (("tastingpanel", "did you mean TastingPanel"), ("ChocolateLovers", "dynamic")):
            with pytest.raises(RecipeError, match=words):
                plain.plan("change_members", group=group, action="add", people=MANY, **AGREE)

    def test_hostile_names_reach_nobody_else(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:5])
        hostile = [
            "EMAIL=a@b.c,EMAIL=*",
            "*",
            "EMAIL=*",
            "EMAIL==*",
            'x" or EMAIL=="*',
            "x' or EMAIL=='*",
            "x) or (EMAIL==*",
            "../../recipients",
            "a/b",
            "a%2Fb%2540",
            "line\nbreak",
            "back\\slash",
            "",
            "  ",
            "x" * 3_000,
            "\ud800",
            "NO_FIELD=1",
        ]
        plan = driver.plan("change_members", group=GROUP, action="add", people=hostile, **AGREE)
        assert plan.calls == ()
        assert set(reasons(plan)) == set(hostile)
        told = driver.read("is_member", group=GROUP, people=hostile)
        assert told["members"] == []
        assert told["no_members"] == []

    def test_keys_with_odd_characters_are_found(self, driver: Driver, agillic_mock: LocalMock) -> None:
        odd = ["o'brien@example.com", "a+b%20@example.com", "a/b@example.com", "a*b@example.com", "ø,;()@example.com"]
        put(agillic_mock, *odd, "aXb@example.com")
        plan = driver.plan("change_members", group=GROUP, action="add", people=odd, **AGREE)
        assert added(plan) == odd

    def test_names_that_differ_in_case_alone(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, "Ada@example.com")
        people = ["Ada@example.com", "ADA@EXAMPLE.COM"]
        plan = driver.plan("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert added(plan) == ["Ada@example.com"]
        driver.write("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert agillic_mock.state.groups.population(GROUP) == 1

    @pytest.mark.agillic_mock(assumptions={"filter-case": "ignored", "recipient-key-case": "as-written"})
    def test_where_servers_find_two_by_one_name_both_must_agree(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, "ada@example.com", newsletter=False)
        put(agillic_mock, "Ada@example.com", "eve@example.com")
        put(agillic_mock, "bob@example.com", newsletter=False)
        people = ["ada@example.com", "bob@example.com", "eve@example.com"]
        plan = driver.plan("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert added(plan) == ["eve@example.com"]


class TestFailures:
    def test_a_call_that_fails_amid_others(self, plain: Driver, agillic_mock: LocalMock) -> None:
        people = [f"customer{number}@example.com" for number in range(250)]
        put(agillic_mock, *people)
        agillic_mock.faults.add(operation="addToStaticTargetGroup", status=409, after=1, times=1)
        done = plain.write("change_members", group=GROUP, action="add", people=people, **AGREE)
        assert done["people"] == [*people[:100], *people[200:]]
        assert [each["person"] for each in done["failed"]] == people[100:200]
        assert {each["reason"] for each in done["failed"]} == {"Conflict"}

    def test_calls_that_were_not_made_are_told(self, plain: Driver, agillic_mock: LocalMock) -> None:
        people = [f"customer{number}@example.com" for number in range(150)]
        put(agillic_mock, *people)
        arguments = {"group": GROUP, "action": "add", "people": people, **AGREE}
        plan = plain.plan("change_members", **arguments)
        result = plain.recipe("change_members").result
        assert result is not None
        done = result(arguments, [plain.called(plan.calls[0])], plan)
        assert done["done"] == 100
        assert {each["reason"] for each in done["failed"]} == {"not sent: the work was stopped"}

    @pytest.mark.parametrize("status", [429, 500])
    def test_what_cannot_be_read_stops_the_plan(self, plain: Driver, agillic_mock: LocalMock, status: int) -> None:
        agillic_mock.faults.add(operation="listRecipients", status=status, times=99)
        with pytest.raises(RecipeError, match="cannot be read, so nothing was planned"):
            plain.plan("change_members", group=GROUP, action="add", people=MANY, **AGREE)

    @pytest.mark.parametrize("status", [429, 500])
    def test_memberships_that_cannot_be_read_are_asked_for_no_more(
        self, plain: Driver, agillic_mock: LocalMock, status: int
    ) -> None:
        put(agillic_mock, *MANY)
        agillic_mock.faults.add(operation="listRecipientTargetGroups", status=status, times=999)
        plan = plain.plan("change_members", group=GROUP, action="add", people=MANY, **AGREE)
        assert added(plan) == MANY
        assert "of 30 persons nobody knows" in plan.notes[0]
        assert Counter(call.operation for call in plain.calls)["listRecipientTargetGroups"] == 1

    @pytest.mark.parametrize("name", ["***", "person-abcdefghij234567"])
    def test_hidden_names_of_groups_are_no_memberships(self, plain: Driver, name: str) -> None:
        read = plain.recipe("is_member").read
        assert read is not None
        steps = read({"group": GROUP, "people": MANY[:2]})
        next(steps)
        steps.send(CallOutcome([{"name": GROUP, "static": True}]))
        steps.send(CallOutcome([{"name": name}]))
        with pytest.raises(StopIteration) as end:
            steps.send(CallOutcome([{"name": name}, GROUP]))  # some servers list names alone
        told = end.value.value
        assert (told["members"], told["no_members"]) == (MANY[1:2], [])
        assert "hides" in told["not_known"][0]["reason"]

    def test_where_memberships_are_denied_the_plan_says_so(self, plain: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:3])
        plain.denied = frozenset({"listRecipientTargetGroups", "discoverTargetGroups"})
        plan = plain.plan("change_members", group=GROUP, action="add", people=MANY[:3], **AGREE)
        assert [each["from"] for each in plan.changes] == ["unknown"] * 3
        assert DENIED in plan.notes[0]
        assert Counter(call.operation for call in plain.calls)["listRecipientTargetGroups"] == 1


class TestPolicyFilter:
    def test_only_persons_within_it_are_found(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:3], COUNTRY="DK")
        put(agillic_mock, *MANY[3:6], COUNTRY="NO")
        driver.filter = "COUNTRY==DK"
        plan = driver.plan("change_members", group=GROUP, action="add", people=MANY[:6], **AGREE)
        assert added(plan) == MANY[:3]
        assert driver.read("find_person", person=MANY[0])["found"] is True
        assert driver.read("find_person", person=MANY[3])["found"] is False
        assert driver.read("count_people", filter="EMAIL==* or EMAIL!=x")["count"] == 3


class TestOthers:
    def test_a_person_is_found_by_each_address(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0], CUSTOMER_ID="C-1", FIRSTNAME="Ada")
        for address in (MANY[0], f"EMAIL={MANY[0]}", "CUSTOMER_ID=C-1"):
            found = driver.read("find_person", person=address)
            assert found["found"] is True
            assert (found["person"]["FIRSTNAME"] == "Ada") is (driver.privacy == "plain")
        assert driver.read("find_person", person="nobody@example.com") == {"found": False}
        assert len(driver.calls) == 4

    @pytest.mark.agillic_mock(assumptions={"filter-case": "ignored", "recipient-key-case": "as-written"})
    def test_of_two_persons_with_one_name_none_is_taken_for_the_other(
        self, driver: Driver, agillic_mock: LocalMock
    ) -> None:
        put(agillic_mock, "ada@example.com", "Ada@example.com", COUNTRY="DK")
        driver.filter = "COUNTRY==DK"
        with pytest.raises(RecipeError, match="more than one person"):
            driver.read("find_person", person="ada@example.com")

    def test_an_audience_is_counted(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY, COUNTRY="DK")
        told = driver.read("count_people", filter="COUNTRY==DK")
        assert (told["count"], len(told["sample"])) == (30, 3)
        assert driver.read("count_people", filter="COUNTRY==SE") == {"count": 0, "sample": []}
        put_in(agillic_mock, *MANY[:7])
        assert driver.read("count_people", group=GROUP) == {"count": 7, "group": GROUP}

    def test_more_than_a_page_of_whom_no_number_is_told(self, agillic: Agillic, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *(f"p{number}@example.com" for number in range(1_005)), COUNTRY="DK")
        masked = Driver("agillic", agillic, privacy="masked")
        assert masked.read("count_people", filter="COUNTRY==DK")["count"] == 1_005
        page: dict[str, object] = {"links": [], "content": [{"personData": {}}] * 3, "page": {}}
        for filter_, member, count in (("COUNTRY==DK", "count_at_least", 1_000), ("EMAIL==p1?@*", "count", 10)):
            agillic_mock.faults.add(operation="listRecipients", status=200, body=page, times=1)
            assert masked.read("count_people", filter=filter_)[member] == count

    @pytest.mark.parametrize(
        "arguments", [{}, {"filter": "A==1", "group": "x"}, {"filter": "A=1"}, {"filter": ""}, {"filter": 7}]
    )
    def test_what_cannot_be_counted(self, plain: Driver, arguments: dict[str, object]) -> None:
        with pytest.raises(RecipeError):
            plain.read("count_people", **arguments)
        assert plain.calls == []

    def test_one_event_is_achieved_at_once(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, MANY[0])
        plan = driver.plan("achieve_event", event="send_coupon", people=[MANY[0]], **AGREE)
        assert [call.operation for call in plan.calls] == ["achieveEvent"]
        assert plan.messages is None
        assert driver.write("achieve_event", event="send_coupon", people=[MANY[0]], **AGREE)["people"] == [MANY[0]]
        data = {"name": "order", "ORDER_ID": "1"}
        plan = driver.plan("achieve_event", event="order_placed", people=[MANY[0]], data=data, **AGREE)
        assert [call.operation for call in plan.calls] == ["achieveEventWithContext"]

    def test_events_of_many_are_a_task(self, driver: Driver, agillic_mock: LocalMock) -> None:
        put(agillic_mock, *MANY[:28])
        put(agillic_mock, MANY[28], newsletter=False)
        done = driver.write("achieve_event", event="send_coupon", people=MANY, **AGREE)
        assert (done["people"], len(done["left_out"])) == (MANY[:28], 2)
        assert driver.read("task_status", id=done["task"])["is_done"] is False
        agillic_mock.clock.advance(10)
        told = driver.read("task_status", id=done["task"])
        assert (told["is_done"], told["has_failed"], told["state"]) == (True, False, "completed")

    def test_a_task_is_looked_for_everywhere(self, plain: Driver) -> None:
        with pytest.raises(RecipeError, match="no task of this id"):
            plain.read("task_status", id="nothing")
        assert len(plain.calls) == 3

    def test_data_of_an_event_names_its_schema(self, plain: Driver) -> None:
        for data in ({"ORDER_ID": "1"}, ["name"], "name"):
            with pytest.raises(RecipeError, match="Context Parameter Schema"):
                plain.plan("achieve_event", event="order_placed", people=MANY, data=data, **AGREE)
