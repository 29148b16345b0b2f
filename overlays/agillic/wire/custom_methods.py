"""Overlay: custom methods, literal path segments that compete with path parameters.

Agillic calls operations that are no plain create, read, update or delete by a last segment that begins with a colon,
always with POST: `/recipients/:batch` (Getting Started, "Custom Methods" [S1]). These, the versions in
`/recipients/v2/...` and names such as `/globaldata/tables` stand where other paths have a parameter, and
OpenAPI only says that a server prefers the literal.

The document lists in `x-custom-methods` where the literal wins whatever the method; the generated client refuses values
that read like one. What is Agillic's about it is here: how such a value is passed all the same, which path a request is
for, and how a custom method that the document does not know is called.
"""

from collections.abc import Iterable, Sequence

from agillic.wire.path_encoding import UniqueField, path_value

TARGETS = ({"path_contains": "/:"},)
"""What this overlay is for in the spec: paths with a custom method."""

_Template = tuple[str, list[tuple[int, str]], list[tuple[int, str]]]
"""A template, its literal segments and its parameters, each with its place."""
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


class PathTable:
    """The paths of a document: which one a request is for.

    >>> table = PathTable(["/recipients/{recipientId}", "/recipients/:batch"])
    >>> table.match("/recipients/:batch")
    ('/recipients/:batch', {})
    >>> table.match("/recipients/ada%2540example.com")
    ('/recipients/{recipientId}', {'recipientId': 'ada%2540example.com'})
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the document's `paths`, templates such as `/recipients/{recipientId}`."""
        templates = sorted(set(paths), key=_parameters_last)
        self._by_length: dict[int, list[_Template]] = {}  # in the order in which they are tried
        for template in templates:
            self._by_length.setdefault(template.count("/"), []).append(_taken_apart(template))

    def match(self, raw_path: str) -> tuple[str, dict[str, str]] | None:
        """Find the path that a request is for.

        Position by position, a literal segment wins over a parameter. A parameter takes no empty segment, and none that
        begins with a colon: values have theirs encoded.

        Args:
            raw_path: The path as it stands in the request, from the leading slash, without query.

        Returns:
            The template and the raw segment of each parameter (see `decode_path_value`), or None for an unknown path.
        """
        segments = raw_path.split("/")
        for template, literals, parameters in self._by_length.get(len(segments) - 1, ()):
            for place, literal in literals:
                if segments[place] != literal:
                    break
            else:
                values = {name: segments[place] for place, name in parameters}
                if all(value and not value.startswith(":") for value in values.values()):
                    return template, values
        return None


def other_address(names: Sequence[str]) -> str:
    """Return what to do about values that would turn a call into one of a literal path.

    Such a value is refused although it is sent as `%253Abatch`: a server that decodes before it chooses the operation
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


def _parameters_last(template: str) -> tuple[list[bool], str]:
    return [_is_parameter(segment) for segment in template.split("/")], template


def _taken_apart(template: str) -> _Template:
    segments = [*enumerate(template.split("/"))]
    literals = [(place, segment) for place, segment in segments if not _is_parameter(segment)]
    return template, literals, [(place, _inner(segment)) for place, segment in segments if _is_parameter(segment)]
