"""A music shop whose files are synced: its jobs, and what the instance should hold afterwards."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from agillic import Agillic
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from tour.local_agillic import INSTANCE

SAMPLE = Path(__file__).parents[2] / "docs" / "tour" / "sample"
CSV = {"format": "csv", "delimiter": ",", "header": True, "quote": '"'}
CUSTOMERS: dict[str, str | dict[str, str]] = {
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
LINES = {
    "recipientId": "CustomerId",
    "ID": "InvoiceLineId",
    "INVOICE_ID": "InvoiceId",
    "TRACK": "TrackName",
    "ARTIST": "Artist",
    "UNIT_PRICE": "UnitPrice",
    "QUANTITY": "Quantity",
}
GROUP = "Largest country"
SCRIPT = Path(__file__).with_name("killed_run.py")


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


def lines_job(folder: Path = SAMPLE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - so
    return {
        "name": "lines",
        "source": {"path": str(folder / "invoice_lines.csv"), **CSV},
        "target": {"name": "one_to_many", "mode": "mirror", "table": "INVOICE LINES"},
        "mapping": LINES,
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
def shop_mock() -> Generator[LocalMock]:
    """Give a mock of the shop's instance, whose tasks end at once."""
    instance = replace(load_instance(INSTANCE), task_seconds=0)
    with LocalServer() as server, server.mock(instance) as mock:
        yield mock


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def people(client: Agillic) -> dict[str, dict[str, str]]:
    """Return what the instance holds of recipients, by their key, without empty fields."""
    found = [each.person_data.to_dict() for each in client.recipients.iterate()]
    return {
        each["CUSTOMER_ID"]: {name: value for name, value in each.items() if value and name in CUSTOMERS}
        for each in found
    }


def invoices(client: Agillic, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the rows of invoices that the instance holds of some recipients, by their key."""
    rows = [each.to_dict() for key in keys for each in client.one_to_many.get_table(key, "INVOICES").record_list]
    return {row["ID"]: row for row in rows}


def expected_people(path: Path) -> dict[str, dict[str, str]]:
    """Return what the instance should hold of the recipients in a file."""
    columns = {field: each if isinstance(each, str) else str(each["column"]) for field, each in CUSTOMERS.items()}
    return {
        row["CustomerId"]: {field: row[column] for field, column in columns.items() if row[column]}
        for row in lines(path)
    }


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


def client_of(mock: LocalMock, state: Path) -> Agillic:
    return Agillic(key=mock.key, secret=mock.secret, base_url=mock.url, environment="staging", state_directory=state)


def run_once(mock: LocalMock, job: Path, state: Path, last: int) -> dict[str, Any] | None:
    """Run a job in another process; return what it printed, or None if it was killed."""
    ended = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), str(job), str(last)],
        env=environment(mock, state),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if ended.returncode == -signal.SIGKILL:
        return None
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found
