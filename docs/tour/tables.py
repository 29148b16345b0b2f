"""What the shop's columns are called in Agillic, and what they hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole number", "amount", "date", "timestamp"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, and the field or column of the instance that it becomes.

    Attributes:
        source: its name in the file; empty when it is worked out from other files.
        field: its name in Agillic.
        kind: what it holds. What only names something is text, even if it looks like a number: 0171 is not 171.
        needed: whether it may not be empty.
    """

    source: str
    field: str
    kind: Kind = "text"
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file, and where its rows go.

    Attributes:
        file: its name.
        name: what the rows are called; of a one-to-many table, its name in Agillic.
        key: the field that tells rows apart.
        columns: what a row holds.
        unique: more fields of which no two rows have the same value.
    """

    file: str
    name: str
    key: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each field holds, by its name in Agillic."""
        return {column.field: column.kind for column in self.columns}


OWNER = "CUSTOMER_ID"
"""The instance's recipient key. Rows of one-to-many tables belong to a recipient, so they have no column for it."""

CUSTOMERS = Table(
    "customers.csv",
    "customers",
    OWNER,
    (
        Column("CustomerId", OWNER, needed=True),
        Column("Email", "EMAIL", needed=True),
        Column("FirstName", "FIRSTNAME"),
        Column("LastName", "LASTNAME"),
        Column("Company", "COMPANY"),
        Column("Address", "ADDRESS"),
        Column("City", "CITY"),
        Column("State", "STATE"),
        Column("Country", "COUNTRY"),
        Column("PostalCode", "POSTAL_CODE"),
        Column("Phone", "PHONE"),
        Column("Fax", "FAX"),
        Column("", "TOTAL_SPENT", "amount"),
        Column("", "LAST_INVOICE", "date"),
    ),
    unique=("EMAIL",),
)
INVOICES = Table(
    "invoices.csv",
    "INVOICES",
    "ID",
    (
        Column("InvoiceId", "ID", needed=True),
        Column("CustomerId", OWNER, needed=True),
        Column("InvoiceDate", "INVOICED", "timestamp", needed=True),
        Column("BillingAddress", "ADDRESS"),
        Column("BillingCity", "CITY"),
        Column("BillingState", "STATE"),
        Column("BillingCountry", "COUNTRY"),
        Column("BillingPostalCode", "POSTAL_CODE"),
        Column("Total", "TOTAL", "amount", needed=True),
    ),
)
LINES = Table(
    "invoice_lines.csv",
    "INVOICE LINES",
    "ID",
    (
        Column("InvoiceLineId", "ID", needed=True),
        Column("InvoiceId", "INVOICE_ID", needed=True),
        Column("CustomerId", OWNER, needed=True),
        Column("TrackId", "TRACK_ID"),
        Column("TrackName", "TRACK"),
        Column("Artist", "ARTIST"),
        Column("UnitPrice", "UNIT_PRICE", "amount"),
        Column("Quantity", "QUANTITY", "whole number"),
    ),
)
