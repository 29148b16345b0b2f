"""A music shop is kept in step under faults and kills: in the end the instance holds what the files say, row by row."""

import csv
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from shop_parts import (
    GROUP,
    INVOICES,
    LINES,
    SAMPLE,
    audience_job,
    client_of,
    customers_job,
    expected_people,
    invoices_job,
    lines,
    lines_job,
    people,
    run_once,
    shop_mock,
    written,
)

from agillic import Agillic, skip_waits, sync
from agillic.mock.local import LocalMock
from sdk_core.wire.errors import ApiError
from tour.local_agillic import FAULTS, SHARE

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
REAL = Path(os.environ.get("TOUR_DATA") or Path(__file__).parents[3] / "shared" / "data" / "chinook")
OTHER_GROUP = "Best customers"
FILES = ("customers.csv", "invoices.csv", "invoice_lines.csv")
NUMBERS = frozenset({"TOTAL", "UNIT_PRICE", "QUANTITY"})
MAX_TRIES = 20
Rows = list[dict[str, str]]


@pytest.fixture
def shop() -> Iterator[LocalMock]:
    with shop_mock() as mock:
        yield mock


def copy(source: Path, to: Path) -> dict[str, Rows]:
    to.mkdir()
    rows = {name: lines(source / name) for name in FILES}
    save(rows, to)
    return rows


def save(rows: Mapping[str, Rows], to: Path) -> None:
    for name, of in rows.items():
        with (to / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [*of[0]])
            writer.writeheader()
            writer.writerows(of)


def change(rows: dict[str, Rows], rng: random.Random, countries: tuple[str, str]) -> None:
    """Change, add and remove rows: people move between the countries, invoices are mended and taken back."""
    customers, invoices, parts = (rows[name] for name in FILES)
    for row in rng.sample(customers, 3):
        row["City"] = f"{row['City']} (new)"
    mover = next(row for row in customers if row["Country"] == countries[0])
    mover["Country"] = countries[1]
    ids = [int(row["CustomerId"]) for row in customers]
    customers.append({**customers[0], "CustomerId": str(max(ids) + 1), "Email": f"new{max(ids)}@example.com"})
    for row in rng.sample(invoices, 3):
        row["Total"] = f"{float(row['Total']) + 1:.2f}"
    gone = {row["InvoiceId"] for row in rng.sample(invoices, 2)}
    invoices[:] = [row for row in invoices if row["InvoiceId"] not in gone]
    parts[:] = [row for row in parts if row["InvoiceId"] not in gone]
    parts[0]["Quantity"] = "7"


def jobs(folder: Path, countries: tuple[str, str]) -> list[dict[str, Any]]:
    guards = {
        "min_rows": 0,
        "max_removals_percent": 100,
        "max_shrink_percent": 100,
    }  # few of the sample live in one country
    first, second = (audience_job((country,), folder, guards=guards) for country in countries)
    second = {**second, "name": "audience-2", "target": {**second["target"], "group": OTHER_GROUP}}
    return [customers_job(folder), invoices_job(folder), lines_job(folder), first, second]


def finish(client: Agillic, values: Mapping[str, Any], environ: Mapping[str, str]) -> None:
    """Run a job until every row is written or unchanged, whatever fails meanwhile."""
    for _ in range(MAX_TRIES):
        try:
            report = sync.run(values, client=client, environ=environ)
            assert sum(report.rows.values()) == report.source_rows
            if report.rows["rejected"] or report.rows["unknown"]:
                sync.retry(values, client=client, environ=environ)
                continue
        except ApiError:
            continue
        if report.end in {"done", "nothing to do"} and not report.rows["skipped"]:
            return
    pytest.fail(f"{values['name']} never came to its end")


