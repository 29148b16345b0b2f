"""Rows of one-to-many tables as a target."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from target_parts import Item, key, kind_of, outcomes, run_mode, sent, written

from agillic import Agillic
from agillic.mock.local import LocalMock
from agillic.sync.one_to_many import row_entry
from agillic.sync.targets import TARGETS
from agillic_api import OPERATIONS
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import Target, Truth

pytest_plugins = ["target_fixtures"]

UPSERT, DELETE = "asyncUpsertOneToManyRecords", "batchDeleteOneToManyRecords"


def bound(client: Agillic, table: str = "PURCHASES", **options: object) -> Target:
    return kind_of(TARGETS, "one_to_many").bind(client, {"table": table, **options})


def people(mock: LocalMock, *names: str) -> list[str]:
    emails = [f"{name}@example.com" for name in names]
    for email in emails:
        mock.state.recipients.create({"EMAIL": email})
    return emails


def row(recipient: str, id_: str, **columns: object) -> Item:
    return key(recipient, id_), {"ID": id_, **columns}


def rows(mock: LocalMock, recipient: str, table: str = "PURCHASES") -> dict[str, dict[str, str]]:
    number = mock.state.recipients.number_of_key(recipient)
    assert number is not None
    return {each["ID"]: each for each in mock.state.rows.read(number, table)}


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def test_binding_costs_one_call(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    operations = [each.operation for each in agillic_mock.requests if each.operation != "getOAuthToken"]
    assert operations == ["discoverOneToManyTable"]
    assert (target.key, target.group_by) == (("recipientId", "ID"), "recipientId")
    recipient = target.fields["recipientId"]
    assert (recipient.in_item, recipient.required) == (False, True)
    assert target.fields["ID"].required
    assert (target.fields["PAID"].type, target.fields["PURCHASE_DATE"].type) == ("boolean", "date")


def test_numbers_are_those_of_the_traits(agillic: Agillic) -> None:
    steps = bound(agillic).steps
    for name, operation in (("upsert", UPSERT), ("remove", DELETE)):
        traits = OPERATIONS[operation].traits
        assert steps[name].plan.operation == operation
        assert (steps[name].plan.max_items, steps[name].plan.max_bytes) == (
            traits["batch"]["max_items"],
            traits["batch"]["max_bytes"],
        )
        assert steps[name].is_idempotent is traits["idempotent"]
    assert (steps["remove"].removes, steps["remove"].one_group) == (True, True)
    assert steps["upsert"].poll_calls > 0


def test_rows_of_a_recipient_are_merged_into_one_entry(agillic: Agillic, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    items = [row(ada, "1", STORE="a"), row(bea, "1"), row(ada, "2", PAID=True)]
    results = run_mode(bound(agillic), "upsert", items, agillic)["upsert"]
    assert outcomes(results) == ["accepted"] * 3
    (request,) = sent(agillic_mock.requests, UPSERT)
    assert request.json["data"] == [
        {
            "recipientId": ada,
            "oneToManyTables": {"PURCHASES": [{"ID": "1", "STORE": "a"}, {"ID": "2", "PAID": True}]},
        },
        {"recipientId": bea, "oneToManyTables": {"PURCHASES": [{"ID": "1"}]}},
    ]
    assert rows(agillic_mock, ada)["2"]["PAID"] == "true"


def test_a_mirror_deletes_rows_by_one_call_for_each_recipient(agillic: Agillic, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    target = bound(agillic)
    items = [row(ada, "1"), row(ada, "2"), row(ada, "3"), row(bea, "1")]
    run_mode(target, "mirror", items, agillic)
    (name,) = target.modes["mirror"].removes
    gone: list[Item] = [(each, {}) for each, _ in (items[0], items[2], items[3])]
    assert outcomes(written(target.steps[name], gone, agillic)) == ["accepted"] * 3
    assert [*rows(agillic_mock, ada)] == ["2"]
    assert rows(agillic_mock, bea) == {}
    assert [each.json for each in sent(agillic_mock.requests, DELETE)] == [["1", "3"], ["1"]]


def test_rows_of_a_recipient_who_is_gone_are_removed_already(agillic: Agillic) -> None:
    target = bound(agillic)
    gone: list[Item] = [(key("nobody@example.com", "1"), {})]
    assert outcomes(written(target.steps["remove"], gone, agillic)) == ["accepted"]


@pytest.mark.agillic_mock(assumptions={"task-failure-detail": "entries"})
def test_a_row_of_nobody_is_rejected_and_the_others_are_written(agillic: Agillic, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    results = run_mode(bound(agillic), "upsert", [row("nobody@example.com", "1"), row(ada, "1")], agillic)["upsert"]
    assert outcomes(results) == ["rejected", "accepted"]
    assert [*rows(agillic_mock, ada)] == ["1"]


def test_rows_are_read_by_one_call_for_each_recipient(agillic: Agillic, agillic_mock: LocalMock) -> None:
    ada, bea = people(agillic_mock, "ada", "bea")
    target = bound(agillic)
    run_mode(target, "upsert", [row(ada, "1", STORE="x"), row(ada, "2")], agillic)
    truth = truth_of(target)
    keys = [key(ada, "2"), key(bea, "1"), key(ada, "1"), key("nobody@example.com", "1"), key(ada, "9")]
    found = dict(truth.read_some([*keys, keys[0]]))
    assert {name: value and value["ID"] for name, value in found.items()} == {
        key(ada, "2"): "2",
        key(ada, "1"): "1",
        key(ada, "9"): None,
        key(bea, "1"): None,
        key("nobody@example.com", "1"): None,
    }
    calls = len(sent(agillic_mock.requests, "getOneToManyTable"))
    most = truth.calls(len(keys))
    assert most is not None
    assert calls == 3 <= most


@pytest.mark.agillic_mock(assumptions={"one-to-many-empty-table": "status-404"})
def test_a_table_without_rows_may_be_a_404(agillic: Agillic, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    assert dict(truth_of(bound(agillic)).read_some([key(ada, "1")])) == {key(ada, "1"): None}


def test_numbers_are_compared_as_numbers(agillic: Agillic, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    target = bound(agillic, "VOUCHERS", table_key="ID")
    run_mode(target, "upsert", [row(ada, "1", AMOUNT="19.90")], agillic)
    ((_, found),) = truth_of(target).read_some([key(ada, "1")])
    assert found is not None
    assert truth_of(target).same("AMOUNT", "19.90", found["AMOUNT"])


def test_rows_of_all_recipients_cannot_be_listed(agillic: Agillic) -> None:
    truth = truth_of(bound(agillic))
    assert truth.calls(None) is None
    with pytest.raises(TargetError, match="does not list the rows of PURCHASES"):
        next(truth.read_all())


def test_undo_has_its_steps(agillic: Agillic, agillic_mock: LocalMock) -> None:
    (ada,) = people(agillic_mock, "ada")
    target = bound(agillic)
    run_mode(target, "upsert", [row(ada, "1", STORE="x")], agillic)
    restored = truth_of(target).restored("STORE", None)
    written(target.steps[target.undo_updated], [row(ada, "1", STORE=restored)], agillic)
    assert rows(agillic_mock, ada) == {"1": {"ID": "1"}}
    written(target.steps[target.undo_created], [(key(ada, "1"), {})], agillic)
    assert rows(agillic_mock, ada) == {}


@given(recipient=st.text(st.characters(exclude_categories=["Cs"])), id_=st.text(max_size=5))
def test_any_recipient_is_read_out_of_the_key(recipient: str, id_: str) -> None:
    found = orjson.loads(row_entry('A "TABLE"')(key(recipient, id_), b'{"ID":1}'))
    assert found == {"recipientId": recipient, "oneToManyTables": {'A "TABLE"': [{"ID": 1}]}}
