"""Fixtures of the unit tests: the real spec, bundled once, and small specs that a test may break."""

import shutil
from pathlib import Path

import pytest

from generator.bundle.bundler import Bundle, bundle
from generator.load.source import Source

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def agillic() -> Bundle:
    return bundle(Source(ROOT / "spec", "agillic"))


class TinySpec:
    """A copy of tests/specs/tiny that a test changes."""

    def __init__(self, spec: Path) -> None:
        self.spec = spec
        self.folder = spec / "tiny"

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be there, once."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def bundle(self) -> Bundle:
        return bundle(Source(self.spec, "tiny"))


@pytest.fixture
def tiny(tmp_path: Path) -> TinySpec:
    shutil.copytree(ROOT / "tests" / "specs" / "tiny", tmp_path / "spec" / "tiny")
    return TinySpec(tmp_path / "spec")
