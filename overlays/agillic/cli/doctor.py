"""What `doctor` checks of Agillic besides: the number of calls a day, and how the instance writes dates."""

from collections.abc import Iterator
from typing import Any, Final, cast

from agillic.client import Agillic
from agillic.settings import Settings
from agillic.wire.date_formats import DateFormats
from sdk_core.cli.doctor_findings import Check, Examined, Finding

_ROWS: Final = 50
_DATES: Final = ("dd.MM.yyyy", "yyyy-MM-dd", "dd-MM-yyyy", "MM-dd-yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy/MM/dd")
_TIMES: Final = (" HH:mm:ss", " HH:mm", "'T'HH:mm:ss")
"""The patterns that are tried: those that instances are known or likely to have."""
_SHOWN: Final = 3


def check_daily_limit(examined: Examined) -> Iterator[Finding]:
    """Say whether the settings tell how many calls a day there are."""
    settings = cast("Settings", examined.settings)
    if settings.environment is None:
        yield Finding(
            "daily limit",
            "warning",
            "not known: the settings do not say which environment this is",
            f"set {examined.variable('environment')} to staging or production",
        )
    elif settings.environment == "production" and settings.active_recipients is None:
        yield Finding(
            "daily limit",
            "warning",
            "not known: it is five times the active recipients of the contract, which the settings do not say",
            f"set {examined.variable('active_recipients')}",
        )


def check_dates(examined: Examined) -> Iterator[Finding]:
    """Compare how dates and timestamps are written in some rows with the formats of the settings."""
    settings, client = cast("Settings", examined.settings), cast("Agillic", examined.client)
    types = {each.name: each.type_ for each in client.discovery.person_data().fields}
    rows = [
        dict(each.person_data.additional_properties) for each in client.recipients.iterate(limit=_ROWS, page_size=_ROWS)
    ]
    formats = settings.dates.formats
    times = tuple(f"{date}{time}" for date in _DATES for time in _TIMES)
    yield from _compare(examined, "date_format", formats.date, _values(rows, types, "DATE"), _DATES)
    yield from _compare(examined, "timestamp_format", formats.timestamp, _values(rows, types, "TIMESTAMP"), times)


def _values(rows: list[dict[str, Any]], types: dict[str, str], kind: str) -> set[str]:
    """Return the texts of the fields of a type."""
    names = [name for name, type_ in types.items() if type_ == kind]
    return {row[name] for row in rows for name in names if isinstance(row.get(name), str) and row[name]}


def _compare(
    examined: Examined, setting: str, used: str, values: set[str], known: tuple[str, ...]
) -> Iterator[Finding]:
    check = setting.replace("_", " ")
    if not values:
        yield Finding(check, "skipped", f"no value in the first {_ROWS} recipients to compare {used} with")
        return
    fitting = [each for each in dict.fromkeys((used, *known)) if all(_fits(each, value) for value in values)]
    if used not in fitting:
        found = " or ".join(fitting[:_SHOWN]) or "in a way that is not known here"
        yield Finding(
            check,
            "failed",
            f"the settings say {used}, and the instance writes {found}",
            f"set {examined.variable(setting)} to what the instance has under Settings of the API integration",
        )
    elif len(fitting) > 1:
        others = " or ".join(fitting[1 : _SHOWN + 1])
        message = f"{used} fits what was read ({len(values)}), and so would {others}"
        yield Finding(check, "warning", message, "compare with the instance: Settings of the API integration")
    else:
        yield Finding(check, "ok", f"{used}, as in what was read ({len(values)})")


def _fits(pattern: str, value: str) -> bool:
    is_date = pattern in _DATES or "HH" not in pattern
    formats = DateFormats(date=pattern) if is_date else DateFormats(timestamp=pattern)
    read = formats.parse_date if is_date else formats.parse_timestamp
    try:
        read(value)
    except ValueError:
        return False
    return True


CHECKS: Final[tuple[Check, ...]] = (check_daily_limit, check_dates)
