"""The command: where the files are, what is told of the tour, and the exit status."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from agillic import AgillicError
from tour.comparing import Comparison
from tour.local_agillic import SHARE, LocalAgillic, local_agillic
from tour.source import Shop, SourceError, read_shop
from tour.story import load, read_back
from tour.wire import tell_wire

SAMPLE = Path(__file__).with_name("sample")
EQUAL, DIFFERENT, BAD_INPUT = 0, 1, 2
MAX_DIFFERENCES = 20
"""Lines that are shown of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Give the tour; return 0 when all is as in the source, 1 when something differs, 2 when files cannot be read."""
    parser = argparse.ArgumentParser(prog="tour", description="Load a shop into a local Agillic, and compare.")
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE, help="customers, invoices, invoice_lines.csv")
    parser.add_argument("--seed", type=int, default=4, help="decides which calls fail (4)")
    given = parser.parse_args(arguments)
    try:
        shop = read_shop(given.folder)
    except SourceError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    with local_agillic(given.seed) as local:
        return told_tour(shop, local)


def told_tour(shop: Shop, local: LocalAgillic) -> int:
    """Give the tour; what stops it is told in a line."""
    try:
        return tour(shop, local)
    except AgillicError as error:
        print(f"The tour stopped: {error}", file=sys.stderr)
        return DIFFERENT


def tour(shop: Shop, local: LocalAgillic) -> int:
    """Tell the story, and return the exit status."""
    print(f"A music shop moves in with Agillic: {len(shop.customers):,} customers, {len(shop.invoices):,} invoices")
    print(f"of {len(shop.lines):,} lines. Agillic is a mock in this process, at {local.mock.url},")
    print(f"and {SHARE:.0%} of all calls are going to fail.\n")
    began = perf_counter()
    load(local.agillic, shop)
    comparisons, wrong = read_back(local.agillic, shop)
    _tell_troubles(local, perf_counter() - began)
    tell_wire(local.mock.requests)
    return _judge(comparisons, wrong, local)


def _tell_troubles(local: LocalAgillic, seconds: float) -> None:
    limits = local.agillic.limits
    print("5. Meanwhile the client retried safe failures and respected the limits. Calls that failed:")
    for told, times in local.injected.most_common():
        print(f"   {times:3} {told}")
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
