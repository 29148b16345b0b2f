"""Compares the module of an instance with what the instance is now."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from agillic.discovery.instance import TITLES, Instance
from agillic.discovery.module import DIGEST, MARK, SECTION, sections

_SECTION: Final = re.compile("^" + re.escape(SECTION).replace(r"\{\}", "(.+)") + "$", re.MULTILINE)
_PARTS: Final = {title: part for part, title in TITLES.items()}
_DIGEST: Final = re.compile(f"^{re.escape(DIGEST)}([0-9a-f]{{64}})$", re.MULTILINE)


class NotAModuleError(ValueError):
    """A file is no module that `agillic discover` wrote."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How an instance differs from its module.

    Attributes:
        lines: a unified diff, from the module to the instance, with the title of the part in each hunk's head; empty
            when nothing differs.
        edited: whether the module is not as it was written.
    """

    lines: tuple[str, ...]
    edited: bool


def is_module(text: str) -> bool:
    """Tell whether `agillic discover` wrote a text.

    >>> is_module("import antigravity")
    False
    """
    return text.startswith(MARK)


def drift(module: str, instance: Instance, name: str) -> Drift:
    """Return how an instance differs from its module. Parts that were not read are not compared.

    Args:
        module: the text of the module.
        instance: as it was discovered now.
        name: what the diff calls the module, such as the name of its file.

    Raises:
        NotAModuleError: `agillic discover` did not write this module.
    """
    if not is_module(module):
        raise NotAModuleError(f"{name} is no module that `agillic discover` wrote: give the file that it wrote")
    written, body = _written(module)
    now = sections(instance)
    lines: list[str] = []
    for part, text in now.items():
        if part not in instance.left_out:
            lines += _compared(written.get(part, ""), text, TITLES[part])
    if lines:
        lines[:0] = [f"--- {name}", "+++ the instance now"]
    said = _DIGEST.search(module)
    return Drift(tuple(lines), edited=said is None or said[1] != hashlib.sha256(body.encode("utf-8")).hexdigest())


def _written(module: str) -> tuple[Mapping[str, str], str]:
    """Return the sections of a module by their parts, and all of them as they stand there."""
    found = list(_SECTION.finditer(module))
    ends = [each.start() for each in found[1:]] + [len(module)]
    texts = {
        _PARTS.get(each[1], each[1]): module[each.start() : end].rstrip("\n")
        for each, end in zip(found, ends, strict=True)
    }
    return texts, module[found[0].start() :].rstrip("\n") if found else ""


def _compared(before: str, after: str, title: str) -> list[str]:
    found = list(unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]
    return [f"{line} {title}" if line.startswith("@@") else line for line in found]
