"""What the operations on catalogs and their items do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from iterable_client.mock.calls import Call
from iterable_client.mock.document import document
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.operations.pages import page_of
from iterable_client.mock.operations.responses import done
from iterable_client.mock.state.catalogs import Item
from iterable_client.mock.state.errors import CatalogExistsError, UnknownCatalogError
from iterable_client.mock.state.moments import from_milliseconds
from sdk_core.mock.app import MockResponse, Routes

routes = Routes(document())
_MAX_CATALOGS, _MAX_ITEMS = 100, 1000
"""What the vendor's own client requests at most."""


@routes("createCatalog")
def create_catalog(call: Call) -> MockResponse:
    """Create an empty catalog; a name that is taken is `catalog-taken-status`'s."""
    try:
        call.state.catalogs.create(call.path["catalogName"])
    except CatalogExistsError as error:
        option = call.choice("catalog-taken-status")
        if option != "success":
            status, code = (400, "BadParams") if option == "status-400" else (409, "Conflict")
            raise IterableHTTPError(
                status, str(error), code=code, rule="name-taken", assumption="catalog-taken-status"
            ) from None
    return _written(call, 201)


@routes("listCatalogs")
def list_catalogs(call: Call) -> MockResponse:
    """Respond with a page of the names of catalogs."""
    _check_page_size(call, _MAX_CATALOGS)
    names = call.state.catalogs.names()
    page = page_of(call, names, absolute=False)
    shown = {"catalogNames": [{"name": each} for each in page.entries], "totalCatalogsCount": len(names)}
    return _enveloped(call, {**shown, **page.links})


@routes("replaceCatalogItem")
def replace_catalog_item(call: Call) -> MockResponse:
    """Write an item as a whole; an unknown catalog is `unknown-catalog-response`'s."""
    name, values = call.path["catalogName"], {call.path["itemId"]: call.body["value"]}
    try:
        call.state.catalogs.write(name, values)
    except UnknownCatalogError as error:
        option = call.choice("unknown-catalog-response")
        if option != "created":
            status, code = (400, "BadParams") if option == "status-400" else (404, "NotFound")
            raise IterableHTTPError(
                status, str(error), code=code, rule="unknown-catalog", assumption="unknown-catalog-response"
            ) from None
        call.state.catalogs.create(name)
        call.state.catalogs.write(name, values)
    return _written(call, 202)


@routes("bulkWriteCatalogItems")
def bulk_write_catalog_items(call: Call) -> MockResponse:
    """Write many items, as wholes or in the fields that are sent."""
    call.state.catalogs.write(
        call.path["catalogName"], call.body["documents"], merge=call.body["replaceUploadedFieldsOnly"]
    )
    return _written(call, 202)


@routes("getCatalogItem")
def get_catalog_item(call: Call) -> MockResponse:
    """Respond with an item."""
    found = call.state.catalogs.item(call.path["catalogName"], call.path["itemId"])
    if found is None:
        raise IterableHTTPError(404, "there is no such item; write it first", code="NotFound", field="itemId")
    return MockResponse(200, _shown(call, found))


@routes("listCatalogItems")
def list_catalog_items(call: Call) -> MockResponse:
    """Respond with a page of items, by their ids or a field."""
    _check_page_size(call, _MAX_ITEMS)
    items = call.state.catalogs.items(call.path["catalogName"])
    if "orderBy" in call.query:
        items = _ordered(items, call.query["orderBy"], ascending=call.query["sortAscending"])
    page = page_of(call, items, absolute=False)
    shown = {
        "catalogItemsWithProperties": [_shown(call, each) for each in page.entries],
        "totalItemsCount": len(items),
    }
    return _enveloped(call, {**shown, **page.links})


def _ordered(items: Sequence[Item], field: str, *, ascending: bool) -> list[Item]:
    """Return items by a field; those without it come last, and values of several types apart from each other."""

    def key(item: Item) -> tuple[str, Any]:
        value = item.value[field]
        return ("number", value) if isinstance(value, int | float) else ("text", str(value))

    known = sorted((each for each in items if each.value.get(field) is not None), key=key, reverse=not ascending)
    return known + [each for each in items if each.value.get(field) is None]


def _check_page_size(call: Call, most: int) -> None:
    if call.choice("catalog-page-size") == "as-the-client" and call.query["pageSize"] > most:
        raise IterableHTTPError(
            400,
            f"pageSize is more than {most:,}; request fewer",
            code="BadParams",
            rule="page-size",
            place="pageSize",
            assumption="catalog-page-size",
        )


def _enveloped(call: Call, page: Mapping[str, Any]) -> MockResponse:
    return done("", page) if call.choice("catalog-envelope") == "envelope" else MockResponse(200, page)


def _written(call: Call, status: int) -> MockResponse:
    """Return the response of a write, by `catalog-success-status` and `catalog-write-body`."""
    status = 200 if call.choice("catalog-success-status") == "status-200" else status
    return done(status=status) if call.choice("catalog-write-body") == "envelope" else MockResponse(status)


def _shown(call: Call, item: Item) -> dict[str, Any]:
    as_client = call.choice("catalog-item-members") == "as-the-client"
    modified: datetime = from_milliseconds(item.modified)
    return {
        "catalogName": item.catalog,
        "itemId": item.id,
        "size": item.size,
        "lastModified": item.modified if as_client else modified.isoformat(),
        "value": item.value if as_client else {"underlying": item.value},
    }
