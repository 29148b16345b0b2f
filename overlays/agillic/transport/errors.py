# ruff: noqa: N818 - the names say what happened, as the design has them
"""What can go wrong with a call, as classes that say what to do next.

All share a base, `AgillicError`. Their text holds no body, and what the server said only with addresses, numbers of
persons and credentials masked: texts end in logs. The answer's bytes are in the cause, an error of `agillic_api`.
"""

from collections.abc import Sequence
from datetime import datetime
from inspect import cleandoc
from typing import Any, ClassVar, Final, Literal, TypedDict, Unpack

from agillic.transport.masking import masked

Outcome = Literal["not-sent", "refused", "unknown", "done"]
"""What is known of what the server did: it never got it; it got it and changed nothing; nobody knows; it did it."""
UNCHANGED: Final[tuple[Outcome, ...]] = ("not-sent", "refused")
"""The outcomes after which everything is as before."""


class Facts(TypedDict, total=False):
    """What an error says besides its message.

    Attributes:
        operation: the operationId that was called; empty when the error concerns none.
        status: the HTTP status; None when no answer came, or none was waited for.
        server_message: what the server said was wrong; shortened and masked by the error.
        repeatable: whether the same call may be sent again safely and may do better then, by the operation's traits
            and by what is known; False unless given.
        outcome: what is known of what the server did; unknown unless given.
    """

    operation: str
    status: int | None
    server_message: str
    repeatable: bool
    outcome: Outcome


class AgillicError(Exception):
    """The base of all errors of a call. Errors pickle and copy.

    Args:
        message: what went wrong, and where; the class adds what to do. It must hold no secret and no personal value.
        **facts: see `Facts`; each is an attribute too.

    Attributes:
        operation: the operationId that was called; empty when the error concerns none.
        status: the HTTP status; None when no answer came, or none was waited for.
        server_message: what the server said was wrong, shortened and masked; empty when it said nothing.
        repeatable: whether the same call may be sent again safely and may do better then.
        outcome: what is known of what the server did: `not-sent` (it never got the call), `refused` (it got it and
            changed nothing), `unknown`, or `done`.
        advice: what to do next, at the end of each text of the class.

    >>> error = Conflict(message="createRecipient was answered with 409", status=409, outcome="refused")
    >>> error.status, error.repeatable, error.outcome
    (409, False, 'refused')
    """

    advice: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        # `help` shows what a class says itself, and not what its base says of the attributes that both have.
        attributes = cleandoc(AgillicError.__doc__ or "").partition("\nAttributes:\n")[2].partition("\n\n")[0]
        if cls.__doc__:  # without it, Python left out all of them
            cls.__doc__ = f"{cleandoc(cls.__doc__)}\n\nAttributes of all errors:\n{attributes}"

    def __init__(self, *, message: str, **facts: Unpack[Facts]) -> None:
        self.operation: str = facts.get("operation", "")
        self.status: int | None = facts.get("status")
        self.server_message: str = masked(facts.get("server_message", ""))
        self.repeatable: bool = facts.get("repeatable", False)
        self.outcome: Outcome = facts.get("outcome", "unknown")
        said = f" ({self.server_message})" if self.server_message else ""
        advice = self._advice()
        super().__init__(f"{message}{said}{': ' if advice else ''}{advice}")

    def _advice(self) -> str:
        return self.advice

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders: an exception with keyword arguments needs to say how it is made again.
        return _again, (type(self), self.args, self.__dict__)


class AuthenticationError(AgillicError):
    """The key, the secret or the token was not accepted (401). Nothing was changed."""

    advice = "check key and secret (Administration > Integrations > API), and that they are of this environment"


class PermissionDenied(AgillicError):
    """The key may not call this operation (403, or refused here because of the key's scope). Nothing was changed."""

    advice = "use a key of the scope Public Api, or have the permission added to this one"


class NotFound(AgillicError):
    """What the call names does not exist (404): a recipient, a table, a document that expired. Nothing was changed."""

    advice = "check the identifiers in the call"


class Conflict(AgillicError):
    """Another recipient or row has this unique value already (409). Nothing was changed."""

    advice = "update what is there, or give another value for the unique field"


class BadRequest(AgillicError):
    """The server cannot take the call as it is (400, 405, 406, 413, 415 and other 4xx). Nothing was changed."""

    advice = "change the call: sent again as it is, it fails again"


