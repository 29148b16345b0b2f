"""The header of a CSV file: which character parts its names, and whether they can be used."""

import csv
import re
from typing import Final

_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_USUAL: Final = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


def delimiter_of(header: str, name: str) -> str:
    r"""Return the character that parts the names of a header: the only one of the usual that it has.

    Args:
        header: the first line.
        name: what the file is called in messages.

    Raises:
        ValueError: it has several of them, so that nobody can tell.

    >>> delimiter_of("EMAIL;FIRSTNAME\n", "new.csv"), delimiter_of("EMAIL\n", "new.csv")
    (';', ',')
    """
    bare = _QUOTED.sub("", header)
    found = [each for each in _USUAL if each in bare]
    if len(found) > 1:
        both = " and ".join(_USUAL[each] for each in found)
        raise ValueError(f"{name}: the header has {both}, so it does not tell what parts its names; give --delimiter")
    return found[0] if found else ","


def checked_names(header: str, delimiter: str, name: str) -> list[str]:
    """Return the names of a header.

    Args:
        header: the first line.
        delimiter: what parts them.
        name: what the file is called in messages.

    Raises:
        ValueError: there is no header, or a name is empty or comes twice.

    >>> checked_names("EMAIL,FIRSTNAME", ",", "new.csv")
    ['EMAIL', 'FIRSTNAME']
    """
    if not header.strip():
        raise ValueError(f"{name} has no header; write the names of the columns into its first line")
    try:
        (names,) = csv.reader([header], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        raise ValueError(
            f"{name}, line 1: the quotes of the header cannot be read; write each name in one line"
        ) from None
    for place, each in enumerate(names, 1):
        if not each.strip():
            raise ValueError(f"{name}, line 1: column {place:,} has no name; give it one, or remove the column")
        if each in names[: place - 1]:
            first = names.index(each) + 1
            raise ValueError(
                f"{name}, line 1: columns {first:,} and {place:,} are both called {each}; rename one, or remove it"
            )
    return names
