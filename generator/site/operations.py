"""docs/reference/NAME/operations.md: each operation's call, what it takes and returns, and how well it is known."""

import json
from collections.abc import Iterator

from generator.bundle.document import Operation, media_types, operations, parameters, resolve, webhooks
from generator.lint.names import snake_case
from generator.load.json_values import Json, is_list, is_mapping, mapping
from generator.report.evidence import SHARED, level_words
from generator.report.overview import shown_rate
from generator.report.tables import table
from generator.site.markdown import fenced

MAX_EXAMPLE = 30
"""Lines of an example; what is longer is cut."""


def operations_path(api: str) -> str:
    """Return where the page of an API is written, relative to the folder of results."""
    return f"docs/reference/{api}/operations.md"


def operations_page(api: str, document: dict[str, Json], program: str) -> str:
    """Return the page as Markdown.

    Args:
        api: the name of the API, a folder of spec/.
        document: its bundled document.
        program: what its command is called.
    """
    words = level_words(document)
    lines = [
        f"# Operations of the {document['info']['title']}",
        "",
        (
            "Each operation with its call, what it takes and returns, and how well it is known. "
            f"[The evidence](../../evidence/{api}.md) lists the assumptions and what would settle them, "
            "[sources](../../sources.md) what the keys of sources mean, and [the resources](resources.md) and "
            "[the commands](commands.md) say how Python and a shell call them."
        ),
        "",
        *table(("Level", "Meaning"), [*words.items()]),
    ]
    for tag in document.get("tags", []):
        lines += ["", f"## {tag['name']}", "", tag["description"]]
        for operation in operations(document):
            if operation.tag == tag["name"]:
                lines += ["", f"### {operation.id}", "", *_operation(api, document, operation, program)]
    if incoming := webhooks(document):
        lines += ["", "## Requests that the API makes", "", "Webhooks, which it posts to a URL of yours."]
        for webhook in incoming:
            lines += ["", f"### {webhook.id}", "", *_webhook(api, document, webhook)]
    return "\n".join([*lines, ""])


def _operation(api: str, document: dict[str, Json], operation: Operation, program: str) -> Iterator[str]:
    traits = operation.traits
    yield f"{operation.value['summary']}. {operation.value['description']}"
    yield ""
    resource, method = snake_case(operation.tag), str(traits["name"])
    command = f"{resource} {method}".replace("_", "-")
    rows = [
        ("Call", f"{operation.method.upper()} `{operation.path}`"),
        ("Python", f"[`{resource}.{method}`](resources.md#{resource}{method})"),
        ("Command", f"[`{program} {command}`](commands.md#{command.replace(' ', '-')})"),
        *_traits(traits),
        *_evidence(api, document, operation),
    ]
    yield from table(rows[0], rows[1:])
    if given := list(_parameters(document, operation)):
        yield from ("", *table(("Parameter", "In", "Type", "Meaning"), given))
    yield from _body(document, operation)
    statuses = [(status, resolve(document, each)["description"]) for status, each in operation.responses.items()]
    yield from ("", *table(("Status", "Meaning"), statuses))


def _webhook(api: str, document: dict[str, Json], webhook: Operation) -> Iterator[str]:
    yield f"{webhook.value['summary']}. {webhook.value['description']}"
    yield ""
    known = list(_evidence(api, document, webhook))
    yield from table(known[0], known[1:])
    yield from _body(document, webhook)


def _traits(traits: dict[str, Json]) -> Iterator[tuple[str, str]]:
    sends = f"; a message may leave ({traits['sends']})" if "sends" in traits else ""
    yield "Access", f"{traits['access']}{sends}; {'personal data' if traits['pii'] else 'no personal data'}"
    yield "Keys", ", ".join(traits["keys"]) or "none needed"
    yield (
        "Retries",
        "idempotent: may be sent twice" if traits["idempotent"] else "not idempotent: sent twice, it may act twice",
    )
    if batch := traits.get("batch"):
        words = {"max_items": "entries", "max_bytes": "bytes"}
        yield "Batch", ", ".join(f"up to {batch[name]:,} {word}" for name, word in words.items() if name in batch)
    if rates := traits.get("limits"):
        yield "Limits", "; ".join(map(shown_rate, rates))
    if "task" in traits:
        yield "Ends", "asynchronously: it starts a task"
    elif traits.get("finishes") == "later":
        yield "Ends", "later: a success means accepted, not done"


