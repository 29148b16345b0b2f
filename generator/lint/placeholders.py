"""Is everything written that `make new-api` left to a person?"""

import re
from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.lint.finding import finding
from generator.load.json_values import walk
from generator.load.problems import Problem

MARK = re.compile(r"\bTODO\b")


def nothing_is_left_to_do(bundle: Bundle) -> Iterator[Problem]:
    """No text says TODO: what only a person can know is written, or left out."""
    for pointer, value in walk(bundle.document):
        if isinstance(value, str) and MARK.search(value):
            message = f"this is still to be written: {value}"
            yield finding(bundle, "to-do", pointer, message, "write what the API's own pages say, or leave it out")