class InvalidFilter(BadRequest):
    """A filter names an unknown field or cannot be read (422). Nothing was changed."""

    advice = "check the filter's fields and their types against those of the instance"


class RateLimited(AgillicError):
    """Too many calls (429). Nothing was changed, and the same call may be sent again later [S1].

    Args:
        message: what went wrong, and where.
        retry_after: seconds to wait as the server asked, None when it did not say.
        **facts: as of `AgillicError`.
    """

    advice = "send it again later; the limits are 20 calls at once and a number of calls a day"

    def __init__(self, *, message: str, retry_after: float | None = None, **facts: Unpack[Facts]) -> None:
        self.retry_after = retry_after
        defaults: Facts = {"repeatable": True, "outcome": "refused"}
        super().__init__(message=message, **(defaults | facts))


class DailyCapReached(RateLimited):
    """The calls of this day are used up: nothing was sent. Waiting seconds does not help.

    Args:
        message: what went wrong, and where; the reset is added.
        resets_at: when the next day of the cap begins, with its time zone.
        **facts: as of `AgillicError`.

    Attributes:
        retry_after: None, for no server was asked.
    """

    advice = "wait for the reset, or have the cap raised"

    def __init__(self, *, message: str, resets_at: datetime, **facts: Unpack[Facts]) -> None:
        self.resets_at = resets_at
        message = f"{message}; it resets at {resets_at.isoformat(timespec='seconds')}"
        defaults: Facts = {"outcome": "not-sent"}
        super().__init__(message=message, **(defaults | facts))


class _MaybeDone(AgillicError):
    _unsent: str = "send it again later"

    def _advice(self) -> str:
        if self.outcome in UNCHANGED:
            return f"nothing was changed; {self._unsent}"
        known = "it was done" if self.outcome == "done" else "whether it was done is not known"
        if self.repeatable:
            return f"{known}; the same call may be sent again safely"
        if self.outcome == "done":
            return f"{known}, and its answer is lost: do not send it again"
        return f"{known}; read what it was to change before you send it again"


class ServerError(_MaybeDone):
    """The server failed (5xx), or answered with a status that is neither a success nor an error of the call."""


class TransportError(_MaybeDone):
    """No answer came. `outcome` tells whether the call may have arrived, over all attempts.

    Args:
        message: what went wrong, and where.
        remedy: what to do; left out, to check the base URL, the network and the proxy.
        **facts: as of `AgillicError`.
    """

    _unsent = "check the base URL, the network and the proxy"

    def __init__(self, *, message: str, remedy: str = "", **facts: Unpack[Facts]) -> None:
        if remedy:
            self._unsent = remedy
        super().__init__(message=message, **facts)


class SlotTimeout(TransportError):
    """All slots for calls in flight were taken until the deadline of the call: this attempt was not sent."""

    _unsent = "lower the concurrency or raise the deadline"


class ResponseParseError(_MaybeDone):
    """An answer came that is not what the document describes; its bytes are in the `content` of this error's cause."""


class AnswerTooLarge(ResponseParseError):
    """An answer, or what it unpacks to, has more bytes than are taken; the rest of it was not read."""

    def _advice(self) -> str:
        done = "" if self.outcome in UNCHANGED else "; what it was to change may be done"
        return (
            "ask for less at once, or allow more by `with_options(max_answer_bytes=...)`, "
            f"or by `max_bytes` of a download{done}"
        )


class TaskFailed(AgillicError):
    """A task ended without success, or some of its entries failed.

    Args:
        message: what went wrong, and where; the number of failures is added.
        task_id: the task's id; it can be read again with it.
        failures: what failed, an entry each. They may hold personal data, so the text only counts them.
        **facts: as of `AgillicError`.
    """

    def __init__(self, *, message: str, task_id: str, failures: Sequence[object] = (), **facts: Unpack[Facts]) -> None:
        self.task_id = task_id
        self.failures = tuple(failures)
        defaults: Facts = {"outcome": "done"}
        super().__init__(message=message, **(defaults | facts))

    def _advice(self) -> str:
        if self.failures:
            return f"{len(self.failures)} entries failed, see `failures`; the others were done"
        return "read the task and what it was to change before you start it again"


def _again(cls: type[AgillicError], args: tuple[Any, ...], state: dict[str, Any]) -> AgillicError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
