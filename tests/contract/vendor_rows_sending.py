"""The vendor's own client against the mock: what is sent, what it is made of, and what is exported."""

from typing import Any

from iterable_held import ADA, GRACE, NEWS, POEMS, READER, RECEIPT
from vendor_shop import VendorShop, operation


@operation("listCampaigns")
def _list_campaigns(shop: VendorShop) -> None:
    page = shop.call("getCampaigns", page=1, pageSize=1, sort={"field": "createdAt", "direction": "desc"})
    assert page["totalCampaignsCount"] == len(shop.mock.state.campaigns.all())
    assert page["nextPageUrl"]
    ready = shop.call("getCampaigns", campaignState=["Running", "Finished"])["campaigns"]
    assert {(each["id"], each["campaignState"]) for each in ready} == {
        (each.id, each.state) for each in shop.mock.state.campaigns.all()
    }


@operation("getCampaign")
def _get_campaign(shop: VendorShop) -> None:
    found, held = shop.call("getCampaign", id=POEMS), shop.mock.state.campaigns.get(POEMS)
    assert held is not None
    assert (found["name"], found["type"], found["sendSize"]) == (held.name, held.type, held.send_size)


@operation("createCampaign")
def _create_campaigns(shop: VendorShop) -> None:
    triggered = shop.call("createTriggeredCampaign", name="Welcome", templateId=NEWS)["campaignId"]
    blast = shop.call("createBlastCampaign", name="May", templateId=NEWS, listIds=[READER])["campaignId"]
    made = [shop.mock.state.campaigns.get(each) for each in (triggered, blast)]
    assert [each and (each.name, each.type, each.state) for each in made] == [
        ("Welcome", "Triggered", "Ready"),
        ("May", "Blast", "Draft"),
    ]


@operation("triggerCampaign")
def _trigger_campaign(shop: VendorShop) -> None:
    assert shop.call("triggerCampaign", campaignId=RECEIPT, listIds=[READER])["code"] == "Success"
    assert [each.campaign for each in shop.mock.state.sends.sent_to(shop.user().number)] == [RECEIPT]


@operation("getCampaignMetrics")
def _get_campaign_metrics(shop: VendorShop) -> None:
    shop.send()
    days = {"startDateTime": "2026-01-01 00:00:00", "endDateTime": "2026-02-01 00:00:00"}
    (counted,) = shop.call("getCampaignMetrics", campaignId=RECEIPT, **days)
    assert (counted["id"], counted["Total Email Sends"]) == (str(RECEIPT), "1")


@operation("listLists")
def _list_lists(shop: VendorShop) -> None:
    found = [(each["id"], each["name"], each["listType"]) for each in shop.call("getLists")["lists"]]
    assert found == [(each.id, each.name, each.type) for each in shop.mock.state.lists.all()]


@operation("createList")
def _create_list(shop: VendorShop) -> None:
    made = shop.call("createList", name="Summer", description="From the fair")["listId"]
    assert shop.mock.state.lists.get(made).name == "Summer"


@operation("listListUsers")
def _list_list_users(shop: VendorShop) -> None:
    assert shop.call("getListUsers", listId=READER)["users"] == [{"email": each} for each in shop.members()]


@operation("subscribeToList")
def _subscribe_to_list(shop: VendorShop) -> None:
    told = shop.call("subscribeUserToList", listId=READER, subscribers=[{"email": GRACE}], updateExistingUsersOnly=True)
    assert (told["successCount"], told["failCount"]) == (1, 0)
    assert shop.members() == [ADA, GRACE]


@operation("unsubscribeFromList")
def _unsubscribe_from_list(shop: VendorShop) -> None:
    told = shop.call("unsubscribeUserFromList", listId=READER, subscribers=[{"email": ADA}])
    assert (told["successCount"], told["failCount"]) == (1, 0)
    assert shop.members() == []


@operation("listTemplates")
def _list_templates(shop: VendorShop) -> None:
    page = shop.call("getTemplates", messageMedium="Email", startDateTime="2025-01-01 00:00:00")
    held = shop.mock.state.templates.all()
    assert page["totalTemplatesCount"] == len(held)
    assert [(each["templateId"], each["createdAt"]) for each in page["templates"]] == [
        (each.id, each.created) for each in held
    ]


@operation("getEmailTemplate")
def _get_email_template(shop: VendorShop) -> None:
    found, held = shop.call("getEmailTemplate", templateId=NEWS, locale="en-US"), shop.mock.state.templates.get(NEWS)
    assert held is not None
    content = shop.mock.state.templates.content(held)
    assert content is not None
    assert {name: found[name] for name in content.members} == content.members
    assert (found["name"], found["clientTemplateId"]) == (held.name, held.client_id)


