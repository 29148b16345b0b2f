"""The tour of `make demo`: it ends with all equal under faults, finds what was changed, and leaves nothing behind."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock
from tour import command
from tour.command import DIFFERENT, EQUAL, SAMPLE, main
from tour.comparing import compare
from tour.local_agillic import FAULTS, INSTANCE, SHARE, LocalAgillic, local_agillic
from tour.source import Shop, read_shop
from tour.story import change, load, read_back
from tour.syncing import ShopSync, shop_folder
from tour.tables import CUSTOMERS, INVOICES, LINES, OWNER, Kind

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("TOUR_DATA") or ROOT.parent / "shared" / "data" / "chinook")
SEEDS = range(100 if os.environ.get("AGILLIC_CONTRACT") == "long" else 1)
TYPES: dict[Kind, str] = {
    "text": "STRING",
    "whole number": "NUMBER",
    "amount": "NUMBER",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep the settings of this machine's user out of the tests, and see what is left behind."""
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return state


def synced_by(local: LocalAgillic, folder: Path) -> ShopSync:
    return ShopSync(local.agillic, shop_folder(SAMPLE, folder / "shop"))


def test_the_tour_ends_with_everything_equal_and_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], own_state: Path
) -> None:
    assert main([]) == EQUAL
    told, wrong = capsys.readouterr()
    assert "8 of 8 customers, 20 of 20 invoices, 44 of 44 invoice lines equal their source;" in told.splitlines()
    assert "0 faults" not in told
    assert wrong == ""
    assert len(told.splitlines()) <= 60
    assert "music-shop-secret" not in told
    assert not own_state.exists()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_fails_every_row_is_equal_and_every_fault_was_met_by_a_repeat(seed: int, tmp_path: Path) -> None:
    shop = read_shop(SAMPLE)
    with local_agillic(seed) as local:
        assert command.tour(shop, local, synced_by(local, tmp_path)) == EQUAL
        assert len(local.repeated) == local.injected.total()
        assert local.agillic.limits.used_today == len(local.mock.requests)


def test_r_every_kind_of_fault_hits_any_operation() -> None:
    with local_agillic(1) as local:
        faults = local.mock.faults.all()
        assert {each.operation for each in faults} == {None}
        assert sum(each.probability or 0 for each in faults) == pytest.approx(SHARE)
        assert len({each.seed for each in faults}) == len(FAULTS)


def test_nothing_waits_but_the_clock_of_the_mock(tmp_path: Path) -> None:
    with local_agillic(seed=4) as local:
        before = local.mock.clock.now()
        load(synced_by(local, tmp_path))
        waits = sum(each.wait_for for each in local.repeated)
        tasks = len(read_shop(SAMPLE).tables)  # one for each, of 2 seconds
        assert waits > 0
        assert (local.mock.clock.now() - before).total_seconds() >= tasks + waits - 0.001  # the clock has milliseconds


def test_the_real_files_end_with_everything_equal(capsys: pytest.CaptureFixture[str]) -> None:
    if not REAL.is_dir():
        pytest.skip(f"there is no folder {REAL}: name one by TOUR_DATA")
    assert main([str(REAL)]) == EQUAL
    counts: list[str] = []
    for table in (CUSTOMERS, INVOICES, LINES):
        with (REAL / table.file).open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.DictReader(file)) - (table is LINES)  # one was taken back
        counts.append(f"{rows:,} of {rows:,} {table.name.lower()}")
    assert f"{', '.join(counts)} equal their source;" in capsys.readouterr().out.splitlines()


def change_customer(mock: LocalMock) -> None:
    mock.state.recipients.upsert("5", {"POSTAL_CODE": "171"})


def change_total(mock: LocalMock) -> None:
    mock.state.rows.batch_update(mock.state.recipients.find("5"), "INVOICES", [{"ID": "4", "TOTAL": 1300.61}])


def change_moment(mock: LocalMock) -> None:
    row = {"ID": "4", "INVOICED": "15.06.2021 12:30:06"}
    mock.state.rows.batch_update(mock.state.recipients.find("5"), "INVOICES", [row])


def clear_city(mock: LocalMock) -> None:
    mock.state.rows.batch_update(mock.state.recipients.find("5"), "INVOICES", [{"ID": "4", "CITY": ""}])


