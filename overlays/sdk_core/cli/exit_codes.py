"""How a command ends: an exit code for each kind of failure, by which scripts decide. docs/command-line.md has them."""

import sys
from typing import Final

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
CHANGES: Final = 2
"""Of `sync plan`, as plans of other tools end; there, what is wrongly called ends with 1."""
NOT_ALLOWED: Final = 3
NOT_FOUND: Final = 4
REJECTED: Final = 5
LIMITED: Final = 6
NO_RESPONSE: Final = 7
SERVER_FAILED: Final = 8
PARTLY_FAILED: Final = 9
TASK_FAILED: Final = 10
GUARD_STOPPED: Final = 11
BOUND_REACHED: Final = 12
SOURCE_FAILED: Final = 13
PLAN_NOT_RUN: Final = 14
LOCKED: Final = 15
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

MEANINGS: Final = {
    DONE: "done",
    FAILED: "failed for another reason: a field to show that the response lacks, a confirmation that was declined",
    USAGE: "wrongly called: an argument, a file or a setting cannot be used, or `--yes` is missing; nothing was sent. "
    "Of `sync plan`: something would change",
    NOT_ALLOWED: "the credentials were not accepted, or may not call this operation",
    NOT_FOUND: "what the call names does not exist",
    REJECTED: "the server rejected the call as it is",
    LIMITED: "too many calls: a rate limit, a daily cap or the limit of calls in flight",
    NO_RESPONSE: "no response: the network, the proxy, a certificate or a timeout",
    SERVER_FAILED: "the server failed, or its response cannot be read",
    PARTLY_FAILED: "done in part: some entries of the call were rejected, or a result was cut off",
    TASK_FAILED: "the task failed, or did not end in time",
    GUARD_STOPPED: "a guard of a sync stopped it before anything was sent",
    BOUND_REACHED: "a sync was stopped by `--max-errors` or `--max-error-rate`; the next run goes on",
    SOURCE_FAILED: "the source of a sync could not be read to its end; nothing was sent",
    PLAN_NOT_RUN: "a plan cannot be run: changed, too old, run before, of another job, or stale",
    LOCKED: "another run of the sync's job is under way",
    INTERRUPTED: "interrupted (Ctrl-C)",
    PIPE_CLOSED: "who read the output stopped, as `| head` does",
}


_ENDS: Final = {
    "done": DONE,
    "nothing to do": DONE,
    "partly failed": PARTLY_FAILED,
    "stopped": BOUND_REACHED,
    "out of calls": LIMITED,
    "interrupted": INTERRUPTED,
    "failed": FAILED,
    "guard stopped": GUARD_STOPPED,
}


class CodedError(ValueError):
    """A command ends with a code of its own.

    Args:
        message: what is wrong, and what to do.
        code: the exit code.
    """

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def code_of_end(end: str) -> int:
    """Return the exit code for how a run of a sync ended, as its report says it.

    >>> code_of_end("partly failed")
    9
    """
    return _ENDS.get(end, FAILED)


def is_expected(error: BaseException) -> bool:
    """Tell whether an error says what is wrong by itself; any other is a mistake of ours, and keeps its traceback."""
    if isinstance(error, ValueError | OSError):
        return True
    kinds = (("sdk_core.wire.errors", "ApiError"), ("sdk_core.sync.model.errors", "SyncError"))
    # What was not imported cannot have been raised.
    return any(
        module in sys.modules and isinstance(error, getattr(sys.modules[module], name)) for module, name in kinds
    )


def code_of(error: BaseException) -> int:
    """Return the exit code for an error.

    >>> from sdk_core.wire.errors import NotFound
    >>> code_of(NotFound(message="getUser returned 404")), code_of(KeyboardInterrupt())
    (4, 130)
    """
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED
    if isinstance(error, CodedError):
        return error.code
    from sdk_core.calls.pagination.errors import PagingError  # noqa: PLC0415 - what failed has loaded them, help has not
    from sdk_core.calls.tasks.errors import TaskTimeout  # noqa: PLC0415 - so
    from sdk_core.cli.rows import NoSuchFieldError  # noqa: PLC0415 - so
    from sdk_core.sync.model import errors as sync  # noqa: PLC0415 - so
    from sdk_core.wire import errors  # noqa: PLC0415 - so

    kinds = (
        ((errors.AuthenticationError, errors.PermissionDenied), NOT_ALLOWED),
        (errors.NotFound, NOT_FOUND),
        ((errors.RateLimited, errors.SlotTimeout), LIMITED),
        ((errors.TaskFailed, TaskTimeout), TASK_FAILED),
        ((errors.ServerError, errors.ResponseParseError, PagingError), SERVER_FAILED),
        (errors.StatusError, REJECTED),
        (errors.TransportError, NO_RESPONSE),
        (sync.GuardStopped, GUARD_STOPPED),
        (sync.SourceError, SOURCE_FAILED),
        (sync.PlanError, PLAN_NOT_RUN),
        (sync.JobLocked, LOCKED),
        (sync.TargetError, NOT_FOUND),
        ((errors.ApiError, NoSuchFieldError, sync.StateError), FAILED),
        ((ValueError, TypeError, OSError), USAGE),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), FAILED)
