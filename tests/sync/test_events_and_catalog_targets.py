"""Events and catalogs of Iterable as targets; and what all targets of both APIs say of themselves."""

from typing import Any

import pytest
from target_parts import Item, kind_of, outcomes, run_mode, sent, written

from agillic.sync.targets import TARGETS as OF_AGILLIC
from iterable_api import OPERATIONS
from iterable_api.limits import LIMITS
from iterable_client import IterableClient
from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from iterable_client.sync.targets import TARGETS
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import JobError, TargetError
from sdk_core.sync.model.target import Target, TargetKind, Truth

pytest_plugins = ["target_fixtures"]

WRITE = "bulkWriteCatalogItems"


def bound(client: BaseClient, name: str, **options: object) -> Target:
    return kind_of(TARGETS, name).bind(client, options)


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def event(id_: str, **members: object) -> Item:
    return id_, {"email": "eva@example.com", "eventName": "bookFinished", "id": id_, **members}


@pytest.fixture
def eva(iterable_mock: LocalMock) -> str:
    iterable_mock.state.users.write(Identity("eva@example.com"), {})
    return "eva@example.com"


class TestEvents:
    def test_binding_costs_no_call(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable, "events")
        assert iterable_mock.requests == []
        assert (target.key, target.truth, target.notes) == (("id",), None, ())
        assert "latest 200" in target.truth_reason
        assert target.fields["id"].max_length == LIMITS["named"]["event_id"]
        assert target.modes["track"].keeps_no_items

    def test_numbers_are_those_of_the_traits(self, iterable: IterableClient) -> None:
        traits = OPERATIONS["trackEvents"].traits
        step = bound(iterable, "events").steps["track"]
        assert (step.plan.operation, step.plan.max_items) == ("trackEvents", traits["batch"]["max_items"])
        assert (step.needs_consent, step.send_single, step.finishes_later) == (True, None, True)

    def test_an_event_can_be_sent_again_if_it_has_an_id(self, iterable: IterableClient) -> None:
        assert bound(iterable, "events").steps["track"].is_idempotent
        without = bound(iterable, "events", has_id=False)
        assert without.steps["track"].is_idempotent is OPERATIONS["trackEvents"].traits["idempotent"] is False
        assert without.key == ("email", "eventName", "createdAt")
        assert all(without.fields[name].required for name in without.key)
        assert not without.fields["id"].required
        assert "stays unknown" in without.notes[0]

    @pytest.mark.usefixtures("eva")
    def test_events_are_tracked_and_again_with_the_same_id_only_once(
        self, iterable: IterableClient, iterable_mock: LocalMock
    ) -> None:
        target = bound(iterable, "events", create_new_fields=True)
        rows = [event(f"e{n}", createdAt=1_772_409_600 + n, dataFields={"pages": n}) for n in range(3)]
        for _ in range(2):
            assert outcomes(run_mode(target, "track", rows, iterable)["track"]) == ["accepted"] * 3
        found = list(iterable.exports.iterate_user_events(email="eva@example.com", include_custom_events=True))
        assert sorted(each["dataFields"]["pages"] for each in found) == [0, 1, 2]
        bodies = [each.json for each in sent(iterable_mock.requests, "trackEvents")]
        assert all(each["createNewFields"] is True for each in bodies[0]["events"])

    @pytest.mark.usefixtures("eva")
    def test_an_event_that_is_not_taken_is_rejected_alone(self, iterable: IterableClient) -> None:
        rows = [event("e1"), ("e2", {"email": "no email", "eventName": "bookFinished", "id": "e2"})]
        assert outcomes(run_mode(bound(iterable, "events"), "track", rows, iterable)["track"]) == [
            "accepted",
            "rejected",
        ]


