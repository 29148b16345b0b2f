"""The fixture of tests of the gateway, as a plugin."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gateway_parts import Opening, Stand, policy_text


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opening]:
    """Return what opens stands; their clients are closed at the end."""
    stands: list[Stand] = []

    def make(policy: str = policy_text(), folder: str = "", **parts: Any) -> Stand:  # noqa: ANN401 - of a Stand
        stands.append(Stand(tmp_path / (folder or f"stand{len(stands)}"), policy, **parts))
        return stands[-1]

    yield make
    for each in stands:
        each.instances.close()
