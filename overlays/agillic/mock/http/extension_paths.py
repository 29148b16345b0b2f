"""Paths of extension calls that hold slashes, under an option of `extension-path-encoding`."""

import re

_CALL = re.compile("(/extensions/secure/[^/]+/)(.+)", re.DOTALL)


def with_one_value(raw_path: str) -> str:
    """Return a path in which all that is handed to an extension is one value, its slashes encoded; others as they are.

    >>> with_one_value("/extensions/secure/roastery_order/a/b%2540c")
    '/extensions/secure/roastery_order/a%252Fb%2540c'
    """
    found = _CALL.fullmatch(raw_path)
    return found[1] + found[2].replace("/", "%252F") if found else raw_path
