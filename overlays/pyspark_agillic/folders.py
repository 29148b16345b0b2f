"""Folders that a job writes to: of this machine, or wherever pyarrow can write (s3, gs, hdfs)."""

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

_PRIVATE: Final = 0o600
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Not the drive of Windows."""


class Folder:
    """A folder, made when the first file is written. Files appear whole; here only their owner may read them.

    Args:
        place: a path, which is one of this machine whatever Spark takes it for, or a URI.

    Raises:
        ValueError: nothing here can write there.
    """

    def __init__(self, place: str) -> None:
        parts = urlsplit(place)
        self.place = place.rstrip("/")
        self._files: Any = None
        if parts.scheme == "file":
            self._path = unquote(parts.path).rstrip("/")
        elif "://" in place:
            fs: Any = import_module("pyarrow.fs")  # brings no types
            self._files, path = fs.FileSystem.from_uri(place)
            self._path = path.rstrip("/")
        elif _SCHEME.match(place):
            scheme = place.partition(":")[0]
            raise ValueError(
                f"the folder {place} cannot be used: {scheme} is no file system here. Give a path that is "
                "mounted, or a URI such as s3://bucket/folder"
            )
        else:
            self._path = self.place

    def write(self, name: str, content: bytes) -> str:
        """Write a file, and return where it is.

        Raises:
            OSError: it cannot be written.
        """
        path = f"{self._path}/{name}"
        if self._files is not None:
            self._files.create_dir(path.rpartition("/")[0], recursive=True)
            with self._files.open_output_stream(path) as file:
                file.write(content)
            return f"{self.place}/{name}"
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "wb") as file:  # noqa: PTH123 - of a number
            file.write(content)
        draft.replace(target)
        return path

    def names(self, below: str) -> list[str]:
        """Return the names of the files in a folder of this one, sorted; none where it is not there."""
        path = f"{self._path}/{below}"
        if self._files is not None:
            fs: Any = import_module("pyarrow.fs")
            found = self._files.get_file_info(fs.FileSelector(path, allow_not_found=True))
            return sorted(each.base_name for each in found)
        return sorted(each.name for each in Path(path).iterdir()) if Path(path).is_dir() else []

    def remove(self, name: str) -> None:
        """Remove a file that is there."""
        path = f"{self._path}/{name}"
        if self._files is not None:
            self._files.delete_file(path)
        else:
            Path(path).unlink(missing_ok=True)
