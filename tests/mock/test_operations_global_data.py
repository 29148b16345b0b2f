"""Global Data, and Global Data Tables as a whole: one test for each rule and each option of an assumption."""

from typing import Any

import pytest
from document_examples import body_examples
from operation_calls import Api

ARTICLES = "/globaldata/tables/ARTICLES"
COLD_BREW = {"ID": "7f3a91c2", "TITLE": "Cold brew at home", "CATEGORY": "Guides", "DATE": "20.12.2017"}
ROASTER = {"ID": "b04e5d18", "TITLE": "Meet the roaster", "CATEGORY": "Stories", "DATE": "09.04.2017"}


@pytest.fixture(name="api")
def _api() -> Api:
    return Api()


def ids(api: Api, target: str) -> list[str]:
    return [record["ID"] for record in api.get(target)["records"]]


def names(api: Api, target: str = "/globaldata") -> list[str]:
    return [each["NAME"] for each in api.get(target)]


def numbers(api: Api) -> Api:
    """Give the table of candy a third and fourth record, so that prices are 9.5, 12, 100 and 9.5."""
    for key, price in (("Mint", 100), ("Apple", 9.5)):
        assert api.call("POST", "/globaldata/tables/CANDY%2520TYPES/record", {"ID": key, "PRICE": price}).status == 201
    return api


# --- values -----------------------------------------------------------------------------------------------------------


def test_the_list_has_definitions_without_values(api: Api) -> None:
    """[V-GD]."""
    assert api.get("/globaldata") == [
        {"NAME": "COMPANY", "TYPE": "STRING", "DESCRIPTION": "The company as e-mails name it"},
        {"NAME": "YEAR", "TYPE": "NUMBER", "DESCRIPTION": "The year for footers"},
        {"NAME": "MONTH", "TYPE": "STRING", "DESCRIPTION": "The month for headlines"},
    ]


def test_a_value_is_changed_and_read_back(api: Api) -> None:
    """[V-GD]; values are strings in responses."""
    response = api.call("PUT", "/globaldata/YEAR", {"VALUE": 2026})
    assert (response.status, response.content) == (200, b"")
    year = {"NAME": "YEAR", "TYPE": "NUMBER", "DESCRIPTION": "The year for footers", "VALUE": "2026"}
    assert api.get("/globaldata/YEAR") == year
    assert names(api) == ["COMPANY", "YEAR", "MONTH"]


def test_null_and_the_empty_string_clear_a_value(api: Api) -> None:
    """[S1], as for fields."""
    for nothing in (None, ""):
        assert api.call("PUT", "/globaldata/COMPANY", {"VALUE": "Cafe"}).status == 200
        assert api.call("PUT", "/globaldata/COMPANY", {"VALUE": nothing}).status == 200
        assert "VALUE" not in api.get("/globaldata/COMPANY")


@pytest.mark.parametrize("example", body_examples("updateGlobalData").values())
def test_examples_of_updates_are_accepted(api: Api, example: object) -> None:
    assert api.call("PUT", "/globaldata/COMPANY", example).status == 200


