"""A run that is killed after any of its writes is finished by the next one, and nothing is lost or invented."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shop_parts import (
    GROUP,
    SAMPLE,
    audience_job,
    client_of,
    customers_job,
    expected_people,
    invoices,
    invoices_job,
    lines,
    people,
    run_once,
    shop_mock,
    written,
)

from agillic import Agillic, skip_waits, sync
from agillic.mock.local import LocalMock

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
MAX_WRITES = 200


@pytest.fixture
def shop() -> Iterator[LocalMock]:
    with shop_mock() as mock:
        yield mock


def check_customers(client: Agillic) -> None:
    assert people(client) == expected_people(SAMPLE / "customers.csv")


def check_invoices(client: Agillic) -> None:
    source = {row["InvoiceId"]: row for row in lines(SAMPLE / "invoices.csv")}
    found = invoices(client, {row["CustomerId"] for row in source.values()})
    assert found.keys() == source.keys()
    assert {key: float(row["TOTAL"]) for key, row in found.items()} == {
        key: float(row["Total"]) for key, row in source.items()
    }


def check_audience(client: Agillic) -> None:
    members = [row for row in lines(SAMPLE / "customers.csv") if row["Country"] in COUNTRIES]
    assert members
    assert client.target_groups.get_population(GROUP).population == len(members)


COUNTRIES = tuple(sorted({row["Country"] for row in lines(SAMPLE / "customers.csv")})[:3])
JOBS: dict[str, tuple[dict[str, Any], Callable[[Agillic], None]]] = {
    "customers": (customers_job(), check_customers),
    "invoices": (invoices_job(), check_invoices),
    "audience": (audience_job(COUNTRIES), check_audience),
}


@pytest.mark.parametrize("name", JOBS)
def test_after_a_kill_at_any_write_the_next_run_ends_as_if_nothing_had_been(
    shop: LocalMock, tmp_path: Path, name: str
) -> None:
    values, check = JOBS[name]
    job = written(tmp_path / "job.json", values)
    rows = len(lines(Path(values["source"].get("path") or values["source"]["files"]["customers"]["path"])))
    if name == "audience":
        rows = sum(row["Country"] in COUNTRIES for row in lines(SAMPLE / "customers.csv"))
    with skip_waits(), client_of(shop, tmp_path) as client:
        if name == "invoices":  # rows belong to recipients who are there
            for row in lines(SAMPLE / "customers.csv"):
                client.recipients.create({"CUSTOMER_ID": row["CustomerId"], "EMAIL": row["Email"]})
        for number in range(1, MAX_WRITES, 1 if LONG else 9):
            state = tmp_path / str(number)
            if name == "customers":
                for key in people(client):
                    client.recipients.delete(key)
            report = run_once(shop, job, state, number)
            if report is not None:
                break
            total = sync.run(values, client=client, environ={"XDG_STATE_HOME": str(state)}).rows
            assert sum(total.values()) == rows, number
            assert total["rejected"] == total["unknown"] == 0, number
            check(client)
        else:
            pytest.fail("it never came to its end")
        assert number > 3
        check(client)
