"""Ties assumptions to the operations that rest on them.

An assumption names operations one by one, or says by a selector which ones rest on it: `all`, or entries such as
`{path_parameter: recipientId}` (`"*"` for any path parameter), `{request_body: any}` and `{success_body: none}`. In the
bundle both sides are spelled out, so that a reader needs no selectors: the assumption lists its operations, and
each operation's evidence lists its assumptions.
"""

from generator.bundle.document import Operation, operations, parameters, resolve
from generator.load.json_values import Json, is_mapping, mapping, sequence

SELECTORS = {
    "path_parameter": "the name of a path parameter, or * for any",
    "request_body": "any",
    "success_body": "none",
}


def link_assumptions(document: dict[str, Json]) -> None:
    """Replace selectors by the operations they select, in place, and name the assumption in those operations."""
    every = operations(document)
    order = {operation.id: index for index, operation in enumerate(every)}
    for name, assumption in mapping(document.get("x-assumptions")).items():
        wanted = mapping(assumption).get("operations")
        entries: list[Json] = [{}] if wanted == "all" else sequence(wanted)
        selectors = [entry for entry in entries if is_mapping(entry)]
        selected = [o for o in every if any(_selects(document, selector, o) for selector in selectors)]
        ids = {operation.id for operation in selected} | {entry for entry in entries if isinstance(entry, str)}
        mapping(assumption)["operations"] = sorted(ids, key=lambda id_: (order.get(id_, len(order)), id_))
        for operation in selected:
            known = operation.evidence.setdefault("assumptions", [])
            if name not in known:
                known.append(name)


def _selects(document: dict[str, Json], selector: dict[str, Json], operation: Operation) -> bool:
    """Whether every condition of a selector holds; the empty selector selects everything."""
    if wanted := selector.get("path_parameter"):
        names = {p.get("name") for _, p in parameters(document, operation) if p.get("in") == "path"}
        if not (names if wanted == "*" else wanted in names):
            return False
    if selector.get("request_body") == "any" and "requestBody" not in operation.value:
        return False
    if selector.get("success_body") == "none":
        successes = [resolve(document, r) for s, r in operation.responses.items() if s.startswith("2")]
        return not any("content" in success for success in successes)
    return True
