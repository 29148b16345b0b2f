"""Every keyword of the document is one that the pipeline carries; all others are rejected, not ignored.

OpenAPI has many keywords that openapi-python-client and our templates drop without a word: a discriminator, a
conditional schema, servers of one path. Authors expect one to work. So this is a list of what is carried, by
the kind of object that it stands in: into generated code, into the checks of mock and lint, or into texts for people.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.bundle.bundler import INLINED, KINDS, Bundle
from generator.bundle.document import METHODS, resolve
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, is_mapping, mapping, sequence
from generator.load.problems import Problem

CARRIED: Mapping[str, frozenset[str]] = {
    "document": frozenset(
        {
            *("openapi", "info", "servers", "tags", "security", "paths", "webhooks", "components"),
            *("x-keys", "x-limits", "x-errors", "x-statuses", "x-people", "x-named", "x-evidence"),
            *("x-custom-methods", "x-assumptions", "x-sources"),
        }
    ),
    "info": frozenset({"title", "version", "summary", "description", "license", "contact", "termsOfService"}),
    "server": frozenset({"url", "description"}),
    "tag": frozenset({"name", "description"}),
    "path": frozenset(METHODS),
    "operation": frozenset(
        {
            *("operationId", "tags", "summary", "description", "security", "parameters", "requestBody", "responses"),
            *("callbacks", "x-traits"),
        }
    ),
    "webhook": frozenset({"summary", "description", "requestBody", "responses", "x-traits"}),
    "parameter": frozenset({"name", "in", "required", "example", "schema", "style", "explode", "description"}),
    "request body": frozenset({"description", "required", "content"}),
    "media type": frozenset({"schema", "examples"}),
    "response": frozenset({"description", "content", "headers", "links"}),
    "header": frozenset({"description", "required", "schema", "example"}),
    "link": frozenset({"operationId", "parameters", "description"}),
    "example": frozenset({"summary", "description", "value"}),
    "components": frozenset(KINDS),
    "security scheme": frozenset(
        {*("type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl")}
    ),
    "OAuth flow": frozenset({"authorizationUrl", "tokenUrl", "refreshUrl", "scopes"}),
    "map of OAuth flows": frozenset({"implicit", "password", "clientCredentials", "authorizationCode"}),
    "callback": frozenset({"summary", "description", "requestBody", "responses"}),
    "schema": frozenset(
        {
            *("type", "format", "const", "enum", "x-enum-varnames", "title", "description", "default", "examples"),
            *("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
            *("items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern"),
            *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            *("oneOf", "anyOf", "allOf", "x-personal", "x-names", "x-sends"),
        }
    ),
}
"""What each kind of object may hold. A keyword that the templates learn to carry is added here, with a test."""

BESIDE_REFERENCE = frozenset({"description", "summary"})
"""What may stand beside a `$ref`: words. The generator reads nothing else there."""

REMEDIES: Mapping[tuple[str, str], str] = {
    ("schema", "discriminator"): "remove it: alternatives differ by their required members",
    ("schema", "nullable"): "write `type: [..., 'null']`, as OpenAPI 3.1 does",
    ("schema", "example"): "write `examples: [...]`, as OpenAPI 3.1 does",
    ("schema", "readOnly"): "write one schema for requests and one for responses",
    ("schema", "writeOnly"): "write one schema for requests and one for responses",
    ("path", "parameters"): "write the parameters into each operation",
    ("path", "servers"): "one base URL is used for all calls: the first of the document's `servers`",
    ("webhook", "operationId"): "remove it: a webhook is called by its name under `webhooks`",
    ("webhook", "tags"): "remove it: a webhook is no method of a resource",
    ("webhook", "security"): "say in the description how a receiver knows that the request is genuine",
    ("webhook", "parameters"): "say it in the description: what a webhook carries is its body",
    ("operation", "servers"): "one base URL is used for all calls: the first of the document's `servers`",
    ("operation", "deprecated"): "say it in the description",
    ("parameter", "content"): "describe the parameter by `schema`",
    ("parameter", "allowReserved"): "remove it: values of a query are always percent-encoded",
    ("link", "requestBody"): "say it in the description: widely used generators cannot read a link's body",
    ("link", "operationRef"): "name the operation by `operationId`",
    ("example", "externalValue"): "write the value out under `value`: nothing is fetched",
    ("components", "pathItems"): "write the path under `paths`, its operations each in a file of its own",
    ("server", "variables"): "write the URL out; callers choose another by the base URL of the client",
}

Found = tuple[str, Pointer, Json]
"""A kind of object, where it stands, and what stands there."""


def known_keywords(bundle: Bundle) -> Iterator[Problem]:
    """Every object of the document holds only keywords that the pipeline carries."""
    yield from _known_components(bundle)
    for kind, pointer, value in described_objects(bundle.document):
        if kind == "schema" and isinstance(value, bool):
            message = f"a schema may not be `{str(value).lower()}`: the generator cannot read it"
            remedy = "write `{}` for any value" if value else "remove what may never be there"
            yield finding(bundle, "keyword", pointer, message, remedy)
            continue
        if kind == "schema":
            yield from _joined(bundle, pointer, mapping(value))
            if not isinstance(mapping(value).get("x-personal", False), bool):
                message = "`x-personal` can only be `true` or `false`: whether values are a person's"
                yield finding(bundle, "keyword", (*pointer, "x-personal"), message, "write one of them, or delete it")
            if mapping(value).get("x-sends", True) is not True:
                message = "`x-sends` can only be `true`: whether messages go to whom a value names"
                yield finding(bundle, "keyword", (*pointer, "x-sends"), message, "write `true`, or delete it")
            yield from _named(bundle, pointer, mapping(value))
        allowed = BESIDE_REFERENCE if "$ref" in mapping(value) else CARRIED[kind]
        for keyword in mapping(value):
            if keyword not in allowed and keyword != "$ref":
                beside = " beside `$ref`" if "$ref" in value else ""
                article = "an" if kind[0] in "aeiouO" else "a"
                message = f"`{keyword}` of {article} {kind}{beside} is not carried into the client"
                remedy = f"remove it, or write one of: {', '.join(sorted(allowed))}"
                yield finding(bundle, "keyword", (*pointer, keyword), message, REMEDIES.get((kind, keyword), remedy))


def _known_components(bundle: Bundle) -> Iterator[Problem]:
    """The bundle has no other kinds of components, so they are looked for where the root was written."""
    for kind in mapping(bundle.written(("components",))):
        if kind not in (*CARRIED["components"], *INLINED):
            message = f"`{kind}` of components is not carried into the client"
            remedy = f"remove it, or write one of: {', '.join(sorted(CARRIED['components']))}"
            remedy = REMEDIES.get(("components", kind), remedy)
            yield finding(bundle, "keyword", ("components", kind), message, remedy)


def _joined(bundle: Bundle, pointer: Pointer, schema: dict[str, Json]) -> Iterator[Problem]:
    """The generator makes an empty class of an `allOf` that joins anything but objects."""
    for index, part in enumerate(sequence(schema.get("allOf"))):
        types = resolve(bundle.document, part).get("type", "object") if is_mapping(part) else "object"
        if types != "object":
            message = f"`allOf` joins a schema of the type {types!r}, which is not carried into the client"
            remedy = "join objects, or write what all of it comes to as one schema"
            yield finding(bundle, "keyword", (*pointer, "allOf", str(index)), message, remedy)


def _named(bundle: Bundle, pointer: Pointer, schema: dict[str, Json]) -> Iterator[Problem]:
    """What is named stands at a parameter or a member: there it has a name, by which it is known elsewhere."""
    kinds = schema.get("x-names", [])
    if not isinstance(kinds, list) or not all(isinstance(each, str) for each in sequence(kinds)):
        message, remedy = "`x-names` is a list of kinds of `x-named`", "write `x-names: [KIND]`"
        yield finding(bundle, "keyword", (*pointer, "x-names"), message, remedy)
    for keyword in ("items", "additionalProperties"):
        if "x-names" in mapping(resolve(bundle.document, schema.get(keyword))):
            message, remedy = f"`x-names` cannot stand in `{keyword}`", "write it at the parameter or member itself"
            yield finding(bundle, "keyword", (*pointer, keyword), message, remedy)


def described_objects(document: dict[str, Json]) -> Iterator[Found]:
    """Yield every object of a document that OpenAPI gives a meaning, with its kind and place."""
    yield "document", (), document
    yield "info", ("info",), document.get("info")
    for kind in ("server", "tag"):
        for index, value in enumerate(sequence(document.get(f"{kind}s"))):
            yield kind, (f"{kind}s", str(index)), value
    for path, item in mapping(document.get("paths")).items():
        yield "path", ("paths", path), item
        for method in METHODS:
            if is_mapping(mapping(item).get(method)):
                yield from _operation(("paths", path, method), item[method])
    yield from _webhooks(document)
    components = mapping(document.get("components"))
    readers: dict[str, Callable[[Pointer, Json], Iterator[Found]]] = {
        "schemas": _schema,
        "parameters": _parameter,
        "requestBodies": partial(_body, kind="request body"),
        "responses": _body,
        "headers": partial(_parameter, kind="header"),
        "links": _link,
        "examples": _example,
        "securitySchemes": _security_scheme,
    }
    for kind, reader in readers.items():
        for name, value in mapping(components.get(kind)).items():
            yield from reader(("components", kind, name), value)


def _webhooks(document: dict[str, Json]) -> Iterator[Found]:
    for name, item in mapping(document.get("webhooks")).items():
        yield "path", ("webhooks", name), item
        for method in METHODS:
            if is_mapping(mapping(item).get(method)):
                yield from _incoming("webhook", ("webhooks", name, method), item[method])


def _operation(pointer: Pointer, value: dict[str, Json]) -> Iterator[Found]:
    yield "operation", pointer, value
    for index, parameter in enumerate(sequence(value.get("parameters"))):
        yield from _parameter((*pointer, "parameters", str(index)), parameter)
    yield from _bodies(pointer, value)
    for name, callback in mapping(value.get("callbacks")).items():
        yield from _callback((*pointer, "callbacks", name), callback)


def _bodies(pointer: Pointer, value: Json) -> Iterator[Found]:
    """Walk through what an operation or a callback takes and returns."""
    if "requestBody" in mapping(value):
        yield from _body((*pointer, "requestBody"), value["requestBody"], kind="request body")
    for status, response in mapping(mapping(value).get("responses")).items():
        yield from _body((*pointer, "responses", status), response)


def _parameter(pointer: Pointer, value: Json, *, kind: str = "parameter") -> Iterator[Found]:
    """Walk through a parameter, or a header of a response, which is described alike."""
    yield kind, pointer, value
    if "schema" in mapping(value):
        yield from _schema((*pointer, "schema"), value["schema"])


def _example(pointer: Pointer, value: Json) -> Iterator[Found]:
    yield "example", pointer, value


def _security_scheme(pointer: Pointer, value: Json) -> Iterator[Found]:
    yield "security scheme", pointer, value
    if "flows" in mapping(value):
        yield "map of OAuth flows", (*pointer, "flows"), value["flows"]
        for name, flow in mapping(value["flows"]).items():
            yield "OAuth flow", (*pointer, "flows", name), flow


def _body(pointer: Pointer, value: Json, *, kind: str = "response") -> Iterator[Found]:
    """Walk through a response, or a request body, which is described alike and has no headers and links."""
    yield kind, pointer, value
    yield from _content(pointer, value)
    for name, header in mapping(mapping(value).get("headers")).items():
        yield from _parameter((*pointer, "headers", name), header, kind="header")
    for name, link in mapping(mapping(value).get("links")).items():
        yield from _link((*pointer, "links", name), link)


def _link(pointer: Pointer, value: Json) -> Iterator[Found]:
    yield "link", pointer, value


def _callback(pointer: Pointer, value: Json) -> Iterator[Found]:
    for expression, item in mapping(value).items():
        yield "path", (*pointer, expression), item
        for method in METHODS:
            if is_mapping(mapping(item).get(method)):
                yield from _incoming("callback", (*pointer, expression, method), item[method])


def _incoming(kind: str, pointer: Pointer, operation: Json) -> Iterator[Found]:
    """Yield what a request that the API makes consists of: a callback's or a webhook's."""
    yield kind, pointer, operation
    yield from _bodies(pointer, operation)


def _content(pointer: Pointer, value: Json) -> Iterator[Found]:
    for media_type, content in mapping(mapping(value).get("content")).items():
        yield "media type", (*pointer, "content", media_type), content
        if "schema" in mapping(content):
            yield from _schema((*pointer, "content", media_type, "schema"), content["schema"])
        for name, example in mapping(mapping(content).get("examples")).items():
            yield from _example((*pointer, "content", media_type, "examples", name), example)


def _schema(pointer: Pointer, value: Json) -> Iterator[Found]:
    yield "schema", pointer, value
    schema = mapping(value)
    for name, inner in mapping(schema.get("properties")).items():
        yield from _schema((*pointer, "properties", name), inner)
    if "items" in schema:
        yield from _schema((*pointer, "items"), schema["items"])
    if not isinstance(schema.get("additionalProperties", True), bool):  # here true and false have a meaning
        yield from _schema((*pointer, "additionalProperties"), schema["additionalProperties"])
    for keyword in ("oneOf", "anyOf", "allOf"):
        for index, inner in enumerate(sequence(schema.get(keyword))):
            yield from _schema((*pointer, keyword, str(index)), inner)


def property_maps(document: dict[str, Json]) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    """Yield the properties of every schema; a property may itself be called `properties`."""
    for kind, pointer, value in described_objects(document):
        if kind == "schema" and is_mapping(mapping(value).get("properties")):
            yield (*pointer, "properties"), value["properties"]
