"""Does every operation say what it can answer?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, parameters
from generator.lint.finding import finding
from generator.load.problems import Problem


def required_statuses(bundle: Bundle) -> Iterator[Problem]:
    """The answers that follow from what an operation is are documented, and one success at least."""
    for operation in operations(bundle.document):
        for status, why in _required(bundle, operation).items():
            if status not in operation.responses:
                message = f"{operation.id} does not document {status} ({why})"
                remedy = f'add "{status}" under responses; shared/responses.yaml has the usual one'
                yield finding(bundle, "status", (*operation.pointer, "responses"), message, remedy)
        if not any(status.startswith("2") for status in operation.responses):
            message = f"{operation.id} documents no success"
            yield finding(bundle, "status", (*operation.pointer, "responses"), message, "add 200, 201 or 202")


def _required(bundle: Bundle, operation: Operation) -> dict[str, str]:
    places = {p["in"] for _, p in parameters(bundle.document, operation)}
    names = {p["name"] for _, p in parameters(bundle.document, operation)}
    required = {
        "400": "any request can be wrong",
        "401": "credentials can be wrong",
        "429": "any call can exceed the limits",
        "5XX": "the server can fail",
    }
    if operation.value.get("security"):
        required["403"] = "keys have scopes"
    if "path" in places:
        required["404"] = "what the path names may not exist"
    if "requestBody" in operation.value:
        required["413"] = "bodies have a limit"
        required["415"] = "bodies have a media type"
    if "filter" in names:
        required["422"] = "a filter can name an unknown field"
    return required


def known_tags(bundle: Bundle) -> Iterator[Problem]:
    """Every operation has exactly one tag, which the root describes; every tag is used."""
    described = [tag["name"] for tag in bundle.document.get("tags", [])]
    used: set[str] = set()
    for operation in operations(bundle.document):
        tags = operation.value.get("tags", [])
        used |= set(tags)
        if len(tags) != 1 or tags[0] not in described:
            message = f"{operation.id} has the tags {tags}, but needs exactly one that the root describes"
            yield finding(bundle, "tag", operation.pointer, message, f"choose one of: {', '.join(described)}")
        for member in ("summary", "description"):
            if not operation.value.get(member):
                message = f"{operation.id} has no {member}"
                yield finding(bundle, "described", operation.pointer, message, f"add a {member} in your own words")
    for index, name in enumerate(described):
        if name not in used:
            message = f"no operation has the tag {name!r}"
            yield finding(bundle, "tag", ("tags", str(index)), message, "use it, or delete it")
