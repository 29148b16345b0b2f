"""What is logged of what nobody expected: where it happened, and nothing of what the call was about.

The message of an exception may quote a value, and standard error ends up in log files of clients. So only types and
places in code are written, with an ID that the answer to the agent names too.
"""

import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final

_LOG: Final = logging.getLogger(__name__)
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def new_id() -> str:
    """Return an ID for a failure."""
    return secrets.token_hex(4)


def record_failure(what: str, error: BaseException, ids: Callable[[], str] = new_id) -> str:
    """Log a failure, and return what the client is told of it.

    Args:
        what: what failed, such as `the tool find`.
        error: what was raised.
        ids: makes its ID.
    """
    id_ = ids()
    _LOG.error("%s failed unexpectedly, recorded as %s\n%s", what, id_, where(error))
    return f"internal error, recorded as {id_} in the server's log; whether anything was done is unknown"


def where(error: BaseException) -> str:
    """Return the types of an exception and its causes, and the lines of code that it came through, without messages.

    >>> try:
    ...     int("ada@example.com")
    ... except ValueError as error:
    ...     "ada" in where(error), where(error).startswith("ValueError")
    (False, True)
    """
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        lines.append(f"{'caused by ' if lines else ''}{type(at).__name__}")
        lines += [f"  {each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(at.__traceback__)]
        at = at.__cause__ or at.__context__
    return "\n".join(lines)


class _Formatter(logging.Formatter):
    """One line for each record, and of an exception no message."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - as in the base
        return where(ei[1]) if ei[1] is not None else ""


def log_to_stderr() -> None:
    """Have warnings and errors of all libraries written to standard error, with no message of an exception."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
