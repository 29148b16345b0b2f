"""The examples in the docstrings of reports run."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import sdk_core.sync.reports

MODULES = sorted(path.stem for path in Path(next(iter(sdk_core.sync.reports.__path__))).glob("[a-z]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_they_run(name: str) -> None:
    assert doctest.testmod(import_module(f"sdk_core.sync.reports.{name}")).failed == 0


def test_there_are_some() -> None:
    modules = [import_module(f"sdk_core.sync.reports.{name}") for name in MODULES]
    assert sum(doctest.testmod(module).attempted for module in modules) > 10
