"""The errors of Agillic's calls: classes of the generated package, and those of what the transport adds.

`sdk_core.wire.errors` explains them and how they hang together.
"""

from collections.abc import Mapping
from typing import Final

from agillic_api import errors as generated
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
from sdk_core.transport import errors as transport_errors
from sdk_core.wire.errors import ApiError, Facts
from sdk_core.wire.statuses import UNCHANGED, Outcome


class StateFileError(AgillicError, transport_errors.StateFileError):
    """The file in which processes share slots and counts cannot be used: nothing was sent.

    Without it the vendor's limits could not be kept, so no call is made.

    Args:
        message: what is wrong with which file.
        trouble: of which kind that is; it decides the advice unless that is given.
        advice: what to do.
    """

    _variable = "AGILLIC_STATE_DIRECTORY"


FAMILY: Final[Mapping[type[ApiError], type[ApiError]]] = {
    **generated.FAMILY,
    transport_errors.StateFileError: StateFileError,
}
"""The classes of this API by those that they are kinds of."""

__all__ = [
    "FAMILY",
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
    "StateFileError",
    "StatusError",
    "TaskFailed",
    "TransportError",
]
