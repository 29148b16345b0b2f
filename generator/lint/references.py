"""Is everything that is written used, and does everything that is named exist?"""

from collections.abc import Iterator

from generator.bundle.bundler import INLINED, KINDS, Bundle
from generator.bundle.document import operations, parameters, resolve
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, mapping, pointer_parts, sequence
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
    for name in _component_files(bundle):
        value = bundle.source.file(name).value
        for kind in (*KINDS, *INLINED):
            for component in mapping(mapping(value).get(kind)):
                if (name, (kind, component)) not in homes:
                    place = bundle.source.file(name).place((kind, component))
                    yield Problem(place, "unused-component", "nothing refers to this", "refer to it, or delete it")


def component_kinds_are_known(bundle: Bundle) -> Iterator[Problem]:
    """A file of components offers nothing but components: what stands under another word reaches nobody."""
    for name in _component_files(bundle):
        file = bundle.source.file(name)
        for kind in mapping(file.value):
            if kind not in (*KINDS, *INLINED):
                message = f"{kind!r} is no kind of component, so nothing refers to what stands under it"
                remedy = f"write it under one of: {', '.join((*KINDS, *INLINED))}"
                yield Problem(file.place((kind,)), "unused-component", message, remedy)


def _component_files(bundle: Bundle) -> list[str]:
    homes = set(bundle.origins.values())
    return sorted({name for name, pointer in homes if pointer[:1] and pointer[0] in (*KINDS, *INLINED)})


def security_is_described(bundle: Bundle) -> Iterator[Problem]:
    """Every way to give credentials that is named is described, and every one that is described is named."""
    described = mapping(bundle.document["components"].get("securitySchemes"))
    places: list[tuple[Pointer, Json]] = [(("security",), bundle.document.get("security"))]
    places += [((*o.pointer, "security"), o.value.get("security")) for o in operations(bundle.document)]
    named: set[str] = set()
    for pointer, ways in places:
        for index, way in enumerate(sequence(ways)):
            named |= {*mapping(way)}
            for name in mapping(way):
                if name not in described:
                    message = f"there is no security scheme {name!r}"
                    remedy = f"name one of: {', '.join(described) or 'none'}; or describe it under components"
                    yield finding(bundle, "security", (*pointer, str(index), name), message, remedy)
    for name in described:
        if name not in named:
            pointer = ("components", "securitySchemes", name)
            message = f"nothing names the security scheme {name!r}"
            yield finding(bundle, "security", pointer, message, "name it under `security`, or delete it")


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
