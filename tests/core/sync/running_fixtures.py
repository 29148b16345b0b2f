"""A journal, and where a plan lies; see `pytest_plugins`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdk_core.sync.state.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.parquet"
