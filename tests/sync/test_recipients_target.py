"""Recipients as a target: each mode's calls, what is read back, and what it costs."""

from typing import Any

import orjson
import pytest
from target_parts import Item, kind_of, outcomes, run_mode, sent, written

from agillic import Agillic
from agillic.mock.local import LocalMock
from agillic.sync.recipient_truth import MAX_FILTER, MAX_KEYS
from agillic.sync.targets import TARGETS
from agillic_api import OPERATIONS
from agillic_api.limits import LIMITS
from sdk_core.sync.model.target import Target, Truth

pytest_plugins = ["target_fixtures"]
pytestmark = pytest.mark.usefixtures("own_limits")

RUBY = "ruby@sweetmail.com"
BATCH = OPERATIONS["batchUpsertRecipients"].traits["batch"]


def bound(client: Agillic, **options: object) -> Target:
    return kind_of(TARGETS, "recipients").bind(client, options)


def person(name: str, **fields: object) -> Item:
    return f"{name}@example.com", {"EMAIL": f"{name}@example.com", **fields}


def truth_of(target: Target) -> Truth:
    assert target.truth is not None
    return target.truth


def read(mock: LocalMock, email: str) -> dict[str, str]:
    found: dict[str, str] = mock.state.recipients.read(email)
    return found


