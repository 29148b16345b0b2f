"""One recipient: created, read, changed and deleted, each rule and each option of an assumption."""

from typing import Any

import pytest
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api, recipients

ANN = {"EMAIL": "ann@sweetmail.com"}


def data(api: Api, address: str = RUBY, *fields: str) -> dict[str, str]:
    query = "?" + "&".join(f"personDataFields={name}" for name in fields) if fields else ""
    person_data: dict[str, str] = api.get(f"/recipients/{address}{query}")["personData"]
    return person_data


def put(api: Api, address: str, **person_data: Any) -> tuple[int, Any]:  # noqa: ANN401 - values of JSON
    received = api.call("PUT", f"/recipients/{address}", {"personData": person_data})
    return received.status, received.json if received.content else None


# --- create -----------------------------------------------------------------------------------------------------------


def test_creating_responds_with_201_without_a_body() -> None:
    """[V-REC, S1]; the document's example."""
    api = Api(recipients=())
    received = api.call("POST", "/recipients", body_examples("createRecipient")["ruby"])
    assert (received.status, received.content) == (201, b"")
    assert data(api, RUBY, "FIRSTNAME", "AGE", "NEWSLETTER") == {"FIRSTNAME": "Ruby", "AGE": "34", "NEWSLETTER": "true"}


@pytest.mark.parametrize("option", ["status-409", "status-400"])
def test_creating_who_exists_gets_the_status_of_duplicate_recipient_status(option: str) -> None:
    api = Api({"duplicate-recipient-status": option})
    received = api.call("POST", "/recipients", {"personData": {"EMAIL": RUBY, "AGE": 1}})
    assert received.status == int(option[-3:])
    assert "'EMAIL'" in received.json["message"]
    assert data(api, RUBY, "AGE") == {"AGE": "34"}


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"personData": {"AGE": 1}}, "EMAIL"),
        ({"personData": {**ANN, "NO_FIELD": 1}}, "NO_FIELD"),
        ({"personData": {**ANN, "AGE": "many"}}, "AGE"),
        ({}, "personData"),
    ],
)
def test_what_cannot_be_written_gets_400_with_a_message(body: object, word: str) -> None:
    """field-check, rejected."""
    received = Api().call("POST", "/recipients", body)
    assert received.status == 400
    assert word in received.json["message"]
    assert "many" not in received.json["message"]


def test_fields_that_do_not_fit_are_left_out_under_left_out() -> None:
    """field-check, left-out."""
    api = Api({"field-check": "left-out"})
    assert put(api, RUBY, AGE="many", CITY="Oslo", NO_FIELD=1)[0] == 200
    assert data(api, RUBY, "AGE", "CITY") == {"AGE": "34", "CITY": "Oslo"}


def test_writes_respond_with_the_recipient_under_resource() -> None:
    """empty-success-body, resource."""
    api = Api({"empty-success-body": "resource"})
    created = api.call("POST", "/recipients", {"personData": {**ANN, "AGE": 3}})
    assert (created.status, created.json["personData"]["AGE"]) == (201, "3")
    status, response = put(api, RUBY, AGE=35)
    assert (status, response["personData"]["AGE"]) == (200, "35")
    status, response = put(api, "new@sweetmail.com", AGE=36)
    assert (status, response["personData"]["EMAIL"]) == (201, "new@sweetmail.com")


# --- read -------------------------------------------------------------------------------------------------------------


def test_reading_responds_with_person_data_alone() -> None:
    """[C-AG, C-OMNI]: strings, system fields, nothing for what has no value, and no recipientId."""
    api = Api()
    assert list(api.get(f"/recipients/{RUBY}")) == ["personData"]
    found = data(api)
    assert {"AGILLIC_ID", "CREATED", "LAST_UPDATED"} < set(found)
    assert (found["AGE"], found["NEWSLETTER"], "CITY" in found) == ("34", "true", False)


def test_a_recipient_is_addressed_by_the_key_or_a_unique_field() -> None:
    """[V-REC, V-APP, C-AG]."""
    api = Api()
    put(api, RUBY, MOBILE="4520", CUSTOMER_ID="a=b")
    id_ = data(api)["AGILLIC_ID"]
    addresses = ("ruby%2540sweetmail.com", f"EMAIL={RUBY}", "MOBILE=4520", "CUSTOMER_ID=a%253Db", f"AGILLIC_ID={id_}")
    for address in addresses:
        assert data(api, address, "EMAIL") == {"EMAIL": RUBY}
    for unknown in ("4520", "MOBILE=9", "MOBILE%253D4520", "NO_FIELD=1"):
        assert api.call("GET", f"/recipients/{unknown}").status == 404


