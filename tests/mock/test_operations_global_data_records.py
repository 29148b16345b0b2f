"""Single records of Global Data Tables: one test for each rule and each option of an assumption."""

from typing import Any

import pytest
from document_examples import body_examples
from global_data_calls import TABLE, prices, records
from operation_calls import Api

FIRST = {"ID": "1", "SKU": "a", "AMOUNT": "5"}


@pytest.fixture(name="api")
def _api() -> Api:
    return prices()


def test_a_record_is_created_and_read(api: Api) -> None:
    """[V-GD, C-AG]: 201, and strings in responses."""
    sent = {"ID": 2, "AMOUNT": 9.5, "START": "20.12.2017", "SEEN": "2026-07-04T08:30:00Z", "OPEN": True, "SKU": None}
    response = api.call("POST", f"{TABLE}/record", sent)
    assert (response.status, response.content) == (201, b"")
    assert api.get(f"{TABLE}/record/2") == {
        "ID": "2",
        "AMOUNT": "9.5",
        "START": "20.12.2017",
        "SEEN": "04.07.2026 10:30:00",
        "OPEN": "true",
    }


def test_which_status_a_new_record_gets_can_be_switched() -> None:
    """record-create-status: created-201 and status-200; a record that exists is rejected by either."""
    for option, status in (("created-201", 201), ("status-200", 200)):
        made = prices(record_create_status=option)
        assert made.call("POST", f"{TABLE}/record", {"ID": "2"}).status == status
        assert made.call("POST", f"{TABLE}/record", {"ID": "2"}).status == 409


def test_keys_stand_in_paths_encoded_twice(api: Api) -> None:
    """[S1]."""
    assert api.call("PUT", f"{TABLE}/record/a%252Fb%2520%253A", {"AMOUNT": 1}).status == 201
    assert api.get(f"{TABLE}/record/a%252Fb%2520%253A")["ID"] == "a/b :"


@pytest.mark.parametrize("operation", ["createGlobalDataTableRecord", "updateGlobalDataTableRecord"])
def test_examples_are_accepted(operation: str) -> None:
    for example in body_examples(operation).values():
        creates = operation.startswith("create")
        method, path = ("POST", "record") if creates else ("PUT", "record/7f3a91c2")
        response = Api().call(method, f"/globaldata/tables/ARTICLES/{path}", example)
        assert response.status == (201 if creates else 200)


def test_a_put_touches_only_the_columns_sent(api: Api) -> None:
    """[K-GDT, C-AG]: empty and null clear, and the key may be repeated."""
    assert api.call("PUT", f"{TABLE}/record/1", {"START": "20.12.2017"}).status == 200
    assert records(api) == {"1": FIRST | {"START": "20.12.2017"}}
    assert api.call("PUT", f"{TABLE}/record/1", {"ID": "1", "START": "", "AMOUNT": None}).status == 200
    assert records(api) == {"1": {"ID": "1", "SKU": "a"}}
    assert api.call("PUT", f"{TABLE}/record/1", {}).status == 200


def test_a_record_is_deleted(api: Api) -> None:
    """[V-GD]."""
    response = api.call("DELETE", f"{TABLE}/record/1")
    assert (response.status, response.content) == (200, b"")
    assert records(api) == {}


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_an_unknown_record(option: str) -> None:
    """unknown-record-status."""
    api = prices() if option == "status-404" else prices(unknown_record_status=option)
    for method in ("GET", "DELETE"):
        assert api.call(method, f"{TABLE}/record/2").status == int(option[-3:])


@pytest.mark.parametrize(("option", "status"), [("created-201", 201), ("created-200", 200), ("status-404", 404)])
def test_a_put_of_a_record_that_is_not_there(option: str, status: int) -> None:
    """record-put-created-status: by the vendor's rule for PUT [S1]."""
    api = prices() if option == "created-201" else prices(record_put_created_status=option)
    assert api.call("PUT", f"{TABLE}/record/2", {"AMOUNT": 7}).status == status
    expected = {} if status == 404 else {"2": {"ID": "2", "AMOUNT": "7"}}
    assert records(api) == {"1": FIRST} | expected
    assert api.call("PUT", f"{TABLE}/record/1", {"AMOUNT": 7}).status == 200


@pytest.mark.parametrize(
    ("option", "status", "expected"), [("status-400", 400, "1"), ("path-wins", 200, "1"), ("renamed", 200, "2")]
)
def test_another_key_in_the_body(option: str, status: int, expected: str) -> None:
    """record-key-change."""
    api = prices(record_key_change=option)
    assert api.call("PUT", f"{TABLE}/record/1", {"ID": "2", "SKU": "b"}).status == status
    assert list(records(api)) == [expected]
    assert records(api)[expected]["SKU"] == ("a" if status == 400 else "b")


def test_a_record_gets_no_key_that_another_has() -> None:
    """record-key-change: renamed; a table has a key once, whatever else is assumed."""
    for clash, status in (("status-409", 409), ("status-400", 400), ("stored", 400)):
        api = prices(record_key_change="renamed", record_unique_clash_status=clash)
        api.call("POST", f"{TABLE}/record", {"ID": "2"})
        assert api.call("PUT", f"{TABLE}/record/1", {"ID": "2"}).status == status
        assert list(records(api)) == ["1", "2"]