@pytest.mark.parametrize(("option", "has_value"), [("with-value", True), ("without-value", False)])
def test_what_a_single_read_tells(option: str, has_value: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """global-data-single-read."""
    api = Api({"global-data-single-read": option})
    assert ("VALUE" in api.get("/globaldata/COMPANY")) == has_value


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_unknown_global_data(option: str) -> None:
    """global-data-unknown-status: for PUT as well, since the API defines none [V-GD]."""
    api = Api() if option == "status-404" else Api({"global-data-unknown-status": option})
    assert api.call("GET", "/globaldata/company").status == int(option[-3:])
    assert api.call("PUT", "/globaldata/NEW", {"VALUE": "x"}).status == int(option[-3:])
    assert len(names(api)) == 3


@pytest.mark.parametrize("body", [{}, {"VALUE": [1]}, {"VALUE": {}}, {"DESCRIPTION": "Other"}, [], None, "x"])
def test_an_update_needs_a_value(api: Api, body: object) -> None:
    """global-data-update-members: value-required."""
    rejected = api.call("PUT", "/globaldata/COMPANY", b"" if body is None else body)
    assert rejected.status == 400
    assert rejected.json["message"]


def test_other_members_of_an_update_change_nothing(api: Api) -> None:
    """global-data-update-members: value-required."""
    assert api.call("PUT", "/globaldata/COMPANY", {"VALUE": "Cafe", "DESCRIPTION": "Other", "NAME": "X"}).status == 200
    assert api.get("/globaldata/COMPANY")["DESCRIPTION"] == "The company as e-mails name it"
    closed = Api({"unknown-members": "status-400"})
    assert closed.call("PUT", "/globaldata/COMPANY", {"VALUE": "Cafe", "DESCRIPTION": "Other"}).status == 400


def test_an_update_may_take_the_description_too() -> None:
    """global-data-update-members."""
    api = Api({"global-data-update-members": "value-and-description"})
    assert api.call("PUT", "/globaldata/COMPANY", {"DESCRIPTION": "Other"}).status == 200
    assert api.call("PUT", "/globaldata/COMPANY", {"VALUE": "Cafe", "more": 1}).status == 200
    company = api.get("/globaldata/COMPANY")
    assert (company["VALUE"], company["DESCRIPTION"]) == ("Cafe", "Other")
    wrong: list[Any] = [[], {}, {"more": 1}, {"VALUE": {}}, {"DESCRIPTION": 1}, {"VALUE": "x", "DESCRIPTION": None}]
    for body in wrong:
        assert api.call("PUT", "/globaldata/COMPANY", body).status == 400
    assert api.call("PUT", "/globaldata/NEW", {"DESCRIPTION": "x"}).status == 404
    closed = Api({"global-data-update-members": "value-and-description", "unknown-members": "status-400"})
    assert closed.call("PUT", "/globaldata/COMPANY", {"VALUE": "Cafe", "more": 1}).status == 400


def test_a_value_of_another_type_is_rejected_or_stored() -> None:
    """global-data-value-mismatch."""
    rejected = Api().call("PUT", "/globaldata/YEAR", {"VALUE": "many"})
    assert rejected.status == 400
    assert "many" not in rejected.json["message"]
    api = Api({"global-data-value-mismatch": "stored"})
    assert api.call("PUT", "/globaldata/YEAR", {"VALUE": "many"}).status == 200
    assert api.get("/globaldata/YEAR")["VALUE"] == "many"


def test_an_update_may_return_what_it_wrote() -> None:
    """empty-success-body."""
    api = Api({"empty-success-body": "resource"})
    assert api.call("PUT", "/globaldata/YEAR", {"VALUE": 2026}).json["VALUE"] == "2026"
    assert api.call("POST", f"{ARTICLES}/:truncateTable").json == {"name": "ARTICLES", "records": []}


# --- tables -----------------------------------------------------------------------------------------------------------


def test_tables_are_listed_by_name(api: Api) -> None:
    assert api.get("/globaldata/tables") == ["ARTICLES", "STORES", "CANDY TYPES", "OFFERS"]


def test_a_table_is_read(api: Api) -> None:
    """[V-GD]."""
    assert api.get(ARTICLES) == {"name": "ARTICLES", "records": [COLD_BREW, ROASTER]}


@pytest.mark.parametrize(
    ("query", "expected"), [("", [0, 1]), ("&sortingOrder=desc", [0, 1]), ("&sortingOrder=asc", [1, 0])]
)
def test_a_limited_read_sorts_by_the_type_of_the_column(api: Api, query: str, expected: list[int]) -> None:
    """table-limit-parameters: sort-then-limit; the document's example."""
    column = "&sortByField=DATE" if query else ""
    records = api.get(f"{ARTICLES}/limit/2?x{column}{query}")["records"]
    assert records == [[COLD_BREW, ROASTER][n] for n in expected]


@pytest.mark.parametrize(
    ("option", "up", "down"),
    [
        ("sort-then-limit", ["Caramel", "Apple", "Chocolate"], ["Mint", "Chocolate", "Caramel"]),
        ("limit-then-sort", ["Caramel", "Chocolate", "Mint"], ["Mint", "Chocolate", "Caramel"]),
        ("text-order", ["Mint", "Chocolate", "Caramel"], ["Caramel", "Apple", "Chocolate"]),
    ],
)
def test_how_sorting_and_limit_work_together(option: str, up: list[str], down: list[str]) -> None:
    """table-limit-parameters."""
    api = numbers(Api({"table-limit-parameters": option}))
    limited = "/globaldata/tables/CANDY%2520TYPES/limit/3"
    assert ids(api, f"{limited}?sortByField=PRICE") == up
    assert ids(api, f"{limited}?sortByField=PRICE&sortingOrder=desc") == down
    assert ids(api, limited) == ["Caramel", "Chocolate", "Mint"]
    assert ids(api, f"{limited}?filter=PRICE%3C50&sortByField=ID&sortingOrder=desc") == [
        "Chocolate",
        "Caramel",
        "Apple",
    ]


@pytest.mark.parametrize(
    ("option", "rejected"),
    [("any-number", []), ("positive-only", ["-1", "0"]), ("up-to-1000", ["-1", "0", "1001", "9223372036854775807"])],
)
def test_which_limits_are_taken(option: str, rejected: list[str]) -> None:
    """table-limit-range: 0 and less return no records where they are taken."""
    api = Api({"table-limit-range": option} if rejected else None)
    found = {"-1": 0, "0": 0, "1": 1, "1000": 2, "1001": 2, "9223372036854775807": 2}
    for limit, count in found.items():
        response = api.call("GET", f"{ARTICLES}/limit/{limit}")
        assert response.status == (400 if limit in rejected else 200)
        assert limit in rejected or len(response.json["records"]) == count


def test_a_limit_is_a_whole_number_and_the_order_a_known_one(api: Api) -> None:
    for target in ("limit/two", "limit/9223372036854775808", "limit/2?sortByField=DATE&sortingOrder=up"):
        assert api.call("GET", f"{ARTICLES}/{target}").status == 400


@pytest.mark.parametrize("option", ["status-422", "status-400", "ignored"])
def test_sorting_by_an_unknown_column(option: str) -> None:
    """sort-unknown-column-status."""
    api = Api() if option == "status-422" else Api({"sort-unknown-column-status": option})
    response = api.call("GET", f"{ARTICLES}/limit/1?sortByField=date")
    assert response.status == (200 if option == "ignored" else int(option[-3:]))
    assert option != "ignored" or response.json["records"] == [COLD_BREW]


@pytest.mark.parametrize(("option", "expected"), [("as-created", ["3", "1", "2"]), ("by-key", ["1", "2", "3"])])
def test_the_order_of_records(option: str, expected: list[str]) -> None:
    """table-record-order."""
    api = Api({"table-record-order": option})
    api.call("POST", f"{ARTICLES}/:truncateTable")
    for key in ("3", "1", "2"):
        api.call("POST", f"{ARTICLES}/record", {"ID": key})
    assert ids(api, ARTICLES) == expected
    assert ids(api, f"{ARTICLES}/limit/2") == expected[:2]


@pytest.mark.parametrize(
    ("option", "filler"), [("left-out", {}), ("null-value", {"x": None}), ("empty-string", {"x": ""})]
)
def test_columns_without_a_value(option: str, filler: dict[str, Any]) -> None:
    """record-empty-columns."""
    api = Api({"record-empty-columns": option} if filler else None)
    api.call("POST", f"{ARTICLES}/record", {"ID": "1"})
    expected = {"ID": "1"} | {name: value for name in ("TITLE", "CATEGORY", "DATE") for value in filler.values()}
    assert api.get(f"{ARTICLES}/record/1") == expected
    assert api.get(ARTICLES)["records"][-1] == expected
    assert api.get(f"{ARTICLES}/limit/1?sortByField=ID")["records"] == [expected]


def test_a_table_is_truncated_and_stays(api: Api) -> None:
    """[V-GD]."""
    response = api.call("POST", f"{ARTICLES}/:truncateTable")
    assert (response.status, response.content) == (200, b"")
    assert api.get(ARTICLES) == {"name": "ARTICLES", "records": []}
    assert len(ids(api, "/globaldata/tables/STORES")) == 2
    assert "ARTICLES" in api.get("/globaldata/tables")


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_unknown_tables(option: str) -> None:
    """unknown-table-status; names are case-sensitive [S2]."""
    api = Api() if option == "status-404" else Api({"unknown-table-status": option})
    table, record = "/globaldata/tables/articles", {"ID": "1"}
    calls: list[tuple[str, str, Any]] = [
        ("GET", table, b""),
        ("GET", f"{table}/limit/2", b""),
        ("GET", f"{table}/limit/2?sortByField=ID", b""),
        ("GET", f"{table}/record/1", b""),
        ("PUT", f"{table}/record/1", record),
        ("DELETE", f"{table}/record/1", b""),
        ("POST", f"{table}/record", record),
        ("POST", f"{table}/:batchCreateRecords", [record]),
        ("POST", f"{table}/:batchUpdateRecords", [record]),
        ("POST", f"{table}/:batchDeleteRecords", [record]),
        ("POST", f"{table}/:truncateTable", b""),
        ("GET", "/discovery/globaldata/tables/articles", b""),
        ("GET", "/discovery/onetomany/purchases", b""),
        ("GET", "/discovery/historical/PURCHASES", b""),
    ]
    for method, target, body in calls:
        assert api.call(method, target, body).status == int(option[-3:]), target


@pytest.mark.parametrize(
    "call",
    [
        ("GET", "/globaldata"),
        ("GET", "/globaldata/tables"),
        ("GET", "/globaldata/YEAR"),
        ("GET", ARTICLES),
        ("GET", f"{ARTICLES}/record/7f3a91c2"),
        ("DELETE", f"{ARTICLES}/record/7f3a91c2"),
        ("POST", f"{ARTICLES}/:truncateTable"),
    ],
)
def test_a_query_that_cannot_be_read_is_rejected(api: Api, call: tuple[str, str]) -> None:
    """400 is documented where nothing else of a call can be wrong."""
    assert api.call(call[0], f"{call[1]}?a=%FF").status == 400
    assert len(ids(api, ARTICLES)) == 2
