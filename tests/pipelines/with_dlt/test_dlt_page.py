"""What the page of pipelines shows of dlt runs."""

import re
from pathlib import Path

import pytest
from pipeline_parts import HERE, emails

from agillic.mock.local import LocalMock

pytest_plugins = ["pipeline_fixtures"]
PAGE = (HERE.parents[1] / "docs" / "pipelines.md").read_text("utf-8")


@pytest.mark.usefixtures("own_folder", "agillic_environment")
def test_the_example_runs(agillic_mock: LocalMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPELINES_DIR", str(tmp_path / "pipelines"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (example,) = re.findall(r"```py\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(example, "the example", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own
    assert emails(agillic_mock) == {"ada@example.com", "bea@example.com"}