def _evidence(api: str, document: dict[str, Json], operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield how well an operation is known; of the assumptions, those that few other operations share."""
    evidence, known = operation.evidence, mapping(document.get("x-assumptions"))
    yield "Evidence", f"**{evidence['level']}**, from {', '.join(evidence['sources'])}"
    if "note" in evidence:
        yield "Note", evidence["note"]
    own = [
        name
        for name in evidence.get("assumptions", [])
        if len(mapping(known.get(name)).get("operations", [])) <= SHARED
    ]
    if own:
        yield "Assumptions", ", ".join(f"[{name}](../../evidence/{api}.md#{name})" for name in own)


def _parameters(document: dict[str, Json], operation: Operation) -> Iterator[tuple[str, str, str, str]]:
    for _, each in parameters(document, operation):
        schema = resolve(document, each.get("schema", {}))
        about = each.get("description") or schema.get("description", "")
        needed = "" if each.get("required") else ", optional"
        yield f"`{each['name']}`", f"{each['in']}{needed}", _type(document, schema), _line(about)


def _body(document: dict[str, Json], operation: Operation) -> Iterator[str]:
    """Yield what is sent and returned: the members of each body, and its first example."""
    for what, _, media_type, content in media_types(document, operation):
        if what != "request" and not what.startswith("2"):
            continue
        schema = resolve(document, content.get("schema", {}))
        yield ""
        name = "Body" if what == "request" else f"Response {what}"
        about = _line(schema.get("description", "")) or _type(document, schema)
        yield f"{name}, `{media_type}`: {about}"
        if members := list(_members(document, schema)):
            yield from ("", *table(("Member", "Type", "Meaning"), members))
        for example in [*mapping(content.get("examples")).values()][:1]:
            yield from ("", *_example(resolve(document, example)))


def _members(document: dict[str, Json], schema: dict[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Yield the members of an object, those of its parts among them."""
    for part in schema.get("allOf", []):
        yield from _members(document, resolve(document, part))
    required = schema.get("required", [])
    for name, member in mapping(schema.get("properties")).items():
        found = resolve(document, member)
        kind = _type(document, found) + ("" if name in required else ", optional")
        about = mapping(member).get("description") or found.get("description", "")
        yield f"`{name}`", kind, _line(about)


def _example(example: dict[str, Json]) -> list[str]:
    value = example.get("value")
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    lines = text.splitlines()
    cut = [*lines[:MAX_EXAMPLE], "..."] if len(lines) > MAX_EXAMPLE else lines
    return fenced("\n".join(cut), "json" if cut == lines and not isinstance(value, str) else "text")


def _type(document: dict[str, Json], schema: dict[str, Json]) -> str:
    """Return the type of a schema in a few words.

    >>> _type({}, {"type": "array", "items": {"type": ["string", "null"]}})
    'array of string or null'
    """
    if "enum" in schema:
        return " or ".join(f"`{each}`" for each in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("type", "")
    if kind == "array":
        items = resolve(document, schema.get("items", {}))
        return f"array of {_type(document, items)}" if is_mapping(items) else "array"
    choices = [_type(document, resolve(document, each)) for word in ("oneOf", "anyOf") for each in schema.get(word, [])]
    if not kind and choices:
        return " or ".join(dict.fromkeys(choices))
    words = " or ".join(kind) if is_list(kind) else str(kind or ("object" if "allOf" in schema else "any"))
    return f"{words} ({schema['format']})" if "format" in schema else words


def _line(text: str) -> str:
    return " ".join(text.split())
