"""What differs between two folders, readable."""

import difflib
from collections.abc import Iterator
from pathlib import Path

MAX_LENGTH = 200
"""Lines of difference that are shown; the rest is counted."""


def difference(committed: Path, fresh: Path) -> list[str]:
    """Return the difference between two folders as lines of a unified diff; empty when there is none.

    Args:
        committed: the folder as it is.
        fresh: the folder as it should be.
    """
    lines = list(_difference(committed, fresh))
    if len(lines) <= MAX_LENGTH:
        return lines
    return [*lines[:MAX_LENGTH], f"... and {len(lines) - MAX_LENGTH} more lines of difference"]


def _difference(committed: Path, fresh: Path) -> Iterator[str]:
    for name in sorted(_files(committed) | _files(fresh)):
        old, new = _content(committed / name), _content(fresh / name)
        if old is None:
            yield f"only generated: {name}"
        elif new is None:
            yield f"only committed: {name}"
        elif old != new:
            labels = f"committed/{name}", f"generated/{name}"
            shown = list(difflib.unified_diff(_lines(old), _lines(new), *labels, lineterm="", n=1))
            yield from shown or [f"only line ends differ: {name}"]


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", errors="replace").splitlines()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
