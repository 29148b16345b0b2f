"""The package as a whole: its examples run, and the spec still has what it is for."""

import doctest
import importlib
import json
import subprocess
import sys
from importlib.resources import files

import pytest

from agillic.wire import rsql

MODULES = ["date_formats", "rsql"] + [
    f"rsql.{name}"
    for name in ("arguments", "builder", "comparison", "errors", "parser", "readings", "tree", "typed_fields")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(f"agillic.wire.{name}"))
    assert attempted
    assert not failed


def test_the_spec_has_the_parameters_that_this_overlay_is_for() -> None:
    document = json.loads(files("agillic_api").joinpath("openapi.json").read_text("utf-8"))
    found = [
        {"in": parameter["in"], "format": parameter["schema"].get("format")}
        for parameter in document["components"]["parameters"].values()
    ]
    for target in rsql.TARGETS:
        assert target in found


def test_importing_it_loads_nothing_slow_and_nothing_from_above() -> None:
    code = (
        "import sys; before = set(sys.modules); import agillic.wire.rsql; new = set(sys.modules) - before; "
        "print(*sorted(new))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()  # noqa: S603
    assert "agillic.wire.rsql.parser" in loaded
    assert {"httpx", "attr", "attrs", "asyncio", "ssl", "email", "uuid", "decimal"} & set(loaded) == set()
    above = {name for name in loaded if name.startswith("agillic") and not name.startswith("agillic.wire")}
    assert above <= {"agillic"}
