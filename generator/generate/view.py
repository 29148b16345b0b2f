"""What the generator is shown of the document, and what templates are given beside it.

openapi-python-client drops operation-level extensions, formats and links, and stumbles over references under
`callbacks`. So it gets a reduced copy of the document, and what it cannot carry reaches the templates as data in
`document.jinja`.
"""

import builtins
import copy
from keyword import iskeyword
from typing import TypedDict

from openapi_python_client.strings import PythonIdentifier

from generator.bundle.document import Operation, may_be_empty, operations, parameters, resolve, success_contents
from generator.bundle.media_types import as_the_generator_reads_it
from generator.bundle.paths import competing
from generator.generate.error_classes import base_name, error_classes, error_reading
from generator.generate.settings import Settings
from generator.lint.keywords import property_maps
from generator.lint.names import snake_case
from generator.load.json_values import Json, mapping


class ParameterData(TypedDict):
    """One parameter, as templates see it."""

    name: str
    place: str
    format: str
    required: bool
    explode: bool


class OperationData(TypedDict):
    """What templates know of an operation beyond what the generator gives them."""

    id: str
    resource: str
    name: str
    path: str
    parameters: list[ParameterData]
    competing: list[str]
    body_types: list[str]
    response_type: str
    may_be_empty: bool
    traits: dict[str, Json]


def generator_view(document: dict[str, Json]) -> dict[str, Json]:
    """Return the part of a document that the generator reads well.

    Left out are callbacks, webhooks and links (references there stop it, or are dropped), responses other than
    successes (the client raises its own errors for those), and defaults of parameters (a default is what the server
    assumes when nothing is sent, so nothing is sent). Operations carry their names in Python, by which templates find
    their data.
    """
    view = copy.deepcopy(document)
    for key in [key for key in view if key.startswith("x-")]:
        del view[key]
    view.pop("webhooks", None)
    view["components"].pop("callbacks", None)
    view["components"].pop("links", None)
    for operation in operations(view):
        operation.value["operationId"] = snake_case(operation.id)
        operation.value.pop("callbacks", None)
        operation.value.pop("x-traits", None)
        for _, parameter in parameters(view, operation):
            parameter["schema"].pop("default", None)
        successes = {status: r for status, r in operation.responses.items() if status.startswith("2")}
        operation.value["responses"] = {s: _readable(resolve(view, r)) for s, r in successes.items()}
        if "requestBody" in operation.value:
            _rename(resolve(view, operation.value["requestBody"]), request=True)
    return view


def _readable(response: dict[str, Json]) -> dict[str, Json]:
    readable = {key: value for key, value in response.items() if key != "links"}
    _rename(readable, request=False)
    return readable


def _rename(body: dict[str, Json], *, request: bool) -> None:
    """Call the media types of a body as the generator reads them; where two become one, the first one counts."""
    renamed: dict[str, Json] = {}
    for media_type, content in mapping(body.get("content")).items():
        renamed.setdefault(as_the_generator_reads_it(media_type, request=request), content)
    if renamed:
        body["content"] = renamed


def template_data(document: dict[str, Json], settings: Settings, spec_hash: str) -> str:
    """Return the text of `document.jinja`: the settings and, by method and path, what each operation is called."""
    values = {
        "DOCUMENT_HASH": spec_hash,
        "TITLE": _line(document["info"]["title"]),
        "BASE_URL": str(document["servers"][0]["url"]),
        "API_ERROR": base_name(settings.api),
        "ERRORS": error_reading(document),
        "ERROR_CLASSES": error_classes(document, settings.api),
        "OVERLAYS": {hook: vars(overlay) for hook, overlay in settings.overlays.items()},
        "BUILTINS": sorted(_BUILTINS),
        "OPERATIONS": {_name(o): operation_data(document, o) for o in operations(document)},
        "SECRETS": sorted(_secrets(document)),
        "TAGS": {snake_case(tag["name"]): _line(tag.get("description", "")) for tag in document.get("tags", [])},
    }
    return "".join(f"{{% set {name} = {value!r} %}}\n" for name, value in values.items())


_NOT_FOR_CALLS = {"intents"}
"""Traits that no call needs: whoever needs them reads them in the document, and importing stays cheap."""

_BUILTINS = {name for name in dir(builtins) if name.islower() and name.isidentifier() and not iskeyword(name)}
"""Names such as `filter` that may be parameters all the same: generated methods use no builtin by its bare name."""


def _response_type(document: dict[str, Json], operation: Operation) -> str:
    """Return the media type of an operation's success; JSON where it has no body."""
    types = [media_type for content in success_contents(document, operation) for media_type in content]
    return types[0] if types else "application/json"


def _secrets(document: dict[str, Json]) -> set[str]:
    """Return the names of the properties that hold passwords and the like."""
    return {
        name
        for _, properties in property_maps(document)
        for name, schema in properties.items()
        if mapping(resolve(document, schema)).get("format") == "password"
    }


def _name(operation: Operation) -> str:
    """Return what the generator calls an operation: not `list`, which is a builtin of Python, but `list_`."""
    return str(PythonIdentifier(snake_case(operation.id), "field_"))


def _line(text: Json) -> str:
    """Return text as one line that a docstring can hold."""
    return " ".join("".join(character if character.isprintable() else " " for character in str(text)).split())


def operation_data(document: dict[str, Json], operation: Operation) -> OperationData:
    """Return what templates are given of an operation."""
    body = resolve(document, operation.value.get("requestBody", {}))
    return {
        "id": operation.id,
        "resource": snake_case(operation.tag),
        "name": str(operation.traits["name"]),
        "path": operation.path,
        "parameters": [
            {
                "name": parameter["name"],
                "place": parameter["in"],
                "format": resolve(document, parameter["schema"]).get("format", ""),
                "required": bool(parameter.get("required")),
                "explode": bool(parameter.get("explode", True)),
            }
            for _, parameter in parameters(document, operation)
        ],
        "competing": competing(document, operation),
        "body_types": list(body.get("content", {})),
        "response_type": _response_type(document, operation),
        "may_be_empty": may_be_empty(document, operation),
        "traits": {name: value for name, value in operation.traits.items() if name not in _NOT_FOR_CALLS},
    }