class TestCatalog:
    def test_binding_reads_the_names(self, iterable: IterableClient, iterable_mock: LocalMock) -> None:
        target = bound(iterable, "catalog", catalog="Books")
        assert [each.operation for each in iterable_mock.requests] == ["listCatalogs"]
        assert target.title == "items of the catalog books"
        assert (target.key, target.fields["itemId"].in_item) == (("itemId",), False)
        assert not any(mode.removes for mode in target.modes.values())

    def test_numbers_are_those_of_the_traits(self, iterable: IterableClient) -> None:
        traits = OPERATIONS[WRITE].traits
        for step in bound(iterable, "catalog", catalog="books").steps.values():
            assert (step.plan.operation, step.plan.max_items) == (WRITE, traits["batch"]["max_items"])
            assert step.is_idempotent is traits["idempotent"]
            assert step.finishes_later

    def test_upsert_leaves_other_fields_and_replace_does_not(
        self, iterable: IterableClient, iterable_mock: LocalMock
    ) -> None:
        target = bound(iterable, "catalog", catalog="books")
        rows: list[Item] = [(f"b-{n}", {"title": f"Book {n}", "price": n}) for n in range(1_100)]
        assert {*outcomes(run_mode(target, "upsert", rows, iterable)["update"])} == {"accepted"}
        run_mode(target, "upsert", [("b-7", {"price": 70})], iterable)
        run_mode(target, "replace", [("b-8", {"price": 80})], iterable)
        found = dict(truth_of(target).read_some(["b-7", "b-8", "b-9000"]))
        assert found == {"b-7": {"title": "Book 7", "price": 70}, "b-8": {"price": 80}, "b-9000": None}
        assert [len(each.json["documents"]) for each in sent(iterable_mock.requests, WRITE)] == [1_000, 100, 1, 1]

    def test_items_are_read_one_by_one_or_page_by_page(self, iterable: IterableClient) -> None:
        target = bound(iterable, "catalog", catalog="books")
        run_mode(target, "upsert", [(f"b-{n}", {"n": n}) for n in range(150)], iterable)
        truth = truth_of(target)
        assert (truth.calls(3), truth.calls(None)) == (3, None)
        everything = dict(truth.read_all())
        assert everything["b-7"] == {"n": 7}
        assert len(everything) == 151
        assert dict(truth.read_some([".."])) == {"..": None}
        assert truth.same("n", "7", everything["b-7"]["n"])

    def test_what_was_read_restores_what_was_there(self, iterable: IterableClient) -> None:
        target = bound(iterable, "catalog", catalog="books")
        run_mode(target, "upsert", [("b-1", {"title": "Sense", "price": 9})], iterable)
        truth = truth_of(target)
        ((_, found),) = truth.read_some(["b-1"])
        assert found is not None
        run_mode(target, "upsert", [("b-1", {"title": "Sensibility"})], iterable)
        restored: dict[str, Any] = {"title": truth.restored("title", found["title"])}
        written(target.steps[target.undo_updated], [("b-1", restored)], iterable)
        assert dict(truth.read_some(["b-1"])) == {"b-1": found}

    @pytest.mark.parametrize(
        ("catalog", "advice"), [("boks", "did you mean books?"), ("xyzzy", "the project has books: create it first")]
    )
    def test_a_catalog_that_is_not_there(self, iterable: IterableClient, catalog: str, advice: str) -> None:
        with pytest.raises(TargetError) as raised:
            bound(iterable, "catalog", catalog=catalog)
        assert str(raised.value) == f"there is no catalog {catalog!r} (option catalog): {advice}"


@pytest.mark.parametrize("kind", TARGETS, ids=lambda kind: kind.name)
def test_a_client_of_another_api(kind: TargetKind) -> None:
    with BaseClient("http://127.0.0.1:9") as client, pytest.raises(TargetError, match="give an IterableClient"):
        kind.bind(client, {})


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("users", {"identified_by": "phone"}),
        ("users", {"merge_nested_objects": "yes"}),
        ("users", {"create_new_fields": 1}),
        ("lists", {"list_id": 1201, "update_existing_users_only": "no"}),
        ("events", {"has_id": "no"}),
        ("catalog", {"catalog": 5}),
    ],
)
def test_an_option_of_another_type(iterable: IterableClient, name: str, options: dict[str, object]) -> None:
    with pytest.raises(JobError, match="of the target"):
        bound(iterable, name, **options)


@pytest.mark.parametrize("kind", [*OF_AGILLIC, *TARGETS], ids=lambda kind: kind.name)
def test_a_target_says_what_it_is_and_what_a_job_may_say(kind: TargetKind) -> None:
    for text in (kind.help, *kind.options.values()):
        assert len(text) > 10
        assert text == text.strip()
        assert not text.endswith(".")
    assert kind.required <= kind.options.keys()
    for name, text in kind.options.items():
        assert name.isidentifier()
        assert name in kind.required or "by default" in text


def test_names_are_given_once() -> None:
    for targets in (OF_AGILLIC, TARGETS):
        assert len({each.name for each in targets}) == len(targets)
    assert [each.name for each in OF_AGILLIC] == ["recipients", "one_to_many", "audience"]
    assert [each.name for each in TARGETS] == ["users", "lists", "events", "catalog"]
