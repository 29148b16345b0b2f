"""Are the arguments of a call what its tool takes? What is wrong is said so that the agent can correct its call."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from math import isfinite
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry

from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.tools.model import Tool
from sdk_core.wire.counting import counted

MAX_DEPTH: Final = 64
"""Levels of objects and arrays in arguments. What walks through them afterwards may call itself at each."""
_MAX_PROBLEMS: Final = 5
_MAX_NAME: Final = 60
"""Characters of a name that the agent made up."""
_MAX_EXPECTED: Final = 200
_SINGLE: Final = frozenset({str, int, float, bool, type(None)})
_NOTHING: Final[Registry[Any]] = Registry()
"""What `$ref` can reach beside the schema itself: nothing, so that no schema makes anybody fetch anything."""


class ArgumentChecks:
    """The schemas of tools, each compiled when it is first needed and kept as long as it stays what it is."""

    def __init__(self) -> None:
        self._compiled: dict[str, tuple[Mapping[str, Any], Draft202012Validator]] = {}

    def add(self, tool: Tool) -> None:
        """Compile the schema of a tool.

        Raises:
            ValueError: it is no JSON Schema, or not one of an object.
        """
        self._validator(tool)

    def schema_of(self, name: str) -> Mapping[str, Any] | None:
        """Return the schema of a tool by its name; None where there is no such tool."""
        schema, _ = self._compiled.get(name, (None, None))
        return schema

    def problems(self, tool: Tool, arguments: Mapping[str, Any]) -> list[dict[str, str]]:
        """Return what is wrong with arguments: for each problem where it is, and what is wrong and expected.

        Values are not repeated, since they may be personal data.

        Args:
            tool: the tool that they are for.
            arguments: those of the call.

        >>> schema = {"type": "object", "properties": {"limit": {"type": "integer"}}, "additionalProperties": False}
        >>> tool = Tool("find", "Find", "Finds.", schema)
        >>> checks = ArgumentChecks()
        >>> checks.problems(tool, {"limit": "ten"})
        [{'at': '/limit', 'problem': 'is a string, expected integer'}]
        >>> checks.problems(tool, {"limits": 10})
        [{'at': '/', 'problem': 'has no member limits; it has limit; did you mean limit?'}]
        >>> checks.problems(tool, {"limit": 10})
        []
        """
        return problems_in(self._validator(tool), arguments)

    def _validator(self, tool: Tool) -> Draft202012Validator:
        schema, validator = self._compiled.get(tool.name, (None, None))
        if validator is None or schema != tool.input_schema:
            if tool.input_schema.get("type") != "object":
                raise ValueError(f"the input schema of the tool {tool.name} is not that of an object")
            try:
                Draft202012Validator.check_schema(dict(tool.input_schema))
            except SchemaError as error:
                raise ValueError(f"the input schema of the tool {tool.name} is none: {error.message}") from error
            validator = compiled(tool.input_schema)
            self._compiled[tool.name] = (tool.input_schema, validator)
        return validator


def problems_in(validator: Draft202012Validator, arguments: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what is wrong with arguments by a schema; see `ArgumentChecks.problems`.

    Args:
        validator: the schema, compiled.
        arguments: those of the call.
    """
    if is_too_deep(arguments):
        return [{"at": "/", "problem": f"is nested over {MAX_DEPTH} levels deep, expected fewer"}]
    if any(_is_no_number(each) for level in _levels(arguments) for each in level):
        return [{"at": "/", "problem": "holds NaN or Infinity, which are no numbers of JSON"}]
    found = cast("Iterator[ValidationError]", validator.iter_errors(dict(arguments)))  # pyright: ignore[reportUnknownMemberType] - as its stub has it
    errors = sorted(found, key=lambda each: each.json_path)
    return [_problem(each) for each in errors[:_MAX_PROBLEMS]]


def is_too_deep(arguments: object) -> bool:
    """Return whether a value is nested deeper than arguments may be. It is looked at level by level.

    Args:
        arguments: any JSON.

    >>> is_too_deep([[]]), is_too_deep({"a": {"b": 1}})
    (False, False)
    """
    return any(True for _ in islice(_levels(arguments), MAX_DEPTH + 1, None))


