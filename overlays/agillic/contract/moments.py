"""Moments as an instance writes them, and the form in which it does."""

import re
from datetime import UTC, datetime

from agillic.contract.run import Run
from sdk_core.contract.json_values import member

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_FORMS = ("%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
"""Formats for timestamps that instances are set to; the first one is the usual one."""


def rfc_3339(moment: datetime) -> str:
    """Write a moment in UTC by RFC 3339.

    >>> rfc_3339(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05Z'
    """
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def form_of(text: object) -> str | None:
    """Return the format in which a moment is written, or None when that is none of the usual ones.

    >>> form_of("31.12.2016 00:00:00"), form_of("2016-12-31T00:00:00Z")
    ('%d.%m.%Y %H:%M:%S', None)
    """
    for form in _FORMS if isinstance(text, str) else ():
        try:
            datetime.strptime(str(text), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return form
    return None


def form_of_instance(run: Run) -> str | None:
    """Return the instance's own format for timestamps, by when a recipient came to be; None when it is unknown."""
    person = member(run.seen("getRecipient"), "personData")
    return form_of(member(person, "CREATED"))
