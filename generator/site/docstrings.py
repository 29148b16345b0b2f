"""Docstrings as Markdown."""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any, Final

from griffe import Docstring, DocstringSectionKind

_TITLES: Final = {
    DocstringSectionKind.parameters: "Arguments",
    DocstringSectionKind.attributes: "Attributes",
    DocstringSectionKind.raises: "Raises",
    DocstringSectionKind.returns: "Returns",
    DocstringSectionKind.yields: "Yields",
}
_NAMED: Final = (DocstringSectionKind.parameters, DocstringSectionKind.attributes)


def rendered(text: str | None) -> list[str]:
    r"""Return the lines of a docstring in the style of Google as Markdown.

    >>> rendered("Read it.\n\nArgs:\n    name: of the file.")
    ['Read it.', '', 'Arguments:', '', '- `name`: of the file.']
    """
    if not text:
        return []
    parts: list[str] = []
    for section in Docstring(cleandoc(text)).parse("google", warnings=False, returns_named_value=False):
        value: Any = section.value
        if section.kind in _TITLES:
            parts += [f"{_TITLES[section.kind]}:", "\n".join(_items(section.kind, value))]
        elif section.kind is DocstringSectionKind.admonition:
            parts += [f"{section.title}:", str(value.contents)]
        else:
            parts += _paragraphs(str(value))
    return "\n\n".join(parts).split("\n")


def summary(text: str | None) -> str:
    r"""Return the first paragraph of a docstring, in one line.

    >>> summary("Read it,\n    whole.\n\n    Or not.")
    'Read it, whole.'
    """
    return " ".join(cleandoc(text or "").partition("\n\n")[0].split())


def _items(kind: DocstringSectionKind, values: Iterable[Any]) -> Iterator[str]:
    for each in values:
        about = " ".join(str(each.description).split())
        if kind in _NAMED:
            yield f"- `{each.name}`: {about}"
        elif kind is DocstringSectionKind.raises:
            yield f"- `{each.annotation}`: {about}"
        else:
            yield f"{each.annotation}: {about}" if each.annotation else about


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, examples of the interpreter as blocks of code."""
    for each in re.split(r"\n{2,}", text.strip("\n")):
        yield f"```pycon\n{each}\n```" if each.startswith(">>> ") else each.replace("``", "`")
