"""Moments: stored as whole milliseconds since 1970, which is what most of Iterable's responses have, or as its text."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NO_MOMENT = "this is no moment; write yyyy-MM-dd HH:mm:ss, with a time zone such as +00:00 behind or none"
_OWN_FORM = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?: ?(Z|[+-]\d\d:?\d\d))?")


def to_milliseconds(moment: datetime) -> int:
    """Return a moment in milliseconds since 1970.

    >>> to_milliseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000
    """
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(stored: int) -> datetime:
    """Return the moment that was stored, in UTC.

    >>> from_milliseconds(1000).isoformat()
    '1970-01-01T00:00:01+00:00'
    """
    return _EPOCH + stored * _MILLISECOND


def as_text(stored: int) -> str:
    """Return a stored moment as Iterable writes it.

    >>> as_text(1772482864000)
    '2026-03-02 20:21:04 +00:00'
    """
    return f"{from_milliseconds(stored).replace(tzinfo=None, microsecond=0).isoformat(' ')} +00:00"


def parse_own_form(text: str, zone: tzinfo = UTC) -> datetime:
    """Read a moment as Iterable writes it; `zone` counts where the text names none.

    Raises:
        ValueError: It is written otherwise, or there is no such moment.

    >>> parse_own_form("2026-03-02 20:21:04 +01:00").isoformat()
    '2026-03-02T19:21:04+00:00'
    """
    found = _OWN_FORM.fullmatch(text)
    if found is None:
        raise ValueError(_NO_MOMENT)
    try:
        moment = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=_zone(found[2], zone))
    except ValueError:
        raise ValueError("there is no such moment; correct the day, the time or the zone") from None
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("this moment is beyond the years that there are; write another") from None


def parse_any_form(text: str, zone: tzinfo = UTC) -> datetime:
    """Read a moment in Iterable's own form, or in one of ISO 8601, such as a day alone.

    Raises:
        ValueError: It is written otherwise, or there is no such moment.

    >>> parse_any_form("2026-03-02").isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    try:
        return parse_own_form(text, zone)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(_NO_MOMENT) from None
    moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("this moment is beyond the years that there are; write another") from None


def _zone(text: str | None, zone: tzinfo) -> tzinfo:
    if text is None:
        return zone
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