def _levels(value: object) -> Iterator[list[object]]:
    """Yield a value, then all that is one level within it, and so on."""
    level = [value]
    while level:
        yield level
        level = [inner for each in level if type(each) not in _SINGLE for inner in _inner(each)]


def _is_no_number(value: object) -> bool:
    """Return whether JSON has no such number: parsers take it, and it passes any minimum."""
    return isinstance(value, float) and not isfinite(value)


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return cast("Mapping[object, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list | tuple) else ()


def text_of(name: str, problems: Iterable[Mapping[str, str]]) -> str:
    """Return problems as one sentence.

    Args:
        name: what the arguments are for.
        problems: what is wrong with them.
    """
    said = "; ".join(f"{each['at']} {each['problem']}" for each in problems)
    return f"the arguments of {name} do not fit: {said}"


def compiled(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return a schema, compiled. It fetches nothing, whatever it refers to.

    The library compiles the schemas of members anew for each call, which takes half of the time. Here they are kept.
    """
    kept: dict[int, Any] = {}  # by identity: they live as long as the schema that they are part of

    def properties(validator: Any, members: Mapping[str, Any], instance: Any, _: object) -> Iterator[ValidationError]:  # noqa: ANN401 - as the library has them
        if validator.is_type(instance, "object"):
            for name, part in members.items():
                if name in instance:
                    if id(part) not in kept:
                        kept[id(part)] = validator.evolve(schema=part)
                    for error in kept[id(part)].iter_errors(instance[name]):
                        error.path.appendleft(name)
                        error.schema_path.appendleft(name)
                        yield error

    extended = cast("Any", validators).extend(Draft202012Validator, {"properties": properties})
    return cast("Draft202012Validator", extended(dict(schema), registry=_NOTHING))


def _problem(error: ValidationError) -> dict[str, str]:
    while error.context:  # of alternatives, the one that came furthest, and is of the right type where one is
        error = max(error.context, key=lambda each: (len(each.absolute_path), each.validator != "type"))
    place = "/" + "/".join(visible(str(step), _MAX_NAME) for step in error.absolute_path)
    return {"at": place, "problem": _said(error)}


def _said(error: ValidationError) -> str:
    expected, value = cast("Any", error.validator_value), cast("Any", error.instance)
    match error.validator:
        case "type":
            kinds = cast("list[str]", expected) if isinstance(expected, list) else [str(expected)]
            said = f"is {_kind(value)}, expected {' or '.join(kinds)}"
        case "required":
            said = f"lacks {', '.join(each for each in cast('list[str]', expected) if each not in value)}"
        case "additionalProperties" | "unevaluatedProperties":
            said = _unknown(error)
        case "enum":
            said = f"is not one of {visible(', '.join(map(str, cast('list[Any]', expected))), _MAX_EXPECTED)}"
        case "minLength" | "maxLength":
            said = f"has {counted(len(value), 'character')}, expected {error.validator} {expected}"
        case "minItems" | "maxItems":
            said = f"has {counted(len(value), 'entry', 'entries')}, expected {error.validator} {expected}"
        case _:
            said = f"does not fit {error.validator} {visible(str(expected), _MAX_EXPECTED)}"
    return said


def _unknown(error: ValidationError) -> str:
    known = sorted(cast("Mapping[str, Any]", error.schema).get("properties", {}))
    names = [name for name in cast("Mapping[str, Any]", error.instance) if name not in known][:_MAX_PROBLEMS]
    close = {match for name in names for match in get_close_matches(name[:_MAX_NAME], known, 1)}
    hint = f"; did you mean {', '.join(sorted(close))}?" if close else ""
    members = ", ".join(visible(name, _MAX_NAME) for name in names)
    return f"has no member {members}; it has {', '.join(known) or 'none'}{hint}"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds: dict[type, str] = {bool: "a boolean", str: "a string", dict: "an object", list: "an array"}
    return kinds.get(type(value), "a number")
