"""Writes the skeleton of a spec."""

import re
import shutil
from pathlib import Path

SKELETON = Path(__file__).with_name("skeleton")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class NewApiError(Exception):
    """There can be no such API; the message says why and what to do."""


def write_skeleton(spec: Path, name: str) -> list[Path]:
    """Write the files of a new API, which lint takes but for what is marked TODO.

    Args:
        spec: the folder of all specs.
        name: the name of the API: its folder in `spec`, and the beginning of the name of its Python package.

    Returns:
        The files that were written.

    Raises:
        NewApiError: the name is none, or there is something of that name, which stays as it is.
    """
    if not NAME.fullmatch(name):
        raise NewApiError(
            f"{name!r} is no name for an API: write it in lower-case letters, digits and single underscores, "
            "a letter first, because it becomes the name of a Python package"
        )
    folder = spec / name
    if folder.exists():
        raise NewApiError(f"{folder} is there already: choose another name, or remove it")
    shutil.copytree(SKELETON, folder)
    return sorted(path for path in folder.rglob("*") if path.is_file())
