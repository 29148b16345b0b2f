"""The errors of Agillic's calls: classes of the generated package, by the names that the client's modules use.

`sdk_core.wire.errors` explains them and how they hang together.
"""

from agillic_api.errors import (
    AgillicError,
    AnswerTooLarge,
    AuthenticationError,
    BadRequest,
    Conflict,
    DailyCapReached,
    InvalidFilter,
    NotFound,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ServerError,
    SlotTimeout,
    StatusError,
    TaskFailed,
    TransportError,
)
from sdk_core.wire.errors import Facts
from sdk_core.wire.statuses import UNCHANGED, Outcome

__all__ = [
    "UNCHANGED",
    "AgillicError",
    "AnswerTooLarge",
    "AuthenticationError",
    "BadRequest",
    "Conflict",
    "DailyCapReached",
    "Facts",
    "InvalidFilter",
    "NotFound",
    "Outcome",
    "PermissionDenied",
    "RateLimited",
    "ResponseParseError",
    "ServerError",
    "SlotTimeout",
    "StatusError",
    "TaskFailed",
    "TransportError",
]
