"""The Iterable client that people import: what is added by hand to the generated package `iterable_api`.

Names are imported when they are first used, so that `import iterable_client` costs almost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iterable_client.client import AsyncIterableClient, IterableClient
    from iterable_client.errors import (
        AuthenticationError,
        BadRequest,
        BatchInterrupted,
        BatchTooLarge,
        Conflict,
        DailyCapReached,
        ForgottenUser,
        IterableError,
        NotFound,
        PagingError,
        PermissionDenied,
        RateLimited,
        ResponseParseError,
        ResponseTooLarge,
        RowsFailed,
        ServerError,
        SlotTimeout,
        StateFileError,
        TaskFailed,
        TaskGone,
        TaskTimeout,
        TransportError,
    )
    from iterable_client.identity import TokenSubject
    from iterable_client.resources.export_tasks import AsyncExportTask, ExportTask
    from iterable_client.webhooks import UnknownEvent, WebhookReceiver
    from sdk_core.calls.batches.options import BatchOptions
    from sdk_core.calls.batches.results import Outcome, RowResult
    from sdk_core.calls.batches.summary import BatchSummary
    from sdk_core.calls.tasks.errors import ResultTruncatedWarning
    from sdk_core.calls.tasks.polling import Polling
    from sdk_core.transport.clock import skip_waits
    from sdk_core.transport.instrumentation.hooks import CallEvent, Hooks
    from sdk_core.transport.limits.limiter import Limits, RateLimiter
    from sdk_core.transport.retries.policy import RetryPolicy
    from sdk_core.transport.settings.profiles import SettingsError

_ERRORS = (
    "ResponseTooLarge",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "BatchTooLarge",
    "Conflict",
    "DailyCapReached",
    "ForgottenUser",
    "IterableError",
    "NotFound",
    "PagingError",
    "PermissionDenied",
    "RateLimited",
    "ResponseParseError",
    "RowsFailed",
    "ServerError",
    "SlotTimeout",
    "StateFileError",
    "TaskFailed",
    "TaskGone",
    "TaskTimeout",
    "TransportError",
)
_MODULES = {
    **dict.fromkeys(("AsyncIterableClient", "IterableClient"), "iterable_client.client"),
    **dict.fromkeys(_ERRORS, "iterable_client.errors"),
    "TokenSubject": "iterable_client.identity",
    **dict.fromkeys(("UnknownEvent", "WebhookReceiver"), "iterable_client.webhooks"),
    **dict.fromkeys(("CallEvent", "Hooks"), "sdk_core.transport.instrumentation.hooks"),
    **dict.fromkeys(("RateLimiter", "Limits"), "sdk_core.transport.limits.limiter"),
    "SettingsError": "sdk_core.transport.settings.profiles",
    "RetryPolicy": "sdk_core.transport.retries.policy",
    "skip_waits": "sdk_core.transport.clock",
    "BatchOptions": "sdk_core.calls.batches.options",
    **dict.fromkeys(("Outcome", "RowResult"), "sdk_core.calls.batches.results"),
    "BatchSummary": "sdk_core.calls.batches.summary",
    "ResultTruncatedWarning": "sdk_core.calls.tasks.errors",
    "Polling": "sdk_core.calls.tasks.polling",
    **dict.fromkeys(("AsyncExportTask", "ExportTask"), "iterable_client.resources.export_tasks"),
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


__all__ = [
    "AsyncExportTask",
    "AsyncIterableClient",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "BatchOptions",
    "BatchSummary",
    "BatchTooLarge",
    "CallEvent",
    "Conflict",
    "DailyCapReached",
    "ExportTask",
    "ForgottenUser",
    "Hooks",
    "IterableClient",
    "IterableError",
    "Limits",
    "NotFound",
    "Outcome",
    "PagingError",
    "PermissionDenied",
    "Polling",
    "RateLimited",
    "RateLimiter",
    "ResponseParseError",
    "ResponseTooLarge",
    "ResultTruncatedWarning",
    "RetryPolicy",
    "RowResult",
    "RowsFailed",
    "ServerError",
    "SettingsError",
    "SlotTimeout",
    "StateFileError",
    "TaskFailed",
    "TaskGone",
    "TaskTimeout",
    "TokenSubject",
    "TransportError",
    "UnknownEvent",
    "WebhookReceiver",
    "skip_waits",
]