def test_a_plain_value_is_one_of_the_recipient_key_whatever_it_looks_like() -> None:
    """Only the `=` between field and value is literal."""
    api = Api()
    put(api, RUBY, MOBILE="4520")
    assert put(api, "MOBILE%253D4520", AGE=1)[0] == 201
    assert data(api, "MOBILE%253D4520", "EMAIL") == {"EMAIL": "MOBILE=4520"}


GENERATED = "EMAIL%3Druby@sweetmail.com"
"""How generated clients and openapi-fetch send `EMAIL=ruby@sweetmail.com`."""


def test_generated_clients_address_a_recipient_by_a_field() -> None:
    """Assumption path-encoded-equals, field-and-value: for reading, writing and deleting, of rows too."""
    api = Api()
    put(api, RUBY, AGE=33)
    assert data(api, GENERATED, "AGE") == {"AGE": "33"}
    assert put(api, GENERATED, AGE=34)[0] == 200
    assert data(api, RUBY, "AGE") == {"AGE": "34"}
    assert put(api, "EMAIL%3Dada%40example.com", AGE=36)[0] == 201
    assert data(api, "ada%2540example.com", "EMAIL") == {"EMAIL": "ada@example.com"}
    assert api.call("GET", f"/recipients/{GENERATED}/oneToManyTables").status == 200
    assert api.call("GET", f"/recipients/{GENERATED}/events").status == 200
    assert api.call("GET", "/recipients/FIRSTNAME%3DRuby").json == {"message": "Path expression field is not unique"}
    assert api.call("DELETE", "/recipients/EMAIL%3Dada@example.com").status in (200, 204)


def test_an_encoded_equals_sign_may_belong_to_the_recipient_key() -> None:
    """Assumption path-encoded-equals, value."""
    api = Api({"path-encoded-equals": "value"})
    put(api, RUBY, AGE=33)
    assert api.call("GET", f"/recipients/{GENERATED}").status == 404
    assert put(api, GENERATED, AGE=34)[0] == 201
    assert data(api, GENERATED, "EMAIL") == {"EMAIL": "EMAIL=ruby@sweetmail.com"}


def test_what_stands_before_an_equals_sign_and_is_no_field_belongs_to_the_value() -> None:
    api = Api()
    assert put(api, "EMAIL%253Da=b", AGE=1)[0] == 201
    assert data(api, "EMAIL%253Da=b", "EMAIL") == {"EMAIL": "EMAIL=a=b"}


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_an_unknown_recipient_gets_the_status_of_unknown_recipient_status(option: str) -> None:
    api = Api({"unknown-recipient-status": option})
    for method in ("GET", "DELETE"):
        assert api.call(method, "/recipients/nobody").status == int(option[-3:])


def test_a_field_that_is_not_unique_gets_the_documented_message() -> None:
    """[S1]; path-field-not-unique-status, status-400."""
    api = Api()
    for method in ("GET", "DELETE", "PUT"):
        received = api.call(method, "/recipients/FIRSTNAME=Ruby", {"personData": {}})
        assert (received.status, received.json) == (400, {"message": "Path expression field is not unique"})


def test_a_field_that_is_not_unique_is_a_conflict_where_that_is_assumed() -> None:
    """path-field-not-unique-status, status-409."""
    api = Api({"path-field-not-unique-status": "status-409"})
    received = api.call("PUT", "/recipients/FIRSTNAME=Ruby", {"personData": {}})
    assert (received.status, received.json) == (409, {"message": "Path expression field is not unique"})


def test_plain_email_addresses_and_phone_numbers_are_found_where_that_is_assumed() -> None:
    """recipient-address-forms: the recipient key comes first."""
    for option, status in (("key-only", 404), ("email-or-phone", 200)):
        api = Api({"recipient-address-forms": option}, recipient_key="CUSTOMER_ID", recipients=())
        put(api, "7", EMAIL=RUBY, MOBILE="4520")
        put(api, "8", EMAIL="7")
        assert [api.call("GET", f"/recipients/{each}").status for each in (RUBY, "4520")] == [status] * 2
        assert data(api, "7", "EMAIL") == {"EMAIL": RUBY}
    assert put(api, "4520", AGE=1)[0] == 200
    assert put(api, "4521", AGE=1)[0] == 201


def test_chosen_fields_come_alone() -> None:
    """personDataFields [J]; person-data-fields-serialization, repeated; person-data-fields-unknown, ignored."""
    api = Api()
    assert data(api, RUBY, "EMAIL", "FIRSTNAME", "NO_FIELD") == {"EMAIL": RUBY, "FIRSTNAME": "Ruby"}
    assert data(api, RUBY, "EMAIL,FIRSTNAME") == {}


def test_one_parameter_holds_all_names_under_comma() -> None:
    """person-data-fields-serialization, comma."""
    api = Api({"person-data-fields-serialization": "comma"})
    assert data(api, RUBY, "EMAIL,FIRSTNAME", "AGE") == {"EMAIL": RUBY, "FIRSTNAME": "Ruby", "AGE": "34"}


