"""Catalogs and their items: all of them, page by page, and any number of items at once."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Final, cast

from iterable_api import OPERATIONS
from iterable_api.api.catalogs import AsyncCatalogsResource, CatalogsResource
from iterable_api.models.catalog_item import CatalogItem
from iterable_api.models.catalog_reference import CatalogReference
from iterable_client.resources.batches import async_batch_run, batch_run, written_date
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.pagination.iterators import AsyncItems, Items
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.wire.operations import UNSET, Unset

Item = tuple[str, Mapping[str, Any]]
"""The id of an item, and its value."""

_CATALOGS, _ITEMS = OPERATIONS["listCatalogs"], OPERATIONS["listCatalogItems"]
_WRITE = OPERATIONS["bulkWriteCatalogItems"]
_PAGE: Final = 100
"""Entries of a page. No most is documented; the vendor's own client takes no more."""


class Catalogs(CatalogsResource):
    """The operations on catalogs, iteration, and any number of items at once."""

    def iterate(
        self, *, page_size: int = _PAGE, start: int = 1, limit: int | None = None
    ) -> Iterator[CatalogReference]:
        """Iterate over all catalogs, by their names.

        Args:
            page_size: catalogs in a call.
            start: the first page, counted from 1: to go on where an error broke off, see `page_start` of the error.
            limit: how many at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            IterableError: while iterating: a page could not be read. `page_start` of the error is where one goes on.
        """
        return Items(self._client, _catalogs(PageOptions(page_size=page_size, start=start, limit=limit)))

    def iterate_items(  # noqa: PLR0913 - what the operation takes, by names
        self,
        catalog_name: str,
        *,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
        page_size: int = _PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> Iterator[CatalogItem]:
        """Iterate over the items of a catalog, with their values.

        Args:
            catalog_name: the catalog's name.
            order_by: the field that they are sorted by.
            sort_ascending: True sorts upwards.
            page_size: items in a call.
            start: the first page, counted from 1: to go on where an error broke off, see `page_start` of the error.
            limit: how many at most; None for all.

        Raises:
            ValueError: a number is out of its range, or a value cannot be sent.
            IterableError: while iterating: a page could not be read. `page_start` of the error is where one goes on.
        """
        options = PageOptions(page_size=page_size, start=start, limit=limit)
        return Items(self._client, _items(catalog_name, order_by, options, sort_ascending=sort_ascending))

    def replace_items(
        self,
        catalog_name: str,
        items: Mapping[str, Mapping[str, Any]] | Iterable[Item],
        *,
        replace_uploaded_fields_only: bool = False,
        options: BatchOptions | None = None,
    ) -> BatchRun[Item]:
        """Create or replace any number of items of a catalog, up to 1,000 in a call.

        They are written after the response. Of two items with one id, the later one counts. A call that is rejected for
        its items is bisected until the bad ones are found; the others are written.

        Args:
            catalog_name: the catalog's name.
            items: values by ids, or pairs of an id and a value; read only as calls become free.
            replace_uploaded_fields_only: True leaves fields as they are that are not given.
            options: bounds of the run.

        Returns:
            What sends while its results are read: iterate over it for a result per item, or `run` it for the sums.

        >>> from iterable_client import IterableClient
        >>> def load(iterable: IterableClient, books: dict[str, dict[str, object]]) -> int:
        ...     return iterable.catalogs.replace_items("books", books).run().succeeded
        """
        plan = _plan(only_uploaded=replace_uploaded_fields_only)
        return batch_run(self._client, plan, _pairs(items), options, {"catalogName": catalog_name})


class AsyncCatalogs(AsyncCatalogsResource):
    """The same for asyncio; see `Catalogs`."""

    def iterate(
        self, *, page_size: int = _PAGE, start: int = 1, limit: int | None = None
    ) -> AsyncIterator[CatalogReference]:
        """Iterate over all catalogs with `async for`; see `Catalogs.iterate`."""
        return AsyncItems(self._client, _catalogs(PageOptions(page_size=page_size, start=start, limit=limit)))

    def iterate_items(  # noqa: PLR0913 - so
        self,
        catalog_name: str,
        *,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
        page_size: int = _PAGE,
        start: int = 1,
        limit: int | None = None,
    ) -> AsyncIterator[CatalogItem]:
        """Iterate over the items of a catalog with `async for`; see `Catalogs.iterate_items`."""
        options = PageOptions(page_size=page_size, start=start, limit=limit)
        return AsyncItems(self._client, _items(catalog_name, order_by, options, sort_ascending=sort_ascending))

    def replace_items(
        self,
        catalog_name: str,
        items: Mapping[str, Mapping[str, Any]] | Iterable[Item] | AsyncIterable[Item],
        *,
        replace_uploaded_fields_only: bool = False,
        options: BatchOptions | None = None,
    ) -> AsyncBatchRun[Item]:
        """Create or replace any number of items; see `Catalogs.replace_items`. Items may be an async iterable."""
        pairs = items if isinstance(items, AsyncIterable) else _pairs(items)
        plan = _plan(only_uploaded=replace_uploaded_fields_only)
        return async_batch_run(self._client, plan, pairs, options, {"catalogName": catalog_name})


def _pairs(items: Mapping[str, Mapping[str, Any]] | Iterable[Item]) -> Iterable[Item]:
    return cast("Mapping[str, Mapping[str, Any]]", items).items() if isinstance(items, Mapping) else items


def _plan(*, only_uploaded: bool) -> BatchPlan[Item]:
    members = {"replaceUploadedFieldsOnly": only_uploaded}
    return plan_of(_WRITE, members=members, dates=written_date, operations=OPERATIONS)


def _catalogs(options: PageOptions) -> Paginator[CatalogReference]:
    return Paginator(_CATALOGS, CatalogReference.from_dict, values={}, options=options)


def _items(
    catalog_name: str, order_by: str | Unset, options: PageOptions, *, sort_ascending: bool | Unset
) -> Paginator[CatalogItem]:
    values = {"catalogName": catalog_name, "orderBy": order_by, "sortAscending": sort_ascending}
    return Paginator(_ITEMS, CatalogItem.from_dict, values=values, options=options)
