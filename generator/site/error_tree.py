"""docs/reference/NAME/errors.md: the classes of errors as a tree, and what each means."""

import inspect
from collections.abc import Iterator
from importlib import import_module

from generator.report.tables import table
from generator.site.docstrings import rendered, summary
from sdk_core.api import Api
from sdk_core.wire.errors import OF_ALL, ApiError


def errors_path(api: str) -> str:
    """Return where the page of an API's errors is written, relative to the folder of results."""
    return f"docs/reference/{api}/errors.md"


def error_names(api: Api) -> set[str]:
    """Return the names of the classes of an API's errors."""
    return {each.__name__ for each in _classes(api)[1]}


def errors_page(api: Api) -> str:
    """Return the page of an API's errors as Markdown: the tree, then a class after the other."""
    base, errors = _classes(api)
    below = dict(_tree(base, errors))
    order = [*_in_order(base, below)]
    lines = [
        f"# Errors of {api.title}",
        "",
        (
            f"Each failed call raises an error below `{base.__name__}`. [Errors](../../errors.md) says how to handle "
            "them; this page has the classes."
        ),
        "",
        "```text",
        base.__name__,
        *_drawn(base, below, ""),
        "```",
        "",
        *table(
            ("Error", "Raised"),
            [(f"[{each.__name__}](#{each.__name__.lower()})", summary(each.__doc__)) for each in order],
        ),
    ]
    for each in order:
        lines += ["", f"## {each.__name__}", "", *rendered(_own_text(each)), *_from_where(api, each)]
    return "\n".join([*lines, ""])


def _classes(api: Api) -> tuple[type[ApiError], list[type[ApiError]]]:
    """Return the base of an API's errors, and all that its room exports or derives from."""
    module = import_module(f"{api.package}.errors")
    named = [each for each in vars(module).values() if inspect.isclass(each) and issubclass(each, ApiError)]
    base = next(each for each in named if each.__bases__ == (ApiError,))
    return base, sorted({each for each in named if issubclass(each, base)}, key=lambda each: each.__name__)


def _tree(base: type[ApiError], errors: list[type[ApiError]]) -> Iterator[tuple[type[ApiError], list[type[ApiError]]]]:
    """Yield each class with those directly below it."""
    above = {each: next(up for up in each.__mro__[1:] if up in errors) for each in errors if each is not base}
    for each in errors:
        yield each, [under for under, up in above.items() if up is each]


def _drawn(each: type[ApiError], below: dict[type[ApiError], list[type[ApiError]]], indent: str) -> Iterator[str]:
    for under in below[each]:
        is_last = under is below[each][-1]
        yield f"{indent}{'└── ' if is_last else '├── '}{under.__name__}"
        yield from _drawn(under, below, indent + ("    " if is_last else "│   "))


def _in_order(each: type[ApiError], below: dict[type[ApiError], list[type[ApiError]]]) -> Iterator[type[ApiError]]:
    yield each
    for under in below[each]:
        yield from _in_order(under, below)


def _own_text(each: type[ApiError]) -> str:
    """Return what a class says, without the attributes that all errors have; their base says those."""
    text = inspect.getdoc(each) or ""
    return text.replace(OF_ALL, "Attributes:") if each.__bases__ == (ApiError,) else text.partition(OF_ALL)[0]


def _from_where(api: Api, each: type[ApiError]) -> list[str]:
    exported: list[str] = import_module(api.package).__all__
    room = api.package if each.__name__ in exported else each.__module__
    return ["", f"```python\nfrom {room} import {each.__name__}\n```"]
