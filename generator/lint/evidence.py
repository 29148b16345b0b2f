"""Is it said of everything how it is known, and of every guess that it is one?"""

from collections.abc import Iterator

from generator.bundle.assumptions import SELECTORS
from generator.bundle.bundler import Bundle
from generator.bundle.document import described
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, is_list, is_mapping, sequence, walk
from generator.load.problems import Problem

MEMBERS = {"question", "default", "options", "concerns", "operations", "settle"}


def sources_resolve(bundle: Bundle) -> Iterator[Problem]:
    """Every source that is named is described, and every one that is described is named."""
    described = bundle.document.get("x-sources", {})
    named: set[str] = set()
    for pointer, value in walk(bundle.document):
        # A body may have a member `sources` too, in schemas and in examples.
        of_a_body = pointer[:1] in (("paths",), ("webhooks",), ("components",)) and "x-traits" not in pointer
        if pointer[-1:] == ("sources",) and is_list(value) and not of_a_body:
            named |= set(value)
            for index, key in enumerate(value):
                if key not in described:
                    message = f"there is no source {key!r}"
                    remedy = "correct the key, or describe the source in sources.yaml"
                    yield finding(bundle, "evidence", (*pointer, str(index)), message, remedy)
    for key in described:
        if key not in named:
            message = f"nothing rests on the source {key!r}"
            yield finding(bundle, "evidence", ("x-sources", key), message, "name it where it was used, or delete it")


def assumptions_resolve(bundle: Bundle) -> Iterator[Problem]:
    """An operation names the assumptions it rests on, and they name it."""
    assumptions: dict[str, Json] = bundle.document.get("x-assumptions", {})
    by_id = {operation.id: operation for operation in described(bundle.document)}
    for operation in by_id.values():
        for index, name in enumerate(operation.evidence.get("assumptions", [])):
            pointer = (*operation.pointer, "x-traits", "evidence", "assumptions", str(index))
            if name not in assumptions:
                message = f"there is no assumption {name!r}"
                remedy = "correct the id, or add the assumption to assumptions.yaml"
                yield finding(bundle, "assumption", pointer, message, remedy)
            elif operation.id not in assumptions[name]["operations"]:
                message = f"{operation.id} rests on {name!r}, which does not list it"
                yield finding(bundle, "assumption", pointer, message, f"add {operation.id} to its `operations`")
    for name, assumption in assumptions.items():
        pointer = ("x-assumptions", name, "operations")
        if not assumption["operations"]:
            message = f"no operation rests on {name!r}"
            yield finding(bundle, "assumption", pointer, message, "name one, correct the selector, or delete it")
        for id_ in assumption["operations"]:
            if id_ not in by_id:
                message = f"{name!r} lists {id_!r}, which is no operation"
                remedy = "name an operationId of this document, or a webhook of it"
                yield finding(bundle, "assumption", pointer, message, remedy)
            elif name not in by_id[id_].evidence.get("assumptions", []):
                message = f"{name!r} lists {id_}, which does not name it"
                remedy = f"add {name} to `assumptions` in the evidence of {id_}"
                yield finding(bundle, "assumption", pointer, message, remedy)


def assumptions_are_complete(bundle: Bundle) -> Iterator[Problem]:
    """An assumption has a question, a default among several options, what it concerns, and what would settle it."""
    for name, assumption in bundle.document.get("x-assumptions", {}).items():
        pointer: Pointer = ("x-assumptions", name)
        if set(assumption) - {"observable"} != MEMBERS:
            message = f"{name!r} has {', '.join(sorted(assumption))}"
            yield finding(bundle, "assumption", pointer, message, f"give it exactly: {', '.join(sorted(MEMBERS))}")
            continue
        if len(assumption["options"]) < 2 or assumption["default"] not in assumption["options"]:  # noqa: PLR2004 - a choice
            message = f"{name!r} needs two options at least, its default {assumption['default']!r} among them"
            yield finding(bundle, "assumption", (*pointer, "options"), message, "write down the plausible options")
        for option, text in assumption["options"].items():
            if not isinstance(text, str):
                message = f"the option {option!r} of {name!r} is not a sentence but {text!r}"
                yield finding(
                    bundle, "assumption", (*pointer, "options", option), message, "write words, or use quotes"
                )
        if assumption["concerns"] not in ("behavior", "document"):
            message = f"{name!r} concerns {assumption['concerns']!r}"
            yield finding(bundle, "assumption", (*pointer, "concerns"), message, "write behavior or document")
    yield from _selectors(bundle)


def _selectors(bundle: Bundle) -> Iterator[Problem]:
    for assumption, entries in _written(bundle).items():
        for index, entry in enumerate(entries):
            if is_mapping(entry) and not (entry and set(entry) <= set(SELECTORS)):
                remedy = "; ".join(f"{{{key}: {meaning}}}" for key, meaning in SELECTORS.items())
                pointer = ("x-assumptions", assumption, "operations", str(index))
                yield finding(bundle, "assumption", pointer, f"{entry} is no selector", f"use one of {remedy}")


def _written(bundle: Bundle) -> dict[str, list[Json]]:
    """Return the operations of each assumption as they were written: the bundle has selectors spelled out already."""
    return {
        name: sequence(bundle.written(("x-assumptions", name, "operations")))
        for name in bundle.document.get("x-assumptions", {})
    }


def open_questions_are_named(bundle: Bundle) -> Iterator[Problem]:
    """What is less than confirmed says what would settle it, itself or through an assumption that lists it by name."""
    written = _written(bundle)
    for operation in described(bundle.document):
        evidence = operation.evidence
        own = [name for name in evidence.get("assumptions", []) if operation.id in written.get(name, [])]
        if evidence["level"] != "confirmed" and not own and "settle" not in evidence:
            message = f"{operation.id} is {evidence['level']}, but nothing says what would settle it"
            remedy = "name an assumption, or say in `settle` which call or page would"
            yield finding(bundle, "evidence", (*operation.pointer, "x-traits", "evidence"), message, remedy)
