"""Do x-traits say what the rest of the operation says?"""

from collections.abc import Iterator

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, described, operations, parameters
from generator.lint.bodies import members, schemas
from generator.lint.finding import finding
from generator.load.json_values import mapping, sequence
from generator.load.problems import Problem

_ACCEPTED = "202"


def traits_match_operation(bundle: Bundle) -> Iterator[Problem]:
    """GET may be repeated, DELETE deletes, and what is only accepted says so."""
    for operation in operations(bundle.document):
        traits = operation.traits
        pointer = (*operation.pointer, "x-traits")
        if operation.method == "get" and traits["access"] == "read" and not traits["idempotent"]:
            message = f"{operation.id} reads, so it can be repeated"
            yield finding(bundle, "traits", (*pointer, "idempotent"), message, "write `idempotent: true`")
        if operation.method == "delete" and traits["access"] in ("read", "write"):
            message = f"{operation.id} is a DELETE but its access is {traits['access']}"
            yield finding(bundle, "traits", (*pointer, "access"), message, "write `access: delete`")
        later = traits.get("finishes") == "later"
        if later and traits["access"] == "read":
            message = f"{operation.id} reads, so there is nothing that finishes later"
            yield finding(bundle, "traits", (*pointer, "finishes"), message, "leave `finishes` out")
        if {s for s in operation.responses if s.startswith("2")} == {_ACCEPTED} and not later and "task" not in traits:
            message = f"{operation.id} responds 202, which means accepted and not done, but its traits do not say so"
            yield finding(bundle, "traits", pointer, message, "write `finishes: later`, or `task` if it returns one")


def intents_are_unique(bundle: Bundle) -> Iterator[Problem]:
    """No two operations have the same intent: who says it could not be given one of them before the other."""
    owners: dict[str, str] = {}
    for operation in operations(bundle.document):
        for index, intent in enumerate(sequence(operation.traits.get("intents"))):
            owner = owners.setdefault(intent.casefold(), operation.id)
            if owner != operation.id:
                message = f"{intent!r} is an intent of {owner} and of {operation.id}"
                pointer = (*operation.pointer, "x-traits", "intents", str(index))
                yield finding(bundle, "traits", pointer, message, "say what makes them differ, or delete one")


def keys_are_known(bundle: Bundle) -> Iterator[Problem]:
    """`keys` names kinds of x-keys; it is empty only where calls without credentials are taken."""
    known = mapping(bundle.document.get("x-keys"))
    for operation in operations(bundle.document):
        pointer = (*operation.pointer, "x-traits", "keys")
        for index, name in enumerate(operation.traits["keys"]):
            if name not in known:
                message = f"there is no kind of keys {name!r}"
                remedy = f"name one of x-keys ({', '.join(known) or 'none'}), or describe it there"
                yield finding(bundle, "traits", (*pointer, str(index)), message, remedy)
        if not operation.traits["keys"] and _is_secured(operation):
            message = f"{operation.id} needs credentials, but no kind of keys may call it"
            yield finding(bundle, "traits", pointer, message, f"name those that may: {', '.join(known) or 'x-keys'}")


def _is_secured(operation: Operation) -> bool:
    ways = sequence(operation.value.get("security"))
    return bool(ways) and {} not in ways


def people_are_personal(bundle: Bundle) -> Iterator[Problem]:
    """What has a parameter or member that names a person, by x-people, is personal data."""
    people: set[str] = set(sequence(bundle.document.get("x-people")))
    seen: set[str] = set()
    for operation in described(bundle.document):
        names = {p["name"] for _, p in parameters(bundle.document, operation)}
        names = names.union(*(members(bundle, schema) for schema in schemas(bundle, operation)))
        seen |= names & people
        if names & people and not operation.traits["pii"]:
            message = f"{operation.id} has {', '.join(sorted(names & people))}, which x-people says names a person"
            yield finding(bundle, "traits", (*operation.pointer, "x-traits", "pii"), message, "write `pii: true`")
    for index, name in enumerate(sequence(bundle.document.get("x-people"))):
        if name not in seen:
            message = f"nothing has a parameter or member {name!r}"
            yield finding(bundle, "root", ("x-people", str(index)), message, "correct the name, or delete it")