def test_binding_costs_one_call(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    assert [each.operation for each in agillic_mock.requests if each.operation != "getOAuthToken"] == [
        "discoverPersonData"
    ]
    assert target.key == ("EMAIL",)
    assert target.fields["EMAIL"].required
    kinds = {name: target.fields[name].type for name in ("AGE", "NEWSLETTER", "BIRTHDAY", "LAST_VISIT", "CITY")}
    assert kinds == {
        "AGE": "number",
        "NEWSLETTER": "boolean",
        "BIRTHDAY": "date",
        "LAST_VISIT": "timestamp",
        "CITY": "text",
    }
    assert not {"AGILLIC_ID", "CREATED", "LAST_UPDATED"} & target.fields.keys()
    visit = target.fields["LAST_VISIT"]
    assert (visit.format, visit.zone) == ("%d.%m.%Y %H:%M:%S", "Europe/Copenhagen")
    assert (target.fields["BIRTHDAY"].format, target.fields["BIRTHDAY"].zone) == ("%d.%m.%Y", "")


def test_dates_are_written_as_the_settings_have_it(agillic_mock: LocalMock) -> None:
    key, secret, url = agillic_mock.key, agillic_mock.secret, agillic_mock.url
    formats: dict[str, Any] = {"date_format": "yyyy/MM/dd", "timestamp_format": "yyyy-MM-dd'T'HH:mm"}
    with Agillic(key=key, secret=secret, base_url=url, **formats) as client:
        fields = bound(client).fields
    assert fields["BIRTHDAY"].format == "%Y/%m/%d"
    assert (fields["LAST_VISIT"].format, fields["LAST_VISIT"].zone) == ("%Y-%m-%dT%H:%M", "")


def test_numbers_are_those_of_the_traits(agillic: Agillic) -> None:
    steps = bound(agillic).steps
    upsert, insert, delete = (steps[name] for name in ("upsert", "insert", "delete"))
    assert (upsert.plan.max_items, upsert.plan.max_bytes) == (BATCH["max_items"], BATCH["max_bytes"])
    assert (insert.plan.max_items, insert.plan.max_bytes) == (1, LIMITS["named"]["request_body"])
    deletes = OPERATIONS["asyncBatchDeleteRecipients"].traits["batch"]
    assert (delete.plan.max_items, delete.plan.max_bytes) == (deletes["max_items"], deletes["max_bytes"])
    for step in (*steps.values(), bound(agillic, asynchronous=True).steps["upsert"]):
        assert step.is_idempotent is OPERATIONS[step.plan.operation].traits["idempotent"]
        assert (step.poll_calls > 0) is ("task" in OPERATIONS[step.plan.operation].traits)
        assert not step.needs_consent
    assert [each.name for each in steps.values() if each.removes] == ["delete"]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_upsert_creates_and_updates(agillic: Agillic, agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    target = bound(agillic, asynchronous=asynchronous)
    rows = [person(f"p{n}", AGE=n) for n in range(1_500)]
    agillic_mock.state.recipients.create({"EMAIL": "p7@example.com", "CITY": "Oslo"})
    results = run_mode(target, "upsert", rows, agillic)
    assert {*outcomes(results["upsert"])} <= {"accepted", "created", "updated"}
    assert len(results["upsert"]) == 1_500
    operation = "asyncBatchUpsertRecipients" if asynchronous else "batchUpsertRecipients"
    assert [len(entries(each.json)) for each in sent(agillic_mock.requests, operation)] == [1_000, 500]
    assert read(agillic_mock, "p7@example.com").items() >= {"AGE": "7", "CITY": "Oslo"}.items()


def entries(body: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return body if isinstance(body, list) else body["data"]  # pyright: ignore[reportUnknownVariableType] - JSON


def test_the_bad_row_of_a_batch_is_found_and_its_reason_is_the_servers(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    rows = [person("ada", AGE=36), person("bob", AGE="many"), person("cy", AGE=3)]
    results = run_mode(bound(agillic), "upsert", rows, agillic)["upsert"]
    assert [each.succeeded for each in results] == [True, False, True]
    assert outcomes(results)[1] == "rejected"
    assert "AGE" in results[1].message
    assert read(agillic_mock, "cy@example.com")["AGE"] == "3"


def test_insert_rejects_those_who_are_there_by_one_call_a_row(agillic: Agillic, agillic_mock: LocalMock) -> None:
    rows = [(RUBY, {"EMAIL": RUBY, "CITY": "Oslo"}), person("ada", CITY="Bergen")]
    results = run_mode(bound(agillic), "insert", rows, agillic)["insert"]
    assert outcomes(results) == ["rejected", "created"]
    assert results[0].message.startswith("there is a recipient with this key")
    assert [each.json for each in sent(agillic_mock.requests, "createRecipient")] == [
        {"personData": item} for _, item in rows
    ]
    assert read(agillic_mock, RUBY).get("CITY") != "Oslo"


def test_insert_rejects_what_the_server_does_not_take_with_its_words(agillic: Agillic) -> None:
    (result,) = run_mode(bound(agillic), "insert", [person("ada", AGE="many")], agillic)["insert"]
    assert result.outcome.value == "rejected"
    assert "AGE" in result.message


def test_update_asks_that_recipients_are_there(agillic: Agillic) -> None:
    mode = bound(agillic).modes["update"]
    assert (mode.presence, mode.writes, mode.is_erasure) == ("present", ("upsert",), False)


def test_delete_erases(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    assert target.modes["delete"].is_erasure
    results = run_mode(target, "delete", [(RUBY, {})], agillic)["delete"]
    assert outcomes(results) == ["accepted"]
    assert agillic_mock.state.recipients.number_of_key(RUBY) is None
    assert [each.json for each in sent(agillic_mock.requests, "asyncBatchDeleteRecipients")] == [
        {"recipientIds": [RUBY]}
    ]


def test_a_step_that_is_closed_waits_for_no_task(agillic: Agillic, agillic_mock: LocalMock) -> None:
    step = bound(agillic, asynchronous=True).steps["upsert"]
    step.close()
    (result,) = written(step, [person("ada")], agillic)
    assert result.outcome.value == "pending"
    assert result.task
    assert sent(agillic_mock.requests, "getTaskStatus") == []


def test_what_goes_on_after_its_call_says_so(agillic: Agillic) -> None:
    steps = bound(agillic).steps
    assert {name: step.finishes_later for name, step in steps.items()} == {
        "upsert": False,
        "insert": False,
        "delete": True,
    }
    assert bound(agillic, asynchronous=True).steps["upsert"].finishes_later


def test_undo_has_its_steps(agillic: Agillic) -> None:
    target = bound(agillic)
    assert {target.undo_created, target.undo_updated} <= target.steps.keys()
    assert target.steps[target.undo_created].removes


def test_all_recipients_are_read_page_by_page(agillic: Agillic, agillic_mock: LocalMock) -> None:
    truth = truth_of(bound(agillic))
    run_mode(bound(agillic), "upsert", [person(f"p{n}") for n in range(1_200)], agillic)
    assert truth.calls(None) is None
    found = dict(truth.read_all())
    assert len(found) == agillic_mock.state.recipients.count()
    assert found["p3@example.com"]["EMAIL"] == "p3@example.com"
    assert len(sent(agillic_mock.requests, "listRecipients")) == 2


def test_recipients_are_counted_by_one_call(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target = bound(agillic)
    run_mode(target, "upsert", [person(f"p{n}") for n in range(1_200)], agillic)
    assert target.count is not None
    assert target.count() == agillic_mock.state.recipients.count()
    assert len(sent(agillic_mock.requests, "listRecipients")) == 1
    assert truth_of(target).calls(None) == 2
    run_mode(target, "delete", [(email, {}) for email, _ in truth_of(target).read_all()], agillic)
    assert target.count() == truth_of(target).calls(None) == 0


def test_some_are_read_by_key_with_the_calls_that_were_announced(agillic: Agillic, agillic_mock: LocalMock) -> None:
    truth = truth_of(bound(agillic))
    run_mode(bound(agillic), "upsert", [person(f"p{n}", AGE=n) for n in range(250)], agillic)
    keys = [f"p{n}@example.com" for n in range(2 * MAX_KEYS + 60)]
    found = list(truth.read_some([*keys, keys[0]]))
    assert [key for key, _ in found] == keys
    assert [None if each is None else each["AGE"] for _, each in found] == [
        str(n) if n < 250 else None for n in range(len(keys))
    ]
    assert len(sent(agillic_mock.requests, "listRecipients")) == truth.calls(len(keys)) == 3


def test_long_keys_make_shorter_filters(agillic: Agillic, agillic_mock: LocalMock) -> None:
    keys = [f"{n:03}{'ö' * 200}@example.com" for n in range(30)]
    assert dict(truth_of(bound(agillic)).read_some(keys)) == dict.fromkeys(keys)
    requests = sent(agillic_mock.requests, "listRecipients")
    assert len(requests) > 1
    assert max(len(each.target) for each in requests) < MAX_FILTER + 300


@pytest.mark.parametrize(
    "key", ["a*b@example.com", 'it\'s (odd), "or" not;@example.com', "20", "true", "2026-07-04", "and", "\\@x.y"]
)
def test_any_key_is_found_as_it_is(agillic: Agillic, key: str) -> None:
    target = bound(agillic)
    run_mode(target, "upsert", [(key, {"EMAIL": key, "CITY": "Oslo"})], agillic)
    ((found, person_data),) = truth_of(target).read_some([key])
    assert found == key
    assert person_data is not None
    assert person_data["CITY"] == "Oslo"


def test_a_key_that_no_call_can_say_is_nobodys(agillic: Agillic, agillic_mock: LocalMock) -> None:
    assert list(truth_of(bound(agillic)).read_some(["\ud800"])) == [("\ud800", None)]
    assert sent(agillic_mock.requests, "listRecipients") == []


@pytest.mark.agillic_mock(assumptions={"filter-case": "ignored"})
def test_a_filter_that_ignores_case_finds_nobody_else(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "Ada@example.com"})
    found = dict(truth_of(bound(agillic)).read_some(["ada@example.com", "Ada@example.com"]))
    assert found["ada@example.com"] is None
    assert found["Ada@example.com"] is not None


@pytest.mark.agillic_mock(assumptions={"filter-case": "ignored", "recipient-key-case": "case-ignored"})
def test_the_spelling_of_the_source_finds_the_recipient_of_an_instance_that_ignores_case(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "Ada@example.com"})
    found = dict(truth_of(bound(agillic)).read_some(["ada@example.com"]))
    assert found["ada@example.com"] is not None


def test_what_was_read_restores_what_was_there(agillic: Agillic, agillic_mock: LocalMock) -> None:
    target, before = bound(agillic), {"AGE": 36, "NEWSLETTER": True, "BIRTHDAY": "10.12.1815", "CITY": "London"}
    truth = truth_of(target)
    key, item = person("ada", **before)
    run_mode(target, "upsert", [(key, item)], agillic)
    ((_, found),) = truth.read_some([key])
    assert found is not None
    changed = {"AGE": 37, "NEWSLETTER": False, "BIRTHDAY": "11.12.1815", "CITY": "Paris", "COUNTRY": "France"}
    run_mode(target, "upsert", [(key, {**item, **changed})], agillic)
    restored = {name: truth.restored(name, found.get(name)) for name in changed}
    written(target.steps[target.undo_updated], [(key, {"EMAIL": key, **restored})], agillic)
    now = read(agillic_mock, key)
    assert {name: now.get(name) for name in changed} == {name: found.get(name) for name in changed}
    assert "COUNTRY" not in now


def test_an_entry_is_the_item_within_its_member(agillic: Agillic) -> None:
    steps = bound(agillic).steps
    assert orjson.loads(steps["upsert"].entry("k", b'{"EMAIL":"k"}')) == {"personData": {"EMAIL": "k"}}
    assert steps["delete"].entry('a"b', b"") == b'"a\\"b"'
