"""An instance whose owner chose otherwise than most; its formats and names come through all the same."""

from collections.abc import Iterator

import pytest
from target_parts import Item, key, kind_of, outcomes, run_mode, sent, written

from agillic import Agillic
from agillic.errors import NotFound
from agillic.mock.local import LocalMock
from agillic.sync.targets import TARGETS
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import Target, Truth

pytest_plugins = ["target_fixtures"]

pytestmark = [pytest.mark.agillic_mock(instance="odd_instance.toml"), pytest.mark.usefixtures("own_limits")]
KEY = "CUSTOMER NO"


@pytest.fixture
def odd(agillic_mock: LocalMock, agillic_no_wait: None) -> Iterator[Agillic]:  # noqa: ARG001 - it acts on all clients
    with Agillic(
        key=agillic_mock.key,
        secret=agillic_mock.secret,
        base_url=agillic_mock.url,
        date_format="yyyy-MM-dd",
        timestamp_format="yyyy-MM-dd'T'HH:mm",
        time_zone="America/Sao_Paulo",
    ) as client:
        yield client


def bound(client: Agillic, name: str, **options: object) -> Target:
    return kind_of(TARGETS, name).bind(client, options)


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def person(number: int, **fields: object) -> Item:
    return str(number), {KEY: number, **fields}


def test_recipients_of_a_key_that_no_filter_can_say_are_read_one_by_one(odd: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(odd, "recipients", key_field=KEY)
    assert target.fields[KEY].type == "number"
    assert target.fields["SEEN"].format == "%Y-%m-%dT%H:%M"
    rows = [person(1, BIRTHDAY="1815-12-10", SEEN="2026-07-04T08:30"), person(2, EMAIL="bob@example.com")]
    assert outcomes(run_mode(target, "upsert", rows, odd)["upsert"]) == ["created"] * 2
    truth = truth_of(target)
    assert truth.calls(3) == 3
    found = dict(truth.read_some(["2", "1", "3"]))
    assert found["3"] is None
    first = found["1"]
    assert first is not None
    assert all(truth.same(name, value, first.get(name)) for name, value in rows[0][1].items())
    assert truth.same("SEEN", "2026-07-04T11:30:00Z", first["SEEN"])
    assert len(sent(agillic_mock.requests, "getRecipient")) == 3
    assert {name for name, _ in truth.read_all()} == {"1", "2"}


def test_the_usual_key_is_not_this_instances(odd: Agillic) -> None:
    with pytest.raises(TargetError, match="the instance identifies recipients by CUSTOMER NO: set it to CUSTOMER NO"):
        bound(odd, "recipients")


def test_erasure_and_insertion_by_such_a_key(odd: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(odd, "recipients", key_field=KEY)
    assert outcomes(run_mode(target, "insert", [person(7), person(7)], odd)["insert"]) == ["created", "rejected"]
    assert outcomes(run_mode(target, "delete", [("7", {})], odd)["delete"]) == ["accepted"]
    assert agillic_mock.state.recipients.count() == 0


def test_a_key_of_a_table_that_is_a_number_is_found_however_it_is_written(
    odd: Agillic, agillic_mock: LocalMock
) -> None:
    agillic_mock.state.recipients.create({KEY: 1})
    target = bound(odd, "one_to_many", table="ORDERS")
    assert target.key == ("recipientId", "NO")
    assert target.fields["CREATED"].type == "timestamp"  # a column, and nothing that Agillic keeps by itself
    rows: list[Item] = [(key("1", "7.0"), {"NO": 7.0, "TOTAL": "19.90"}), (key("1", "8"), {"NO": 8})]
    assert outcomes(run_mode(target, "upsert", rows, odd)["upsert"]) == ["accepted"] * 2
    truth = truth_of(target)
    found = dict(truth.read_some([key("1", "7.0"), key("1", "08"), key("1", "x")]))
    assert [each is not None for each in found.values()] == [True, True, False]
    assert outcomes(written(target.steps["remove"], [(key("1", "8"), {})], odd)) == ["accepted"]
    assert dict(truth.read_some([key("1", "8")])) == {key("1", "8"): None}


def test_a_column_with_the_name_of_a_jobs_own_field(odd: Agillic) -> None:
    with pytest.raises(TargetError, match="the table LINES has a column recipientId"):
        bound(odd, "one_to_many", table="LINES")


def test_without_a_static_group_one_has_to_be_created(odd: Agillic) -> None:
    with pytest.raises(TargetError, match="create a static one first"):
        bound(odd, "audience", group="Members", key_field=KEY)


def test_a_table_that_is_listed_and_cannot_be_read_is_no_typing_error(odd: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="discoverOneToManyTable", status=404)
    with pytest.raises(NotFound, match="discoverOneToManyTable returned 404"):
        bound(odd, "one_to_many", table="ORDERS")
