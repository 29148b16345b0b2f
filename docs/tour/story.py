"""The tour, step by step: what is done, and what came of it."""

from collections.abc import Iterator

from agillic import Agillic, BatchSummary
from tour.comparing import Comparison, compare
from tour.loading import audiences, load_audience, load_customers, load_rows
from tour.reading import PAGE_SIZE, questions, read_customers, read_rows, received_wrongly
from tour.source import Rows, Shop
from tour.tables import CUSTOMERS, OWNER

MAX_FAILED = 5
"""Rows of a batch without a success that are shown."""


def load(agillic: Agillic, shop: Shop) -> None:
    """Load customers, their invoices and lines, and the audiences."""
    print(f"1. Customers become recipients. The recipient key is {OWNER}, since e-mail addresses change.")
    _tell(CUSTOMERS.name, load_customers(agillic, shop.customers))
    print("2. Invoices and their lines become rows of one-to-many tables: asynchronous work, which is waited for.")
    for table, rows in shop.tables:
        _tell(table.name.lower(), load_rows(agillic, table, rows))
    print("3. Two audiences are put together, as static target groups.")
    for audience in audiences(shop.customers):
        load_audience(agillic, audience)
        print(f"   {audience.group}: {len(audience.members):,} customers, who {audience.why}")


def read_back(agillic: Agillic, shop: Shop) -> tuple[list[Comparison], list[str]]:
    """Read everything and compare it with the source; return the comparisons, and what else is wrong."""
    print("4. Everything is read back, and from Agillic's text made dates, decimals and whole numbers again.")
    comparisons = [compare(CUSTOMERS, shop.customers, read_customers(agillic))]
    print(f"   customers: page by page, {PAGE_SIZE} in each")
    for table, rows in shop.tables:
        comparisons.append(compare(table, rows, read_rows(agillic, table, shop.customers)))
        print(f"   {table.name.lower()}: customer by customer, named by their e-mail addresses")
    wrong = [*received_wrongly(agillic, shop.customers), *wrong_audiences(agillic, shop.customers)]
    asked = [filter_ for filter_, _ in questions(shop.customers)]
    print(f"   and {len(asked)} filters were asked, from {asked[0]} to {asked[-1]}")
    return comparisons, wrong


def wrong_audiences(agillic: Agillic, customers: Rows) -> Iterator[str]:
    """Yield a line for each target group that has not as many members as it should."""
    for audience in audiences(customers):
        population = agillic.target_groups.get_population(audience.group).population
        if population != len(audience.members):
            yield f"target group {audience.group}: it has {population} members, and should have {len(audience.members)}"


def _tell(name: str, summary: BatchSummary) -> None:
    calls = "1 call" if summary.calls == 1 else f"{summary.calls:,} calls"
    print(f"   {name}: {summary.succeeded:,} of {summary.rows:,} written, in {calls}")
    for row in summary.failed[:MAX_FAILED]:
        print(f"   row {row.index + 1} was not: {row.outcome}, {row.message}")
