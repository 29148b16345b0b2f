"""What a run of a job reports of its calls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shop_parts import customers_job, shop_mock

from agillic import Agillic, skip_waits, sync
from agillic.mock.local import LocalMock


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
