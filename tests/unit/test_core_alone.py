"""The core's own tests need no real API: in a tree without Agillic's room, package and document they pass."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

GONE = ("overlays/agillic", "generated/agillic_api", "spec/agillic")
SAMPLE = (
    "wire",
    "calls/test_pages_walk.py",
    "calls/test_batches_drivers.py",
    "calls/test_tasks_polling.py",
    "transport/test_keys.py",
    "transport/test_errors.py",
    "transport/test_limits_count.py",
    "transport/test_settings_network.py",
    "transport/test_settings_sources.py",
)
"""What runs there; all other modules are imported there alone."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the core, its tests and the table of APIs, with nothing of a real API."""
    folder = tmp_path_factory.mktemp("core") / "tree"
    for name in ("overlays/sdk_core", "generated/sdk_apis", "tests/core"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the tree; -S keeps this environment's own tree out, of which a .pth file tells."""
    packages = [
        tree / "overlays",
        tree / "generated",
        *(path for path in map(Path, sys.path) if path.name == "site-packages"),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, packages)),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    command = [sys.executable, "-S", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
    return subprocess.run(  # noqa: S603 - our own tests
        [*command, *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=240
    )


def test_the_tests_of_the_core_pass_without_a_real_api(tree: Path) -> None:
    assert not [name for name in GONE if (tree / name).exists()]
    sample = " or ".join(Path(name).stem for name in SAMPLE)
    passed = run(tree, "tests/core", "-k", sample)
    assert passed.returncode == 0, passed.stdout[-2000:]
    assert " passed" in passed.stdout


@pytest.mark.parametrize("name", ["agillic.limits", "agillic_api", "iterable_client"])
def test_one_that_needs_a_real_api_would_be_found(tree: Path, name: str) -> None:
    test = tree / "tests" / "core" / "test_needs_it.py"
    test.write_text(f"import {name}\n", "utf-8")
    found = run(tree, "--collect-only", str(test))
    test.unlink()
    assert found.returncode != 0
    assert "ModuleNotFoundError" in found.stdout
