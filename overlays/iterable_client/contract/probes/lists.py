"""How lists of campaigns, templates, lists of users and catalogs come."""

from collections.abc import Sequence
from typing import Any

from iterable_client.contract.run import UNKNOWN_ID, Run
from sdk_core.contract.json_values import as_object, member, objects
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import Override

probes = Probes[Run]()

_OK, _BAD_REQUEST = 200, 400
_MIN_LISTS = 3
"""So many ids do not ascend by chance."""
_MILLISECONDS_FROM, _SECONDS_FROM = 10**11, 10**8
"""From the year 1973 on, as either counts."""


@probes("unpaged-response")
def _unpaged(run: Run) -> str | None:
    response = run.calls.call("listCampaigns", should_succeed=True)
    page = as_object(response.json)
    if not response.ok or not isinstance(page.get("campaigns"), list):
        return None
    return "first-page" if "totalCampaignsCount" in page else "all"


@probes("total-form")
def _total(run: Run) -> str | None:
    total = member(run.seen("listCampaigns"), "totalCampaignsCount")
    if isinstance(total, bool) or total is None:
        return None
    return "number" if isinstance(total, int) else "object" if isinstance(total, dict) else None


@probes("record-times")
def _times(run: Run) -> str | None:
    for each in objects(member(run.seen("listLists"), "lists")):
        created = each.get("createdAt")
        if isinstance(created, int):
            return "milliseconds" if created >= _MILLISECONDS_FROM else "seconds" if created >= _SECONDS_FROM else None
    return None


@probes("list-order")
def _order(run: Run) -> str | None:
    """Look at the ids of three lists, campaigns or templates at least; ids grow with time."""
    for operation, name, id_ in (("listLists", "lists", "id"), ("listCampaigns", "campaigns", "id")):
        option = _order_of([each.get(id_) for each in objects(member(run.seen(operation), name))])
        if option:
            return option
    return None


def _order_of(ids: Sequence[Any]) -> str | None:
    numbers = [each for each in ids if isinstance(each, int)]
    if len(numbers) < _MIN_LISTS or len(numbers) != len(ids):
        return None
    up = sorted(numbers)
    return "by-id" if numbers == up else "newest-first" if numbers == up[::-1] else None


@probes("date-forms")
def _dates(run: Run) -> str | None:
    """List templates from a day on, where the form that is documented works."""
    values = {"page": 1, "pageSize": 1, "startDateTime": "2020-01-01 00:00:00 +00:00"}
    if not run.calls.call("listTemplates", values, should_succeed=True).ok:
        return None
    day = run.calls.call("listTemplates", {**values, "startDateTime": "2020-01-01"}, override=Override())
    return {_OK: "also-iso", _BAD_REQUEST: "own-form"}.get(day.status)


@probes("unknown-list-response")
def _unknown_list(run: Run) -> str | None:
    if UNKNOWN_ID in [each.get("id") for each in objects(member(run.seen("listLists"), "lists"))]:
        return None
    response = run.calls.call("listListUsers", {"listId": UNKNOWN_ID})
    if response.status == _BAD_REQUEST:
        return "status-400-success" if member(response.json, "code") == "Success" else "status-400"
    return by_status(response.status)


@probes("catalog-envelope")
def _envelope(run: Run) -> str | None:
    page = as_object(run.seen("listCatalogs"))
    if isinstance(member(page, "params", "catalogNames"), list):
        return "envelope"
    return "bare" if isinstance(page.get("catalogNames"), list) else None


@probes("catalog-page-size")
def _page_size(run: Run) -> str | None:
    if not run.last["listCatalogs"].ok:
        return None
    status = run.status("listCatalogs", {"page": 1, "pageSize": 101})
    return {_OK: "any-number", _BAD_REQUEST: "as-the-client"}.get(status)


@probes("catalog-item-members")
def _item_members(run: Run) -> str | None:
    item = as_object(run.seen("getCatalogItem"))
    value, moment = item.get("value"), item.get("lastModified")
    if not as_object(value):
        return None
    if {*as_object(value)} == {"underlying"}:
        return "as-documented" if isinstance(moment, str) else None
    return "as-the-client" if isinstance(moment, int) else None
