"""Campaigns: created, listed, triggered, and counted."""

import csv
from pathlib import Path
from typing import Any

import pytest
from iterable_calls import ADA, GRACE, SUCCESS, Shop

CREATE, TRIGGER, LIST, METRICS = (f"/api/campaigns{path}" for path in ("/create", "/trigger", "", "/metrics"))


def create(shop: Shop, **body: Any) -> int:  # noqa: ANN401 - members of the body
    received = shop.post(CREATE, {"name": "C", "templateId": 93850, **body})
    assert received.status == 200, received.content
    return int(received.json["campaignId"])


def campaign(shop: Shop, campaign_id: int) -> Any:  # noqa: ANN401 - whatever JSON holds
    return shop.get(f"{LIST}/{campaign_id}").json


def got(shop: Shop, email: str = ADA) -> list[Any]:
    """Return the messages that a user was sent."""
    shop.mock.clock.advance(1)
    messages: list[Any] = shop.get(f"/api/users/getSentMessages?email={email}").json["messages"]
    return messages


def rows(shop: Shop, query: str = "campaignId=59667") -> list[dict[str, str]]:
    shop.mock.clock.advance(10)
    return list(csv.DictReader(shop.get(f"{METRICS}?{query}").content.decode().splitlines()))


def test_a_campaign_is_created_with_a_copy_of_its_template() -> None:
    shop = Shop()
    made = create(shop, dataFields={"name": "you"}, campaignDataFields={"season": "spring"})
    told = campaign(shop, made)
    assert (told["type"], told["campaignState"], told["messageMedium"]) == ("Triggered", "Ready", "Email")
    assert told["templateId"] not in (93849, 93850)
    copy = shop.get(f"/api/templates/email/get?templateId={told['templateId']}").json
    assert (copy["subject"], copy["campaignDataFields"]) == ("New poems", {"season": "spring"})
    assert copy["metadata"]["campaignId"] == made
    assert "listIds" not in told


def test_values_in_brackets_are_written_into_the_copy() -> None:
    shop = Shop()
    shop.post("/api/templates/email/upsert", {"clientTemplateId": "new-poems", "subject": "[[season]] poems, {{x}}"})
    made = create(shop, dataFields={"season": "Spring"})
    template = campaign(shop, made)["templateId"]
    assert shop.get(f"/api/templates/email/get?templateId={template}").json["subject"] == "Spring poems, {{x}}"


def test_a_blast_without_a_time_is_sent_at_once() -> None:
    shop = Shop()
    made = create(shop, listIds=[1201])
    told = campaign(shop, made)
    assert (told["campaignState"], told["sendSize"], told["listIds"]) == ("Finished", 1, [1201])
    assert [each["campaignId"] for each in got(shop)] == [made]


def test_a_blast_waits_for_its_time() -> None:
    shop = Shop()
    made = create(shop, listIds=[1201], sendAt="2026-07-04 09:30:00")
    assert (campaign(shop, made)["campaignState"], got(shop)) == ("Scheduled", [])
    shop.mock.clock.advance(3600)
    assert len(got(shop)) == 1
    told = campaign(shop, made)
    assert (told["campaignState"], told["startAt"]) == ("Finished", 1783157400000)
    assert told["endedAt"] >= told["startAt"]


def test_a_blast_that_is_not_scheduled_or_has_nobody_is_sent_to_nobody() -> None:
    shop = Shop()
    assert campaign(shop, create(shop, listIds=[1201], scheduleSend=False))["campaignState"] == "Draft"
    assert campaign(shop, create(shop, listIds=[1400]))["campaignState"] == "Finished"
    shop.post("/api/lists/subscribe", {"listId": 1400, "subscribers": [{"email": ADA}]})
    create(shop, listIds=[1201], suppressionListIds=[1400])
    assert got(shop) == []