@operation("upsertEmailTemplate")
def _upsert_email_template(shop: VendorShop) -> None:
    written: dict[str, Any] = {"subject": "Poems", "cacheDataFeed": True, "campaignDataFields": {"season": "spring"}}
    written["linkParams"] = [{"key": "utm_source", "value": "may"}]
    told = shop.call("upsertEmailTemplate", clientTemplateId="may", name="May", **written)
    assert "IDs: " in told["msg"]
    (held,) = [each for each in shop.mock.state.templates.all() if each.client_id == "may"]
    read = shop.call("getEmailTemplate", templateId=held.id)
    assert (read["name"], {name: read[name] for name in written}) == ("May", written)


@operation("listCatalogs")
def _list_catalogs(shop: VendorShop) -> None:
    page = shop.call("getCatalogs", page=1, pageSize=100)
    assert [each["name"] for each in page["catalogNames"]] == shop.mock.state.catalogs.names()
    assert page["totalCatalogsCount"] == 1


@operation("createCatalog")
def _create_catalog(shop: VendorShop) -> None:
    assert shop.call("createCatalog", catalogName="novels")["code"] == "Success"
    assert shop.mock.state.catalogs.names() == ["books", "novels"]


@operation("replaceCatalogItem")
def _replace_catalog_item(shop: VendorShop) -> None:
    shop.call("replaceCatalogItem", catalogName="books", itemId="b-1", value={"title": "Emma"})
    item = shop.mock.state.catalogs.item("books", "b-1")
    assert item is not None
    assert item.value == {"title": "Emma"}


@operation("bulkWriteCatalogItems")
def _bulk_write_catalog_items(shop: VendorShop) -> None:
    shop.call("replaceCatalogItems", catalogName="books", documents={"b-1": {"title": "Emma", "price": 8}})
    shop.call("partialUpdateCatalogItems", catalogName="books", documents={"b-1": {"price": 9}})
    item = shop.mock.state.catalogs.item("books", "b-1")
    assert item is not None
    assert item.value == {"title": "Emma", "price": 9}


@operation("getCatalogItem")
def _get_catalog_item(shop: VendorShop) -> None:
    (held,) = shop.mock.state.catalogs.items("books")
    found = shop.call("getCatalogItem", catalogName="books", itemId=held.id)
    assert (found["value"], found["size"], found["lastModified"]) == (held.value, held.size, held.modified)


@operation("listCatalogItems")
def _list_catalog_items(shop: VendorShop) -> None:
    page = shop.call("getCatalogItems", catalogName="books", page=1, pageSize=10, orderBy="title", sortAscending=True)
    held = shop.mock.state.catalogs.items("books")
    assert [(each["itemId"], each["value"]) for each in page["catalogItemsWithProperties"]] == [
        (each.id, each.value) for each in held
    ]
    assert page["totalItemsCount"] == len(held)


@operation("startExport")
def _start_export(shop: VendorShop) -> None:
    job = shop.mock.state.exports.get(shop.start_export())
    assert job is not None
    assert (job.state, job.request) == ("completed", {"dataTypeName": "user", "outputFormat": "text/csv"})
    assert shop.call("startExportJob", dataTypeName="anonSession", outputFormat="text/csv") == {"jobId": job.id + 1}


@operation("listExportJobs")
def _list_export_jobs(shop: VendorShop) -> None:
    number = shop.start_export()
    (job,) = shop.call("getExportJobs", jobState="completed")["jobs"]
    held = shop.mock.state.exports.get(number)
    assert held is not None
    assert (job["id"], job["jobState"], job["bytesExported"]) == (number, held.state, held.bytes)


@operation("listExportFiles")
def _list_export_files(shop: VendorShop) -> None:
    number = shop.start_export()
    found = shop.call("getExportFiles", jobId=number)
    held = shop.mock.state.exports.get(number)
    assert held is not None
    assert [each["file"] for each in found["files"]] == shop.mock.state.exports.names(held) != []
    assert all(each["url"].startswith(shop.mock.url) for each in found["files"])


@operation("cancelExport")
def _cancel_export(shop: VendorShop) -> None:
    number = shop.call("startExportJob", dataTypeName="user", outputFormat="text/csv")["jobId"]
    assert shop.call("cancelExportJob", jobId=number)["code"] == "Success"
    assert shop.call("getExportFiles", jobId=number)["files"] == []
    (job,) = shop.call("getExportJobs")["jobs"]
    held = shop.mock.state.exports.get(number)
    assert held is not None
    assert job["jobState"] == held.state


@operation("listWebhooks")
def _list_webhooks(shop: VendorShop) -> None:
    (found,), (held,) = shop.call("getWebhooks")["webhooks"], shop.mock.state.webhooks.all()
    assert (found["id"], found["endpoint"], found["authType"]) == (held.id, held.endpoint, held.auth_type)


@operation("updateWebhook")
def _update_webhook(shop: VendorShop) -> None:
    found = shop.call("updateWebhook", id=12, enabled=False, endpoint="https://books.example/other")
    (held,) = shop.mock.state.webhooks.all()
    assert (
        (found["enabled"], found["endpoint"]) == (held.enabled, held.endpoint) == (False, "https://books.example/other")
    )
