"""Loads the shop into Agillic."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agillic import Agillic, BatchSummary
from tour.source import Row, Rows
from tour.tables import OWNER, Table
from tour.values import to_agillic


def load_customers(agillic: Agillic, customers: Rows) -> BatchSummary:
    """Create or update a recipient for each customer."""
    people = (to_agillic(row.values) for row in customers.values())
    return agillic.recipients.upsert(people, key_field=OWNER).run()


def load_rows(agillic: Agillic, table: Table, rows: Rows) -> BatchSummary:
    """Create or update rows of a one-to-many table, each at its recipient."""
    return agillic.one_to_many.upsert(table.name, _owned(rows)).run()


def _owned(rows: Rows) -> Iterator[tuple[str, dict[str, object]]]:
    for row in rows.values():
        record = to_agillic(row.values)
        yield str(record.pop(OWNER)), record


@dataclass(frozen=True, slots=True)
class Audience:
    """A static target group, and who belongs to it.

    Attributes:
        group: its name in Agillic.
        why: what its members have in common.
        members: their values of the recipient key.
    """

    group: str
    why: str
    members: tuple[str, ...]


def load_audience(agillic: Agillic, audience: Audience) -> BatchSummary:
    """Put customers into a target group."""
    return agillic.target_groups.add(audience.group, audience.members).run()


def audiences(customers: Rows) -> tuple[Audience, Audience]:
    """Choose who lives in the country of most customers, and the quarter of them that spent the most.

    Whoever spent as much as the last of that quarter belongs to it.
    """
    countries = [row.values["COUNTRY"] for row in customers.values()]
    largest = max(countries, key=countries.count)
    amounts = sorted((spent(row) for row in customers.values()), reverse=True)
    least = amounts[len(amounts) // 4]
    neighbors = tuple(str(key) for key, row in customers.items() if row.values["COUNTRY"] == largest)
    best = tuple(str(key) for key, row in customers.items() if spent(row) >= least)
    return (
        Audience("Largest country", f"live in {largest}", neighbors),
        Audience("Best customers", f"spent {least} or more", best),
    )


def spent(customer: Row) -> Decimal:
    """Return what a customer spent in all."""
    amount = customer.values["TOTAL_SPENT"]
    return amount if isinstance(amount, Decimal) else Decimal()
