"""Who belongs to which target group by the shop's files, to compare with what Agillic has."""

from dataclasses import dataclass
from decimal import Decimal

from tour.source import Row, Rows


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
