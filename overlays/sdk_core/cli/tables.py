"""The table of an API's operations, as `make generate` writes it into its generated package. Nothing is imported."""

import json
import os
from importlib.util import find_spec
from typing import Literal, NotRequired, TypedDict

from sdk_apis import APIS

FILE = "commands.json"
DOCUMENT = "openapi.json"

Type = Literal["string", "integer", "number", "boolean", "array", "object"]


class Parameter(TypedDict):
    """A parameter of an operation, or a member of a form that is its body.

    Attributes:
        name: on the wire.
        option: its option, without dashes before it; left out where it is the name.
        in: path, query, header or cookie; left out for a member of a body.
        type: left out for a string.
        items: the type of an array's items.
        format: as in the document.
        enum: the values that it may have.
        required: whether a call must give it.
    """

    name: str
    option: NotRequired[str]
    type: NotRequired[Type]
    items: NotRequired[Type]
    format: NotRequired[str]
    enum: NotRequired[list[str]]
    required: NotRequired[bool]


class Body(TypedDict):
    """The body of an operation: json, form, multipart, bytes or text, with the members of a form."""

    kind: str
    required: NotRequired[bool]
    members: NotRequired[list[Parameter]]


class Entry(TypedDict):
    """An operation: what a command needs of it before it calls. See `spec/traits.schema.json` for the traits."""

    id: str
    resource: str
    name: str
    method: str
    path: str
    summary: str
    access: Literal["read", "write", "delete", "send"]
    evidence: str
    sends: NotRequired[Literal["direct", "indirect"]]
    pii: NotRequired[bool]
    finishes: NotRequired[str]
    parameters: NotRequired[list[Parameter]]
    exclusive: NotRequired[list[list[str]]]
    body: NotRequired[Body]
    page: NotRequired[list[str]]
    task: NotRequired[bool]
    batch: NotRequired[int]
    rows: NotRequired[str]
    response: NotRequired[str]


class Table(TypedDict):
    """All operations of an API, in the order of its document."""

    api: str
    title: str
    resources: dict[str, str]
    operations: list[Entry]


def read_table(api: str) -> Table:
    """Return the table of an API.

    Args:
        api: its name, one of `sdk_apis.APIS`.

    Raises:
        FileNotFoundError: there is no API of this name, or its package was generated without a table.
    """
    table: Table = json.loads(_text(api, FILE))
    return table


def read_document(api: str) -> dict[str, object]:
    """Return the whole document of an API, for help on one of its operations.

    Raises:
        FileNotFoundError: there is no API of this name, or its package was generated without a document.
    """
    document: dict[str, object] = json.loads(_text(api, DOCUMENT))
    return document


def kebab(name: str) -> str:
    """Return a name of Python as people type it: `one_to_many` is `one-to-many`."""
    return name.replace("_", "-")


def option(parameter: Parameter) -> str:
    """Return what the option of a parameter is called, without dashes before it."""
    return parameter.get("option", parameter["name"])


def in_path(entry: Entry) -> list[Parameter]:
    """Return the parameters in the path of an operation, in its order: the values of its command."""
    found = [each for each in entry.get("parameters", []) if each.get("in") == "path"]
    return sorted(found, key=lambda each: entry["path"].find(f"{{{each['name']}}}"))


def others(entry: Entry) -> list[Parameter]:
    """Return what is given to an operation by options: its other parameters, and the members of a form."""
    given = [each for each in entry.get("parameters", []) if each.get("in") != "path"]
    return [*given, *entry.get("body", Body(kind="")).get("members", [])]


def _text(api: str, name: str) -> str:
    """Return the text of a file of a generated package. Without pathlib, which takes ten milliseconds at each start."""
    package = f"{api}_api"
    found = find_spec(package) if api in APIS else None
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = os.path.join(folder, name)  # noqa: PTH118 - so
        if os.path.isfile(path):  # noqa: PTH113 - so
            with open(path, encoding="utf-8") as file:  # noqa: PTH123 - so
                return file.read()
    raise FileNotFoundError(f"{package} has no {name}; install it again, or run: make generate")
