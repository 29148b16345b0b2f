"""Literal path segments that a path parameter of another path could swallow, such as /recipients/:batch.

The client refuses values that would turn one call into the other, and the mock lets the literal win. Both read the list
`x-custom-methods`, so the list must be complete and nothing else may be in it.
"""

from collections.abc import Iterator
from itertools import permutations

from generator.bundle.bundler import Bundle
from generator.lint.finding import finding
from generator.load.json_values import Pointer
from generator.load.problems import Problem


def swallowed(literal: str, other: str) -> bool:
    """Whether a call of the path `literal` also fits `other`, a parameter of which would take a literal segment.

    >>> swallowed("/recipients/:batch", "/recipients/{recipientId}")
    True
    >>> swallowed("/recipients/{recipientId}", "/recipients/:batch")
    False
    """
    left, right = literal.split("/"), other.split("/")
    if len(left) != len(right):
        return False
    pairs = list(zip(left, right, strict=True))
    fits = all(b.startswith("{") or a == b or a.startswith("{") for a, b in pairs)
    taken = any(b.startswith("{") and not a.startswith("{") for a, b in pairs)
    return fits and taken


def colons_begin_the_last_segment(bundle: Bundle) -> Iterator[Problem]:
    """A colon begins the last segment of a path, as custom methods do, or there is none.

    Amid a path, `/apps/:consent/{id}`, or behind a parameter, `/apps/{id}:consent`, a value could become the method.
    """
    for path in bundle.document["paths"]:
        *others, last = path.split("/")
        if any(":" in segment for segment in others) or ":" in last[1:]:
            message = f"{path} has a colon that does not begin its last segment"
            remedy = (
                "write a custom method as the last segment: the client and the mock tell it from values there alone"
            )
            yield finding(bundle, "custom-method", ("paths", path), message, remedy)


def colon_paths_are_known(bundle: Bundle) -> Iterator[Problem]:
    """The list of custom methods holds exactly the pairs that exist."""
    pairs = {(a, b) for a, b in permutations(bundle.document["paths"], 2) if swallowed(a, b)}
    listed: dict[tuple[str, str], Pointer] = {}
    for index, entry in enumerate(bundle.document.get("x-custom-methods", [])):
        listed[(entry.get("literal"), entry.get("swallowed_by"))] = ("x-custom-methods", str(index))
    for literal, parameter in sorted(pairs - set(listed)):
        message = f"a value in {parameter} could turn the call into {literal}"
        remedy = f"add `- {{literal: {literal}, swallowed_by: {parameter}}}` to custom_methods.yaml"
        yield finding(bundle, "custom-method", ("paths", literal), message, remedy)
    for pair in sorted(set(listed) - pairs, key=str):
        message = f"{pair[0]} and {pair[1]} do not compete"
        yield finding(bundle, "custom-method", listed[pair], message, "delete the entry, or correct its paths")
