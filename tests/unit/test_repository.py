"""What newcomers and packagers rely on: the README is true, the distribution holds what it should."""

import inspect
import io
import os
import re
import subprocess
import sys
import tokenize
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path

import attrs
import pytest
import yaml
from conftest import ROOT

import agillic
from agillic.mock.local import LocalMock

GUIDES = ("README.md", "docs/client.md")
PYTHON_BLOCKS = [
    block
    for guide in GUIDES
    for block in re.findall(r"```python\n(.*?)```", (ROOT / guide).read_text("utf-8"), re.DOTALL)
]
PYTEST_BLOCKS = [block for block in PYTHON_BLOCKS if "def test_" in block]


SOURCES = set(yaml.safe_load((ROOT / "spec/agillic/sources.yaml").read_text("utf-8")))
OVERLAYS = sorted((ROOT / "overlays").rglob("*.py"))
EXPORTED = {name: getattr(agillic, name) for name in agillic.__all__}
CLASSES = {name: each for name, each in EXPORTED.items() if inspect.isclass(each)}


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
    for package in ("agillic", "agillic_api", "sdk_core"):
        assert files(package).joinpath("py.typed").is_file()


def test_the_wheel_holds_the_packages_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"agillic", "agillic_api", "sdk_core"}
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


def prose(path: Path) -> Iterator[str]:
    """Yield the comments and the texts of several words of a Python file, docstrings among them."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.endswith('"""')):
            yield token.string


def bracketed(text: str) -> set[str]:
    """Return what looks like the key of a source: in brackets after a blank, so no type variable and no pattern."""
    lists = re.findall(r"(?<=[\s\"`(])\[([A-Z][A-Z0-9]*(?:-[A-Z]+)?(?:, [^]\[]+)?)\]", text)
    return {key for each in lists for key in each.split(", ") if not key.startswith("`")}


def test_keys_in_brackets_are_sources() -> None:
    found = {(path.name, key) for path in OVERLAYS for text in prose(path) for key in bracketed(text)}
    assert {key for _, key in found} >= {"S1", "V-INT"}, "nothing was read"
    assert sorted(each for each in found if each[1] not in SOURCES) == []


def test_nothing_refers_to_a_document_that_is_not_here() -> None:
    found = [path.name for path in OVERLAYS if re.search(r"facts\s+(#\s*)?\d", path.read_text("utf-8"))]
    assert found == []


def test_the_package_says_what_keys_in_brackets_are() -> None:
    for told in (agillic.__doc__ or "", (ROOT / "docs/client.md").read_text("utf-8")):
        assert "docs/evidence.md" in told
        assert "x-sources" in told


def named_parts(kind: type[object]) -> list[str]:
    """Return the names of an enum's members, or of the public fields of a dataclass or a class of attrs."""
    if issubclass(kind, Enum):
        return list(kind.__members__)
    if is_dataclass(kind):
        return [field.name for field in fields(kind) if not field.name.startswith("_")]
    own = attrs.fields(kind) if attrs.has(kind) else ()
    return [field.name for field in own if not field.name.startswith("_")]


@pytest.mark.parametrize("name", [name for name, kind in CLASSES.items() if named_parts(kind)])
def test_help_explains_each_member_and_field(name: str) -> None:
    told = CLASSES[name].__doc__ or ""
    missing = [part for part in named_parts(CLASSES[name]) if not re.search(rf"\b{part}\b *(,.*)?:", told)]
    assert missing == []
