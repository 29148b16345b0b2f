"""The Discovery API: one test for each operation."""

from typing import Any

import pytest
from operation_calls import Api


@pytest.fixture(name="api")
def _api() -> Api:
    return Api()


def field(name: str, type_: str = "STRING", *, identifier: bool = False, **more: str) -> dict[str, Any]:
    return {"name": name, "type": type_, "identifier": identifier, **more}


def test_person_data_has_the_recipient_key_as_identifier(api: Api) -> None:
    """[V-DISC, C-FORGE]."""
    response = api.get("/discovery/persondata")
    assert list(response) == ["name", "fields"]
    assert response["name"] == "Person Data"
    fields = response["fields"]
    assert fields[:2] == [field("EMAIL", identifier=True), field("FIRSTNAME")]
    assert {"AGE", "NEWSLETTER", "AGILLIC_ID", "LAST_UPDATED"} <= {each["name"] for each in fields}
    assert [each["name"] for each in fields if each["identifier"]] == ["EMAIL"]
    other = Api(recipient_key="CUSTOMER_ID", recipients=()).get("/discovery/persondata")
    assert [each["name"] for each in other["fields"] if each["identifier"]] == ["CUSTOMER_ID"]


def test_each_discovered_field_can_be_filtered_by(api: Api) -> None:
    """[S1]: any other selector gets 422."""
    fitting = {"BOOLEAN": "true", "DATE": "2026-07-04", "TIMESTAMP": "2026-07-04T08:30:00Z"}
    for each in api.get("/discovery/persondata")["fields"]:
        api.get(f"/recipients?filter={each['name']}!={fitting.get(each['type'], '1')}")


def test_one_to_many_tables(api: Api) -> None:
    """[V-DISC]."""
    tables = ["PURCHASES", "VOUCHERS", "RECOMMENDATION TO PRODUCT", "AGILLIC_REGISTRATION"]
    assert api.get("/discovery/onetomany") == tables
    assert api.get("/discovery/onetomany/VOUCHERS") == {
        "name": "VOUCHERS",
        "fields": [field("ID", identifier=True), field("AMOUNT", "NUMBER"), field("VALID_UNTIL", "DATE")],
    }
    assert api.get("/discovery/onetomany/RECOMMENDATION%2520TO%2520PRODUCT")["fields"][0]["identifier"]


def test_historical_tables(api: Api) -> None:
    """historical-table-shape: as one-to-many tables."""
    assert api.get("/discovery/historical") == ["ORDERS 2017", "ORDERS 2016"]
    assert api.get("/discovery/historical/ORDERS%25202016") == {
        "name": "ORDERS 2016",
        "fields": [field("ID", identifier=True), field("ORDER_DATE", "DATE")],
    }
    assert Api(historical={}).get("/discovery/historical") == []


def test_global_data(api: Api) -> None:
    """[V-GD]: as listGlobalData."""
    assert api.get("/discovery/globaldata") == api.get("/globaldata")


def test_global_data_tables(api: Api) -> None:
    """Index and description too [C-FORGE]."""
    assert api.get("/discovery/globaldata/tables") == ["ARTICLES", "STORES", "CANDY TYPES", "OFFERS"]
    assert api.get("/discovery/globaldata/tables/ARTICLES") == {
        "name": "ARTICLES",
        "description": "What newsletters write about",
        "fields": [
            field("ID", identifier=True, index="UNIQUE", description=""),
            field("TITLE", index="NO_INDEX", description="The headline"),
            field("CATEGORY", index="INDEXED", description=""),
            field("DATE", "DATE", index="NO_INDEX", description=""),
        ],
    }


def test_target_groups(api: Api) -> None:
    """[T-ARR]: four members of each."""
    groups = {each["name"]: each for each in api.get("/discovery/targetgroups")}
    newsletter = {"name": "Roastery Newsletter", "description": "", "static": False, "global": False}
    guests = {"name": "Tasting guests", "description": "Came to a tasting", "static": True, "global": True}
    assert (groups["Roastery Newsletter"], groups["Tasting guests"]) == (newsletter, guests)
    assert len(groups) == len(api.mock.instance.target_groups)


@pytest.mark.parametrize(
    "target",
    [
        "targetgroups",
        "persondata",
        "onetomany",
        "onetomany/VOUCHERS",
        "historical",
        "historical/ORDERS%25202016",
        "globaldata",
        "globaldata/tables",
        "globaldata/tables/ARTICLES",
    ],
)
def test_a_query_that_cannot_be_read_is_rejected(api: Api, target: str) -> None:
    """400 is documented where nothing else of a call can be wrong."""
    assert api.call("GET", f"/discovery/{target}?a=%FF").status == 400
    assert api.call("GET", f"/discovery/{target}?a=1").status == 200
