"""Recipients as they are typed: the value of the recipient key, or `FIELD=value` with another unique field."""

import re
from typing import Final

from agillic.wire.path_encoding import UniqueField, by

_BY_FIELD: Final = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)", re.DOTALL)


def recipient_address(text: str) -> UniqueField | str:
    """Return which recipient is meant.

    A value of the recipient key that looks like a field and a value is given with its field: `EMAIL=A=b@example.com`.

    Args:
        text: what was typed.

    Raises:
        ValueError: the value cannot stand in a path.

    >>> recipient_address("CUSTOMERID=17"), recipient_address("ada@example.com")
    (by(CUSTOMERID=...), 'ada@example.com')
    """
    found = _BY_FIELD.fullmatch(text)
    return by(**{found[1]: found[2]}) if found else text
