"""The package as a whole: its examples run, its names open, and a module costs little to import."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import agillic.discovery
from agillic.discovery import Instance, module_text

FOLDER = Path(agillic.discovery.__file__).parent
MODULES = sorted(each.stem for each in FOLDER.glob("*.py") if each.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    failed, attempted = doctest.testmod(import_module(f"agillic.discovery.{name}"))
    assert attempted
    assert not failed


def test_every_name_opens() -> None:
    for name in agillic.discovery.__all__:
        assert getattr(agillic.discovery, name) is not None
    assert {*agillic.discovery.__all__} <= {*dir(agillic.discovery)}
    with pytest.raises(AttributeError, match="it has Boolean, "):
        getattr(agillic.discovery, "nothing")  # noqa: B009 - a plain attribute would not pass the type checkers


def test_a_module_loads_no_client(tmp_path: Path) -> None:
    (tmp_path / "my_instance.py").write_text(module_text(Instance()), "utf-8")
    heavy = "httpx", "agillic_api", "agillic.client", "orjson"
    code = f"import sys, my_instance; sys.exit(bool({{*{heavy!r}}} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0
