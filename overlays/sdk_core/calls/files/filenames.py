"""Names of files that come from somebody else, and whether a file in a folder here can have them."""

import re
from typing import Final

MAX_LENGTH: Final = 255
"""Bytes of a name that common file systems take."""

_SEPARATORS: Final = re.compile(r"[/\\:]")
_UNUSABLE: Final = re.compile(r'[<>"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
_RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?")


def safe_filename(path: str) -> str:
    r"""Return the name at the end of a path whose parts are separated by slashes, if files here can have it.

    A name is taken as it is or rejected, and never changed: where a file went needs no guess, and two names never
    become one. Rejected is what would leave a folder, or is no plain file, on any usual system: `..`, separators of
    either kind, colons, names of devices, a dot or space at an end, invisible characters, and more than 255 bytes.

    Args:
        path: for example `ExportFlow/customers.csv`.

    Raises:
        ValueError: they cannot. The message does not repeat the name, which may hold anything.

    >>> safe_filename("ExportFlow/customers.csv")
    'customers.csv'
    >>> safe_filename(r"..\customers.csv")
    Traceback (most recent call last):
    ValueError: the file's name holds a separator or a colon: give a path with a name of your own as `to`
    """
    name = path.rpartition("/")[2]
    if wrong := _wrong_with(name):
        raise ValueError(f"the file's name {wrong}: give a path with a name of your own as `to`")
    return name


def _wrong_with(name: str) -> str:
    wrongs = {
        "is empty or a folder's": name in {"", ".", ".."},
        "holds a separator or a colon": bool(_SEPARATORS.search(name)),
        "holds a character that is invisible or that no name may hold on some systems": bool(_UNUSABLE.search(name)),
        "begins or ends with a space, or ends with a dot": name != name.strip() or name.endswith("."),
        "is that of a device on Windows": bool(_RESERVED.fullmatch(name)),
        f"has more than {MAX_LENGTH} bytes": len(name.encode(errors="replace")) > MAX_LENGTH,
    }
    return next((wrong for wrong, is_so in wrongs.items() if is_so), "")
