"""Fixtures of the unit tests: the real spec, bundled once, and small specs that a test may break."""

import gc
import shutil
from pathlib import Path

import pytest

from generator.bundle.bundler import Bundle, bundle
from generator.load.source import Source

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_finish() -> None:
    """Put what collection made out of the garbage collector's sight, for all folders of a run that has this one.

    Twenty thousand tests are a million objects, which stay until the end. Each full collection would go through them
    again, and tests of what is left behind ask for hundreds of those.
    """
    gc.collect()
    gc.freeze()
    gc.collect()  # it counts what is left, by which it decides when the next one is due


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
