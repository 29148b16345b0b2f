"""Does every operation say how it can respond?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, described, operations, parameters
from generator.lint.finding import finding
from generator.load.json_values import Json, mapping, sequence
from generator.load.problems import Problem


def required_statuses(bundle: Bundle) -> Iterator[Problem]:
    """The responses that x-statuses requires are documented, and one success at least."""
    for operation in operations(bundle.document):
        for status, why in _required(bundle, operation).items():
            if status not in operation.responses:
                message = f"{operation.id} does not document {status}, which x-statuses requires ({why})"
                remedy = f'add "{status}" under responses; shared/responses.yaml has the usual one'
                yield finding(bundle, "status", (*operation.pointer, "responses"), message, remedy)
        if not any(status.startswith("2") for status in operation.responses):
            message = f"{operation.id} documents no success"
            yield finding(bundle, "status", (*operation.pointer, "responses"), message, "add 200, 201 or 202")


def _required(bundle: Bundle, operation: Operation) -> dict[str, str]:
    """Return the statuses that x-statuses requires, each with the reason."""
    places = {p["in"] for _, p in parameters(bundle.document, operation)}
    names = {p["name"] for _, p in parameters(bundle.document, operation)}
    declared: dict[str, Json] = mapping(bundle.document.get("x-statuses"))
    cases = {
        "always": (True, "every operation has it"),
        "secured": (bool(operation.value.get("security")), "it takes credentials"),
        "path": ("path" in places, "its path has a parameter"),
        "body": ("requestBody" in operation.value, "it takes a body"),
    }
    required = {s: why for case, (applies, why) in cases.items() if applies for s in sequence(declared.get(case))}
    for name, statuses in mapping(declared.get("parameters")).items():
        if name in names:
            required |= dict.fromkeys(statuses, f"it has the parameter {name}")
    return required


def statuses_of_parameters(bundle: Bundle) -> Iterator[Problem]:
    """x-statuses requires statuses of parameters that exist."""
    names = {p["name"] for o in operations(bundle.document) for _, p in parameters(bundle.document, o)}
    for name in mapping(mapping(bundle.document.get("x-statuses")).get("parameters")):
        if name not in names:
            message = f"no operation has the parameter {name!r}"
            pointer = ("x-statuses", "parameters", name)
            yield finding(bundle, "root", pointer, message, "correct the name, or delete the entry")


def known_tags(bundle: Bundle) -> Iterator[Problem]:
    """Every operation has exactly one tag, which the root describes, and every tag is used."""
    described = [tag["name"] for tag in bundle.document.get("tags", [])]
    used: set[str] = set()
    for operation in operations(bundle.document):
        tags = operation.value.get("tags", [])
        used |= set(tags)
        if len(tags) != 1 or tags[0] not in described:
            message = f"{operation.id} has the tags {tags}, but needs exactly one that the root describes"
            yield finding(bundle, "tag", operation.pointer, message, f"choose one of: {', '.join(described)}")
    for index, name in enumerate(described):
        if name not in used:
            message = f"no operation has the tag {name!r}"
            yield finding(bundle, "tag", ("tags", str(index)), message, "use it, or delete it")


def everything_is_described(bundle: Bundle) -> Iterator[Problem]:
    """Every operation and webhook has a summary and a description."""
    for operation in described(bundle.document):
        for member in ("summary", "description"):
            if not operation.value.get(member):
                message = f"{operation.id} has no {member}"
                yield finding(bundle, "described", operation.pointer, message, f"add a {member} in your own words")
