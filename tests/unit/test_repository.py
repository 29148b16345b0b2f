"""What newcomers and packagers rely on: the README is true, the distribution holds what it should."""

import os
import re
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import ROOT

from agillic.mock.local import LocalMock

GUIDES = ("README.md", "docs/client.md")
PYTHON_BLOCKS = [
    block
    for guide in GUIDES
    for block in re.findall(r"```python\n(.*?)```", (ROOT / guide).read_text("utf-8"), re.DOTALL)
]
PYTEST_BLOCKS = [block for block in PYTHON_BLOCKS if "def test_" in block]


@pytest.mark.parametrize("block", [block for block in PYTHON_BLOCKS if block not in PYTEST_BLOCKS])
def test_the_examples_of_the_guides_run(block: str, agillic_mock: LocalMock, tmp_path: Path) -> None:
    """Against the mock, as whoever copies them would run them."""
    environment = {
        **os.environ,
        "AGILLIC_BASE_URL": agillic_mock.url,
        "AGILLIC_KEY": agillic_mock.key,
        "AGILLIC_SECRET": agillic_mock.secret,
        "XDG_STATE_HOME": str(tmp_path),
    }
    subprocess.run([sys.executable, "-c", block], cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603


@pytest.mark.parametrize("block", PYTEST_BLOCKS)
def test_the_tests_in_the_guides_pass(block: str, tmp_path: Path) -> None:
    (tmp_path / "test_readme.py").write_text(block, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout
    assert f"{block.count('def test_')} passed" in done.stdout


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("spec/*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), (page.name, target)


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"\.PHONY: (.*)", makefile)[1].split())  # type: ignore[index]  # it is there
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert targets == explained


def test_installed_packages_carry_the_document() -> None:
    assert files("agillic_api").joinpath("openapi.json").read_text("utf-8").startswith('{\n  "openapi": "3.1.0"')
    for package in ("agillic", "agillic_api"):
        assert files(package).joinpath("py.typed").is_file()


def test_the_wheel_holds_both_packages_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"agillic", "agillic_api"}
    assert "agillic_api/openapi.json" in names
    metadata = zipfile.ZipFile(wheel).read(next(name for name in names if name.endswith("/METADATA"))).decode()
    assert "Project-URL: " in metadata
    assert "# agillic" in metadata
    links = re.findall(r"\]\(([^)]+)\)", metadata)
    assert links
    assert [link for link in links if not link.startswith("https://")] == [], "they lead nowhere on a package index"


def test_requirements_are_exact_hashed_and_without_addresses() -> None:
    text = (ROOT / "requirements" / "dev.txt").read_text("utf-8")
    packages = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(packages) > 20
    assert all(re.fullmatch(r"[a-z0-9.-]+(\[[a-z]+\])?==[^ ]+ \\", line) for line in packages)
    assert "://" not in text
