"""Activity by exports of at most 4 hours. There are 10 partitions at most, each with one export at a time [V-EXP]."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from pyspark.sql.datasource import InputPartition

from agillic.client import Agillic
from agillic.resources.activity_windows import LONGEST
from pyspark_agillic.options import ReadOptions
from sdk_core.calls.windows.time_windows import TimeWindow, cut, moment_of, written


def activity_parts(options: ReadOptions) -> list[InputPartition]:
    """Return the parts of a range: neighboring windows, as many in each.

    Raises:
        ValueError: a moment cannot be used.
    """
    start, end = moment_of(options.start, "start"), moment_of(options.end, "end")
    if end < start:
        raise ValueError(f"the range ends at {written(end)}, before it begins at {written(start)}: exchange them")
    windows = list(cut(start, end, LONGEST))
    size = max(1, ceil(len(windows) / options.partitions))
    return [InputPartition(windows[at : at + size]) for at in range(0, len(windows), size)] or [
        InputPartition([])  # Spark reads no partition as one without a value
    ]


def read_activity(client: Agillic, options: ReadOptions, windows: Sequence[TimeWindow]) -> Iterator[Mapping[str, Any]]:
    """Yield the activities of windows, one export after the other.

    Raises:
        AgillicError: an export cannot be started, failed, did not end in time, or cannot be read.
    """
    for window in windows:
        for activity in client.exports.iterate_activity(options.file_type, window.start, window.end):
            yield activity.additional_properties
