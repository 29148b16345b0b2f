"""One-to-many tables: rows of one recipient, and of many by a task."""

from typing import Any

import pytest
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api, recipients

from agillic.mock.instance import Recipient

TABLE = f"/recipients/{RUBY}/oneToManyTables/PURCHASES"
NAMES = ["PURCHASES", "VOUCHERS", "RECOMMENDATION TO PRODUCT", "AGILLIC_REGISTRATION"]


def rows(api: Api, recipient: str = RUBY, table: str = "PURCHASES") -> list[dict[str, str]]:
    records: list[dict[str, str]] = api.get(f"/recipients/{recipient}/oneToManyTables/{table}")["recordList"]
    return records


def ids(api: Api, recipient: str = RUBY) -> list[str]:
    return [row["ID"] for row in rows(api, recipient)]


def upsert(api: Api, body: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    return api.ended(api.call("POST", "/recipients/v2/oneToManyTables/:upsert", body))


# --- lists and reading ------------------------------------------------------------------------------------------------


def test_all_tables_of_the_instance_are_listed_by_name() -> None:
    """[J]; one-to-many-list-shape, strings; one-to-many-list-content, all-tables."""
    assert Api().get(f"/recipients/{JANE}/oneToManyTables") == NAMES


def test_the_list_may_hold_objects_or_only_tables_with_rows() -> None:
    """one-to-many-list-shape, objects; one-to-many-list-content, with-rows."""
    api = Api({"one-to-many-list-shape": "objects", "one-to-many-list-content": "with-rows"})
    assert api.get(f"/recipients/{RUBY}/oneToManyTables") == [{"name": "PURCHASES"}]
    assert api.get(f"/recipients/{JANE}/oneToManyTables") == []


def test_rows_are_read_as_strings_under_record_list_alone() -> None:
    """[C-AG]; one-to-many-table-members, record-list-only."""
    api = Api()
    response = api.get(f"{TABLE}/")
    assert list(response) == ["recordList"]
    assert response["recordList"][1] == {
        "ID": "123790",
        "PRODUCT_ID": "427943",
        "PAID": "false",
        "STORE": "Copenhagen",
        "PURCHASE_DATE": "20.12.2017",
    }
    assert rows(api, JANE) == []
    assert rows(api, RUBY, "RECOMMENDATION%2520TO%2520PRODUCT") == []


def test_rows_of_an_instance_are_of_the_recipient_whose_key_is_written_there() -> None:
    """Also where that key reads as an address by another field."""
    owner = Recipient({"EMAIL": "MOBILE=4512345678"}, one_to_many={"PURCHASES": ({"ID": "1"},)})
    api = Api(recipients=(Recipient({"EMAIL": "ada@example.com", "MOBILE": "4512345678"}), owner))
    assert ids(api, "EMAIL=MOBILE%253D4512345678") == ["1"]
    assert ids(api, "ada%2540example.com") == []


def test_the_name_of_the_table_may_stand_beside_the_rows() -> None:
    """one-to-many-table-members, with-name."""
    assert Api({"one-to-many-table-members": "with-name"}).get(TABLE)["name"] == "PURCHASES"


def test_a_table_without_rows_gets_404_where_that_is_assumed() -> None:
    """one-to-many-empty-table."""
    api = Api({"one-to-many-empty-table": "status-404"})
    assert api.call("GET", f"/recipients/{JANE}/oneToManyTables/PURCHASES").status == 404
    assert len(rows(api)) == 2


@pytest.mark.parametrize(("option", "order"), [("oldest-first", "312"), ("newest-first", "213"), ("by-key", "123")])
def test_rows_come_in_the_order_of_list_order(option: str, order: str) -> None:
    api = Api({"list-order": option})
    api.call("POST", f"{TABLE}/:truncateTable")
    api.call("POST", f"{TABLE}/:batchUpdateRecords", [{"ID": each} for each in "312"])
    assert ids(api) == list(order)


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_an_unknown_recipient_or_table_gets_its_status(option: str) -> None:
    """unknown-recipient-status, unknown-table-status [S2]: names are case-sensitive."""
    api = Api({"unknown-recipient-status": option, "unknown-table-status": option})
    for path in (f"/recipients/{RUBY}/oneToManyTables/Purchases", "/recipients/nobody/oneToManyTables/PURCHASES"):
        assert api.call("GET", path).status == int(option[-3:])
        assert api.call("POST", f"{path}/:batchUpdateRecords", [{"ID": "1"}]).status == int(option[-3:])
        assert api.call("POST", f"{path}/:batchDeleteRecords", ["1"]).status == int(option[-3:])
        assert api.call("POST", f"{path}/:truncateTable").status == int(option[-3:])
    assert api.call("GET", "/recipients/nobody/oneToManyTables").status == int(option[-3:])


def test_an_address_by_a_field_that_is_not_unique_gets_400() -> None:
    """[S1]."""
    api, path = Api(), "/recipients/FIRSTNAME=Ruby/oneToManyTables"
    assert api.call("GET", path).status == 400
    assert api.call("GET", f"{path}/PURCHASES").status == 400
    assert api.call("POST", f"{path}/PURCHASES/:truncateTable").status == 400


# --- writing ----------------------------------------------------------------------------------------------------------


def test_the_document_s_rows_are_written_and_deleted() -> None:
    """[C-AG, S1]; one-to-many-batch-result, empty."""
    api = Api()
    for name, body in body_examples("batchUpdateOneToManyRecords").items():
        received = api.call("POST", f"{TABLE}/:batchUpdateRecords", body)
        assert (received.status, received.content) == (200, b""), name
    assert [row["PAID"] for row in rows(api)] == ["true", "true"]
    received = api.call(
        "POST", f"{TABLE}/:batchDeleteRecords", body_examples("batchDeleteOneToManyRecords")["purchases"]
    )
    assert (received.status, received.content) == (200, b"")
    assert rows(api) == []


MIXED = [{"ID": "1"}, {"STORE": "Oslo"}, {"ID": "123790", "PAID": True}, {"ID": "2", "NO_COLUMN": 1}]


def test_a_failed_row_does_not_stop_the_others() -> None:
    """[S1]; one-to-many-batch-result, counters; field-check, rejected."""
    api = Api({"one-to-many-batch-result": "counters"})
    response = api.call("POST", f"{TABLE}/:batchUpdateRecords", MIXED).json
    assert response == {"created": 1, "updated": 1, "warnings": 0, "errors": 2}
    response = api.call("POST", f"{TABLE}/:batchDeleteRecords", ["1", "none", "123790"]).json
    assert response == {"created": 0, "updated": 2, "warnings": 0, "errors": 1}
    assert ids(api) == ["123789"]


def test_columns_that_do_not_fit_are_left_out_under_left_out() -> None:
    """field-check, left-out."""
    api = Api({"field-check": "left-out"})
    api.call("POST", f"{TABLE}/:batchUpdateRecords", MIXED)
    assert ids(api) == ["123789", "123790", "1", "2"]


def test_writes_respond_with_the_table_under_resource() -> None:
    """empty-success-body, resource."""
    api = Api({"empty-success-body": "resource"})
    assert len(api.call("POST", f"{TABLE}/:batchUpdateRecords", [{"ID": "1"}]).json["recordList"]) == 3
    assert len(api.call("POST", f"{TABLE}/:batchDeleteRecords", ["1"]).json["recordList"]) == 2
    assert api.call("POST", f"{TABLE}/:truncateTable").json == {"recordList": []}


@pytest.mark.parametrize(
    ("option", "body", "status"),
    [
        ("strings", ["123789"], 200),
        ("strings", [{"ID": "123789"}], 400),
        ("objects", [{"ID": "123789", "PAID": True}], 200),
        ("objects", ["123789"], 400),
        ("objects", [{"NO": "123789"}], 400),
        ("either", ["123789"], 200),
        ("either", [{"ID": "123789"}], 200),
        ("either", {"ID": "123789"}, 400),
        ("strings", b"", 400),
    ],
)
def test_rows_to_delete_are_named_as_one_to_many_delete_items_says(option: str, body: object, status: int) -> None:
    api = Api({"one-to-many-delete-items": option})
    assert api.call("POST", f"{TABLE}/:batchDeleteRecords", body).status == status
    assert ids(api) == (["123790"] if status == 200 else ["123789", "123790"])


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-413", 413), ("first-ones", 200)])
def test_more_than_1000_rows_are_batch_over_limit_status_s(option: str, status: int) -> None:
    """[S1]."""
    api = Api({"batch-over-limit-status": option})
    names = [str(n) for n in range(1001)]
    assert api.call("POST", f"{TABLE}/:batchUpdateRecords", [{"ID": name} for name in names]).status == status
    assert len(rows(api)) == (1002 if status == 200 else 2)
    assert api.call("POST", f"{TABLE}/:batchDeleteRecords", names).status == status
    assert len(rows(api)) == 2


def test_truncating_empties_the_table_of_this_recipient_alone() -> None:
    """[K-ZAP]."""
    api = Api()
    api.call("POST", f"/recipients/{JANE}/oneToManyTables/PURCHASES/:batchUpdateRecords", [{"ID": "1"}])
    received = api.call("POST", f"{TABLE}/:truncateTable")
    assert (received.status, received.content) == (200, b"")
    assert (ids(api), ids(api, JANE)) == ([], ["1"])


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_an_asynchronous_upsert_writes_when_its_time_has_come() -> None:
    """[S2]; async-one-to-many-body, data-by-recipient."""
    api = Api()
    body = body_examples("asyncUpsertOneToManyRecords")["purchases"]
    started = api.call("POST", "/recipients/v2/oneToManyTables/:upsert", body)
    assert (started.status, ids(api, JANE)) == (202, [])
    assert api.ended(started)["status"] == "completed"
    assert (ids(api), ids(api, JANE)) == (["123789", "123790"], ["123791"])


BY_TABLE = {"data": [{"recipientId": JANE, "tableId": "PURCHASES", "records": [{"ID": "1"}]}]}
MAP = {"data": {JANE: {"PURCHASES": [{"ID": "1"}]}}}


@pytest.mark.parametrize(("option", "body", "other"), [("data-by-table", BY_TABLE, MAP), ("data-map", MAP, BY_TABLE)])
def test_an_asynchronous_upsert_may_be_laid_out_otherwise(option: str, body: Any, other: Any) -> None:  # noqa: ANN401 - bodies
    """async-one-to-many-body."""
    api = Api({"async-one-to-many-body": option})
    assert upsert(api, body)["status"] == "completed"
    assert ids(api, JANE) == ["1"]
    documented = {"recipientId": JANE, "oneToManyTables": {"PURCHASES": [{"ID": "1"}]}}
    bodies: list[Any] = [other, {"data": [documented]}, {}, [], {"data": 1}, {"data": [1]}, {"data": {JANE: 1}}, b""]
    for wrong in bodies:
        assert api.call("POST", "/recipients/v2/oneToManyTables/:upsert", wrong).status == 400, wrong
    assert Api().call("POST", "/recipients/v2/oneToManyTables/:upsert", body).status == 400


def test_what_fails_does_not_stop_the_rest() -> None:
    """[S1]; rows-of-unknown-recipient, entry-fails; task-failure-detail, entries."""
    api = Api({"task-failure-detail": "entries"})
    entries = [
        {"recipientId": "nobody", "oneToManyTables": {"PURCHASES": [{"ID": "1"}]}},
        {
            "recipientId": JANE,
            "oneToManyTables": {"NO_TABLE": [{"ID": "1"}], "PURCHASES": [{"STORE": "x"}, {"ID": "2"}]},
        },
    ]
    told = upsert(api, {"data": entries})
    assert [each["index"] for each in told["details"]["errors"]] == [0, 1, 1]
    assert (ids(api, JANE), len(list(recipients(api)))) == (["2"], 2)


@pytest.mark.parametrize(
    ("addresses", "address", "status"),
    [
        ("key-only", "new", "completed"),
        ("key-only", "EMAIL=new", "completed"),
        ("as-in-path", "EMAIL=new", "completed"),
        ("as-in-path", "MOBILE=4520", "failed"),
        ("as-in-path", "FIRSTNAME=Ruby", "failed"),
    ],
)
def test_rows_of_nobody_create_the_recipient_where_that_is_assumed(addresses: str, address: str, status: str) -> None:
    """rows-of-unknown-recipient, recipient-created; body-recipient-address."""
    api = Api({"rows-of-unknown-recipient": "recipient-created", "body-recipient-address": addresses})
    told = upsert(api, {"data": [{"recipientId": address, "oneToManyTables": {"PURCHASES": [{"ID": "1"}]}}]})
    assert told["status"] == status
    if status == "completed":
        key = address if addresses == "key-only" else "new"
        assert list(recipients(api)) == [RUBY, JANE, key]
        assert ids(api, f"EMAIL={key.replace('=', '%253D')}") == ["1"]


@pytest.mark.parametrize(("option", "status"), [("recipients", 202), ("rows", 400)])
def test_what_the_limit_counts_is_async_rows_limit_s(option: str, status: int) -> None:
    api = Api({"async-rows-limit": option}, recipients=(Recipient({"EMAIL": RUBY}),))
    many = [{"ID": str(n)} for n in range(1001)]
    body = {"data": [{"recipientId": RUBY, "oneToManyTables": {"PURCHASES": many}}]}
    assert api.call("POST", "/recipients/v2/oneToManyTables/:upsert", body).status == status
    entries: list[Any] = [{"recipientId": str(n), "oneToManyTables": {}} for n in range(1001)]
    assert api.call("POST", "/recipients/v2/oneToManyTables/:upsert", {"data": entries}).status == 400
