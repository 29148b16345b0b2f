"""A music shop whose files are synced: its jobs, and what the instance should hold afterwards."""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tour.local_agillic import INSTANCE
from tour.source import read_shop

from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer

SAMPLE = Path(__file__).parents[2] / "docs" / "tour" / "sample"
CSV = {"format": "csv", "delimiter": ",", "header": True, "quote": '"'}
CUSTOMERS = {
    "CUSTOMER_ID": "CustomerId",
    "EMAIL": "Email",
    "FIRSTNAME": "FirstName",
    "LASTNAME": "LastName",
    "COMPANY": {"column": "Company", "empty": "clear"},
    "CITY": "City",
    "COUNTRY": "Country",
    "POSTAL_CODE": "PostalCode",
}
INVOICES = {
    "recipientId": "CustomerId",
    "ID": "InvoiceId",
    "INVOICED": "InvoiceDate",
    "CITY": "BillingCity",
    "TOTAL": "Total",
}
GROUP = "Largest country"


def customers_job(folder: Path = SAMPLE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as TOML has it
    return {
        "name": "customers",
        "source": {"path": str(folder / "customers.csv"), **CSV},
        "target": {"name": "recipients", "mode": "upsert", "key_field": "CUSTOMER_ID"},
        "mapping": CUSTOMERS,
        **more,
    }


def invoices_job(folder: Path = SAMPLE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - so
    return {
        "name": "invoices",
        "source": {"path": str(folder / "invoices.csv"), **CSV},
        "target": {"name": "one_to_many", "mode": "mirror", "table": "INVOICES"},
        "mapping": INVOICES,
        "guards": {"max_removals_percent": 60},
        **more,
    }


def audience_job(countries: tuple[str, ...], folder: Path = SAMPLE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - so
    listed = ", ".join(f"'{each}'" for each in countries)
    return {
        "name": "audience",
        "source": {
            "files": {"customers": {"path": str(folder / "customers.csv"), **CSV}},
            "sql": f"select CustomerId, Email from customers where Country in ({listed})",  # noqa: S608 - of the test
        },
        "target": {"name": "audience", "mode": "mirror", "group": GROUP, "key_field": "CUSTOMER_ID"},
        "mapping": {"CUSTOMER_ID": "CustomerId", "EMAIL": "Email"},
        "guards": {"max_removals_percent": 100},
        **more,
    }


@contextmanager
def shop_mock() -> Iterator[LocalMock]:
    """Give a mock of the shop's instance, whose tasks end at once."""
    instance = load_instance(INSTANCE)
    with LocalServer() as server, server.mock(instance) as mock:
        yield mock


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def people(mock: LocalMock) -> dict[str, dict[str, str]]:
    """Return what the instance holds of recipients, by their key, without empty fields."""
    found = mock.state.recipients.read_all()
    return {each["CUSTOMER_ID"]: {name: value for name, value in each.items() if value} for each in found}


def environment(mock: LocalMock, state: Path) -> dict[str, str]:
    """Return the variables by which another process calls the mock, and keeps its state here."""
    return {
        **os.environ,
        "AGILLIC_KEY": mock.key,
        "AGILLIC_SECRET": mock.secret,
        "AGILLIC_BASE_URL": mock.url,
        "AGILLIC_ENVIRONMENT": "staging",
        "AGILLIC_TIME_ZONE": "Europe/Copenhagen",
        "XDG_STATE_HOME": str(state),
    }


def written(path: Path, job: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(job), "utf-8")
    return path


__all__ = ["read_shop"]
