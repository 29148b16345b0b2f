"""What differs between two sets of canonical requests, operation by operation."""

import difflib
import json
from collections.abc import Mapping

from generator.wire.canonical import SentRequest


def request_lines(request: SentRequest | None) -> list[str]:
    """Return a request as readable lines; none for a request that does not exist."""
    return [] if request is None else json.dumps(request, indent=2, ensure_ascii=False).splitlines()[1:-1]


def request_differences(old: Mapping[str, SentRequest], new: Mapping[str, SentRequest]) -> dict[str, list[str]]:
    """Return, for each operation whose request differs, the lines that went (`-`) and came (`+`).

    Example:
        >>> get: SentRequest = {"method": "GET", "raw_path": "/things", "headers": {}}
        >>> request_differences({"listThings": get}, {"listThings": {**get, "raw_path": "/things?all=true"}})
        {'listThings': ['-"raw_path": "/things",', '+"raw_path": "/things?all=true",']}
    """
    differences: dict[str, list[str]] = {}
    for id_ in [*old, *(id_ for id_ in new if id_ not in old)]:
        lines = difflib.ndiff(request_lines(old.get(id_)), request_lines(new.get(id_)))
        if changed := [line[0] + line[4:] for line in lines if line[0] in "-+"]:
            differences[id_] = changed
    return differences
