"""What `Agillic` and `AsyncAgillic` have in common beside the core's: the instance's dates."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from agillic.settings import Settings
from agillic.wire.instance_dates import InstanceDates
from agillic.wire.rsql import Filter, raw_filter
from agillic_api.types import Operation
from sdk_core.transport.client_options import ClientOptionsMixin
from sdk_core.transport.pipeline import Pipeline

_FILTER: Final = "rsql"


class InstanceMixin(ClientOptionsMixin):
    """A client on a line to an instance, which knows how the instance writes dates."""

    _pipeline: Pipeline[Settings]

    @cached_property
    def dates(self) -> InstanceDates:
        """Writes and reads dates and datetimes as the instance does.

        By the settings `date_format`, `timestamp_format` and `time_zone`. Person data is written by it, and so are rows
        unless they are given another one. Dates in filters are written by the first two where they are given, else by
        RFC 3339.
        """
        return self._pipeline.settings.dates

    def _sendable(self, operation: Operation, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values of a call's parameters, with the dates of filters as the instance's settings have it.

        The vendor asks for the instance's date format where it conflicts with RFC 3339 [S1] (`filter-date-forms`). A
        filter that was given as text says its dates as its author wrote them.
        """
        settings = self._pipeline.settings
        if settings.date_format is None and settings.timestamp_format is None:
            return values
        filters = {each.name for each in operation.parameters if each.format == _FILTER}
        if not any(isinstance(values.get(name), Filter) for name in filters):
            return values
        return {
            name: raw_filter(value.written(self._filter_date))
            if name in filters and isinstance(value, Filter)
            else value
            for name, value in values.items()
        }

    def _filter_date(self, value: date) -> str | None:
        settings, formats = self._pipeline.settings, self.dates.formats
        if isinstance(value, datetime):
            return formats.format_timestamp(value) if settings.timestamp_format else None
        return formats.format_date(value) if settings.date_format else None
