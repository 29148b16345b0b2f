"""What newcomers and packagers rely on: the README is true, the distribution holds what it should."""

import inspect
import io
import pydoc
import re
import subprocess
import sys
import tokenize
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import attrs
import pytest
import yaml
from conftest import ROOT

import agillic
from agillic_api import models

SOURCES = {key for path in ROOT.glob("spec/*/sources.yaml") for key in yaml.safe_load(path.read_text("utf-8"))}
BY_HAND = sorted(path for folder in ("overlays", "generator", "tests") for path in (ROOT / folder).rglob("*.py"))
EXPORTED = {name: getattr(agillic, name) for name in agillic.__all__}


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"\.PHONY: (.*)", makefile)[1].split())  # type: ignore[index]  # it is there
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert targets == explained


def test_installed_packages_carry_the_document() -> None:
    for package in ("agillic_api", "iterable_api"):
        assert files(package).joinpath("openapi.json").read_text("utf-8").startswith('{\n  "openapi": "3.1.0"')
    for package in ("agillic", "agillic_api", "iterable_api", "iterable_client", "sdk_core"):
        assert files(package).joinpath("py.typed").is_file()


def test_the_wheel_holds_the_packages_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {
        "agillic",
        "agillic_api",
        "iterable_api",
        "iterable_client",
        "pyspark_agillic",
        "sdk_apis",
        "sdk_core",
    }
    assert {"agillic_api/openapi.json", "iterable_api/openapi.json"} <= {*names}
    metadata = zipfile.ZipFile(wheel).read(next(name for name in names if name.endswith("/METADATA"))).decode()
    assert "Project-URL: " in metadata
    assert "# agillic" in metadata
    links = re.findall(r"\]\(([^)]+)\)", metadata)
    assert links
    assert [link for link in links if not link.startswith("https://")] == [], "they lead nowhere on a package index"


def test_every_package_is_listed_for_the_wheel() -> None:
    """By hand, so that a package of another API is not published before somebody wants that."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    there = [path.parent for folder in ("overlays", "generated") for path in (ROOT / folder).glob("*/__init__.py")]
    assert sorted(listed) == sorted(path.relative_to(ROOT).as_posix() for path in there), "see spec/README.md"


@pytest.mark.parametrize("name", ["dev", "docs", "dlt", "singer", "spark"])
def test_requirements_are_exact_hashed_and_without_addresses(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    packages = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(packages) > 20
    assert all(re.fullmatch(r"[a-z0-9.-]+(\[[a-z]+\])?==[^ ]+ \\", line) for line in packages)
    assert "://" not in text


def prose(path: Path) -> Iterator[str]:
    """Yield the comments and the texts of several words of a Python file, docstrings among them."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.endswith('"""')):
            yield token.string


@cache
def written_prose() -> list[tuple[str, str]]:
    """Return the prose of all files that are written by hand, each with the file's name."""
    return [(path.name, text) for path in BY_HAND for text in prose(path)]


def bracketed(text: str) -> set[str]:
    """Return what looks like the key of a source: in brackets after a blank, so no type variable and no pattern."""
    lists = re.findall(r"(?<=[\s\"`(])\[([A-Z][A-Z0-9]*(?:-[A-Z]+)?(?:, [^]\[]+)?)\]", text)
    return {key for each in lists for key in each.split(", ") if not key.startswith("`")}


def test_keys_in_brackets_are_sources() -> None:
    found = {(name, key) for name, text in written_prose() for key in bracketed(text)}
    assert {key for _, key in found} >= {"S1", "V-INT"}, "nothing was read"
    assert sorted(each for each in found if each[1] not in SOURCES) == []


ELSEWHERE = re.compile(
    r"(?i)\bfacts,? (?:#|[0-9])|\boperations? [0-9]+(?=[ ,.:;]|$)|(?<![\w.(-])[1-9]\.[0-9]{1,2}(?= \[[A-Z])"
)
"""A chapter or a number of notes that are not here."""


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("[S1, facts 3.15].", True),
        ("facts 2 #70 and #71", True),
        ("Operation 27 [V-GD].", True),
        ("3.11 [S3]: a response", True),
        ("the facts of the case [S1]", False),
        ("valid OpenAPI 3.1, see RFC 6749, 2.3.1", False),
    ],
)
def test_a_reference_to_notes_is_recognized(text: str, *, refers: bool) -> None:
    assert bool(ELSEWHERE.search(text)) == refers


def test_nothing_refers_to_a_document_that_is_not_here() -> None:
    assert [each for each in written_prose() if ELSEWHERE.search(each[1])] == []


ENUMS = {name: kind for name in models.__all__ if issubclass(kind := getattr(models, name), Enum)}
EXPLAINED = ENUMS | {name: each for name, each in EXPORTED.items() if name != "__version__"}


def own_classes(kind: type[object]) -> list[type[object]]:
    """Return a class and those of its bases that are ours."""
    return [each for each in kind.__mro__ if each.__module__.startswith("agillic")]


def own_members(kind: type[object]) -> set[str]:
    """Return the public names that classes of ours give a class: members of an enum, methods, properties, values."""
    return {name for each in own_classes(kind) for name in vars(each) if not name.startswith("_")}


def own_fields(kind: type[object]) -> set[str]:
    """Return the public attributes that objects of a class have: declared, or set when they are made."""
    declared = [field.name for field in fields(kind)] if is_dataclass(kind) else []
    declared += [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    made = [each.__init__ for each in own_classes(kind) if "__init__" in vars(each)]
    sources = [inspect.getsource(each) for each in made if each.__code__.co_filename.endswith(".py")]
    given = [name for source in sources for name in re.findall(r"^ +self\.(\w+)(?:: [^=]+)? = ", source, re.MULTILINE)]
    return {name for name in (*declared, *given) if not name.startswith("_")}


def explains_itself(kind: type[object], name: str) -> bool:
    """Tell whether a method or a property has a docstring, which `help` shows beside it."""
    member = inspect.getattr_static(kind, name, None)
    inner: object = getattr(member, "__func__", member)
    is_method = callable(inner) or type(inner) in {property, cached_property}
    return is_method and bool(inspect.getdoc(inner))


@pytest.mark.parametrize("name", EXPLAINED)
def test_help_explains_each_name_with_all_its_members_and_fields(name: str) -> None:
    thing = EXPLAINED[name]
    told = pydoc.plain(pydoc.render_doc(thing))
    if not inspect.isclass(thing):
        assert inspect.getdoc(thing)
        return
    assert len(inspect.getdoc(thing) or "") > len("In a few words.")
    names = [each for each in own_members(thing) | own_fields(thing) if not explains_itself(thing, each)]
    lines = r"^[ |]*(?:- )?(?:\w+, )*{}(?:, \w+)*: \S"  # such as `status: the HTTP status`, and no signature
    assert sorted(each for each in names if not re.search(lines.format(each), told, re.MULTILINE)) == []
