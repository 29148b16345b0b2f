"""Names that generated code uses itself, found in the code: a schema, property or parameter may not have one of them.

A list of such names would be true for one version of the templates. So the code is read as the generator wrote it:
where a name has two meanings in one scope, a value would be lost or code would break, and the spec is rejected by it.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from openapi_python_client.strings import PythonIdentifier

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations, resolve
from generator.lint.class_names import ModelClass, model_classes
from generator.lint.finding import finding
from generator.lint.names import snake_case
from generator.load.json_values import Pointer, mapping
from generator.load.problems import Problem

_MARK = re.compile(r"\s*# names of (?:the property (\w+)|the frame)\n?")
"""What `model.py.jinja` writes before the code of each property, and before the code that is there in any case."""
_MARKED = ("to_dict", "from_dict")
_FRAME = ""
"""Stands for that code, among the names of properties."""


def name_clashes(bundle: Bundle, folder: Path) -> list[Problem]:
    """Return what in a spec has a name that its generated code needs for itself.

    Args:
        bundle: the document.
        folder: the package as the generator wrote it, before anything was removed from it.
    """
    classes = {each.name: each for each in model_classes(bundle)}
    found: set[Problem] = set()
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        found |= {_class_problem(bundle, classes, *each) for each in _double_names(tree, path.relative_to(folder))}
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and path.parent.name == "models" and node.name in classes:
                found |= {*_in_model(bundle, classes[node.name], node, text.splitlines())}
            elif isinstance(node, ast.ClassDef) and path.parent.parent.name == "api":
                found |= {*_in_resource(bundle, path.parent.name, node)}
    return sorted(found)


def without_marks(text: str) -> str:
    """Return a module without the marks by which `name_clashes` finds the code of properties."""
    if "# names of the" not in text:
        return text
    lines = text.splitlines(keepends=True)
    marked: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name in _MARKED:
            marked |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    kept = [line for number, line in enumerate(lines, 1) if not (number in marked and _MARK.fullmatch(line))]
    return "".join(kept)


def _double_names(tree: ast.Module, path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names that mean two things in a module, or one in it and one in a function of it, with the module."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(each) for function in functions for each in ast.walk(function)}
    of_module = list(_bound([each for each in ast.walk(tree) if id(each) not in inside], tree.body))
    for scope in [(), *(tuple(_bound(list(ast.walk(function)), [])) for function in functions)]:
        meanings: dict[str, set[str]] = {}
        for name, origin in (*of_module, *scope):
            meanings.setdefault(name, set()).add(origin)
        yield from ((name, path.as_posix()) for name, origins in meanings.items() if len(origins) > 1)


def _bound(nodes: Sequence[ast.AST], body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the names that imports among nodes and statements of a module bind, each with where it comes from."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            source = f"{'.' * node.level}{node.module or ''}"
            yield from ((alias.asname or alias.name, f"{source}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
    for statement in body:
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            yield statement.name, "a definition"
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield from ((target.id, "a value") for target in targets if isinstance(target, ast.Name))


def _class_problem(bundle: Bundle, classes: dict[str, ModelClass], name: str, module: str) -> Problem:
    pointer: Pointer = classes[name].pointer if name in classes else ("paths",)
    message = f"the class {name} would take the name of something that generated code uses in {module}"
    return finding(bundle, "reserved-name", pointer, message, "give the schema (or the tag) another name, or a `title`")


def _in_model(bundle: Bundle, model: ModelClass, node: ast.ClassDef, lines: list[str]) -> Iterator[Problem]:
    names = {str(PythonIdentifier(name, "field_")): name for name in mapping(model.schema.get("properties"))}
    taken = _taken_by_members(node)
    for function in node.body:
        if isinstance(function, ast.FunctionDef) and function.name in _MARKED:
            taken |= _taken_in_function(function, lines)
    for name, user in sorted(taken.items()):
        own = names.get(name)
        where = (*model.pointer, "properties", own) if own is not None else model.pointer
        by = f"the code of its property {names.get(user, user)!r}" if user else "code of its own"
        message = f"the property {own or name!r} of {model.name} has a name that generated code uses in {by}"
        remedy = "describe it differently, as a map for example: its value would be lost"
        yield finding(bundle, "reserved-name", where, message, remedy)


def _taken_by_members(node: ast.ClassDef) -> dict[str, str]:
    """Return the fields of a class that share their name with another member of it."""
    members = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
    assigned = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
    members += [target.id for target in assigned if isinstance(target, ast.Name)]
    return {name: _FRAME for name, count in Counter(members).items() if count > 1}


def _taken_in_function(function: ast.FunctionDef, lines: list[str]) -> dict[str, str]:
    """Return the properties whose variables other code of a function uses, with the property which that code is for."""
    owners = _owners(function, lines)
    properties = {owner for owner in owners.values() if owner}
    taken: dict[str, str] = {arg.arg: _FRAME for arg in function.args.args if arg.arg in properties}
    for node in _of_the_scope(function):
        name, writes = _name_of(node)
        owner = owners.get(getattr(node, "lineno", 0), _FRAME)
        # The frame reads the variables of all properties, and each property's code writes and reads its own.
        if name in properties and name != owner and (writes or owner):
            taken[name] = owner
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in properties:
            taken[node.func.id] = owner if owner != node.func.id else _FRAME
    return taken


def _owners(function: ast.FunctionDef, lines: list[str]) -> dict[int, str]:
    """Return which property each line of a function is for."""
    owners: dict[int, str] = {}
    owner = _FRAME
    for number in range(function.lineno, (function.end_lineno or function.lineno) + 1):
        if mark := _MARK.fullmatch(lines[number - 1]):
            owner = mark[1] or _FRAME
        owners[number] = owner
    return owners


def _of_the_scope(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function, of functions in it only what these read: their own variables are apart."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.FunctionDef):
            inner = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and not _reads(each)}
            inner |= {arg.arg for arg in node.args.args}
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id not in inner)
            yield from (
                each
                for each in ast.walk(node)
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id not in inner
            )
        else:
            todo.extend(ast.iter_child_nodes(node))


def _name_of(node: ast.AST) -> tuple[str, bool]:
    """Return the name that a node is about, and whether it is written; an empty name for other nodes."""
    if isinstance(node, ast.Name):
        return node.id, not _reads(node)
    return (node.name, True) if isinstance(node, ast.FunctionDef) else ("", False)


def _reads(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _in_resource(bundle: Bundle, resource: str, node: ast.ClassDef) -> Iterator[Problem]:
    methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    counted = Counter(each.name for each in methods)
    by_name = {o.traits.get("name"): o for o in operations(bundle.document) if snake_case(o.tag) == resource}
    annotated = {
        each.id
        for method in methods
        for annotation in [method.returns, *(arg.annotation for arg in _arguments(method))]
        if annotation is not None
        for each in ast.walk(annotation)
        if isinstance(each, ast.Name)
    }
    for method in methods:
        operation = by_name.get(method.name)
        if operation is None:
            continue
        if counted[method.name] > 1 or method.name in annotated:
            message = f"the name {method.name!r} of {operation.id} is one that generated code uses in the same class"
            pointer = (*operation.pointer, "x-traits", "name")
            yield finding(bundle, "reserved-name", pointer, message, "choose another method name")
        yield from _in_method(bundle, operation, method)


def _in_method(
    bundle: Bundle, operation: Operation, method: ast.FunctionDef | ast.AsyncFunctionDef
) -> Iterator[Problem]:
    own = [
        alias.asname or alias.name for each in method.body if isinstance(each, ast.ImportFrom) for alias in each.names
    ]
    counted = Counter([*own, *(arg.arg for arg in _arguments(method))])
    for index, entry in enumerate(operation.value.get("parameters", [])):
        parameter = resolve(bundle.document, entry)
        if counted[str(PythonIdentifier(parameter["name"], "field_"))] > 1:
            message = f"{operation.id} has a parameter {parameter['name']!r}, and its method uses that name for itself"
            pointer = (*operation.pointer, "parameters", str(index))
            remedy = "leave the parameter out, and say so in the description: the client cannot send it"
            yield finding(bundle, "reserved-name", pointer, message, remedy)


def _arguments(method: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*method.args.args, *method.args.kwonlyargs]
