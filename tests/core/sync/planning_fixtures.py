"""Plannings of the tiny target, and of a mirror of a group; see `pytest_plugins`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from planning_parts import Planning, plannings

from sdk_core.sync.model.job import Consent

Make = Callable[..., Planning]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    with plannings(tmp_path) as make:
        yield make


@pytest.fixture
def audience(make: Make) -> Planning:
    """A mirror of a group whose rows say whether there is consent, without guards of removals."""
    planning = make("group")
    planning.change(consent=Consent("OK"))
    planning.guard(max_removals_percent=100)
    return planning
