"""What a run of a job reports of its calls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop_parts import audience_job, customers_job, shop_mock

from agillic import Agillic, skip_waits, sync
from agillic.mock.local import LocalMock
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.reports.report_file import read_report


@pytest.fixture
def shop() -> Iterator[LocalMock]:
    with shop_mock() as mock:
        yield mock


@pytest.fixture
def client(shop: LocalMock, tmp_path: Path) -> Iterator[Agillic]:
    with skip_waits(), Agillic(key=shop.key, secret=shop.secret, base_url=shop.url, state_directory=tmp_path) as opened:
        yield opened


def test_retries_are_counted_by_step(
    shop: LocalMock, client: Agillic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_SYNC_DIRECTORY", str(tmp_path / "sync"))
    shop.faults.add(operation="batchUpsertRecipients", status=503, times=2, retry_after=0)
    (step,) = sync.run(customers_job(), client=client).steps
    assert (step.step, step.calls, step.retries) == ("upsert", 1, 2)


def test_a_run_whose_target_is_not_there_has_a_report_too(
    client: Agillic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_SYNC_DIRECTORY", str(tmp_path / "sync"))
    job = audience_job(("Norway",))
    job["target"]["group"] = "Nowhere"
    with pytest.raises(TargetError, match="Nowhere"):
        sync.run(job, client=client)
    (path,) = (tmp_path / "sync" / "audience" / "reports").glob("*.json")
    report = read_report(path)
    assert (report.end, "Nowhere" in report.message) == ("failed", True)


def test_rejected_rows_are_no_reason_to_take_an_older_run_as_the_last_good_one(
    client: Agillic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_SYNC_DIRECTORY", str(tmp_path / "sync"))
    rows = [{"CustomerId": str(number), "Email": f"{number}@example.com"} for number in range(10)]
    job = {"name": "people", "target": customers_job()["target"], "guards": {"max_shrink_percent": 20}}
    job["mapping"] = {"CUSTOMER_ID": "CustomerId", "EMAIL": {"column": "Email", "required": True}}
    assert sync.run(job, source=rows[:2], client=client).end == "done"
    assert sync.run(job, source=[*rows, {"CustomerId": "x", "Email": None}], client=client).end == "partly failed"
    assert sync.run(job, source=rows[:5], client=client).end == "guard stopped"
