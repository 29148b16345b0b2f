"""How a command ends: an exit code for each kind of failure, by which scripts decide. docs/command-line.md has them."""

from typing import Final

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
NOT_ALLOWED: Final = 3
NOT_FOUND: Final = 4
REJECTED: Final = 5
LIMITED: Final = 6
NO_RESPONSE: Final = 7
SERVER_FAILED: Final = 8
PARTLY_FAILED: Final = 9
TASK_FAILED: Final = 10
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

MEANINGS: Final = {
    DONE: "done",
    FAILED: "failed for another reason: a field to show that the response lacks, a confirmation that was declined",
    USAGE: "wrongly called: an argument, a file or a setting cannot be used, or `--yes` is missing; nothing was sent",
    NOT_ALLOWED: "the credentials were not accepted, or may not call this operation",
    NOT_FOUND: "what the call names does not exist",
    REJECTED: "the server rejected the call as it is",
    LIMITED: "too many calls: a rate limit, a daily cap or the limit of calls in flight",
    NO_RESPONSE: "no response: the network, the proxy, a certificate or a timeout",
    SERVER_FAILED: "the server failed, or its response cannot be read",
    PARTLY_FAILED: "done in part: some entries of the call were rejected, or a result was cut off",
    TASK_FAILED: "the task failed, or did not end in time",
    INTERRUPTED: "interrupted (Ctrl-C)",
    PIPE_CLOSED: "who read the output stopped, as `| head` does",
}


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
    from sdk_core.calls.pagination.errors import PagingError  # noqa: PLC0415 - what failed has loaded them, help has not
    from sdk_core.calls.tasks.errors import TaskTimeout  # noqa: PLC0415 - so
    from sdk_core.cli.rows import NoSuchFieldError  # noqa: PLC0415 - so
    from sdk_core.wire import errors  # noqa: PLC0415 - so

    kinds = (
        ((errors.AuthenticationError, errors.PermissionDenied), NOT_ALLOWED),
        (errors.NotFound, NOT_FOUND),
        ((errors.RateLimited, errors.SlotTimeout), LIMITED),
        ((errors.TaskFailed, TaskTimeout), TASK_FAILED),
        ((errors.ServerError, errors.ResponseParseError, PagingError), SERVER_FAILED),
        (errors.StatusError, REJECTED),
        (errors.TransportError, NO_RESPONSE),
        ((errors.ApiError, NoSuchFieldError), FAILED),
        ((ValueError, TypeError, OSError), USAGE),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), FAILED)
