"""In which order listings of assets come, and whether they come whole."""

from agillic.contract.run import Run
from sdk_core.contract.json_values import objects
from sdk_core.contract.probes import Probes

probes = Probes[Run]()

_MIN_ITEMS, _MAX_ITEMS = 4, 1000
"""So many items do not come in an order by chance; and so many are listed at most, if not all are."""


@probes("asset-list-order")
def _order(run: Run) -> str | None:
    """Compare a listing with the orders that it could have; capital letters may count or not."""
    items = objects(run.seen("listAssetResources"))
    names = [str(each.get("name")) for each in items]
    folders = [each.get("isFolder") is True for each in items]
    if not _MIN_ITEMS <= len(items) <= _MAX_ITEMS or len(set(folders)) == 1:
        return None
    pairs = [*zip(names, folders, strict=True)]
    parts = [[name for name, is_folder in pairs if is_folder is kind] for kind in (True, False)]
    orders = {"by-name": names in _sorted(names), "folders-first": names == [*parts[0], *parts[1]]}
    orders["folders-first"] &= all(part in _sorted(part) for part in parts)
    if not any(orders.values()):
        return "unordered"
    return None if all(orders.values()) else next(option for option, holds in orders.items() if holds)


@probes("asset-list-paging")
def _paging(run: Run) -> str | None:
    return "whole" if len(objects(run.seen("listAssetResources"))) > _MAX_ITEMS else None


def _sorted(names: list[str]) -> tuple[list[str], list[str]]:
    return sorted(names), sorted(names, key=str.casefold)