@pytest.mark.parametrize(("option", "audience"), [("when-sent", [0, 1]), ("when-scheduled", [1, 0])])
def test_who_gets_a_blast_that_waits_is_an_assumptions(option: str, audience: list[int]) -> None:
    shop = Shop(options={"blast-audience": option})
    made = create(shop, listIds=[1201], sendAt="2026-07-04 09:30:00")
    shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": GRACE}]})
    shop.post("/api/lists/unsubscribe", {"listId": 1201, "subscribers": [{"email": ADA}]})
    assert campaign(shop, made)["campaignState"] == "Scheduled"
    shop.mock.clock.advance(3600)
    assert [len(got(shop, email)) for email in (ADA, GRACE)] == audience
    assert campaign(shop, made)["campaignState"] == "Finished"


def test_a_blast_that_waits_survives_a_restart(tmp_path: Path) -> None:
    shop = Shop(database=tmp_path / "state.db")
    made = create(shop, listIds=[1201], sendAt="2026-07-04 09:30:00", campaignDataFields={"season": "spring"})
    shop.mock.state.close()
    again = Shop(database=tmp_path / "state.db")
    again.mock.clock.advance(3600)
    assert len(got(again)) == 1
    assert campaign(again, made)["campaignState"] == "Finished"


@pytest.mark.parametrize("zone", ["startTimeZone", "defaultTimeZone"])
def test_a_blast_of_an_unknown_time_zone_is_rejected(zone: str) -> None:
    shop = Shop()
    body = {"name": "C", "templateId": 93850, "listIds": [1201], "sendAt": "2026-07-05 07:00:00"}
    response = shop.post("/api/campaigns/create", {**body, "sendMode": "RecipientTimeZone", zone: "Nowhere"})
    assert (response.status, response.code) == (400, "BadParams")


def test_a_blast_comes_at_the_same_time_of_day_everywhere() -> None:
    shop = Shop(options={"blast-audience": "when-scheduled"})  # so that the messages can be seen to wait
    for email, zone in (
        (ADA, "Asia/Tokyo"),
        (GRACE, "America/New_York"),
        ("n@example.com", None),
        ("m@example.com", "Nowhere"),
    ):
        fields = {} if zone is None else {"timeZone": zone}
        shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": email, "dataFields": fields}]})
    made = create(
        shop,
        listIds=[1201],
        sendAt="2026-07-05 07:00:00",  # nine in the morning in Berlin
        sendMode="RecipientTimeZone",
        startTimeZone="Europe/Berlin",
        defaultTimeZone="Europe/Lisbon",
    )
    due = {each.user: each.due for user in (1, 2, 3, 4) for each in shop.mock.state.sends.waiting(user, made)}
    hour = 3_600_000
    begins = 1783234800000
    assert due == {1: begins + 17 * hour, 2: begins + 6 * hour, 3: begins + hour, 4: begins + hour}
    shop.mock.clock.advance(26 * 3600)
    assert campaign(shop, made)["campaignState"] == "Running"
    shop.mock.clock.advance(24 * 3600)
    assert campaign(shop, made)["campaignState"] == "Finished"


@pytest.mark.parametrize(
    "body",
    [
        {"templateId": 7},
        {"listIds": [7]},
        {"listIds": [1201], "suppressionListIds": [7]},
        {"listIds": [1201], "sendAt": "tomorrow"},
        {"listIds": [1201], "sendAt": "2026-07-25 08:30:01"},
        {"listIds": [1201], "sendAt": "2026-07-05 08:30:00", "sendMode": "RecipientTimeZone", "startTimeZone": "X/Y"},
    ],
)
def test_a_campaign_that_cannot_be_is_rejected(body: dict[str, Any]) -> None:
    shop = Shop()
    rejected = shop.post(CREATE, {"name": "C", "templateId": 93850, **body})
    assert (rejected.status, rejected.code) == (400, "BadParams")
    assert len(shop.get(LIST).json["campaigns"]) == 2


def test_a_campaign_is_triggered_for_lists_but_not_for_suppressed_users() -> None:
    shop = Shop()
    shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": GRACE}]})
    shop.post("/api/lists/subscribe", {"listId": 1400, "subscribers": [{"email": GRACE}]})
    body = {"campaignId": 59667, "listIds": [1201], "suppressionListIds": [1400]}
    assert shop.post(TRIGGER, body).json == SUCCESS
    assert (len(got(shop)), got(shop, GRACE)) == (1, [])


@pytest.mark.parametrize(
    "body", [{"campaignId": 7}, {"campaignId": 59668}, {"campaignId": 59667, "listIds": []}, {"listIds": [7]}]
)
def test_what_cannot_be_triggered_is_rejected(body: dict[str, Any]) -> None:
    rejected = Shop().post(TRIGGER, {"campaignId": 59667, "listIds": [1201], **body})
    assert (rejected.status, rejected.code) == (400, "BadParams")


def test_campaigns_are_listed_by_what_is_asked_for() -> None:
    shop = Shop()
    shop.mock.clock.advance(60)
    made = create(shop, name="A")

    def ids(query: str) -> list[int]:
        return [each["id"] for each in shop.get(f"{LIST}?{query}").json["campaigns"]]

    assert ids("") == [59667, 59668, made]
    assert ids("sort=-createdAt") == [made, 59667, 59668]
    assert ids("sort=name") == [made, 59668, 59667]
    assert ids("sort=startAt") == [59668, 59667, made]
    assert ids("campaignState=Ready&campaignState=Finished") == [59668, made]
    assert ids("page=2&pageSize=2") == [made]
    assert shop.get(f"{LIST}?campaignState=Lost").code == "BadParams"
    assert shop.get(f"{LIST}/7").code == "NotFound"


def test_metrics_count_events_and_users() -> None:
    shop = Shop()
    shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": GRACE}]})
    for _ in range(2):
        shop.post(TRIGGER, {"campaignId": 59667, "listIds": [1201]})
    told, other = rows(shop, "campaignId=59667&campaignId=59668")
    assert (told["id"], told["Total Email Sends"], told["Unique Email Sends"]) == ("59667", "4", "2")
    assert (other["id"], other["Total Email Sends"]) == ("59668", "0")
    assert rows(shop, "campaignId=59667&startDateTime=2026-07-05")[0]["Total Email Sends"] == "0"
    assert rows(shop, "campaignId=59667&endDateTime=2026-07-05")[0]["Total Email Sends"] == "4"
    shop.mock.clock.advance(60)
    assert shop.get(f"{METRICS}?campaignId=7").code == "BadParams"


def test_other_forms_of_metrics_are_assumptions() -> None:
    shop = Shop(options={"metrics-window": "required", "metrics-dates": "rfc-3339", "metrics-columns": "no-id"})
    assert shop.get(f"{METRICS}?campaignId=59667").code == "BadParams"
    window = "startDateTime={}&endDateTime={}"
    days = window.format("2026-07-01", "2026-07-05")
    assert shop.get(f"{METRICS}?campaignId=59667&{days}").code == "BadParams"
    moments = window.format("2026-07-01T00:00:00Z", "2026-07-05T00:00:00Z")
    assert "id" not in rows(shop, f"campaignId=59667&{moments}")[0]


def test_other_forms_of_campaigns_are_assumptions() -> None:
    options = {
        "campaign-lists": "required",
        "blast-without-time": "not-scheduled",
        "record-times": "seconds",
        "unpaged-response": "all",
        "list-order": "newest-first",
    }
    shop = Shop(options=options)
    assert shop.post(CREATE, {"name": "C", "templateId": 93850}).code == "BadParams"
    made = create(shop, listIds=[1201])
    told = campaign(shop, made)
    assert (told["campaignState"], told["createdAt"]) == ("Draft", 1783153800)
    whole = shop.get(LIST).json
    assert ([each["id"] for each in whole["campaigns"]], "totalCampaignsCount" in whole) == (
        [made, 59668, 59667],
        False,
    )
