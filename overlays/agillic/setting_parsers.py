"""What the settings may be that only Agillic has: time zones, and patterns of dates."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from agillic.wire.date_formats import DateFormats
from sdk_core.transport.settings.parsers import secret
from sdk_core.transport.settings.profiles import Value
from sdk_core.wire.secret import Secret


def time_zone(value: Value) -> str:
    """Read the name of a time zone.

    Raises:
        ValueError: this machine knows none of that name.
    """
    text = secret(value)
    if not _is_zone(text):
        raise ValueError(
            "must name a time zone that this machine knows, such as Europe/Copenhagen (pip install tzdata)"
        )
    return text.reveal()


def date_format(value: Value) -> str:
    """Read a pattern of dates.

    Raises:
        ValueError: it is none.
    """
    return _pattern(value, lambda pattern: DateFormats(date=pattern), "dd.MM.yyyy")


def timestamp_format(value: Value) -> str:
    """Read a pattern of dates with times.

    Raises:
        ValueError: it is none.
    """
    return _pattern(value, lambda pattern: DateFormats(timestamp=pattern), "dd.MM.yyyy HH:mm:ss")


def _pattern(value: Value, check: Callable[[str], object], example: str) -> str:
    text = secret(value)
    try:
        check(text.reveal())
    except ValueError:
        pass
    else:
        return text.reveal()
    raise ValueError(f"must be a Java pattern of dd, MM, yyyy, HH, mm and ss, such as {example}")


def _is_zone(name: Secret) -> bool:
    try:
        ZoneInfo(name.reveal())
    except (LookupError, OSError, ValueError):  # whatever its search for a file raises
        return False
    return True
