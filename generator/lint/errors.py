"""Does x-errors point to what errors have, and advise on what can happen?"""

import re
from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.lint.bodies import in_error
from generator.lint.finding import finding
from generator.load.json_values import Pointer, mapping
from generator.load.problems import Problem

_STATUS = re.compile("[1-5]([0-9][0-9]|XX)")


def errors_are_read(bundle: Bundle) -> Iterator[Problem]:
    """The pointers of x-errors lead into bodies that errors have; its advice is for statuses and kinds."""
    told = mapping(bundle.document.get("x-errors"))
    every = operations(bundle.document)
    places: list[tuple[Pointer, str]] = [
        (("message", str(i)), place) for i, place in enumerate(told.get("message", []))
    ]
    places += [(("code",), told["code"])] if "code" in told else []
    for inner, place in places:
        if not any(in_error(bundle, operation, place) is not None for operation in every):
            message = f"no documented error has {place} in its body"
            yield finding(bundle, "root", ("x-errors", *inner), message, "point to a member of an error's body")
    kinds = set(mapping(told.get("kinds")).values())
    for name in mapping(told.get("advice")):
        if name not in kinds and not _STATUS.fullmatch(name):
            message = f"{name!r} is neither a status nor a kind of error"
            remedy = f'write a status such as "401", or one of the kinds: {", ".join(sorted(kinds)) or "none"}'
            yield finding(bundle, "root", ("x-errors", "advice", name), message, remedy)