def delete_line(mock: LocalMock) -> None:
    mock.state.rows.batch_delete(mock.state.recipients.find("2"), "INVOICE LINES", ["4"])


def copy_line(mock: LocalMock) -> None:
    mock.state.rows.batch_update(mock.state.recipients.find("3"), "INVOICE LINES", [{"ID": "4"}])


def add_customer(mock: LocalMock) -> None:
    mock.state.recipients.batch_upsert([{"CUSTOMER_ID": "99", "COUNTRY": "Ireland"}])


def add_member(mock: LocalMock) -> None:
    mock.state.groups.add("Largest country", ["2"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_customer, ["customers.csv, line 6: POSTAL_CODE is '0171', and '171' in Agillic"]),
        (change_total, ["invoices.csv, line 5: TOTAL is 1300.60, and 1300.61 in Agillic"]),
        (change_moment, ["invoices.csv, line 5: INVOICED is 2021-06-15 12:30:05+02:00, and 2021-06-15 12:30:06+02:00"]),
        (clear_city, ["invoices.csv, line 5: CITY is 'Oslo', and empty in Agillic"]),
        (delete_line, ["invoice_lines.csv, line 5: Agillic has it 0 times"]),
        (copy_line, ["invoice_lines.csv, line 5: Agillic has it 2 times"]),
        (
            add_customer,
            [
                "customers: Agillic has '99', and customers.csv does not",
                "COUNTRY=in=(Ireland) finds 2, 99; by the source 2",
            ],
        ),
        (add_member, ["target group Largest country: it has 3 members, and should have 2"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_was_changed_is_found_and_named(
    change: Callable[[LocalMock], None], told: list[str], tmp_path: Path
) -> None:
    shop = read_shop(SAMPLE)
    with local_agillic(seed=4) as local:
        load(synced_by(local, tmp_path))
        change(local.mock)
        comparisons, wrong = read_back(local.agillic, shop)
    differences = [line for each in comparisons for line in each.differences] + wrong
    for line in told:
        assert any(each.startswith(line) for each in differences), differences
    assert len(differences) == len(told)


def test_a_difference_ends_the_tour_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shop = read_shop(SAMPLE)
    with local_agillic(seed=4) as local:

        def change_more(synced: ShopSync) -> Shop:
            shop = change(synced)
            change_customer(local.mock)
            return shop

        monkeypatch.setattr(command, "change", change_more)
        assert command.tour(shop, local, synced_by(local, tmp_path)) == DIFFERENT
    told, wrong = capsys.readouterr()
    assert "7 of 8 customers, 20 of 20 invoices, 44 of 44 invoice lines equal their source;" in told
    assert wrong == "customers.csv, line 6: POSTAL_CODE is '0171', and '171' in Agillic\n"


def test_a_shop_that_agillic_does_not_take_ends_with_a_message(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shop = read_shop(SAMPLE)
    with local_agillic(seed=4) as local:
        local.mock.faults.clear()
        local.mock.faults.add(operation="listRecipients", status=403, times=9)
        assert command.guarded_tour(shop, local, synced_by(local, tmp_path)) == DIFFERENT
    assert capsys.readouterr().err.startswith("The tour stopped: listRecipients returned 403")


def test_the_tour_keeps_its_reports_where_it_is_asked_to(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--keep", str(tmp_path / "kept")]) == EQUAL
    (page,) = [line.split(": ", 1)[1] for line in capsys.readouterr().out.splitlines() if "Its report" in line]
    assert "customers" in Path(page).read_text("utf-8")


def test_rows_are_compared_by_their_keys_whatever_their_order() -> None:
    shop = read_shop(SAMPLE)
    found = [row.values for row in shop.invoices.values()]
    assert compare(INVOICES, shop.invoices, reversed(found)).differences == ()
    assert compare(INVOICES, shop.invoices, found[1:]).equal == len(found) - 1


def test_the_instance_has_a_field_of_the_right_type_for_every_column() -> None:
    instance = load_instance(INSTANCE)
    assert instance.recipient_key == OWNER
    assert {name: TYPES[kind] for name, kind in CUSTOMERS.kinds.items()} == {
        name: field.type for name, field in instance.person_data.items()
    }
    for table in (INVOICES, LINES):
        known = instance.one_to_many[table.name]
        expected = {name: TYPES[kind] for name, kind in table.kinds.items() if name != OWNER}
        assert (expected, table.key) == (dict(known.columns), known.key)
