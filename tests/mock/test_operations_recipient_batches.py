"""Batches of recipients, at once and as tasks."""

import doctest
from types import ModuleType
from typing import Any

import pytest
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api, recipients

from agillic.mock.operations import bodies, responses

GOOD = {"EMAIL": "new@sweetmail.com", "AGE": 3}
MIXED = [{"personData": each} for each in (GOOD, {"EMAIL": RUBY, "AGE": 4}, {"AGE": 5}, {"EMAIL": JANE, "AGE": "x"})]
COUNTERS = {"created": 1, "updated": 1, "warnings": 0, "errors": 2}


def batch(api: Api, entries: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    received = api.call("POST", "/recipients/:batch", entries)
    assert received.status == 200, received
    return received.json if received.content else None


def upsert(api: Api, body: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return api.ended(api.call("POST", "/recipients/v2/:upsert", body))


def delete(api: Api, body: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return api.ended(api.call("POST", "/recipients/v2/:delete", body))


def purchases(api: Api, recipient: str) -> list[str]:
    return [row["ID"] for row in api.get(f"/recipients/{recipient}/oneToManyTables/PURCHASES")["recordList"]]


# --- at once ----------------------------------------------------------------------------------------------------------


def test_the_document_s_batch_updates_two_and_creates_none() -> None:
    """[J]."""
    api = Api()
    response = batch(api, body_examples("batchUpsertRecipients")["candyStore"])
    assert response == {"created": 0, "updated": 2, "warnings": 0, "errors": 0}
    assert list(recipients(api, "FAVORITE_CANDY_TYPE==Caramel")) == [RUBY]


def test_a_failed_entry_does_not_stop_the_others() -> None:
    """[S1]; bulk-result-members, counters; field-check, rejected."""
    api = Api()
    assert batch(api, MIXED) == COUNTERS
    assert list(recipients(api, "AGE==3 or AGE==4")) == [RUBY, "new@sweetmail.com"]


def test_the_response_may_list_the_entries_or_be_empty() -> None:
    """bulk-result-members, lists and empty."""
    first, second, *bad = MIXED
    response = batch(Api({"bulk-result-members": "lists"}), MIXED)
    assert response == {"created": [first], "updated": [second], "warnings": [], "errors": bad}
    assert batch(Api({"bulk-result-members": "empty"}), MIXED) is None


def test_fields_that_do_not_fit_are_left_out_under_left_out() -> None:
    """field-check, left-out."""
    api = Api({"field-check": "left-out"})
    assert batch(api, MIXED) == {"created": 1, "updated": 2, "warnings": 0, "errors": 1}
    assert batch(api, [{"personData": {"EMAIL": str(n), "AGE": "x"}} for n in range(20)])["created"] == 20


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-413", 413), ("first-ones", 200)])
def test_more_than_1000_entries_are_batch_over_limit_status_s(option: str, status: int) -> None:
    """[S1, V-INT]."""
    api = Api({"batch-over-limit-status": option}, recipients=())
    received = api.call("POST", "/recipients/:batch", [{"personData": {"EMAIL": str(n)}} for n in range(1001)])
    assert received.status == status
    assert len(list(recipients(api))) == (1000 if status == 200 else 0)


@pytest.mark.parametrize("body", [{}, [{}], [{"personData": []}], [{"personData": {"EMAIL": {}}}]])
def test_what_is_no_batch_gets_400(body: object) -> None:
    assert Api().call("POST", "/recipients/:batch", body).status == 400


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_an_asynchronous_upsert_writes_recipients_and_their_rows_when_its_time_has_come() -> None:
    """[S2, T-ARR]; async-upsert-body, data-person-data."""
    api = Api()
    started = api.call("POST", "/recipients/v2/:upsert", body_examples("asyncBatchUpsertRecipients")["purchases"])
    assert started.status == 202
    assert list(recipients(api, "FAVORITE_CANDY_TYPE==Caramel")) == []
    told = {"taskId": started.json["taskId"], "status": "completed", "details": {"result": "success"}}
    assert api.ended(started) == told
    assert list(recipients(api, "FAVORITE_CANDY_TYPE==Caramel")) == [RUBY]
    assert upsert(api, {"data": [{"personData": GOOD, "oneToManyTables": {"PURCHASES": [{"ID": "1"}]}}]})["status"]
    assert purchases(api, "new@sweetmail.com") == ["1"]


@pytest.mark.parametrize(
    ("option", "body"),
    [
        ("details-person-data", {"details": [{"personData": GOOD}], "data": 1}),
        ("data-flat", {"data": [GOOD]}),
    ],
)
def test_an_asynchronous_upsert_may_be_laid_out_otherwise(option: str, body: dict[str, Any]) -> None:
    """async-upsert-body."""
    api = Api({"async-upsert-body": option})
    assert upsert(api, body)["status"] == "completed"
    assert list(recipients(api, "AGE==3")) == ["new@sweetmail.com"]
    bodies: list[Any] = [{"data": [{"personData": GOOD}]}, {}, [], {"data": 1}, {"details": 1}, b""]
    for wrong in bodies:
        assert api.call("POST", "/recipients/v2/:upsert", wrong).status == 400
    assert Api().call("POST", "/recipients/v2/:upsert", body).status == 400


def test_a_failed_entry_of_a_task_does_not_stop_the_others() -> None:
    """[S1]; task-failure-detail, entries."""
    api = Api({"task-failure-detail": "entries"})
    rows = {"PURCHASES": [{"ID": "7"}, {"STORE": "no key"}, {"ID": "8"}], "NO_TABLE": [{"ID": "1"}]}
    entries = [*MIXED, {"personData": {"EMAIL": RUBY, "AGE": 6}, "oneToManyTables": rows}]
    told = upsert(api, {"data": entries})
    assert told["status"] == "failed"
    assert [each["index"] for each in told["details"]["errors"]] == [2, 3, 4, 4]
    assert list(recipients(api, "AGE==3 or AGE==6")) == [RUBY, "new@sweetmail.com"]
    assert purchases(api, RUBY) == ["123789", "123790", "7", "8"]


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-413", 413), ("first-ones", 202)])
def test_asynchronous_batches_have_limits_too(option: str, status: int) -> None:
    """batch-over-limit-status."""
    api = Api({"batch-over-limit-status": option}, recipients=())
    names = [str(n) for n in range(1001)]
    started = api.call("POST", "/recipients/v2/:upsert", {"data": [{"personData": {"EMAIL": name}} for name in names]})
    assert started.status == status
    assert api.call("POST", "/recipients/v2/:delete", {"recipientIds": names}).status == status
    if status == 202:
        assert api.ended(started)["status"] == "completed"
    assert list(recipients(api)) == []


@pytest.mark.parametrize(
    ("option", "over", "status"),
    [("recipients", "status-400", 202), ("rows", "status-413", 413), ("rows", "first-ones", 202)],
)
def test_what_the_limit_counts_is_async_rows_limit_s(option: str, over: str, status: int) -> None:
    api = Api({"async-rows-limit": option, "batch-over-limit-status": over})
    rows = [{"ID": str(n)} for n in range(600)]
    data = [{"personData": {"EMAIL": each}, "oneToManyTables": {"PURCHASES": rows}} for each in ("a", "b")]
    started = api.call("POST", "/recipients/v2/:upsert", {"data": [{"personData": GOOD}, *data]})
    assert started.status == status
    if status == 202:
        assert api.ended(started)["status"] == "completed"
        expected = 600 if option == "recipients" else 400
        assert (len(purchases(api, "a")), len(purchases(api, "b"))) == (600, expected)


# --- deletions --------------------------------------------------------------------------------------------------------


def test_an_asynchronous_deletion_deletes_when_its_time_has_come() -> None:
    """[J]; async-delete-body, recipient-ids."""
    api = Api()
    started = api.call("POST", "/recipients/v2/:delete", body_examples("asyncBatchDeleteRecipients")["two"])
    assert started.status == 202
    assert len(list(recipients(api))) == 2
    assert api.ended(started)["status"] == "completed"
    assert list(recipients(api)) == []


@pytest.mark.parametrize(
    ("option", "data"), [("data-strings", [RUBY]), ("data-objects", [{"recipientId": RUBY, "more": 1}])]
)
def test_an_asynchronous_deletion_may_be_laid_out_otherwise(option: str, data: list[object]) -> None:
    """async-delete-body."""
    api = Api({"async-delete-body": option})
    assert delete(api, {"data": data})["status"] == "completed"
    assert list(recipients(api)) == [JANE]
    bodies: list[Any] = [{"recipientIds": [JANE]}, {"data": [1]}, {"data": [{}]}, {"data": 1}, 1, b""]
    for wrong in bodies:
        assert api.call("POST", "/recipients/v2/:delete", wrong).status == 400
    assert Api().call("POST", "/recipients/v2/:delete", {"data": data}).status == 400


@pytest.mark.parametrize(("option", "status"), [("success", "completed"), ("failure", "failed")])
def test_deleting_who_is_unknown_is_async_delete_of_unknown_s(option: str, status: str) -> None:
    api = Api({"async-delete-of-unknown": option})
    assert delete(api, {"recipientIds": ["nobody", RUBY]})["status"] == status
    assert list(recipients(api)) == [JANE]


@pytest.mark.parametrize(("option", "status"), [("success", "completed"), ("rejected", "failed")])
def test_deleting_who_is_needed_is_delete_blocked_s(option: str, status: str) -> None:
    api = Api({"delete-blocked": option}, task_seconds=10)
    started = api.call("POST", "/recipients/v2/:delete", {"recipientIds": [RUBY, JANE]})
    api.mock.clock.advance(5)
    api.mock.state.flow_queues.add(api.mock.instance.flows["SendCoupon"], api.mock.state.recipients.find(RUBY))
    api.mock.clock.advance(5)
    assert api.get(f"/recipients/v2/task/{started.json['taskId']}")["status"] == status
    assert list(recipients(api)) == [RUBY]


def test_a_body_names_recipients_as_a_path_does_where_that_is_assumed() -> None:
    """body-recipient-address, as-in-path."""
    ids = {"recipientIds": [f"EMAIL={RUBY}", "FIRSTNAME=Jane"]}
    for option, left, status in (("key-only", [RUBY, JANE], "completed"), ("as-in-path", [JANE], "failed")):
        api = Api({"body-recipient-address": option})
        assert delete(api, ids)["status"] == status
        assert list(recipients(api)) == left


@pytest.mark.parametrize("module", [responses, bodies], ids=lambda module: str(module.__name__))
def test_the_examples_in_the_docstrings_run(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed
