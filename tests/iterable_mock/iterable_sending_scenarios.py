"""Scenarios of what is sent, and of what it is made of; see `iterable_scenarios`."""

import asyncio
from collections.abc import Mapping

from iterable_calls import ADA, GRACE, Shop
from iterable_hooks import HERE, hooked
from iterable_scenarios import Scenario, told

from iterable_client.mock.sending.webhooks import TRIES

CATALOG, ITEMS = "/api/catalogs/books", "/api/catalogs/books/items"
TEMPLATE = "/api/templates/email/get?templateId=93849"
UPSERT = "/api/templates/email/upsert"
METRICS = "/api/campaigns/metrics?campaignId=59667"
TARGET = "/api/email/target"


def _list_campaigns(shop: Shop) -> object:
    return told(shop.get("/api/campaigns"))


def _paged_campaigns(shop: Shop) -> object:
    return told(shop.get("/api/campaigns?page=1&pageSize=2"))


def _written_item(shop: Shop) -> object:
    return told(shop.call("PUT", f"{ITEMS}/1", {"value": {"n": 1}}))


def _item_of_an_unknown_catalog(shop: Shop) -> object:
    return told(shop.call("PUT", "/api/catalogs/none/items/1", {"value": {}}))


def _sent_messages(shop: Shop) -> object:
    shop.post(TARGET, {"campaignId": 59667, "recipientEmail": ADA})
    return told(shop.get(f"/api/users/getSentMessages?email={ADA}"))


def _scheduled(shop: Shop) -> object:
    return told(shop.post(TARGET, {"campaignId": 59667, "recipientEmail": ADA, "sendAt": "2026-12-24 08:00:00"}))


def _renamed_template(shop: Shop) -> object:
    return told(shop.post(UPSERT, {"clientTemplateId": "order-receipt", "name": "New poems"}))


def _blast(shop: Shop) -> object:
    made = shop.post("/api/campaigns/create", {"name": "C", "templateId": 93850, "listIds": [1201]}).json["campaignId"]
    return told(shop.get(f"/api/campaigns/{made}"))


def _late_subscriber(shop: Shop) -> object:
    """Put somebody on the list of a blast that waits, take another off it, and return who gets the blast."""
    blast = {"name": "C", "templateId": 93850, "listIds": [1201], "sendAt": "2026-07-04 09:30:00"}
    shop.post("/api/campaigns/create", blast)
    shop.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": GRACE}]})
    shop.post("/api/lists/unsubscribe", {"listId": 1201, "subscribers": [{"email": ADA}]})
    shop.mock.clock.advance(3600)
    return [len(shop.get(f"/api/users/getSentMessages?email={each}").json["messages"]) for each in (ADA, GRACE)]


def _start(shop: Shop, **members: object) -> int:
    body = {"dataTypeName": "customEvent", "outputFormat": "application/x-json-stream", **members}
    return int(shop.post("/api/export/start", body).json["jobId"])


def _ended_job(shop: Shop) -> object:
    _start(shop)
    shop.mock.clock.advance(10)
    return told(shop.get("/api/export/jobs"))


def _canceled_job(shop: Shop) -> object:
    received = shop.call("DELETE", f"/api/export/{_start(shop)}")
    return told(received), shop.get("/api/export/jobs").json


def _five_jobs(shop: Shop) -> object:
    body = {"dataTypeName": "user", "outputFormat": "text/csv"}
    return [told(shop.post("/api/export/start", body)) for _ in range(5)]


def _data_of_an_hour(shop: Shop) -> object:
    window = "startDateTime=2026-03-02%2020:00:00&endDateTime=2026-03-02%2021:00:00"
    return told(shop.get(f"/api/export/data.json?dataTypeName=customEvent&{window}"))


def _two_fields(shop: Shop) -> object:
    fields = "onlyFields=email&onlyFields=createdAt"
    return told(shop.get(f"/api/export/data.json?dataTypeName=customEvent&range=All&{fields}"))


def _posted(shop: Shop) -> object:
    """Post to a receiver that takes nothing, as often as it is tried."""
    deliveries = hooked(shop, 503)
    shop.post("/api/webhooks", {"id": 12, "endpoint": HERE, "authType": "Basic", "authToken": "abc"})
    shop.post(TARGET, {"campaignId": 59667, "recipientEmail": ADA})
    for _ in range(TRIES + 1):
        asyncio.run(shop.mock.backend.deliver(shop.mock))
        shop.mock.clock.advance(3600)
    return [each.headers["Authorization"] for each in deliveries]


SENDING: Mapping[str, Scenario] = {
    "unpaged-response": _list_campaigns,
    "total-form": _paged_campaigns,
    "date-forms": lambda shop: told(shop.get("/api/templates?startDateTime=2026-07-04")),
    "sent-message-members": _sent_messages,
    "scheduled-message-id": _scheduled,
    "cancel-too-late": lambda shop: told(shop.post("/api/email/cancel", {"campaignId": 59667, "email": ADA})),
    "campaign-lists": lambda shop: told(shop.post("/api/campaigns/create", {"name": "C", "templateId": 93850})),
    "blast-without-time": _blast,
    "blast-audience": _late_subscriber,
    "metrics-window": lambda shop: told(shop.get(METRICS)),
    "metrics-dates": lambda shop: told(shop.get(f"{METRICS}&startDateTime=2026-07-01")),
    "metrics-columns": lambda shop: told(shop.get(METRICS)),
    "template-times": lambda shop: told(shop.get(TEMPLATE)),
    "template-flags": lambda shop: told(shop.get(TEMPLATE)),
    "unknown-template-response": lambda shop: told(shop.get("/api/templates/email/get?templateId=7")),
    "template-match": _renamed_template,
    "template-upsert-response": lambda shop: told(shop.post(UPSERT, {"clientTemplateId": "order-receipt"})),
    "catalog-envelope": lambda shop: told(shop.get("/api/catalogs")),
    "catalog-page-size": lambda shop: told(shop.get("/api/catalogs?pageSize=101")),
    "catalog-success-status": _written_item,
    "catalog-write-body": _written_item,
    "catalog-taken-status": lambda shop: told(shop.post(CATALOG, b"")),
    "unknown-catalog-response": _item_of_an_unknown_catalog,
    "catalog-item-members": lambda shop: told(shop.get(f"{ITEMS}/9780141439587")),
    "export-state-words": _ended_job,
    "export-job-members": _ended_job,
    "export-cancel-response": _canceled_job,
    "export-cancelled-state": _canceled_job,
    "export-start-limit": _five_jobs,
    "export-error-statuses": lambda shop: told(shop.get("/api/export/7/files")),
    "export-time-zone": _data_of_an_hour,
    "export-only-fields": _two_fields,
    "export-window-missing": lambda shop: told(shop.get("/api/export/data.json?dataTypeName=user")),
    "webhook-header": _posted,
    "webhook-retries": _posted,
}
