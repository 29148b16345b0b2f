"""Hooks: plain functions that are called with what happens to calls."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from attrs import frozen

COUNT_RETRY: Final[ContextVar[Callable[[], object] | None]] = ContextVar("COUNT_RETRY", default=None)
"""Called for each retry of the calls that are made in this context, for an engine that counts them whatever the hooks
of the client are. It must be quick, and raise nothing."""


def logger_of(package: str) -> logging.Logger:
    """Return the logger of an API's package; else Python prints warnings where a program set up no logging."""
    logger = logging.getLogger(package)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger


@frozen(kw_only=True)
class CallEvent:
    """What happened to an attempt of a call. It holds no value of the call and no byte of the response.

    Attributes:
        operation: the operationId; empty when the request names none.
        attempt: which one, from 1.
        chunk: which part of a batch the call is, from 0; None for other calls.
        status: the HTTP status; None before a response, and when none came.
        error: the class of the HTTP library's error when none came, else empty.
        wait_for: seconds until the next attempt, for `on_retry`; else 0.
        elapsed: seconds since the call began, waiting included.
    """

    operation: str
    attempt: int
    chunk: int | None = None
    status: int | None = None
    error: str = ""
    wait_for: float = 0.0
    elapsed: float = 0.0


Hook = Callable[[CallEvent], object]


@frozen(kw_only=True)
class Hooks:
    """Functions that are called as calls proceed, in the thread or the loop of the call: they should be quick.

    None of them is called while the call has one of the slots. What a hook raises does not break the call: it is
    logged by its class, since its text might quote what no log may hold, and forgotten. Only what is no `Exception`,
    such as KeyboardInterrupt, passes.

    Attributes:
        on_request: before each attempt, and before it waits for its place.
        on_response: after each attempt, also after one without a response.
        on_retry: before the wait for the next attempt.

    >>> seen: list[CallEvent] = []
    >>> Hooks(on_retry=seen.append).on_request is None
    True
    """

    on_request: Hook | None = None
    on_response: Hook | None = None
    on_retry: Hook | None = None


def emit(hook: Hook, name: str, event: CallEvent, logger: logging.Logger) -> None:
    """Call a hook; what it raises is logged by its class."""
    try:
        hook(event)
    except Exception as error:  # noqa: BLE001 - whatever it is, the call goes on
        logger.warning("the hook %s raised %s, which is ignored: correct the hook", name, type(error).__name__)
