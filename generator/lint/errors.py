"""Does x-errors point to what errors have?"""

import re
from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.lint.bodies import in_error
from generator.lint.finding import finding
from generator.load.json_values import Pointer, mapping
from generator.load.problems import Problem

_STATUS = re.compile("[1-5][0-9][0-9]")


def errors_are_read(bundle: Bundle) -> Iterator[Problem]:
    """The pointers of x-errors lead into bodies that errors have, and its kinds are of statuses or of codes in them."""
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
    for code in mapping(told.get("kinds")):
        if "code" not in told and not _STATUS.fullmatch(code):
            message = f"nothing says where an error has its code, such as {code!r}"
            yield finding(bundle, "root", ("x-errors", "kinds", code), message, "write `code`, a pointer into its body")