@pytest.mark.parametrize("key", [None, ""])
def test_a_put_does_not_clear_the_key(api: Api, key: str | None) -> None:
    assert api.call("PUT", f"{TABLE}/record/1", {"ID": key}).status == 400
    assert api.call("PUT", f"{TABLE}/record/2", {"ID": key}).status == 400
    assert records(api) == {"1": FIRST}


@pytest.mark.parametrize(("option", "status"), [("status-409", 409), ("status-400", 400), ("updated", 201)])
def test_creating_a_record_that_exists(option: str, status: int) -> None:
    """record-exists-status."""
    api = prices() if option == "status-409" else prices(record_exists_status=option)
    response = api.call("POST", f"{TABLE}/record", {"ID": "1", "AMOUNT": 6})
    assert response.status == status
    assert status == 201 or response.json["message"]
    assert records(api) == {"1": FIRST | {"AMOUNT": "6" if status == 201 else "5"}}


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("whole-batch-400", 400), ("generated", 201)])
def test_a_new_record_without_a_key(option: str, status: int) -> None:
    """record-without-key."""
    api = prices(record_without_key=option)
    for record in ({"AMOUNT": 6}, {"ID": "", "AMOUNT": 7}, {"ID": None}):
        assert api.call("POST", f"{TABLE}/record", record).status == status
    keys = list(records(api))
    assert len(keys) == len(set(keys)) == (4 if status == 201 else 1)


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("ignored", 201)])
def test_a_column_that_the_table_does_not_have(option: str, status: int) -> None:
    """record-unknown-column; names are case-sensitive [S2]."""
    api = prices(record_unknown_column=option)
    assert api.call("POST", f"{TABLE}/record", {"ID": "2", "amount": 1}).status == status
    assert api.call("PUT", f"{TABLE}/record/2", {"number": 1}).status == (400 if status == 400 else 200)
    assert records(api).get("2") == (None if status == 400 else {"ID": "2"})


@pytest.mark.parametrize(("option", "status"), [("status-409", 409), ("status-400", 400), ("stored", 201)])
def test_a_value_that_another_record_has(option: str, status: int) -> None:
    """record-unique-clash-status: only where the index is UNIQUE."""
    api = prices() if option == "status-409" else prices(record_unique_clash_status=option)
    assert api.call("POST", f"{TABLE}/record", {"ID": "2", "SKU": "a"}).status == status
    assert api.call("PUT", f"{TABLE}/record/3", {"SKU": "a"}).status == status
    assert api.call("PUT", f"{TABLE}/record/1", {"SKU": "a", "AMOUNT": 5}).status == 200
    for key in ("4", "5"):
        assert api.call("POST", f"{TABLE}/record", {"ID": key, "SKU": None, "AMOUNT": 5}).status == 201
    assert len(records(api)) == (5 if option == "stored" else 3)


MISFITS: dict[str, Any] = {"AMOUNT": "many", "START": "yesterday", "SEEN": True, "OPEN": 5.5}


@pytest.mark.parametrize("column", MISFITS)
def test_a_value_that_does_not_fit_its_column(column: str) -> None:
    """global-data-value-mismatch."""
    rejected = prices().call("PUT", f"{TABLE}/record/1", {column: MISFITS[column]})
    assert rejected.status == 400
    assert column in rejected.json["message"]
    api = prices(global_data_value_mismatch="stored")
    assert api.call("PUT", f"{TABLE}/record/1", {column: MISFITS[column]}).status == 200
    shown = {True: "true", 5.5: "5.5"}.get(MISFITS[column], MISFITS[column])
    assert records(api)["1"][column] == shown
    assert list(api.get(f"{TABLE}/limit/9?sortByField={column}")["records"]) == [FIRST | {column: shown}]


@pytest.mark.parametrize("body", [[], "x", {"AMOUNT": []}, {"AMOUNT": {}}])
def test_a_body_that_is_no_record_is_rejected(api: Api, body: object) -> None:
    assert api.call("POST", f"{TABLE}/record", body).status == 400
    assert api.call("PUT", f"{TABLE}/record/1", body).status == 400
    assert records(api) == {"1": FIRST}


def test_successes_may_return_what_was_written() -> None:
    """empty-success-body; a deletion has written nothing."""
    api = prices(empty_success_body="resource", record_key_change="renamed")
    assert api.call("POST", f"{TABLE}/record", {"ID": "2", "AMOUNT": 1}).json == {"ID": "2", "AMOUNT": "1"}
    assert api.call("PUT", f"{TABLE}/record/2", {"AMOUNT": 2}).json == {"ID": "2", "AMOUNT": "2"}
    assert api.call("PUT", f"{TABLE}/record/2", {"ID": "3"}).json == {"ID": "3", "AMOUNT": "2"}


@pytest.mark.parametrize("option", ["status-200", "status-204"])
def test_the_status_of_a_deletion(option: str) -> None:
    """delete-success-status."""
    assert prices(delete_success_status=option).call("DELETE", f"{TABLE}/record/1").status == int(option[-3:])
