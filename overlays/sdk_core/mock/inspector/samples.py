"""What Python programs that call an operation are made of: the examples of a document, as Python writes them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

_CAPITAL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_WIDTH = 88


class Body(NamedTuple):
    """The example of a request body, with its media type and schema."""

    media_type: str
    schema: Mapping[str, Any]
    value: Any


class Examples:
    """The examples of a document.

    Args:
        content: The document, bundled.

    >>> parameter = {"name": "listId", "in": "query", "required": True, "example": 1201}
    >>> [*Examples({}).query({"parameters": [parameter]})]
    ['list_id=1201']
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content

    def operations(self) -> Iterator[Mapping[str, Any]]:
        """Return the operations of the document."""
        for item in self._content["paths"].values():
            yield from item.values()

    def parameters(self, operation: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
        """Return the parameters of an operation in the path or query."""
        resolved = [self._resolved(each) for each in operation.get("parameters", ())]
        return [each for each in resolved if each["in"] == place]

    def query(self, operation: Mapping[str, Any]) -> Iterator[str]:
        """Return the arguments for the query: what is required, and the first of parameters that exclude each other."""
        exclusive = operation.get("x-traits", {}).get("exclusive", ())
        wanted = {exclusive[0][0]} if exclusive else set[str]()
        for parameter in self.parameters(operation, "query"):
            if parameter.get("required") or parameter["name"] in wanted:
                yield f"{snake(parameter['name'])}={written(parameter['example'])}"

    def body(self, operation: Mapping[str, Any]) -> Body | None:
        """Return the first example of the request body; None where there is none."""
        content = self._resolved(operation.get("requestBody", {})).get("content", {})
        for media_type, described in content.items():
            for example in described.get("examples", {}).values():
                return Body(media_type, described["schema"], self._resolved(example)["value"])
        return None

    def _resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in part:
            return part
        found: Any = self._content
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return self._resolved(found)


def program(imports: Sequence[str], opening: str, method: str, arguments: Sequence[str], ending: str = "") -> str:
    """Return a program that makes one call and prints its result.

    Args:
        imports: Lines.
        opening: The line that opens the client, without `with` and the colon behind it.
        method: What is called.
        arguments: As Python writes them.
        ending: What follows the call, such as `.run()`.

    >>> print(program(["import shop"], "shop.Client() as client:", "client.get", ["1"]))
    import shop
    <BLANKLINE>
    with shop.Client() as client:
        print(client.get(1))
    """
    call = f"print({method}({', '.join(arguments)}){ending})"
    if "\n" in call or len(call) > _WIDTH:
        inner = "".join(f"        {each},\n" for each in arguments)
        call = f"result = {method}(\n{inner}    ){ending}\n    print(result)"
    return "\n".join([*imports, "", f"with {opening}", f"    {call}"])


def method_of(operation: Mapping[str, Any]) -> str:
    """Return the resource and method of an operation, such as `lists.subscribe`."""
    return f"{snake(operation['tags'][0])}.{operation['x-traits']['name']}"


def written(value: object, indent: int = 8) -> str:
    """Return a value of JSON as Python writes it: in one line where it fits, else an entry a line.

    >>> written({"name": "Ada", "age": None})
    '{"name": "Ada", "age": None}'
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list):
        return repr(value)
    entries = cast("dict[str, object] | list[object]", value)
    names = [f"{written(name)}: " for name in entries] if isinstance(entries, dict) else [""] * len(entries)
    values = [*entries.values()] if isinstance(entries, dict) else entries
    opening, closing = "{}" if isinstance(entries, dict) else "[]"
    pairs = [f"{name}{written(each, indent + 4)}" for name, each in zip(names, values, strict=True)]
    line = opening + ", ".join(pairs) + closing
    if "\n" not in line and len(line) + indent < _WIDTH:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{pair},\n" for pair in pairs)
    return f"{opening}\n{inner}{' ' * indent}{closing}"


def snake(name: str) -> str:
    """Return a name of the document as Python's names are written.

    >>> snake("userId")
    'user_id'
    """
    return _CAPITAL.sub("_", name).lower().replace(" ", "_").replace("-", "_")
