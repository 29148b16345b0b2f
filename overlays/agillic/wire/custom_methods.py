"""Overlay: custom methods, literal path segments that compete with path parameters.

Agillic calls operations that are no plain create, read, update or delete by a last segment that begins with a colon,
always with POST: `/recipients/:batch` (Getting Started, "Custom Methods" [S1]). These, the versions in
`/recipients/v2/...` and names such as `/globaldata/tables` stand where other paths have a parameter, and
OpenAPI only says that a server prefers the literal.

The document lists in `x-custom-methods` where the literal wins whatever the method; the generated client rejects values
that read like one. What is Agillic's about it is here: how such a value is passed all the same, which path a request is
for, and how a custom method that the document does not know is called.
"""

from collections.abc import Sequence

from agillic.wire.path_encoding import UniqueField, path_value

TARGETS = ({"path_contains": "/:"},)
"""What this overlay is for in the spec: paths with a custom method."""

RESERVED = ":"
"""What no value of a path begins with: custom methods do."""
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def other_address(names: Sequence[str]) -> str:
    """Return what to do about values that would turn a call into one of a literal path.

    Such a value is rejected although it is sent as `%253Abatch`: a server that decodes before it chooses the operation
    would still take it for the literal. What `by` returns never is, because of its `=`.

    Args:
        names: The path parameters whose values read like a literal path.

    >>> other_address(["globalDataName"])
    'pass another value, or rename it in Agillic'
    """
    if "recipientId" in names:
        return "address the recipient by another unique field, such as by(EMAIL=...)"
    return "pass another value, or rename it in Agillic"


def custom_method_path(resource_path: str, name: str, /, **values: str | int | UniqueField) -> str:
    """Build the path of a custom method that the document does not know yet, to call it with POST.

    Nothing tells which literal paths compete with this one: a recipient whose id is "v2" is best addressed by `by`.

    Args:
        resource_path: What the method is called on, with its parameters in braces. Outside of braces there are letters,
            digits, `_` and `-` only, so that no value gets into the path unencoded.
        name: The method without its colon: ASCII letters and digits, a letter first.
        **values: The value of each parameter, under the limits of `path_value`.

    Returns:
        The path as it stands in the request, values percent-encoded twice.

    Raises:
        TypeError: A parameter has no value, or a value no parameter.
        ValueError: The path, the name or a value cannot be used.

    >>> custom_method_path("/recipients/{recipientId}", "newThing", recipientId="a@b")
    '/recipients/a%2540b/:newThing'
    """
    if not (name.isascii() and name.isalnum() and name[0].isalpha()):
        raise ValueError(f"{name!r} is no name of a custom method; pass letters and digits without the colon")
    start, *segments = resource_path.split("/")
    unusable = [segment for segment in segments if not _PLAIN.issuperset(_inner(segment)) or not _inner(segment)]
    if start or not segments or unusable:
        raise ValueError(
            f"{resource_path!r} is no path of a resource; write it as /recipients/{{recipientId}}, values in braces"
        )
    parameters = {_inner(segment) for segment in segments if _is_parameter(segment)}
    if parameters != set(values):
        expected, given = (", ".join(sorted(names)) or "none" for names in (parameters, values))
        raise TypeError(f"{resource_path} takes the values {expected}, got {given}; pass each by its name")
    written = [path_value(_inner(s), values[_inner(s)]) if _is_parameter(s) else s for s in segments]
    return "/".join(["", *written, f":{name}"])


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{") and segment.endswith("}")


def _inner(segment: str) -> str:
    """Return the name of a parameter, or a literal segment as it is."""
    return segment[1:-1] if _is_parameter(segment) else segment
