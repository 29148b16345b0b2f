# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""What can go wrong with a job besides its rows and its calls. Each message says what to do."""


class SyncError(Exception):
    """A sync did not do what it was asked for. No text of it holds a value of a row."""


class JobError(SyncError, ValueError):
    """A job file, or what a program passed in its place, cannot be used; nothing was read and nothing sent."""


class SourceError(SyncError):
    """A source cannot be read, or not to its end. Nothing was sent, and nothing is taken as gone from it."""


class TargetError(SyncError):
    """What the job is to write to is not as it says: no such table, group or field, or one that cannot be written."""


class GuardStopped(SyncError):
    """A guard stopped the run before anything was sent.

    Args:
        message: which guard, its bound, and what was found.
        guard: the guard's name in the job file.
        source_rows: rows of the source.
    """

    def __init__(self, message: str, guard: str, source_rows: int = 0) -> None:
        super().__init__(message)
        self.guard = guard
        self.source_rows = source_rows


class PlanError(SyncError):
    """A plan file cannot be run: changed since it was signed, too old, run before, of another job, or stale."""


class JobLocked(SyncError):
    """Another run of the job is under way."""


class StateError(SyncError):
    """The state folder of a job cannot be used: of a newer version, damaged, or not to be written."""
