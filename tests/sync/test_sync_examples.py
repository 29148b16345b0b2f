"""The examples in the modules of targets."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import agillic.sync
import iterable_client.sync
import sdk_core.sync.model

MODULES = sorted(
    f"{package.__name__}.{path.stem}"
    for package in (agillic.sync, iterable_client.sync, sdk_core.sync.model)
    for path in Path(str(package.__file__)).parent.glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert not doctest.testmod(import_module(module)).failed


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    assert sum(len(each.examples) for name in MODULES for each in finder.find(import_module(name))) > 15
