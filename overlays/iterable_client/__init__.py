"""The Iterable client that people import: what is added by hand to the generated package `iterable_api`.

Names are imported when they are first used, so that `import iterable_client` costs almost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iterable_client.client import AsyncIterableClient, IterableClient
    from iterable_client.errors import (
        AnswerTooLarge,
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
        RowsFailed,
        ServerError,
        SlotTimeout,
        StateFileError,
        TaskFailed,
        TaskGone,
        TaskNotFinished,
        TransportError,
    )
    from iterable_client.identity import TokenSubject
    from iterable_client.resources.export_tasks import AsyncExportTask, ExportTask
    from iterable_client.webhooks import UnknownEvent, WebhookReceiver
    from sdk_core.calls.batches.options import BatchOptions
    from sdk_core.calls.batches.results import Outcome, RowResult
    from sdk_core.calls.batches.summary import Summary
    from sdk_core.calls.pagination.errors import page_start
    from sdk_core.calls.tasks.polling import Polling
    from sdk_core.transport.clock import skipped_waits
    from sdk_core.transport.instrumentation.hooks import CallEvent, Hooks
    from sdk_core.transport.limits.limiter import Budget, Limits
    from sdk_core.transport.retries.policy import RetryPolicy
    from sdk_core.transport.settings.profiles import SettingsError

_ERRORS = (
    "AnswerTooLarge",
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
    "TaskNotFinished",
    "TransportError",
)
_MODULES = {
    **dict.fromkeys(("AsyncIterableClient", "IterableClient"), "iterable_client.client"),
    **dict.fromkeys(_ERRORS, "iterable_client.errors"),
    "TokenSubject": "iterable_client.identity",
    **dict.fromkeys(("UnknownEvent", "WebhookReceiver"), "iterable_client.webhooks"),
    **dict.fromkeys(("CallEvent", "Hooks"), "sdk_core.transport.instrumentation.hooks"),
    **dict.fromkeys(("Budget", "Limits"), "sdk_core.transport.limits.limiter"),
    "SettingsError": "sdk_core.transport.settings.profiles",
    "RetryPolicy": "sdk_core.transport.retries.policy",
    "skipped_waits": "sdk_core.transport.clock",
    "page_start": "sdk_core.calls.pagination.errors",
    "BatchOptions": "sdk_core.calls.batches.options",
    **dict.fromkeys(("Outcome", "RowResult"), "sdk_core.calls.batches.results"),
    "Summary": "sdk_core.calls.batches.summary",
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
    "AnswerTooLarge",
    "AsyncExportTask",
    "AsyncIterableClient",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "BatchOptions",
    "BatchTooLarge",
    "Budget",
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
    "ResponseParseError",
    "RetryPolicy",
    "RowResult",
    "RowsFailed",
    "ServerError",
    "SettingsError",
    "SlotTimeout",
    "StateFileError",
    "Summary",
    "TaskFailed",
    "TaskGone",
    "TaskNotFinished",
    "TokenSubject",
    "TransportError",
    "UnknownEvent",
    "WebhookReceiver",
    "page_start",
    "skipped_waits",
]
