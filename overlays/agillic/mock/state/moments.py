"""How moments are stored where no instance's format counts: in whole microseconds since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_sql(moment: datetime) -> int:
    """Return what is stored of a moment.

    >>> to_sql(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _EPOCH) // _MICROSECOND


def from_sql(stored: int) -> datetime:
    """Return the moment that was stored, in UTC.

    >>> from_sql(1_000_000).isoformat()
    '1970-01-01T00:00:01+00:00'
    """
    return _EPOCH + stored * _MICROSECOND
