"""What the settings may be that only Iterable has: keys that travel in a header."""

import re
from typing import Final

from sdk_core.transport.settings.parsers import secret
from sdk_core.transport.settings.profiles import Value
from sdk_core.wire.secret import Secret

_KEY: Final = re.compile(r"[\x21-\x7e]+")


def api_key(value: Value) -> Secret:
    """Read a key.

    Raises:
        ValueError: it is no text that can be sent in a header.
    """
    key = secret(value)
    if not _KEY.fullmatch(key.reveal()):
        raise ValueError("must be a key of ASCII letters and digits without spaces: copy it again")
    return key
