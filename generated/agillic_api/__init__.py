# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The generated client of the Agillic API. Nothing is imported before it is used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import OPERATIONS
    from .client import AsyncClient, Client
    from .errors import (
        AgillicError,
        ApiError,
        AuthenticationError,
        BadRequest,
        Conflict,
        DailyCapReached,
        InvalidFilter,
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

DOCUMENT_HASH = "9f8008006a60e319d22c7a1601609f6735062852cba18cb5df08e2bcc09ecfdb"
"""SHA-256 of the document that this package was made from: `openapi.json` beside this file."""

_MODULES = {
    **dict.fromkeys(("AsyncClient", "Client"), ".client"),
    **dict.fromkeys(
        (
            "ApiError",
            "AgillicError",
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
            "InvalidFilter",
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
    "AgillicError",
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
    "InvalidFilter",
    "AsyncClient",
    "Client",
    "File",
    "Operation",
    "Parameter",
    "Request",
    "Response",
    "Unset",
)