@pytest.mark.parametrize("option", ["status-400", "status-422"])
def test_a_name_that_is_no_field_is_rejected_where_that_is_assumed(option: str) -> None:
    """person-data-fields-unknown."""
    api = Api({"person-data-fields-unknown": option})
    received = api.call("GET", f"/recipients/{RUBY}?personDataFields=EMAIL&personDataFields=NO_FIELD")
    assert received.status == int(option[-3:])


# --- update -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["change", "values"])
def test_the_document_s_updates_succeed(name: str) -> None:
    """[S1]."""
    received = Api().call("PUT", f"/recipients/{RUBY}", body_examples("updateRecipient")[name])
    assert (received.status, received.content) == (200, b"")


def test_put_touches_what_is_sent_clears_what_is_empty_and_creates() -> None:
    """[V-REC, S1]: 200 after an update, 201 after a creation."""
    api = Api()
    assert put(api, RUBY, FAVORITE_CANDY_TYPE="", LOYALTY_LEVEL=None, CITY="Oslo") == (200, None)
    assert data(api, RUBY, "FAVORITE_CANDY_TYPE", "LOYALTY_LEVEL", "CITY", "AGE") == {"CITY": "Oslo", "AGE": "34"}
    assert put(api, "new@sweetmail.com", AGE=1) == (201, None)
    assert list(recipients(api, "CITY==Oslo or AGE==1")) == [RUBY, "new@sweetmail.com"]


def test_put_of_a_unique_value_that_is_taken_is_a_conflict() -> None:
    """[C-AG]."""
    api = Api()
    put(api, JANE, MOBILE="4520")
    status, response = put(api, RUBY, AGE=1, MOBILE="4520")
    assert (status, "'MOBILE'" in response["message"]) == (409, True)
    assert data(api, RUBY, "AGE") == {"AGE": "34"}


@pytest.mark.parametrize(
    ("option", "address", "field", "status", "kept"),
    [
        ("path-field-fixed", RUBY, "EMAIL", 400, False),
        ("path-field-fixed", "MOBILE=4520", "EMAIL", 200, False),
        ("recipient-key-fixed", "MOBILE=4520", "EMAIL", 400, False),
        ("recipient-key-fixed", "MOBILE=4520", "MOBILE", 200, False),
        ("ignored", "MOBILE=4520", "MOBILE", 200, True),
    ],
)
def test_which_key_cannot_change_is_put_recipient_key_s(
    option: str, address: str, field: str, status: int, *, kept: bool
) -> None:
    """[V-REC, C-AG]."""
    api = Api({"put-recipient-key": option, "empty-success-body": "resource"})
    put(api, RUBY, MOBILE="4520")
    id_ = data(api)["AGILLIC_ID"]
    assert put(api, address, **{field: "other"})[0] == status
    assert (data(api, f"AGILLIC_ID={id_}")[field] == "other") is (status == 200 and not kept)


def test_which_addresses_create_is_put_create_address_s() -> None:
    """Only one that says the recipient key, or also another unique field."""
    api = Api()
    assert put(api, "MOBILE=46", EMAIL="b")[0] == 404
    api = Api({"put-create-address": "any-unique-field"})
    assert put(api, "MOBILE=46", EMAIL="b")[0] == 201
    assert put(api, "MOBILE=47")[0] == 400
    assert data(api, "b", "MOBILE") == {"MOBILE": "46"}


# --- delete -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["status-200", "status-204"])
def test_a_deleted_recipient_is_gone_everywhere(option: str) -> None:
    """[V-REC]; delete-success-status."""
    api = Api({"delete-success-status": option})
    api.call("POST", "/recipients/:addToStaticTargetGroup", {"targetGroupName": "TastingPanel", "recipientIds": [RUBY]})
    received = api.call("DELETE", f"/recipients/{RUBY}")
    assert (received.status, received.content) == (int(option[-3:]), b"")
    assert api.call("GET", f"/recipients/{RUBY}").status == 404
    assert api.get("/targetgroups/TastingPanel") == {"population": 0}
    put(api, RUBY)
    assert api.get(f"/recipients/{RUBY}/oneToManyTables/PURCHASES/") == {"recordList": []}


@pytest.mark.parametrize("option", ["success", "rejected"])
def test_a_recipient_in_the_queue_of_a_flow_stays(option: str) -> None:
    """V-REC; delete-blocked."""
    api = Api({"delete-blocked": option})
    api.mock.state.flow_queues.add(api.mock.instance.flows["SendCoupon"], api.mock.state.recipients.find(RUBY))
    received = api.call("DELETE", f"/recipients/{RUBY}")
    assert received.status in ((200, 204) if option == "success" else (409,))
    assert api.call("GET", f"/recipients/{RUBY}").status == 200
