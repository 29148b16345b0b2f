# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The generated client of the Iterable API. Nothing is imported before it is used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import OPERATIONS
    from .client import AsyncClient, Client
    from .errors import (
        ApiError,
        AuthenticationError,
        BadRequest,
        BatchTooLarge,
        Conflict,
        DailyCapReached,
        ForgottenUser,
        IterableError,
        NotFound,
        PermissionDenied,
        RateLimited,
        ResponseParseError,
        ResponseTooLarge,
        ServerError,
        SlotTimeout,
        StatusError,
        TaskFailed,
        TransportError,
    )
    from .limits import LIMITS
    from .types import UNSET, File, Operation, Parameter, Request, Response, Unset

DOCUMENT_HASH = "82e390954ef04d8d9876099fd1c5163a1b421600f06a2d2a8bca0440a485e2ed"
"""SHA-256 of the document that this package was made from: `openapi.json` beside this file."""

_MODULES = {
    **dict.fromkeys(("AsyncClient", "Client"), ".client"),
    **dict.fromkeys(
        (
            "ApiError",
            "IterableError",
            "StatusError",
            "AuthenticationError",
            "PermissionDenied",
            "NotFound",
            "Conflict",
            "BadRequest",
            "RateLimited",
            "DailyCapReached",
            "ServerError",
            "TransportError",
            "SlotTimeout",
            "ResponseParseError",
            "ResponseTooLarge",
            "TaskFailed",
            "BatchTooLarge",
            "ForgottenUser",
        ),
        ".errors",
    ),
    **dict.fromkeys(("UNSET", "File", "Operation", "Parameter", "Request", "Response", "Unset"), ".types"),
    "LIMITS": ".limits",
    "OPERATIONS": ".api",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULES])


__all__ = (
    "DOCUMENT_HASH",
    "LIMITS",
    "OPERATIONS",
    "UNSET",
    "ApiError",
    "IterableError",
    "StatusError",
    "AuthenticationError",
    "PermissionDenied",
    "NotFound",
    "Conflict",
    "BadRequest",
    "RateLimited",
    "DailyCapReached",
    "ServerError",
    "TransportError",
    "SlotTimeout",
    "ResponseParseError",
    "ResponseTooLarge",
    "TaskFailed",
    "BatchTooLarge",
    "ForgottenUser",
    "AsyncClient",
    "Client",
    "File",
    "Operation",
    "Parameter",
    "Request",
    "Response",
    "Unset",
)
