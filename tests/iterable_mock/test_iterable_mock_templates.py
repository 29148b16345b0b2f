"""Templates: listed, read in a language, and written."""

import pytest
from iterable_calls import Received, Shop

UPSERT, LIST = "/api/templates/email/upsert", "/api/templates"


def read(shop: Shop, template: int = 93849, locale: str | None = None) -> Received:
    suffix = "" if locale is None else f"&locale={locale}"
    return shop.get(f"/api/templates/email/get?templateId={template}{suffix}")


def ids(received: Received) -> list[int]:
    return [each["templateId"] for each in received.json["templates"]]


def test_a_template_is_read_with_its_metadata() -> None:
    told = read(Shop()).json
    assert (told["subject"], told["isDefaultLocale"], told["locale"]) == ("Your order {{orderNumber}}", True, "en-US")
    assert (told["cacheDataFeed"], told["ccEmails"]) == (False, [])
    assert told["metadata"] == {
        "templateId": 93849,
        "name": "Order receipt",
        "createdAt": 1783153800000,
        "updatedAt": 1783153800000,
        "creatorUserId": "grace@books.example",
        "messageTypeId": 3866,
        "clientTemplateId": "order-receipt",
        "campaignId": 59667,
    }


def test_templates_are_listed_by_what_is_asked_for() -> None:
    shop = Shop()
    assert ids(shop.get(LIST)) == [93849, 93850]
    assert ids(shop.get(f"{LIST}?templateType=Blast")) == [93850]
    assert ids(shop.get(f"{LIST}?messageMedium=SMS")) == []
    assert ids(shop.get(f"{LIST}?sort=name")) == [93850, 93849]
    assert ids(shop.get(f"{LIST}?sort=-id")) == [93850, 93849]
    assert ids(shop.get(f"{LIST}?sort=+id")) == [93849, 93850]
    assert shop.get(f"{LIST}?sort=size").code == "BadParams"
    assert ids(shop.get(f"{LIST}?startDateTime=2026-07-04%2008:30:00")) == [93849, 93850]
    assert ids(shop.get(f"{LIST}?endDateTime=2026-07-04%2008:30:00%20%2B00:00")) == []


def test_pages_lead_to_one_another() -> None:
    shop = Shop()
    first = shop.get(f"{LIST}?pageSize=1&sort=-id").json
    assert (first["totalTemplatesCount"], [each["templateId"] for each in first["templates"]]) == (2, [93850])
    next_page = first["nextPageUrl"].removeprefix("http://127.0.0.1:8080")
    second = shop.get(next_page).json
    assert [each["templateId"] for each in second["templates"]] == [93849]
    assert ("nextPageUrl" in second, "previousPageUrl" in second) == (False, True)


@pytest.mark.parametrize(("option", "status"), [("own-form", 400), ("also-iso", 200)])
def test_the_forms_of_dates_are_an_assumptions(option: str, status: int) -> None:
    shop = Shop(options={"date-forms": option})
    for date in ("2026-07-04", "2026-07-04T08:30:00Z"):
        assert shop.get(f"{LIST}?startDateTime={date}").status == status
    assert shop.get(f"{LIST}?startDateTime=today").code == "BadParams"


def test_only_what_is_sent_is_changed() -> None:
    shop = Shop()
    shop.mock.clock.advance(60)
    done = shop.post(UPSERT, {"clientTemplateId": "order-receipt", "subject": "On their way"})
    assert done.json["msg"] == "1 templates updated with IDs: 93849"
    told = read(shop).json
    assert (told["subject"], told["preheaderText"], told["name"]) == ("On their way", "Thank you", "Order receipt")
    assert told["metadata"]["updatedAt"] - told["metadata"]["createdAt"] == 60_000


def test_a_template_is_created_and_speaks_several_languages() -> None:
    shop = Shop()
    body = {"clientTemplateId": "hello", "name": "Hello", "subject": "Hello", "locale": "en-US", "messageTypeId": 31081}
    assert shop.post(UPSERT, body).json["msg"] == "1 templates created with IDs: 93851"
    shop.post(UPSERT, {"clientTemplateId": "hello", "subject": "Hej", "locale": "da-DK"})
    assert (read(shop, 93851).json["subject"], read(shop, 93851, "da-DK").json["subject"]) == ("Hello", "Hej")
    assert read(shop, 93851, "da-DK").json["isDefaultLocale"] is False
    shop.post(UPSERT, {"clientTemplateId": "hello", "locale": "da-DK", "isDefaultLocale": True})
    assert read(shop, 93851).json["subject"] == "Hej"
    assert read(shop, 93851, "de-DE").code == "NotFound"


def test_a_message_type_is_one_of_the_project() -> None:
    shop = Shop()
    assert shop.post(UPSERT, {"clientTemplateId": "x", "messageTypeId": 7}).code == "BadParams"
    bare = Shop(message_types=(), templates=(), campaigns=(), users=())
    assert bare.post(UPSERT, {"clientTemplateId": "x"}).code == "BadParams"


def test_what_matches_and_what_is_told_are_assumptions() -> None:
    shop = Shop(options={"template-match": "name", "template-upsert-response": "params", "template-flags": "object"})
    told = shop.post(UPSERT, {"clientTemplateId": "other", "name": "New poems", "cacheDataFeed": True})
    assert (told.json["msg"], told.json["params"]) == ("", {"ids": [93850]})
    assert read(shop, 93850).json["cacheDataFeed"] == {"value": True}
    assert shop.post(UPSERT, {"clientTemplateId": "new-poems"}).json["params"] == {"ids": [93851]}


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-404", 404)])
def test_an_unknown_template_is_an_assumptions(option: str, status: int) -> None:
    assert read(Shop(options={"unknown-template-response": option}), 7).status == status


def test_other_forms_of_lists_are_assumptions() -> None:
    shop = Shop(
        options={
            "unpaged-response": "all",
            "total-form": "object",
            "template-times": "text",
            "list-order": "newest-first",
        }
    )
    whole, paged = shop.get(LIST).json, shop.get(f"{LIST}?page=1").json
    assert ("totalTemplatesCount" in whole, paged["totalTemplatesCount"]) == (False, {"value": 2})
    assert [each["templateId"] for each in whole["templates"]] == [93850, 93849]
    assert whole["templates"][0]["createdAt"] == "2026-07-04T08:30:00+00:00"
