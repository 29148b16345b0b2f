"""`agillic exports files`: walks the folders of export files."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from agillic.client import Agillic
from agillic_api.types import UNSET
from sdk_core.calls.files.filenames import safe_filename
from sdk_core.calls.progress import shown
from sdk_core.cli import exit_codes
from sdk_core.cli.output import Style, usual_format, write

_DEEPEST: Final = 32
"""Folders within folders that are looked into."""


def run(options: Namespace) -> int:
    """List export files, or save those that are not there; return the exit code.

    Args:
        options: `inside`, `save`, `output` and `profile`.

    Raises:
        OSError: there is no such folder, or a file cannot be written.
        ValueError: a file's path cannot be one here.
        AgillicError: a folder could not be listed, or a file not fetched.
    """
    with Agillic(profile=options.profile) as client:
        paths = _walk(client, options.inside.strip("/"))
        rows = [{"file": each} for each in paths] if options.save is None else _save(client, paths, Path(options.save))
    write(rows, Style(options.output or usual_format(sys.stdout)), sys.stdout)
    return exit_codes.DONE


def _walk(client: Agillic, folder: str, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        raise ValueError(f"the folders of export files are more than {_DEEPEST} deep: name one with --in")
    for item in client.exports.list_files(folder=folder or UNSET):
        path = f"{folder}/{item.name}" if folder else item.name
        if item.is_folder:
            yield from _walk(client, path, depth + 1)
        else:
            yield path


def _save(client: Agillic, paths: Iterator[str], folder: Path) -> list[dict[str, Any]]:
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {str(folder)!r}: make it first")
    rows: list[dict[str, Any]] = []
    with shown(True, str) as tell:  # noqa: FBT003 - on a terminal, that is
        for path in paths:
            target = folder.joinpath(*map(safe_filename, path.split("/")))
            if target.exists():
                continue
            tell(target)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            rows.append({"file": str(target), "size": client.exports.download(path, target).size})
    return rows
