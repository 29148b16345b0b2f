"""The target `catalog`: the items of a catalog. The document has no call that deletes some, so there is no mirror."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson

from iterable_api import OPERATIONS
from iterable_api.client import Client
from iterable_client.errors import NotFound
from iterable_client.resources.batches import usual_options
from iterable_client.resources.catalogs import Catalogs
from iterable_client.sync.common import client_of, own_step
from iterable_client.sync.values import same_value
from sdk_core.calls.batches.plan import BatchPlan, plan_of
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.client import BaseClient
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.options import meant, text_option
from sdk_core.sync.model.target import Field, Mode, Step, Target, TargetKind
from sdk_core.wire.responses import Response

KEY: Final = "itemId"
"""What a job maps the id of an item to; the API calls it so."""
_WRITE, _GET = OPERATIONS["bulkWriteCatalogItems"], OPERATIONS["getCatalogItem"]
_MAX_ID: Final = 255
"""Characters of the id of an item; letters, digits and dashes alone [I-SPEC]."""


def bind(client: BaseClient, options: Mapping[str, Any]) -> Target:
    """Return the target; one call or more read the names of the catalogs.

    Raises:
        JobError: an option is no text.
        TargetError: there is no such catalog.
        IterableError: the names cannot be read.
    """
    own = client_of(client)
    name = _catalog(own, text_option(options, "catalog"))
    steps = (_step(own, name, "update", only_uploaded=True), _step(own, name, "replace", only_uploaded=False))
    return Target(
        name="catalog",
        title=f"items of the catalog {name}",
        modes={each.name: each for each in _MODES},
        steps={each.name: each for each in steps},
        fields={KEY: Field(KEY, max_length=_MAX_ID, required=True, in_item=False)},
        key=(KEY,),
        truth=ItemTruth(own, name),
        undo_updated="update",
        nested_fields=True,
    )


class ItemTruth:
    """Reads items of a catalog.

    Args:
        client: makes the calls.
        catalog: the catalog's name.
    """

    def __init__(self, client: Client, catalog: str) -> None:
        self._client, self._catalog = client, catalog

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs to read so many items, one each; of all, that is not known before."""
        return keys

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield all items, page by page."""
        for item in Catalogs(self._client).iterate_items(self._catalog):
            yield item.item_id, item.value.to_dict()

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        """Yield some items; None for one that is not there."""
        at_once = usual_options(_GET.id).max_concurrency
        yield from side_by_side(self._read, dict.fromkeys(keys), at_once)

    def same(self, field: str, sent: object, found: object) -> bool:  # noqa: ARG002 - as truths have it
        """Return whether what is there is what would be sent."""
        return same_value(sent, found)

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - so
        """Return the value as it is; null for one that was not there."""
        return found

    def _read(self, key: str) -> tuple[str, Mapping[str, Any] | None]:
        try:
            return key, self._client.call(_GET, {"catalogName": self._catalog, KEY: key}, _value)
        except (NotFound, ValueError):  # no item, or an id that has no place in a path
            return key, None


def _value(response: Response[object]) -> Mapping[str, Any]:
    item: Mapping[str, Mapping[str, Any]] = response.json()
    return item["value"]


_MODES = (
    Mode(
        name="upsert",
        help="create items that are not there, write the mapped fields of the others",
        writes=("update",),
    ),
    Mode(name="replace", help="write items as wholes: fields that are not mapped are lost", writes=("replace",)),
)


def _step(client: Client, catalog: str, name: str, *, only_uploaded: bool) -> Step:
    plan: BatchPlan[Any] = plan_of(_WRITE, members={"replaceUploadedFieldsOnly": only_uploaded})
    return own_step(name, client, plan, _member, values={"catalogName": catalog})


def _member(key: str, item: bytes) -> bytes:
    return orjson.dumps(key) + b":" + item


def _catalog(client: Client, name: str) -> str:
    names = [each.name for each in Catalogs(client).iterate()]
    if found := next((each for each in names if each.casefold() == name.casefold()), None):
        return found  # of names of catalogs, case does not count
    advice = meant(name, names, f"the project has {', '.join(sorted(names)) or 'none'}: create it first")
    raise TargetError(f"there is no catalog {name!r} (option catalog): {advice}")


CATALOG = TargetKind(
    name="catalog",
    help="items of a catalog, which messages are personalized with",
    options={"catalog": "the name of the catalog"},
    required=frozenset({"catalog"}),
    bind=bind,
)
