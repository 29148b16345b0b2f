"""What differs between two folders, readable."""

import difflib
from collections.abc import Iterator
from pathlib import Path

LONGEST = 200
"""Lines of difference that are shown; the rest is counted."""


def difference(committed: Path, fresh: Path) -> list[str]:
    """Return the difference between two folders as lines of a unified diff; empty when there is none.

    Args:
        committed: the folder as it is.
        fresh: the folder as it should be.
    """
    lines = list(_difference(committed, fresh))
    if len(lines) <= LONGEST:
        return lines
    return [*lines[:LONGEST], f"... and {len(lines) - LONGEST} more lines of difference"]


def _difference(committed: Path, fresh: Path) -> Iterator[str]:
    for name in sorted(_files(committed) | _files(fresh)):
        old, new = _lines(committed / name), _lines(fresh / name)
        if old != new:
            yield from difflib.unified_diff(old, new, f"committed/{name}", f"generated/{name}", lineterm="", n=1)


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.is_file() else []
