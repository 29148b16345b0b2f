"""Members of a static target group as a target."""

import pytest
from target_parts import Item, kind_of, outcomes, run_mode, sent, written

from agillic import Agillic
from agillic.mock.local import LocalMock
from agillic.sync.targets import TARGETS
from agillic_api import OPERATIONS
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import Target, Truth

pytest_plugins = ["target_fixtures"]

RUBY, GROUP = "ruby@sweetmail.com", "TastingPanel"
ADD, REMOVE = "addToStaticTargetGroup", "removeFromStaticTargetGroup"


def bound(client: Agillic, **options: object) -> Target:
    return kind_of(TARGETS, "audience").bind(client, {"group": GROUP, **options})


def person(name: str, **fields: object) -> Item:
    return f"{name}@example.com", {"EMAIL": f"{name}@example.com", **fields}


def members(mock: LocalMock) -> int:
    count: int = mock.state.groups.population(GROUP)
    return count


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def test_binding_costs_two_calls(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    operations = {each.operation for each in agillic_mock.requests} - {"getOAuthToken"}
    assert operations == {"discoverPersonData", "discoverTargetGroups"}
    assert (target.key, target.title, target.notes) == (("EMAIL",), f"members of the target group {GROUP}", ())


def test_numbers_are_those_of_the_traits(agillic: Agillic) -> None:
    steps = bound(agillic).steps
    for name, operation in (("upsert", "batchUpsertRecipients"), ("add", ADD), ("remove", REMOVE)):
        traits = OPERATIONS[operation].traits
        assert steps[name].plan.operation == operation
        assert steps[name].plan.max_items == traits["batch"]["max_items"]
        assert steps[name].plan.max_bytes == traits["batch"]["max_bytes"]
        assert steps[name].is_idempotent is traits["idempotent"]
    assert [each.name for each in steps.values() if each.needs_consent] == ["add"]
    assert [each.name for each in steps.values() if each.removes] == ["remove"]


@pytest.mark.parametrize("mode", ["add", "upsert", "mirror"])
def test_recipients_are_upserted_first_then_added_by_hundreds(
    agillic: Agillic, agillic_mock: LocalMock, mode: str
) -> None:
    target = bound(agillic)
    results = run_mode(target, mode, [person(f"p{n}", AGE=n) for n in range(250)], agillic)
    assert [*results] == ["upsert", "add"]
    assert all(each.succeeded for found in results.values() for each in found)
    assert members(agillic_mock) == 250
    assert agillic_mock.state.recipients.read("p7@example.com")["AGE"] == "7"
    bodies = [each.json for each in sent(agillic_mock.requests, ADD)]
    assert [len(each["recipientIds"]) for each in bodies] == [100, 100, 50]
    assert {each["targetGroupName"] for each in bodies} == {GROUP}


def test_a_mirror_takes_out_what_is_gone(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    run_mode(target, "mirror", [person("ada"), person("bob")], agillic)
    (step,) = target.modes["mirror"].removes
    assert outcomes(written(target.steps[step], [("bob@example.com", {})], agillic)) == ["accepted"]
    assert dict(truth_of(target).read_some(["ada@example.com", "bob@example.com"])) == {
        "ada@example.com": {"EMAIL": "ada@example.com"},
        "bob@example.com": None,
    }
    assert agillic_mock.state.recipients.number_of_key("bob@example.com") is not None


def test_remove_takes_out_those_who_are_named_and_nobody_else(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    run_mode(target, "add", [person("ada"), person("bob")], agillic)
    results = run_mode(target, "remove", [person("ada")], agillic)
    assert outcomes(results["remove"]) == ["accepted"]
    assert members(agillic_mock) == 1


def test_adding_twice_does_no_harm_and_each_step_has_its_opposite(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    for _ in range(2):
        run_mode(target, "add", [person("ada")], agillic)
    assert members(agillic_mock) == 1
    assert target.opposite == {"add": "remove", "remove": "add"}
    written(target.steps[target.undo_created], [("ada@example.com", {})], agillic)
    assert members(agillic_mock) == 0


def test_without_the_upsert_unknown_recipients_are_passed_over_and_a_note_says_so(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    target = bound(agillic, upsert_recipients=False)
    assert [*target.fields] == ["EMAIL"]
    results = run_mode(target, "add", [(RUBY, {"EMAIL": RUBY}), person("nobody")], agillic)
    assert [*results] == ["add"]
    assert outcomes(results["add"]) == ["accepted", "accepted"]
    assert members(agillic_mock) == 1
    (note,) = target.notes
    assert "without a word" in note


def test_memberships_are_read_by_one_call_each(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    run_mode(target, "add", [person("ada")], agillic)
    truth, keys = truth_of(target), ["ada@example.com", RUBY, "nobody@example.com"]
    assert truth.calls(len(keys)) == 3
    assert dict(truth.read_some([*keys, RUBY])) == {keys[0]: {"EMAIL": keys[0]}, keys[1]: None, keys[2]: None}
    assert len(sent(agillic_mock.requests, "listRecipientTargetGroups")) == 3


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(option, marks=pytest.mark.agillic_mock(assumptions={"target-group-population": option}))
        for option in ("population-object", "bare-number", "missing")
    ],
)
def test_members_are_counted_by_one_call(agillic: Agillic, agillic_mock: LocalMock, says: str) -> None:
    target = bound(agillic)
    run_mode(target, "add", [person("ada"), person("bob")], agillic)
    assert target.count is not None
    assert target.count() == (None if says == "missing" else 2)
    assert len(sent(agillic_mock.requests, "getTargetGroupPopulation")) == 1


def test_members_cannot_be_listed(agillic: Agillic) -> None:
    truth = truth_of(bound(agillic))
    assert truth.calls(None) is None
    with pytest.raises(TargetError, match="does not list the members"):
        next(truth.read_all())


def test_what_the_upsert_wrote_is_read_from_recipients(agillic: Agillic) -> None:
    target = bound(agillic)
    run_mode(target, "add", [person("ada", AGE=36)], agillic)
    truth = target.steps["upsert"].truth
    assert truth is not None
    ((_, found),) = truth.read_some(["ada@example.com"])
    assert found is not None
    assert truth.same("AGE", 36, found["AGE"])
    assert target.steps["add"].truth is None


def test_a_membership_is_the_same_whatever_is_known_of_its_recipient(agillic: Agillic) -> None:
    truth = truth_of(bound(agillic))
    assert truth.same("AGE", 36, None)
    assert truth.restored("EMAIL", RUBY) == RUBY


@pytest.mark.parametrize("key", ["", "..", " "])
def test_a_key_without_a_place_in_a_path_is_no_member(agillic: Agillic, key: str) -> None:
    assert list(truth_of(bound(agillic)).read_some([key])) == [(key, None)]
