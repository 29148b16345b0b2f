"""The rows that failed, in a folder: a file of JSON lines for each stream of a run, which only this user can read.

The lines are those of the files of rejected rows that the command line writes: correct them, and import the file.
"""

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import md5
from pathlib import Path
from typing import Any, Final

from sdk_core.pipelines.errors import PipelineError
from sdk_core.pipelines.rows import json_line

_NO_FILE_NAME: Final = re.compile(r"[^\w-]")
_MAX_NAME: Final = 80


class DeadLetters:
    """Keeps the rows of a run that failed.

    Args:
        folder: where to; it is made when the first row fails.
        run: tells the files of this run from those of others.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._folder, self._run = folder, run

    def path(self, stream: str) -> Path:
        """Return the file of a stream.

        >>> DeadLetters(Path("dead-letters"), "20261130-a1").path("customers").name
        'customers-20261130-a1.jsonl'
        """
        name = _NO_FILE_NAME.sub("_", stream)[:_MAX_NAME]
        if name != stream:  # another stream may have such a name
            name += "-" + md5(stream.encode(), usedforsecurity=False).hexdigest()[:8]
        return self._folder / f"{name}-{self._run}.jsonl"

    def add(self, stream: str, letters: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Add rows that failed, each after its reason. They are on the disk when this returns.

        Raises:
            PipelineError: they cannot be written.
        """
        path = self.path(stream)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with open(number, "ab") as file:  # noqa: PTH123 - of a number
                file.writelines(json_line(reason, row) for reason, row in letters)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise PipelineError(
                f"rows that failed cannot be written to {path} ({error.strerror or type(error).__name__}): free space, "
                "or name another folder by dead_letters; rows that are not settled come again in the next run"
            ) from error
