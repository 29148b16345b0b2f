"""Batches on Global Data Tables: one test for each rule [S1, V-GD] and each option of an assumption."""

from typing import Any

import pytest
from document_examples import body_examples
from global_data_calls import TABLE, counters, prices, records
from operation_calls import Api

CREATE, UPDATE, DELETE = (f"{TABLE}/:batch{verb}Records" for verb in ("Create", "Update", "Delete"))


def batch(api: Api, target: str, *entries: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    response = api.call("POST", target, list(entries))
    assert response.status == 200
    return response.json


@pytest.mark.parametrize("verb", ["Create", "Update", "Delete"])
def test_examples_are_accepted(verb: str) -> None:
    for example in body_examples(f"batch{verb}GlobalDataRecords").values():
        response = Api().call("POST", f"/globaldata/tables/ARTICLES/:batch{verb}Records", example)
        assert response.status == 200
        done = "created" if verb == "Create" else "updated"
        assert response.json == counters(**{done: len(example)})


def test_entries_are_handled_one_by_one() -> None:
    """[S1]: an entry that fails does not stop the others, and nothing is rolled back."""
    api = prices()
    entries = [{"ID": "2"}, {"ID": "3", "AMOUNT": "many"}, {"SKU": "c"}, {"ID": "4", "SKU": "a"}, {"ID": "5", "X": 1}]
    assert batch(api, CREATE, *entries, {"ID": "6"}) == counters(created=2, errors=4)
    assert list(records(api)) == ["1", "2", "6"]
    assert batch(api, UPDATE, {"ID": "2", "AMOUNT": 1}, {"ID": ""}, {"ID": "7"}) == counters(1, 1, errors=1)
    assert batch(api, DELETE, {"ID": "2"}, {"ID": "9"}, {}, {"ID": "7"}) == counters(updated=2, errors=2)
    assert list(records(api)) == ["1", "6"]


def test_an_empty_batch_does_nothing() -> None:
    for target in (CREATE, UPDATE, DELETE):
        assert batch(prices(), target) == counters()


@pytest.mark.parametrize("target", [CREATE, UPDATE, DELETE])
@pytest.mark.parametrize("body", [{}, [[]], [1], [{"ID": []}], [{"ID": str(n)} for n in range(1001)]])
def test_a_body_that_is_no_batch_is_rejected(target: str, body: object) -> None:
    api = prices()
    assert api.call("POST", target, body).status == 400
    assert len(records(api)) == 1


@pytest.mark.parametrize(
    ("option", "expected", "amount"),
    [("error", counters(1, errors=1), "5"), ("updated", counters(1, 1), "6"), ("warning", counters(1, 0, 1), "5")],
)
def test_a_batch_create_of_a_record_that_exists(option: str, expected: dict[str, int], amount: str) -> None:
    """batch-create-existing."""
    api = prices(batch_create_existing=option)
    assert batch(api, CREATE, {"ID": "1", "AMOUNT": 6}, {"ID": "2"}) == expected
    assert records(api)["1"]["AMOUNT"] == amount


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("created-201", counters(created=1, updated=1)),
        ("created-200", counters(updated=2)),
        ("status-404", counters(updated=1, errors=1)),
    ],
)
def test_a_batch_update_of_a_record_that_is_not_there(option: str, expected: dict[str, int]) -> None:
    """record-put-created-status."""
    api = prices(record_put_created_status=option)
    assert batch(api, UPDATE, {"ID": "1", "AMOUNT": 6}, {"ID": "2"}) == expected
    assert list(records(api)) == (["1"] if option == "status-404" else ["1", "2"])


@pytest.mark.parametrize("target", [CREATE, UPDATE])
def test_entries_without_a_key(target: str) -> None:
    """record-without-key."""
    entries = [{"ID": "2"}, {"AMOUNT": 6}, {"ID": None}]
    assert batch(prices(record_without_key="status-400"), target, *entries) == counters(created=1, errors=2)
    api = prices(record_without_key="whole-batch-400")
    assert api.call("POST", target, entries).status == 400
    assert list(records(api)) == ["1"]
    api = prices(record_without_key="generated")
    assert batch(api, target, *entries) == counters(created=3)
    assert len(records(api)) == 4


def test_entries_to_delete_without_a_key() -> None:
    """record-without-key: an entry to delete counts among the errors where others get a key."""
    entries = [{"ID": "1"}, {}, {"ID": ""}, {"SKU": "a"}]
    for option in ("status-400", "generated"):
        assert batch(prices(record_without_key=option), DELETE, *entries) == counters(updated=1, errors=3)
    api = prices(record_without_key="whole-batch-400")
    assert api.call("POST", DELETE, entries).status == 400
    assert list(records(api)) == ["1"]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("error", counters(updated=1, errors=1)),
        ("warning", counters(updated=1, warnings=1)),
        ("as-deleted", counters(updated=2)),
    ],
)
def test_a_batch_delete_of_a_record_that_is_not_there(option: str, expected: dict[str, int]) -> None:
    """batch-delete-unknown."""
    assert batch(prices(batch_delete_unknown=option), DELETE, {"ID": "1"}, {"ID": "2"}) == expected


@pytest.mark.parametrize(
    ("option", "expected"),
    [("updated", counters(updated=1)), ("nowhere", counters()), ("deleted", counters() | {"deleted": 1})],
)
def test_where_deletions_are_counted(option: str, expected: dict[str, int]) -> None:
    """batch-delete-count."""
    api = prices(batch_delete_count=option)
    assert batch(api, DELETE, {"ID": "1"}) == expected
    assert records(api) == {}
    assert batch(api, UPDATE, {"ID": "1"}) == counters(created=1)


def test_what_a_batch_responds() -> None:
    """bulk-result-members."""
    known, new, bad = {"ID": "1"}, {"ID": "2"}, {"ID": "3", "AMOUNT": "many"}
    lists = batch(prices(bulk_result_members="lists"), UPDATE, known, new, bad)
    assert lists == {"created": [new], "updated": [known], "warnings": [], "errors": [bad]}
    response = prices(bulk_result_members="empty").call("POST", UPDATE, [known])
    assert (response.status, response.content) == (200, b"")
    assert batch(prices(bulk_result_members="counters"), UPDATE, known) == counters(updated=1)


def test_options_of_columns_count_in_batches_too() -> None:
    """record-unknown-column, record-unique-clash-status, global-data-value-mismatch."""
    entries = [{"ID": "2", "X": 1}, {"ID": "3", "SKU": "a"}, {"ID": "4", "AMOUNT": "many"}]
    for target in (CREATE, UPDATE):
        assert batch(prices(), target, *entries) == counters(errors=3)
        for option in (
            {"record_unknown_column": "ignored"},
            {"record_unique_clash_status": "stored"},
            {"global_data_value_mismatch": "stored"},
        ):
            assert batch(prices(**option), target, *entries) == counters(created=1, errors=2)
