"""Signatures as people read them: a parameter on each line where one line would be too long."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from griffe import Attribute, Class, ExprName, Function, Object, ParameterKind, Parameters

WIDTH: Final = 88
_STARS: Final = {ParameterKind.var_positional: "*", ParameterKind.var_keyword: "**"}
_MADE_LATER: Final = ("field(", "_attrs_field(", "attrs.field(")
"""How a default begins that says nothing to callers."""


def signature(found: Object) -> list[str]:
    """Return the lines of the signature of a function, a class or a value."""
    if isinstance(found, Function):
        head = f"{'async ' if 'async' in found.labels else ''}def {found.name}"
        return _wrapped(head, [*_parameters(found.parameters)], f" -> {_plain(found.returns)}" if found.returns else "")
    if isinstance(found, Class):
        if _is_enum(found):
            return [f"class {found.name}", *(f"    {each.name} = {each.value}" for each in _fields(found))]
        given = [*map(_field, _fields(found))] if _has_fields(found) else [*_parameters(found.parameters)]
        return _wrapped(f"class {found.name}", given, "")
    annotation = found.annotation if isinstance(found, Attribute) else None
    return [f"{found.name}: {_plain(annotation)}" if annotation else found.name]


def _is_enum(found: Class) -> bool:
    return any(str(base).endswith("Enum") for base in found.bases)


def _has_fields(found: Class) -> bool:
    """Return whether the constructor of a class is made from its fields."""
    makers = ("dataclass", "frozen", "define", "attrs")
    return any(str(each.value).rpartition(".")[2].partition("(")[0] in makers for each in found.decorators)


def _fields(found: Class) -> Iterator[Attribute]:
    """Yield the public attributes of a class that are no properties."""
    for name, member in found.all_members.items():
        each = member.final_target if member.is_alias else member  # type: ignore[union-attr]  # an alias has one
        if name.startswith("_") or not isinstance(each, Attribute) or "property" in each.labels:
            continue
        if not str(each.annotation).startswith("ClassVar"):
            yield each


def _field(each: Attribute) -> str:
    return _given(each.name, each.annotation, _known(each.value))


def _known(default: object) -> object:
    """Return the number or the text that a default stands for, where it is the name of one."""
    if not isinstance(default, ExprName):
        return default
    module, _, name = default.canonical_path.rpartition(".")
    value = getattr(import_module(module), name, None) if module and find_spec(module) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}"
    return repr(value) if isinstance(value, float | str | bool) else default


def _parameters(parameters: Parameters) -> Iterator[str]:
    is_by_name = False
    for each in parameters:
        if each.name in {"self", "cls"} or each.name.startswith("_"):
            continue
        if each.kind is ParameterKind.keyword_only and not is_by_name:
            yield "*"
        is_by_name = is_by_name or each.kind in {ParameterKind.keyword_only, ParameterKind.var_positional}
        stars = _STARS.get(each.kind) if each.kind else None
        yield (
            f"{stars}{_given(each.name, each.annotation, None)}"
            if stars
            else _given(each.name, each.annotation, _known(each.default))
        )


def _given(name: str, annotation: object, default: object) -> str:
    kind = f": {_plain(annotation)}" if annotation is not None else ""
    if default is None:
        return name + kind
    value = "..." if str(default).startswith(_MADE_LATER) else _plain(default)
    return f"{name}{kind}{' = ' if kind else '='}{value}"


def _plain(value: object) -> str:
    return str(value).replace("builtins.", "").strip("'\"" if "[" in str(value) else "")


def _wrapped(head: str, parameters: Sequence[str], end: str) -> list[str]:
    whole = f"{head}({', '.join(parameters)}){end}"
    if len(whole) <= WIDTH:
        return [whole]
    return [f"{head}(", *(f"    {each}," for each in parameters), f"){end}"]
