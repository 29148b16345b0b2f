"""Is everything that is written used, and does everything that is named exist?"""

from collections.abc import Iterator

from generator.bundle.bundler import INLINED, KINDS, Bundle
from generator.bundle.document import operations, parameters, resolve
from generator.lint.finding import finding
from generator.load.json_values import mapping, pointer_parts
from generator.load.problems import Place, Problem


def every_file_used(bundle: Bundle) -> Iterator[Problem]:
    """Every YAML file of the folder is part of the bundle."""
    used = {name for name, _ in bundle.origins.values()}
    for name in bundle.source.names():
        if name not in used:
            place = Place(bundle.source.label(name), 1)
            yield Problem(place, "unused-file", "nothing refers to this file", "refer to it, or delete it")


def every_component_used(bundle: Bundle) -> Iterator[Problem]:
    """Every component that a file offers is referred to."""
    homes = set(bundle.origins.values())
    for name in sorted({name for name, pointer in homes if pointer[:1] and pointer[0] in (*KINDS, *INLINED)}):
        value = bundle.source.file(name).value
        for kind in (*KINDS, *INLINED):
            for component in mapping(mapping(value).get(kind)):
                if (name, (kind, component)) not in homes:
                    place = bundle.source.file(name).place((kind, component))
                    yield Problem(place, "unused-component", "nothing refers to this", "refer to it, or delete it")


def links_lead_somewhere(bundle: Bundle) -> Iterator[Problem]:
    """A link names an operation that exists, and parameters that it has."""
    by_id = {operation.id: operation for operation in operations(bundle.document)}
    for operation in by_id.values():
        for status, response in operation.responses.items():
            for name, link in resolve(bundle.document, response).get("links", {}).items():
                pointer = (*operation.pointer, "responses", status, "links", name)
                if "$ref" in link:
                    pointer = pointer_parts(link["$ref"])
                link = resolve(bundle.document, link)  # noqa: PLW2901
                target = by_id.get(link.get("operationId", ""))
                if target is None:
                    message = f"the link leads to {link.get('operationId')!r}, which is no operation"
                    yield finding(bundle, "link", pointer, message, "name an operationId of this document")
                    continue
                known = {p["name"] for _, p in parameters(bundle.document, target)}
                for parameter in link.get("parameters", {}):
                    if parameter.split(".")[-1] not in known:
                        message = f"{target.id} has no parameter {parameter!r}"
                        remedy = f"name one of: {', '.join(sorted(known)) or 'none'}"
                        yield finding(bundle, "link", (*pointer, "parameters", parameter), message, remedy)
