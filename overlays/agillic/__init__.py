"""The Agillic client that people import: what is added by hand to the generated package `agillic_api`.

Names are imported when they are first used, so that `import agillic` costs almost nothing.

Keys in brackets in docstrings, such as [S1] and [V-INT], are sources: the pages and programs that say so. They are
listed in docs/evidence/agillic.md of the source distribution, and under `x-sources` of the bundled
`agillic_api/openapi.json`. To print the title and URL of one:

>>> import importlib.resources, json
>>> document = json.loads(importlib.resources.files("agillic_api").joinpath("openapi.json").read_text("utf-8"))
>>> print(document["x-sources"]["S1"]["title"], document["x-sources"]["S1"]["url"])
Getting Started with APIs https://developers.agillic.com/getting-started-with-apis/
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agillic.callbacks import CallbackReceiver
    from agillic.client import Agillic, AsyncAgillic
    from agillic.errors import (
        AgillicError,
        AuthenticationError,
        BadRequest,
        BatchInterrupted,
        CampaignTestFailed,
        Conflict,
        DailyCapReached,
        DocumentExpired,
        InvalidFilter,
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
    from agillic.resources.batch_options import BatchOptions
    from agillic.resources.context_schema import ContextDataError, ContextSchema
    from agillic.resources.custom_method import custom_method
    from agillic.resources.tasks import AsyncTask, Task
    from agillic.wire.context_schemas import ContextSchemaError
    from agillic.wire.date_formats import DateFormats
    from agillic.wire.instance_dates import InstanceDates
    from agillic.wire.path_encoding import by
    from agillic.wire.rsql import F, Filter, FilterSyntaxError, parse_filter, raw_filter, wildcard
    from sdk_core.calls.batches.results import Outcome, RowResult
    from sdk_core.calls.batches.summary import BatchSummary
    from sdk_core.calls.pagination.errors import ResultChangedWarning
    from sdk_core.calls.tasks.polling import Polling
    from sdk_core.transport.clock import skip_waits
    from sdk_core.transport.instrumentation.hooks import CallEvent, Hooks
    from sdk_core.transport.limits.limiter import Limits, RateLimiter
    from sdk_core.transport.retries.policy import RetryPolicy
    from sdk_core.transport.settings.profiles import SettingsError

__version__ = "0.1.0"

_ERRORS = (
    "AgillicError",
    "ResponseTooLarge",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "CampaignTestFailed",
    "Conflict",
    "DailyCapReached",
    "DocumentExpired",
    "InvalidFilter",
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
    **dict.fromkeys(("Agillic", "AsyncAgillic"), "agillic.client"),
    **dict.fromkeys(_ERRORS, "agillic.errors"),
    "CallbackReceiver": "agillic.callbacks",
    **dict.fromkeys(("CallEvent", "Hooks"), "sdk_core.transport.instrumentation.hooks"),
    **dict.fromkeys(("RateLimiter", "Limits"), "sdk_core.transport.limits.limiter"),
    "SettingsError": "sdk_core.transport.settings.profiles",
    "RetryPolicy": "sdk_core.transport.retries.policy",
    "skip_waits": "sdk_core.transport.clock",
    "DateFormats": "agillic.wire.date_formats",
    "InstanceDates": "agillic.wire.instance_dates",
    "ResultChangedWarning": "sdk_core.calls.pagination.errors",
    "BatchOptions": "agillic.resources.batch_options",
    **dict.fromkeys(("ContextDataError", "ContextSchema"), "agillic.resources.context_schema"),
    "ContextSchemaError": "agillic.wire.context_schemas",
    **dict.fromkeys(("Outcome", "RowResult"), "sdk_core.calls.batches.results"),
    "BatchSummary": "sdk_core.calls.batches.summary",
    "Polling": "sdk_core.calls.tasks.polling",
    **dict.fromkeys(("AsyncTask", "Task"), "agillic.resources.tasks"),
    "custom_method": "agillic.resources.custom_method",
    "by": "agillic.wire.path_encoding",
    **dict.fromkeys(
        ("F", "Filter", "FilterSyntaxError", "parse_filter", "raw_filter", "wildcard"), "agillic.wire.rsql"
    ),
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


__all__ = [
    "Agillic",
    "AgillicError",
    "AsyncAgillic",
    "AsyncTask",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "BatchOptions",
    "BatchSummary",
    "CallEvent",
    "CallbackReceiver",
    "CampaignTestFailed",
    "Conflict",
    "ContextDataError",
    "ContextSchema",
    "ContextSchemaError",
    "DailyCapReached",
    "DateFormats",
    "DocumentExpired",
    "F",
    "Filter",
    "FilterSyntaxError",
    "Hooks",
    "InstanceDates",
    "InvalidFilter",
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
    "ResultChangedWarning",
    "RetryPolicy",
    "RowResult",
    "RowsFailed",
    "ServerError",
    "SettingsError",
    "SlotTimeout",
    "StateFileError",
    "Task",
    "TaskFailed",
    "TaskGone",
    "TaskTimeout",
    "TransportError",
    "__version__",
    "by",
    "custom_method",
    "parse_filter",
    "raw_filter",
    "skip_waits",
    "wildcard",
]
