"""Custom methods: literal path segments that begin with a colon, such as /recipients/:batch.

A server that knows such methods takes the literal whatever the HTTP method, so clients reject values that read like
one. The list `x-custom-methods` holds those pairs, and may hold others for which the same is known. Pairs of operations
with the same HTTP method need no list (`generator/bundle/paths.py` finds them).
"""

from collections.abc import Iterator
from itertools import permutations

from generator.bundle.bundler import Bundle
from generator.bundle.paths import listed_pairs, swallowed
from generator.lint.finding import finding
from generator.load.json_values import Pointer
from generator.load.problems import Problem


def colons_begin_the_last_segment(bundle: Bundle) -> Iterator[Problem]:
    """A colon begins the last segment of a path, as custom methods do, or there is none.

    Amid a path, `/apps/:consent/{id}`, or behind a parameter, `/apps/{id}:consent`, a value could become the method.
    """
    for path in bundle.document["paths"]:
        *others, last = path.split("/")
        if any(":" in segment for segment in others) or ":" in last[1:]:
            message = f"{path} has a colon that does not begin its last segment"
            remedy = (
                "write a custom method as the last segment: only there do the client and the mock know it from values"
            )
            yield finding(bundle, "custom-method", ("paths", path), message, remedy)


def colon_paths_are_known(bundle: Bundle) -> Iterator[Problem]:
    """The list of custom methods holds every pair whose literal has a colon, and only pairs that compete."""
    paths = bundle.document["paths"]
    pairs = {(a, b) for a, b in permutations(paths, 2) if ":" in a and swallowed(a, b)}
    listed: dict[tuple[str, str], Pointer] = {}
    for index, pair in enumerate(listed_pairs(bundle.document)):
        listed[pair] = ("x-custom-methods", str(index))
    for literal, parameter in sorted(pairs - set(listed)):
        message = f"a value in {parameter} could turn the call into {literal}"
        remedy = f"add `- {{literal: {literal}, swallowed_by: {parameter}}}` to custom_methods.yaml"
        yield finding(bundle, "custom-method", ("paths", literal), message, remedy)
    for pair, pointer in sorted(listed.items()):
        if not (set(pair) <= set(paths) and swallowed(*pair)):
            message = f"{pair[0]} and {pair[1]} do not compete"
            yield finding(bundle, "custom-method", pointer, message, "delete the entry, or correct its paths")
