"""The sentence that all of it is for, through the gateway, by an agent that sees no personal value."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from agillic.mock.local import LocalMock
from iterable_client.mock.local import LocalMock as IterableMock
from iterable_client.mock.state.identity import Identity
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.opening import open_gateway
from sdk_core.agents.tools.model import Answer
from sdk_core.apis import api_names, find_api

GROUP, LIST = "TastingPanel", "Poetry readers"
PEOPLE = [f"customer{number}@example.com" for number in range(30)]
POLICY = """
agent = "helper"
[apis.{api}]
access = "full"
personal_data = "{privacy}"
{more}
[apis.{api}.confirmation]
send = "token"
write = "token"
"""

pytestmark = pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")


class Silent:
    """Is told of steps, and says nothing."""

    def done(self, done: int, total: int | None, what: str) -> None:
        """Hear of a step."""


@pytest.fixture(params=["masked", "pseudonyms"])
def privacy(request: pytest.FixtureRequest) -> str:
    word: str = request.param
    return word


def opened(folder: Path, api: str, privacy: str, more: str = "") -> Iterator[Gateway]:
    policy = folder / "policy.toml"
    policy.write_text(POLICY.format(api=api, privacy=privacy, more=more), "utf-8")
    getters = {name: (lambda name=name: find_api(name)) for name in api_names()}
    with open_gateway(policy, getters, Folders(folder / "state", folder / "audit")) as gateway:
        yield gateway


def called(gateway: Gateway, tool: str, **arguments: object) -> Answer:
    return gateway.call(tool, arguments, Silent())


def confirmed(gateway: Gateway, planned: Answer) -> Mapping[str, Any]:
    assert not planned.is_error, planned.data
    answer = called(gateway, "confirm_plan", plan=planned.data["plan"], token=planned.data["token"])
    assert not answer.is_error, answer.data
    result: Mapping[str, Any] = answer.data["result"]
    return result


@pytest.fixture
def agillic(agillic_mock: LocalMock, tmp_path: Path, privacy: str) -> Iterator[Gateway]:
    agillic_mock.state.recipients.batch_upsert(
        [{"EMAIL": email, "NEWSLETTER": email != PEOPLE[28], "COUNTRY": "DK"} for email in PEOPLE[:29]]
    )
    yield from opened(tmp_path, "agillic", privacy)


def test_add_these_customers_to_the_group_then_tell_which_of_them_are_in_it(
    agillic: Gateway, agillic_mock: LocalMock, tmp_path: Path
) -> None:
    asked = {"api": "agillic", "group": GROUP, "people": PEOPLE}
    planned = called(agillic, "change_members", action="add", consent_field="NEWSLETTER", **asked)
    assert (planned.data["people"], planned.data["messages"]) == (28, None)
    assert agillic_mock.state.groups.population(GROUP) == 0
    result = confirmed(agillic, planned)
    assert result["people"] == PEOPLE[:28]
    assert result["left_out"] == [
        {"person": PEOPLE[29], "reason": "nobody is known by this"},
        {"person": PEOPLE[28], "reason": "no consent"},
    ]
    assert agillic_mock.state.groups.population(GROUP) == 28
    told = called(agillic, "is_member", **asked).data
    told = told.get("content", told)
    assert (told["members"], told["no_members"]) == (PEOPLE[:28], [PEOPLE[28]])
    lines = [
        json.loads(line) for path in (tmp_path / "audit").rglob("*.jsonl") for line in path.read_text().splitlines()
    ]
    assert "addToStaticTargetGroup" in {line.get("operation") for line in lines}


def test_a_stand_in_of_a_sample_can_be_put_into_a_group(
    agillic: Gateway, agillic_mock: LocalMock, privacy: str
) -> None:
    told = called(agillic, "count_people", api="agillic", filter="COUNTRY==DK").data
    told = told.get("content", told)
    assert told["count"] == 29
    people = [each["EMAIL"] for each in told["sample"]]
    if privacy == "masked":
        assert people == ["***"] * 3
        return
    planned = called(
        agillic, "change_members", api="agillic", group=GROUP, action="add", people=people, consent_field="NEWSLETTER"
    )
    assert confirmed(agillic, planned)["people"] == people
    assert agillic_mock.state.groups.population(GROUP) == 3


def test_a_change_between_plan_and_confirmation_stops_it(agillic: Gateway, agillic_mock: LocalMock) -> None:
    asked = {"api": "agillic", "group": GROUP, "people": PEOPLE, "action": "add", "consent_field": "NEWSLETTER"}
    planned = called(agillic, "change_members", **asked)
    agillic_mock.state.recipients.batch_upsert([{"EMAIL": PEOPLE[0], "NEWSLETTER": False}])
    answer = called(agillic, "confirm_plan", plan=planned.data["plan"], token=planned.data["token"])
    assert answer.is_error
    assert agillic_mock.state.groups.population(GROUP) == 0


def test_events_and_their_task(agillic: Gateway, agillic_mock: LocalMock) -> None:
    asked = {"api": "agillic", "event": "send_coupon", "people": PEOPLE, "consent_field": "NEWSLETTER"}
    result = confirmed(agillic, called(agillic, "achieve_event", **asked))
    agillic_mock.clock.advance(10)
    told = called(agillic, "task_status", api="agillic", id=result["task"]).data
    told = told.get("content", told)
    assert (told["state"], told["is_done"]) == ("completed", True)


def test_a_policys_filter_bounds_recipes_too(agillic_mock: LocalMock, tmp_path: Path, privacy: str) -> None:
    agillic_mock.state.recipients.batch_upsert(
        [{"EMAIL": email, "NEWSLETTER": True, "COUNTRY": "DK" if email in PEOPLE[:10] else "NO"} for email in PEOPLE]
    )
    for gateway in opened(tmp_path, "agillic", privacy, 'filter = "COUNTRY==DK"'):
        told = called(gateway, "count_people", api="agillic", filter="EMAIL==* or COUNTRY==NO").data
        assert told.get("content", told)["count"] == 10
        planned = called(
            gateway,
            "change_members",
            api="agillic",
            group=GROUP,
            action="add",
            people=PEOPLE,
            consent_field="NEWSLETTER",
        )
        assert confirmed(gateway, planned)["people"] == PEOPLE[:10]
    assert agillic_mock.state.groups.population(GROUP) == 10


@pytest.mark.usefixtures("iterable_environment")
@pytest.mark.parametrize("members", [4, 5, 6])
def test_of_a_list_no_more_members_are_told_than_the_policys_cap_of_rows(
    iterable_mock: IterableMock, tmp_path: Path, privacy: str, members: int
) -> None:
    for number in iterable_mock.state.lists.users(1201):
        iterable_mock.state.lists.take_off(1201, number)
    for email in PEOPLE[:members]:
        iterable_mock.state.users.write(Identity(email), {})
        iterable_mock.state.lists.put(1201, iterable_mock.state.users.known(Identity(email)))
    for gateway in opened(tmp_path, "iterable", privacy, "[apis.iterable.caps]\nrows_per_export = 5"):
        count = {"count": members} if members <= 5 else {"count_at_least": 5}
        listed = called(gateway, "list_members", api="iterable", group=LIST).data["content"]
        assert len(listed["members"]) == min(members, 5)
        assert count.items() <= listed.items()
        counted = called(gateway, "count_people", api="iterable", group=LIST).data["content"]
        assert count.items() <= counted.items()
        told = called(gateway, "is_member", api="iterable", group=LIST, people=[PEOPLE[0], PEOPLE[29]]).data["content"]
        # Who is not among the members that were read is said to be none only where all of them were, and are seen.
        assert len(told["not_known"]) == 2


@pytest.mark.parametrize("selected", [2, 3, 4])
def test_a_sample_of_those_who_fulfill_a_filter_has_three_at_most(
    agillic: Gateway, agillic_mock: LocalMock, selected: int
) -> None:
    agillic_mock.state.recipients.batch_upsert([{"EMAIL": email, "COUNTRY": "NO"} for email in PEOPLE[:selected]])
    told = called(agillic, "count_people", api="agillic", filter="COUNTRY==NO").data["content"]
    assert (told["count"], len(told["sample"])) == (selected, min(selected, 3))


@pytest.mark.usefixtures("iterable_environment")
def test_the_same_sentence_for_a_list(iterable_mock: IterableMock, tmp_path: Path, privacy: str) -> None:
    for email in PEOPLE[:29]:
        iterable_mock.state.users.write(Identity(email), {"agreed": email != PEOPLE[28]})
    before = iterable_mock.state.lists.count(1201)
    for gateway in opened(tmp_path, "iterable", privacy):
        asked = {"api": "iterable", "group": LIST, "people": PEOPLE, "action": "add", "consent_field": "agreed"}
        result = confirmed(gateway, called(gateway, "change_members", **asked))
        assert result["people"] == PEOPLE[:28]
        told = called(gateway, "count_people", api="iterable", group=LIST).data
        assert told.get("content", told)["count"] == before + 28
    assert iterable_mock.state.lists.count(1201) == before + 28