def table(client: Agillic, keys: list[str], name: str, mapping: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """Return the rows of a table that the instance holds, by their key, with the recipient of each."""
    found: dict[str, dict[str, object]] = {}
    for key in keys:
        for record in client.one_to_many.get_table(key, name).record_list:
            row = {field: value for field, value in record.to_dict().items() if field in mapping and value}
            assert row["ID"] not in found
            found[row["ID"]] = {"recipientId": key, **{field: plain(field, value) for field, value in row.items()}}
    return found


def plain(field: str, value: str) -> object:
    return float(value) if field in NUMBERS else value


def expected_table(rows: Rows, mapping: Mapping[str, str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        values = {field: plain(field, row[column]) for field, column in mapping.items() if row[column]}
        if "INVOICED" in values:
            day, _, time = row[mapping["INVOICED"]].partition(" ")
            year, month, date = day.split("-")
            values["INVOICED"] = f"{date}.{month}.{year} {time or '00:00:00'}"
        found[row[mapping["ID"]]] = values
    return found


def members(mock: LocalMock, group: str, keys: list[str]) -> set[str]:
    state = mock.state
    return {key for key in keys if group in {each.name for each in state.groups.of(state.recipients.find(key))}}


def check(mock: LocalMock, client: Agillic, folder: Path, rows: Mapping[str, Rows], countries: tuple[str, str]) -> None:
    customers, invoices, parts = (rows[name] for name in FILES)
    keys = [row["CustomerId"] for row in customers]
    assert people(client) == expected_people(folder / "customers.csv")
    assert table(client, keys, "INVOICES", INVOICES) == expected_table(invoices, INVOICES)
    assert table(client, keys, "INVOICE LINES", LINES) == expected_table(parts, LINES)
    for group, country in zip((GROUP, OTHER_GROUP), countries, strict=True):
        there = {row["CustomerId"] for row in customers if row["Country"] == country}
        assert members(mock, group, keys) == there
        assert mock.state.groups.population(group) == len(there)


def countries_of(source: Path) -> tuple[str, str]:
    found = [row["Country"] for row in lines(source / "customers.csv")]
    if {"Germany", "Brazil"} <= {*found}:
        return "Germany", "Brazil"
    (first, _), (second, _) = Counter(found).most_common(2)
    return first, second


SOURCES = [
    pytest.param(path, id=name)
    for path, name in ((SAMPLE, "sample"), (REAL, "chinook"))
    if (path.is_dir() if LONG else path == (REAL if REAL.is_dir() else SAMPLE))
]
"""The real input where it is there, else its sample; both in the long form."""


@pytest.mark.parametrize("seed", range(10 if LONG else 1))
@pytest.mark.parametrize("source", SOURCES)
def test_under_faults_and_kills_the_instance_ends_as_the_files_say(
    shop: LocalMock, tmp_path: Path, source: Path, seed: int
) -> None:
    rng, folder, state = random.Random(seed), tmp_path / "shop", tmp_path / "state"  # noqa: S311 - for tests
    rows, countries = copy(source, folder), countries_of(source)
    environ = {"XDG_STATE_HOME": str(state)}
    for number, (_, fault) in enumerate(FAULTS):
        members = fault.copy()
        members["probability"], members["seed"] = SHARE / len(FAULTS), seed * len(FAULTS) + number
        shop.faults.add(**members)
    with skip_waits(shop.clock.advance), client_of(shop, tmp_path / "limits") as client:
        for turn in range(3):
            if turn:
                change(rows, rng, countries)
                save(rows, folder)
            killed = rng.sample(range(5), 3) if turn == 1 else []
            for place, values in enumerate(jobs(folder, countries)):
                if place in killed:
                    die(shop, values, state, rng, tmp_path / "job.json")
                finish(client, values, environ)
        shop.faults.clear()
        check(shop, client, folder, rows, countries)
        sent = sum(each.method != "GET" and each.operation != "getOAuthToken" for each in shop.requests)
        for values in jobs(folder, countries):
            report = sync.run(values, client=client, environ=environ)
            assert report.rows["unchanged"] == report.source_rows
        again = sum(each.method != "GET" and each.operation != "getOAuthToken" for each in shop.requests)
        assert again == sent, "the next run sends nothing"


def die(mock: LocalMock, values: Mapping[str, Any], state: Path, rng: random.Random, job: Path) -> None:
    """Have a run of a job in another process killed at one of its first writes."""
    path = written(job, values)
    for _ in range(MAX_TRIES):
        try:
            ended = run_once(mock, path, state, rng.randint(1, 5))
        except AssertionError:  # it could not read what it binds to, for a fault
            continue
        assert ended is None
        return
    pytest.fail("no run came to a write")
