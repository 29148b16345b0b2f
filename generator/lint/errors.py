"""Does x-errors point to what errors have?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.lint.bodies import in_error, is_plain
from generator.lint.finding import finding
from generator.load.json_values import Pointer, mapping
from generator.load.problems import Problem


def errors_are_read(bundle: Bundle) -> Iterator[Problem]:
    """The pointers of x-errors lead to texts in bodies that errors have, and its kinds are of codes in them."""
    declared = mapping(bundle.document.get("x-errors"))
    every = operations(bundle.document)
    places: list[tuple[Pointer, str]] = [
        (("message", str(i)), place) for i, place in enumerate(declared.get("message", []))
    ]
    places += [(("code",), declared["code"])] if "code" in declared else []
    for inner, place in places:
        found = [schema for operation in every if (schema := in_error(bundle, operation, place)) is not None]
        if not any(is_plain(bundle, schema) for schema in found):
            what = "has a text or a number at" if found else "has"
            message = f"no documented error {what} {place} in its body"
            yield finding(bundle, "root", ("x-errors", *inner), message, "point to a member of an error's body")
    for code in mapping(declared.get("kinds")):
        if "code" not in declared:
            remedy = "write `code`, a pointer into its body; what a status means stands under `statuses`"
            message = f"nothing says where an error has its code, such as {code!r}"
            yield finding(bundle, "root", ("x-errors", "kinds", code), message, remedy)
