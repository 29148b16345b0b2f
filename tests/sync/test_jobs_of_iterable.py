"""Jobs of Iterable end to end: users, a list, events and a catalog."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from iterable_client import IterableClient, sync
from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from sdk_core.mock.faults import Reset
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.reports.report import RunReport

pytest_plugins = ["target_fixtures"]

USERS: dict[str, Any] = {
    "name": "users",
    "target": {"name": "users", "mode": "upsert"},
    "mapping": {"email": "email", "firstName": "name", "age": "age"},
}
POETRY: dict[str, Any] = {
    "name": "poetry",
    "target": {"name": "lists", "mode": "mirror", "list_id": 1201},
    "mapping": {"email": "email"},
    "guards": {"max_removals_percent": 100},
}
EVENTS: dict[str, Any] = {
    "name": "events",
    "target": {"name": "events", "mode": "track"},
    "mapping": {"email": "email", "eventName": "event", "id": "id", "createdAt": "at"},
}
BOOKS: dict[str, Any] = {
    "name": "books",
    "target": {"name": "catalog", "mode": "upsert", "catalog": "books"},
    "mapping": {"itemId": "id", "title": "title", "price": "price"},
}


class World:
    """A mock of a project, its client, and a place for what jobs remember."""

    def __init__(self, mock: LocalMock, client: IterableClient, folder: Path) -> None:
        self.mock, self.client = mock, client
        self.environ = {"ITERABLE_SYNC_DIRECTORY": str(folder / "state")}

    def run(self, job: Mapping[str, Any], rows: object, **options: Any) -> RunReport:  # noqa: ANN401 - those of `run`
        report = sync.run(job, source=rows, client=self.client, environ=self.environ, **options)
        assert sum(report.rows.values()) == report.source_rows
        self.mock.clock.advance(600)
        return report

    def retry(self, job: Mapping[str, Any], rows: object) -> RunReport:
        return sync.retry(job, source=rows, client=self.client, environ=self.environ)

    def user(self, email: str) -> dict[str, Any] | None:
        number = self.mock.state.users.find(Identity(email))
        return None if number is None else dict(self.mock.state.users.read(number).data)

    def on_list(self) -> set[str]:
        return set(self.client.lists.iterate_users(1201))

    def sent(self, operation: str) -> list[Any]:
        return [each.json for each in self.mock.requests if each.operation == operation]


@pytest.fixture
def world(iterable: IterableClient, iterable_mock: LocalMock, tmp_path: Path) -> World:
    return World(iterable_mock, iterable, tmp_path)


def user(name: str, age: object = 30) -> dict[str, object]:
    return {"email": f"{name}@example.com", "name": name.capitalize(), "age": age}


def counts(report: RunReport) -> dict[str, int]:
    return {state: number for state, number in report.rows.items() if number}


def event(id_: str | None, at: int = 1_772_409_600) -> dict[str, object]:
    return {"email": "eva@example.com", "event": "bookFinished", "id": id_, "at": at}


def events_of(world: World) -> int:
    found = world.client.exports.iterate_user_events(email="eva@example.com", include_custom_events=True)
    return sum(1 for _ in found)


def test_users_are_written_changed_and_erased(world: World) -> None:
    assert counts(world.run(USERS, [user("ida"), user("bob"), {"name": "nobody"}])) == {"written": 2, "rejected": 1}
    assert world.user("ida@example.com") == {"firstName": "Ida", "age": 30}
    assert counts(world.run(USERS, [user("ida", 31), user("bob")])) == {"written": 1, "unchanged": 1}
    assert world.user("ida@example.com") == {"firstName": "Ida", "age": 31}
    assert len(world.sent("bulkUpdateUsers")) == 2
    erase = {
        "name": "erase",
        "target": {"name": "users", "mode": "delete"},
        "mapping": {"email": "email"},
        "guards": {"max_removals_percent": 100},
    }
    assert counts(world.run(erase, [user("bob")])) == {"written": 1}
    assert world.user("bob@example.com") is None


def test_a_user_who_is_not_taken_waits_for_a_retry(world: World) -> None:
    rows = [user("ida"), {"email": "no email", "name": "Nono", "age": 5}]
    assert counts(world.run(USERS, rows)) == {"written": 1, "rejected": 1}
    sent = len(world.sent("bulkUpdateUsers"))
    assert counts(world.run(USERS, rows)) == {"unchanged": 1, "rejected": 1}
    assert len(world.sent("bulkUpdateUsers")) == sent
    assert counts(world.retry(USERS, rows)) == {"skipped": 1, "rejected": 1}
    assert len(world.sent("bulkUpdateUsers")) == sent + 1


def test_who_is_on_a_list_follows_the_source_and_others_stay(world: World) -> None:
    world.mock.state.users.write(Identity("zoe@example.com"), {})
    world.client.lists.subscribe(1201, [{"email": "zoe@example.com"}]).run()
    before = world.on_list()
    world.run(POETRY, [user("ida"), user("bob")])
    assert world.on_list() == before | {"ida@example.com", "bob@example.com"}
    report = world.run(POETRY, [user("ida")])
    assert report.removed == {"written": 1}
    assert world.on_list() == before | {"ida@example.com"}
    assert world.run(POETRY, []).end == "guard stopped"
    assert world.on_list() == before | {"ida@example.com"}


@pytest.fixture
def eva(world: World) -> None:
    world.mock.state.users.write(Identity("eva@example.com"), {})


@pytest.mark.usefixtures("eva")
@pytest.mark.parametrize("lost", ["before", "after"])
def test_events_with_an_id_are_there_once_whatever_is_lost(world: World, lost: Reset) -> None:
    world.mock.faults.add(operation="trackEvents", connection_reset=lost, times=1)
    report = world.run(EVENTS, [event("e1"), event("e2")])
    assert report.rows["written"] + report.rows["unknown"] == 2
    report = world.run(EVENTS, [event("e1"), event("e2"), event("e3")])
    assert report.rows["written"] + report.rows["unchanged"] == 3
    assert events_of(world) == 3


WITHOUT_ID: dict[str, Any] = {
    **EVENTS,
    "name": "events-without-id",
    "target": {"name": "events", "mode": "track", "has_id": False},
    "mapping": {"email": "email", "eventName": "event", "createdAt": "at"},
}


@pytest.mark.usefixtures("eva")
@pytest.mark.parametrize("lost", ["before", "after"])
def test_an_event_without_an_id_is_never_sent_twice(world: World, lost: Reset) -> None:
    rows = [event(None, 1_772_409_600 + number) for number in range(3)]
    world.mock.faults.add(operation="trackEvents", connection_reset=lost, times=1)
    assert counts(world.run(WITHOUT_ID, rows)) == {"unknown": 3}
    again = world.run(WITHOUT_ID, rows)
    assert counts(again) == {"unknown": 3}
    assert (
        Counter(each["createdAt"] for body in world.sent("trackEvents") for each in body["events"]).most_common(1)[0][1]
        == 1
    )
    assert events_of(world) == (3 if lost == "after" else 0)
    assert counts(world.retry(WITHOUT_ID, rows)) == {"written": 3}, "who asks for it gets it"


@pytest.mark.usefixtures("eva")
def test_an_event_without_consent_is_not_sent(world: World) -> None:
    job = {**EVENTS, "consent": {"column": "news"}}
    rows = [{**event("e1"), "news": "yes"}, {**event("e2"), "news": "no"}]
    assert counts(world.run(job, rows)) == {"written": 1, "skipped": 1}
    assert events_of(world) == 1


def test_items_of_a_catalog(world: World) -> None:
    rows = [{"id": "b-1", "title": "Sense", "price": 9.5}, {"id": "b-2", "title": "Emma", "price": 8}]
    assert counts(world.run(BOOKS, rows)) == {"written": 2}
    assert counts(world.run(BOOKS, [rows[0], {**rows[1], "price": 7}])) == {"written": 1, "unchanged": 1}
    found = {each.item_id: each.value.to_dict() for each in world.client.catalogs.iterate_items("books")}
    assert {key: found[key]["title"] for key in ("b-1", "b-2")} == {"b-1": "Sense", "b-2": "Emma"}
    assert float(found["b-2"]["price"]) == 7
    assert counts(world.run(BOOKS, rows, verify=True)) == {"written": 1, "unchanged": 1}


def test_what_is_not_there_is_named(world: World) -> None:
    with pytest.raises(TargetError, match="7777"):
        world.run({**POETRY, "target": {**POETRY["target"], "list_id": 7777}}, [user("ida")])


def test_a_plan_of_users_shows_old_and_new_values(world: World) -> None:
    world.run(USERS, [user("ida")])
    planned = sync.plan(USERS, source=[user("ida", 31)], client=world.client, environ=world.environ, truth="whole")
    assert "30" in planned.text
    assert "31" in planned.text
    report = world.run(USERS, None, plan=planned.path)
    assert counts(report) == {"written": 1}
    assert world.user("ida@example.com") == {"firstName": "Ida", "age": 31}
