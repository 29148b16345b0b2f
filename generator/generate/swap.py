"""A new package takes the place of the old one only when it is complete."""

import shutil
from collections.abc import Callable
from pathlib import Path


def swap_in(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a folder aside, and put it in the place of `folder` when that has succeeded.

    Args:
        folder: what is replaced; it need not exist.
        write: makes the folder it is given, which does not exist yet; whatever it raises leaves `folder` as it was.
    """
    aside = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    folder.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (aside, old):  # of a run that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        write(aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    aside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
