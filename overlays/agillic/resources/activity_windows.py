"""How activity of any range of time is exported: by windows, within the limits that the document names [V-EXP]."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from agillic_api import OPERATIONS
from agillic_api.limits import LIMITS
from agillic_api.models.export_row import ExportRow
from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.calls.tasks.polling import Polling
from sdk_core.calls.windows.iterators import WindowedExport
from sdk_core.calls.windows.schedule import WindowLimits
from sdk_core.calls.windows.time_windows import TimeWindow, cut, moment_of, written
from sdk_core.transport import clock as waiting

TIMEOUT: Final = 3_600.0
"""Seconds that are waited for one export unless said otherwise."""
LONGEST: Final[float] = LIMITS["named"]["activity_export_window"]
"""Seconds of a window."""


def windowed_export(
    file_type: str, start: datetime | str, end: datetime | str, timeout: float, polling: Polling
) -> WindowedExport[ExportRow]:
    """Return how activity of a range is exported.

    Args:
        file_type: which activity.
        start: where the range begins.
        end: where it ends.
        timeout: seconds that are waited for one export, 0 or more.
        polling: how often an export is polled.

    Raises:
        ValueError: a moment or the timeout cannot be used; the message says why.
    """
    first, last = moment_of(start, "start"), moment_of(end, "end")
    if last < first:
        raise ValueError(f"the range ends at {written(last)}, before it begins at {written(first)}: exchange them")
    if last > datetime.fromtimestamp(waiting.wall_clock(), UTC):
        raise ValueError(f"end cannot be {written(last)}, which is in the future: not all has happened until then")
    if not timeout >= 0:
        raise ValueError(f"timeout cannot be {timeout}: give seconds, 0 or more")
    named = LIMITS["named"]

    def body(window: TimeWindow) -> Mapping[str, Any]:
        return {"fileType": file_type, "from": written(window.start), "to": written(window.end)}

    return WindowedExport(
        kind=TaskOperation.of("executeActivityExport", OPERATIONS),
        body=body,
        make=ExportRow.from_dict,
        windows=cut(first, last, LONGEST),
        limits=WindowLimits(
            queued=named["activity_exports_queued"], life=named["activity_export_result_life"], timeout=timeout
        ),
        polling=polling,
    )
