"""Catalogs: created, and their items written, read and listed."""

from typing import Any

import pytest
from iterable_calls import SUCCESS, Received, Shop

BOOK = "9780141439587"
ITEMS = "/api/catalogs/books/items"


def put(shop: Shop, item: str, value: Any, catalog: str = "books") -> Received:  # noqa: ANN401 - whatever JSON holds
    return shop.call("PUT", f"/api/catalogs/{catalog}/items/{item}", {"value": value})


def test_an_item_is_read_as_it_was_written() -> None:
    shop = Shop()
    assert shop.get(f"{ITEMS}/{BOOK}").json == {
        "catalogName": "books",
        "itemId": BOOK,
        "size": 45,
        "lastModified": 1783153800000,
        "value": {"title": "Sense and Sensibility", "price": 9.5},
    }
    shop.mock.clock.advance(1)
    assert put(shop, BOOK, {"price": 1}, catalog="BOOKS").json == SUCCESS
    read = shop.get(f"{ITEMS}/{BOOK}").json
    assert (read["value"], read["lastModified"], read["catalogName"]) == ({"price": 1}, 1783153801000, "books")


def test_ids_of_items_are_told_apart_by_the_case_of_their_letters() -> None:
    shop = Shop()
    put(shop, "a", {"n": 1})
    put(shop, "A", {"n": 2})
    assert [shop.get(f"{ITEMS}/{each}").json["value"]["n"] for each in "aA"] == [1, 2]


@pytest.mark.parametrize(("merge", "expected"), [(False, {"price": 7.9}), (True, {"title": "Emma", "price": 7.9})])
def test_many_items_are_written_as_wholes_or_in_parts(*, merge: bool, expected: object) -> None:
    shop = Shop()
    put(shop, "1", {"title": "Emma", "price": 8})
    body = {"documents": {"1": {"price": 7.9}, "2": {"title": "New"}}, "replaceUploadedFieldsOnly": merge}
    assert shop.post(ITEMS, body).json == SUCCESS
    assert shop.get(f"{ITEMS}/1").json["value"] == expected
    assert shop.get(f"{ITEMS}/2").json["value"] == {"title": "New"}


def test_items_are_listed_by_pages() -> None:
    shop = Shop()
    for n in range(5):
        put(shop, f"n{n}", {"n": n})
    first = shop.get(f"{ITEMS}?pageSize=4").json["params"]
    assert [each["itemId"] for each in first["catalogItemsWithProperties"]] == [BOOK, "n0", "n1", "n2"]
    assert (first["totalItemsCount"], first["nextPageUrl"]) == (6, f"{ITEMS}?page=2&pageSize=4")
    second = shop.get(first["nextPageUrl"]).json["params"]
    assert [each["itemId"] for each in second["catalogItemsWithProperties"]] == ["n3", "n4"]
    assert (second.get("nextPageUrl"), second["previousPageUrl"]) == (None, f"{ITEMS}?page=1&pageSize=4")
    assert shop.get(f"{ITEMS}?page=9").json["params"]["catalogItemsWithProperties"] == []


def test_items_are_ordered_by_a_field() -> None:
    shop = Shop()
    for id_, price in (("a", 3), ("b", 20), ("c", "free"), ("d", None)):
        put(shop, id_, {"price": price})
    down = shop.get(f"{ITEMS}?orderBy=price").json["params"]["catalogItemsWithProperties"]
    up = shop.get(f"{ITEMS}?orderBy=price&sortAscending=true").json["params"]["catalogItemsWithProperties"]
    assert [each["itemId"] for each in down] == ["c", "b", BOOK, "a", "d"]
    assert [each["itemId"] for each in up] == ["a", BOOK, "b", "c", "d"]


def test_names_of_catalogs_are_unique_whatever_the_case() -> None:
    shop = Shop()
    assert shop.post("/api/catalogs/Authors", b"").json == SUCCESS
    assert shop.get("/api/catalogs").json["params"] == {
        "catalogNames": [{"name": "books"}, {"name": "Authors"}],
        "totalCatalogsCount": 2,
    }
    assert shop.post("/api/catalogs/AUTHORS", b"").code == "BadParams"
    for name in ("a_b", "a%2Fb", "a" * 256):
        assert shop.post(f"/api/catalogs/{name}", b"").code == "BadParams"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"a.b": 1}, "BadParams"),
        ({"a": [{"b.c": 1}]}, "BadParams"),
        ({"text": "x" * 30_000}, "BadParams"),
        ([], "BadParams"),
    ],
)
def test_a_value_that_cannot_be_kept_is_rejected_with_all_others(value: object, code: str) -> None:
    shop = Shop()
    assert put(shop, "1", value).code == code
    body = {"documents": {"0": {"n": 1}, "1": value}, "replaceUploadedFieldsOnly": False}
    assert shop.post(ITEMS, body).code == code
    assert shop.get(f"{ITEMS}/0").status == 404


def test_many_items_are_at_most_a_thousand_and_of_a_known_catalog() -> None:
    shop = Shop()
    many: dict[str, Any] = {str(n): {} for n in range(1001)}
    assert shop.post(ITEMS, {"documents": many, "replaceUploadedFieldsOnly": False}).code == "BatchTooLarge"
    few: dict[str, Any] = {"documents": {"1": {}}, "replaceUploadedFieldsOnly": False}
    assert shop.post("/api/catalogs/none/items", few).code == "NotFound"
    assert shop.get("/api/catalogs/none/items").code == "NotFound"
    assert shop.get("/api/catalogs/none/items/1").code == "NotFound"


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-404", 404), ("created", 200)])
def test_an_item_of_an_unknown_catalog_is_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"unknown-catalog-response": option})
    assert put(shop, "1", {"n": 1}, catalog="new").status == status
    assert shop.get("/api/catalogs/new/items/1").status == (200 if status == 200 else 404)


def test_other_forms_of_catalogs_are_assumptions() -> None:
    options = {
        "catalog-envelope": "bare",
        "catalog-item-members": "as-documented",
        "catalog-success-status": "created-or-accepted",
        "catalog-write-body": "empty",
        "catalog-taken-status": "success",
        "catalog-page-size": "as-the-client",
    }
    shop = Shop(options=options)
    created = shop.post("/api/catalogs/books", b"")
    assert (created.status, created.content) == (201, b"")
    assert put(shop, "1", {"n": 1}).status == 202
    assert shop.get("/api/catalogs").json["totalCatalogsCount"] == 1
    item = shop.get(f"{ITEMS}/1").json
    assert (item["value"], item["lastModified"]) == ({"underlying": {"n": 1}}, "2026-07-04T08:30:00+00:00")
    statuses = [shop.get(f"/api/catalogs?pageSize={size}").status for size in (100, 101)]
    statuses += [shop.get(f"{ITEMS}?pageSize={size}").status for size in (1000, 1001)]
    assert statuses == [200, 400, 200, 400]
    taken = Shop(options={"catalog-taken-status": "status-409"}).post("/api/catalogs/books", b"")
    assert (taken.status, taken.code) == (409, "Conflict")
