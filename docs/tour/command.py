"""The command: where the files are, what is said of the tour, and the exit status."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from agillic import AgillicError
from sdk_core.sync.model.errors import SyncError
from tour.comparing import Comparison
from tour.local_agillic import SHARE, LocalAgillic, local_agillic
from tour.source import Shop, SourceError, read_shop
from tour.story import change, load, read_back
from tour.syncing import ShopSync, shop_folder
from tour.wire import tell_wire

SAMPLE = Path(__file__).with_name("sample")
EQUAL, DIFFERENT, BAD_INPUT = 0, 1, 2
MAX_DIFFERENCES = 20
"""Lines that are shown of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Give the tour; return 0 when all is as in the source, 1 when something differs, 2 when files cannot be read."""
    parser = argparse.ArgumentParser(prog="tour", description="Sync a shop to a local Agillic, and compare.")
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE, help="customers, invoices, invoice_lines.csv")
    parser.add_argument("--seed", type=int, default=4, help="decides which calls fail (4)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the files and reports of the tour stay")
    given = parser.parse_args(arguments)
    try:
        shop = read_shop(given.folder)
    except SourceError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    with TemporaryDirectory() as temporary, local_agillic(given.seed) as local:
        folder = shop_folder(given.folder, given.keep or Path(temporary))
        return guarded_tour(shop, local, ShopSync(local.agillic, folder, is_kept=given.keep is not None))


def guarded_tour(shop: Shop, local: LocalAgillic, synced: ShopSync) -> int:
    """Give the tour; what stops it is said in a line."""
    try:
        return tour(shop, local, synced)
    except (AgillicError, SyncError) as error:
        print(f"The tour stopped: {error}", file=sys.stderr)
        return DIFFERENT


def tour(shop: Shop, local: LocalAgillic, synced: ShopSync) -> int:
    """Tell the story, and return the exit status.

    Args:
        shop: as it is at first.
        local: Agillic.
        synced: the shop's jobs, in a folder whose files are changed.
    """
    print(f"A music shop moves in with Agillic: {len(shop.customers):,} customers, {len(shop.invoices):,} invoices")
    print(f"of {len(shop.lines):,} lines. Agillic is a mock in this process, at {local.mock.url},")
    print(f"and {SHARE:.0%} of all calls are going to fail.\n")
    began = perf_counter()
    load(synced)
    shop = change(synced)
    comparisons, wrong = read_back(local.agillic, shop)
    _tell_troubles(local, perf_counter() - began)
    tell_wire(local.mock.requests)
    return _judge(comparisons, wrong, local)


def _tell_troubles(local: LocalAgillic, seconds: float) -> None:
    limits = local.agillic.limits
    print("6. Meanwhile the client retried safe failures and respected the limits. Calls that failed:")
    for fault, times in local.injected.most_common():
        print(f"   {times:3} {fault}")
    print(
        f"   {len(local.mock.requests):,} calls took {seconds:.1f} seconds, "
        f"never more than {limits.max_concurrency} at once."
    )
    print(f"   Today {limits.used_today:,} of {limits.daily_limit or 0:,} calls are used,", end=" ")
    print(f"and the count resets at {limits.resets_at:%H:%M %Z}.\n")


def _judge(comparisons: list[Comparison], wrong: list[str], local: LocalAgillic) -> int:
    differences = [line for each in comparisons for line in each.differences] + wrong
    for line in differences[:MAX_DIFFERENCES]:
        print(line, file=sys.stderr)
    if len(differences) > MAX_DIFFERENCES:
        print(f"... and {len(differences) - MAX_DIFFERENCES:,} differences more", file=sys.stderr)
    equal = ", ".join(f"{each.equal:,} of {each.rows:,} {each.name}" for each in comparisons)
    print(f"\n{equal} equal their source;")
    print(f"{local.injected.total()} faults were injected, {len(local.repeated)} calls were retried.")
    return DIFFERENT if differences else EQUAL
