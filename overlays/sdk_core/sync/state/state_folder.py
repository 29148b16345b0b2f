"""The folder in which a job keeps what it must remember: whose it is, where it lies, who may read it.

It holds personal data: only this user can enter it, and read its files. All of it can be copied to another machine
while no run goes on, and the job goes on there.
"""

import json
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.job import Job
from sdk_core.sync.state.dead_letters import DeadLetters
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.journal_reader import JournalReader
from sdk_core.sync.state.lock import locked, unusable
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory, state_directory

VERSION: Final = 1
_KEY_BYTES: Final = 32
_DAY: Final = 86_400.0
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class StateFolder:
    """The state of a job.

    Attributes:
        path: the folder.
        job: the job's name.
        api: the API's name.
    """

    path: Path
    job: str
    api: str

    @classmethod
    def open(cls, job: Job, environ: Mapping[str, str]) -> "StateFolder":
        """Return the folder of a job, made if need be.

        It is the one that the job names; else a folder called as the job in the one that the variable
        `API_SYNC_DIRECTORY` names; else in `sync` in the API's own folder of state, such as
        `~/.local/state/API/sync/JOB`.

        Args:
            job: the job.
            environ: variables of the environment.

        Raises:
            StateError: it cannot be used, is another job's, or of a newer version.
        """
        if not _NAME.fullmatch(job.name):
            raise StateError(f"no folder can be called {job.name!r}: name the job in letters, digits, - and _")
        try:
            path = job.state.folder or _usual(job.api, environ) / job.name
            _check_own(path)
            path = private_directory(path)
            folder = cls(path, job.name, job.api)
            for each in (folder.plans, folder.reports):
                private_directory(each)
        except StateFileError as error:
            raise unusable(error) from error
        folder._check_version()
        return folder

    @property
    def work(self) -> Path:
        """The database of a run, which is removed at its end."""
        return self.path / "work.duckdb"

    @property
    def snapshot(self) -> Path:
        """The database of what was written."""
        return self.path / "snapshot.duckdb"

    @property
    def journal(self) -> Path:
        """The file of the journal."""
        return self.path / "journal.sqlite"

    @property
    def letters(self) -> Path:
        """The file of the rows that were rejected."""
        return self.path / "dead-letters.jsonl"

    @property
    def plans(self) -> Path:
        """The folder of plans, which are what undo reads too."""
        return self.path / "plans"

    @property
    def reports(self) -> Path:
        """The folder of reports."""
        return self.path / "reports"

    def plan_name(self, path: Path) -> str:
        """Return what the journal notes of a plan file: its place in the folder, so that the folder can be moved."""
        path = path.absolute()
        return path.relative_to(self.path).as_posix() if path.is_relative_to(self.path) else str(path)

    def plan_path(self, name: str) -> Path:
        """Return the plan file that the journal notes so."""
        return self.path / name

    def open_journal(self, after_write: Callable[[str], object] | None = None) -> Journal:
        """Open the journal for a run; see `Journal`."""
        return Journal(self.journal, after_write)

    def read_journal(self) -> JournalReader:
        """Return what reads the journal, also while a run goes on."""
        return JournalReader(self.journal)

    def dead_letters(self, *, mask: bool = False, masked: frozenset[str] = frozenset()) -> DeadLetters:
        """Return the rows of the job that were rejected; see `DeadLetters`."""
        return DeadLetters(self.letters, self.job, mask=mask, masked=masked)

    def lock(self, now: Callable[[], float] = time.time) -> AbstractContextManager[None]:
        """Return the lock of the job, to be held while it runs; see `locked`.

        Raises:
            JobLocked: another process has it.
        """
        return locked(self.path / "lock", self.job, now)

    @property
    def plan_key_variable(self) -> str:
        """The name of the variable that holds the key of plans on several machines."""
        return f"{self.api}_plan_key".upper()

    def plan_key(self, environ: Mapping[str, str]) -> bytes:
        """Return the key that plans are signed with: that of the variable `API_PLAN_KEY`, else the folder's own.

        Raises:
            StateError: the folder's key cannot be read, or made.
        """
        if named := environ.get(self.plan_key_variable):
            return named.encode()
        path = self.path / "plan.key"
        try:
            if not path.exists():
                write_private(path, secrets.token_hex(_KEY_BYTES).encode(), replace=False)
            found = path.read_bytes().strip()
        except OSError as error:
            raise StateError(
                f"the key of plans {path} cannot be used ({error.strerror}): free space, or mend its rights"
            ) from error
        if not found:
            raise StateError(
                f"the key of plans {path} is empty: remove it, and plans made before cannot be run any more"
            )
        return found

    def _check_version(self) -> None:
        path = self.path / "version"
        found = {"version": VERSION, "api": self.api, "job": self.job}
        try:
            if not path.exists():
                write_private(path, json.dumps(found).encode(), replace=False)
            found = json.loads(path.read_bytes())
            version = int(found["version"])
        except OSError as error:
            raise StateError(
                f"the file {path} cannot be used ({error.strerror}): free space, or mend its rights"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise StateError(
                f"the file {path} cannot be read as the version of a state folder: move the folder away, and the next "
                "run compares with what the target has"
            ) from error
        if version > VERSION:
            raise StateError(
                f"the state folder {self.path} was written by a newer version of this program ({version}, this one "
                f"knows {VERSION}): update the program"
            )
        if (found.get("api"), found.get("job")) != (self.api, self.job):
            raise StateError(
                f"the state folder {self.path} is of the job {found.get('job')!r} of {found.get('api')!r}: each job "
                "needs a folder of its own, see state.folder"
            )


_KEPT: Final = ("version", "plans", "reports", "lock", "plan.key", "journal", "snapshot", "work", "dead-letters")
"""What the names in a state folder begin with."""


def _check_own(path: Path) -> None:
    """Check that a folder which is not a state folder yet has nothing else in it: it is closed to all others.

    Raises:
        StateError: it has.
    """
    try:
        names = [] if (path / "version").exists() else sorted(each.name for each in path.iterdir())
    except OSError:
        return  # not there yet, or not to be read, which who makes it says
    if strange := [name for name in names if not name.startswith((*_KEPT, "."))]:
        raise StateError(
            f"the folder {path} has other files, such as {strange[0]}: the state of a job needs a folder of its own, "
            "which only this user can enter; see state.folder"
        )


def _usual(api: str, environ: Mapping[str, str]) -> Path:
    if named := environ.get(f"{api}_sync_directory".upper()):
        path = Path(named).expanduser()
        if not path.is_absolute():
            raise StateError(f"{api.upper()}_SYNC_DIRECTORY must name a folder by its whole path")
        return path
    named = environ.get("XDG_STATE_HOME", "")
    if sys.platform not in {"win32", "darwin"} and Path(named).is_absolute():
        return Path(named) / api / "sync"
    return state_directory(api) / "sync"


def purge(folder: StateFolder, *, max_age_days: float, now: float) -> list[Path]:
    """Remove what is older than so many days: plans (which undo needs), reports, dead letters, and calls noted.

    The snapshot, the runs' numbers, and the plan of a run that is not finished stay. Call it with the lock held.

    Args:
        folder: the state of a job.
        max_age_days: 0 for all.
        now: the time in seconds since 1970.

    Returns:
        The files that were removed, and those of which something was.
    """
    before = now - max_age_days * _DAY
    unfinished = folder.read_journal().unfinished()
    kept = Path(unfinished.plan_path).name if unfinished else ""
    removed: list[Path] = []
    for path in _files(folder):
        if path.name != kept and path.stat().st_mtime < before:
            path.unlink()
            removed.append(path)
    if folder.dead_letters().purge(before):
        removed.append(folder.letters)
    if folder.journal.exists():
        with folder.open_journal() as journal:
            if journal.purge(before, keep=unfinished.run if unfinished else ""):
                removed.append(folder.journal)
    return removed


def _files(folder: StateFolder) -> Iterator[Path]:
    for place in (folder.plans, folder.reports):
        yield from sorted(path for path in place.rglob("*") if path.is_file())
    yield from sorted(path for path in folder.path.glob("work.duckdb*") if path.is_file())
    yield from sorted(path for path in folder.path.glob(".*") if path.is_file())
