"""The tour, step by step: what is done, and what came of it."""

from collections.abc import Iterator

from agillic import Agillic
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.words import sentence
from tour.audiences import audiences
from tour.changing import change_shop
from tour.comparing import Comparison, compare
from tour.reading import PAGE_SIZE, questions, read_customers, read_rows, received_wrongly
from tour.source import Rows, Shop, read_shop
from tour.syncing import JOBS, ShopSync
from tour.tables import CUSTOMERS, OWNER


def load(synced: ShopSync) -> None:
    """Plan, and sync customers, their invoices and lines, and the audiences."""
    print(f"1. A plan says what would change, and what it costs. The recipient key is {OWNER}.")
    planned = synced.plan()
    changes = ", ".join(f"{number:,} to {change}" for change, number in planned.changes.items())
    calls = sum(step["calls"] for step in planned.values["steps"].values())
    print(f"   customers: {changes}, in {_calls(calls)} of the {planned.values['calls_left']:,} left today")
    print(f"2. The jobs of {JOBS.name} are run: recipients, rows of one-to-many tables, and two audiences.")
    _tell(synced.run())


def change(synced: ShopSync) -> Shop:
    """Change the shop and sync again, undo a run, and sync once more; return the shop as it is now."""
    print("3. A day later. The same jobs send what has changed, and remove what they wrote and the shop has no more.")
    print(f"   {', '.join(change_shop(synced.folder))}")
    reports = synced.run()
    _tell(reports)
    print("4. That run of customers is undone, by a plan of its own, and then run once more.")
    undone = synced.undo(reports[0].run)
    print(f"   undo: {sentence(undone)}")
    reports = synced.run()
    print(f"   again: {sentence(reports[0])}")
    if synced.is_kept:
        print(f"   Its report: {synced.page(reports[0])}")
    return read_shop(synced.folder)


def read_back(agillic: Agillic, shop: Shop) -> tuple[list[Comparison], list[str]]:
    """Read everything and compare it with the source; return the comparisons, and what else is wrong."""
    print("5. Everything is read back, and from Agillic's text made dates, decimals and whole numbers again.")
    comparisons = [compare(CUSTOMERS, shop.customers, read_customers(agillic))]
    print(f"   customers: page by page, {PAGE_SIZE} in each")
    for table, rows in shop.tables:
        comparisons.append(compare(table, rows, read_rows(agillic, table, shop.customers)))
        print(f"   {table.name.lower()}: customer by customer, named by their e-mail addresses")
    wrong = [*received_wrongly(agillic, shop.customers), *wrong_audiences(agillic, shop.customers)]
    filters = [filter_ for filter_, _ in questions(shop.customers)]
    print(f"   and {len(filters)} filters were sent, from {filters[0]} to {filters[-1]}")
    return comparisons, wrong


def wrong_audiences(agillic: Agillic, customers: Rows) -> Iterator[str]:
    """Yield a line for each target group that has not as many members as it should."""
    for audience in audiences(customers):
        population = agillic.target_groups.get_population(audience.group).population
        if population != len(audience.members):
            yield f"target group {audience.group}: it has {population} members, and should have {len(audience.members)}"


def _tell(reports: list[RunReport]) -> None:
    for report in reports:
        calls = _calls(sum(step.calls for step in report.steps))
        print(f"   {report.job}: {sentence(report)} {calls[0].upper()}{calls[1:]}.")
        for each in report.rejected[:5]:
            print(f"   row {each.row} was {each.state}: {each.reason}")


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{number:,} calls"
