"""Reads everything back: page by page, by filters, and table by table."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from agillic import Agillic, F, Filter, by
from tour.audiences import spent
from tour.source import Rows
from tour.tables import CUSTOMERS, OWNER, Table
from tour.values import Value, Values, from_agillic

PAGE_SIZE = 3
"""Small, so that there are pages to see: one call takes up to 1,000."""


def read_customers(agillic: Agillic, filter_: Filter | None = None) -> Iterator[Values]:
    """Read recipients page by page, all of them or those that a filter selects."""
    for recipient in agillic.recipients.iterate(filter=filter_, page_size=PAGE_SIZE):
        yield from_agillic(CUSTOMERS, recipient.person_data.to_dict(), agillic.dates)


def read_rows(agillic: Agillic, table: Table, customers: Rows) -> Iterator[Values]:
    """Read the rows of all customers, who are named by their e-mail addresses here: any unique field will do."""
    for customer, row in customers.items():
        who = by(EMAIL=str(row.values["EMAIL"]))
        for record in agillic.one_to_many.get_table(who, table.name).record_list:
            yield from_agillic(table, {OWNER: customer} | record.to_dict(), agillic.dates)


def questions(customers: Rows) -> Iterator[tuple[Filter, set[Value]]]:
    """Yield filters over text, numbers and dates, each with the customers whom it must find.

    `in_` takes any text literally; after `==`, `*` and `?` are wildcards.
    """
    people = [row.values for row in customers.values()]
    for country in sorted({str(each["COUNTRY"]) for each in people if each["COUNTRY"]}):
        yield F.COUNTRY.in_(country), {each[OWNER] for each in people if each["COUNTRY"] == country}
    spending, last = F.TOTAL_SPENT, F.LAST_INVOICE
    for much in (0.01, 40, 1_000):
        yield spending >= much, {key for key, row in customers.items() if spent(row) >= Decimal(str(much))}
    days = {each[OWNER]: day for each in people if isinstance(day := each["LAST_INVOICE"], date)}
    for first in [*days.values()][:3]:
        yield last >= first, {owner for owner, day in days.items() if day >= first}


def received_wrongly(agillic: Agillic, customers: Rows) -> Iterator[str]:
    """Ask all questions, and yield a line for each whose response is not that of the source."""
    for filter_, expected in questions(customers):
        found = sorted(str(each[OWNER]) for each in read_customers(agillic, filter_))
        if found != sorted(map(str, expected)):
            yield f"{filter_} finds {', '.join(found)}; by the source {', '.join(sorted(map(str, expected)))}"
