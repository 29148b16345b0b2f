"""Which public names of the generated package changed so that code which uses them breaks, as griffe sees it."""

import re
from collections.abc import Iterable
from pathlib import Path

import griffe

from generator.diff.change import Change

TWINS = re.compile(r"\b(?:Async)?([A-Z]\w*?)(?:Raw)?(?=Resource\b)|\bAsync(?=Client\b)")
"""The parts of class names by which the asynchronous and the raw classes differ from the plain one."""


def name_changes(old: Path, new: Path) -> list[Change]:
    """Return the changes of public names, each once for a resource and its asynchronous and raw twins.

    Args:
        old: the folder of the package that callers know.
        new: the folder of the package that they will meet; it has the same name, in another parent folder.
    """
    places: dict[tuple[str, str, bool], list[str]] = {}
    for breakage in griffe.find_breaking_changes(_read(old), _read(new)):
        place = f"{breakage.obj.path}{_parameter(breakage)}"
        gentle = breakage.kind is griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT
        places.setdefault((TWINS.sub(r"\1", place), _message(breakage), gentle), []).append(place)
    return [
        Change("attention" if gentle else "breaking", "names", plain, message + _twins(plain, found))
        for (plain, message, gentle), found in places.items()
    ]


def _read(package: Path) -> griffe.Object | griffe.Alias:
    # Sources are read, never imported: the two packages have the same name.
    return griffe.load(package.name, search_paths=[package.parent], try_relative_path=False, allow_inspection=False)


def _parameter(breakage: griffe.Breakage) -> str:
    for value in (breakage.old_value, breakage.new_value):
        if isinstance(value, griffe.Parameter):
            return f"({value.name})"
    return ""


def _message(breakage: griffe.Breakage) -> str:
    words = breakage.kind.value[0].lower() + breakage.kind.value[1:]
    old, new = breakage.old_value, breakage.new_value
    if breakage.kind is griffe.BreakageKind.PARAMETER_CHANGED_DEFAULT:
        old, new = old.default, new.default
    elif breakage.kind is not griffe.BreakageKind.RETURN_CHANGED_TYPE:
        return words
    return f"{words}: {old} -> {new}"


def _twins(plain: str, found: Iterable[str]) -> str:
    others = len({*found} - {plain})
    return f" (and so in {others} twin{'s' * (others > 1)}: asynchronous or raw)" if others else ""
