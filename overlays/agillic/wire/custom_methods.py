"""Overlay: literal path segments that compete with path parameters.

Agillic calls operations that are no plain create, read, update or delete by a last segment that begins with a colon,
always with POST: `/recipients/:batch` (Getting Started, "Custom Methods" [S1]). These, the versions in
`/recipients/v2/...` and names such as `/globaldata/tables` stand where other paths have a parameter, and
OpenAPI only says that a server prefers the literal.

Without this overlay, `PUT /globaldata/{globalDataName}` with the name "tables" would call another operation, and a mock
could take `/recipients/:batch` for a recipient.

The document lists the pairs in `x-custom-methods`; they are passed in, nothing is read here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from agillic.wire.path_encoding import UniqueField, path_value

TARGETS = ({"path_contains": "/:"},)
"""What this overlay is for in the spec: paths with a custom method."""

_Template = tuple[str, list[tuple[int, str]], list[tuple[int, str]]]
"""A template, its literal segments and its parameters, each with its place."""
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


class PathTable:
    """The paths of a document: which one a request is for, and which values would lead to another.

    >>> table = PathTable(
    ...     ["/recipients/{recipientId}", "/recipients/:batch"],
    ...     [{"literal": "/recipients/:batch", "swallowed_by": "/recipients/{recipientId}"}],
    ... )
    >>> table.match("/recipients/:batch")
    ('/recipients/:batch', {})
    >>> table.match("/recipients/ada%2540example.com")
    ('/recipients/{recipientId}', {'recipientId': 'ada%2540example.com'})
    >>> table.check_path_values("/recipients/{recipientId}", {"recipientId": "ada@example.com"})
    """

    def __init__(self, paths: Iterable[str], pairs: Iterable[Mapping[str, str]]) -> None:
        """Take the document's `paths`, templates such as `/recipients/{recipientId}`, and its `x-custom-methods`."""
        templates = sorted(set(paths), key=_parameters_last)
        self._templates = frozenset(templates)
        self._by_length: dict[int, list[_Template]] = {}  # in the order in which they are tried
        for template in templates:
            self._by_length.setdefault(template.count("/"), []).append(_taken_apart(template))
        self._literals = literal_paths(pairs)

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

    def check_path_values(self, path_template: str, values: Mapping[str, object]) -> None:
        """Refuse values that would turn a call of one path into another; as `refuse_swallowed`, with these paths.

        Raises:
            ValueError: The values fit a literal path, or there is no such template.
        """
        if path_template not in self._templates:
            raise ValueError(f"the document has no path {path_template}; pass one of its paths, with its braces")
        refuse_swallowed(path_template, values, self._literals)


def literal_paths(pairs: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Group the document's `x-custom-methods` by the path whose parameter could swallow the literal.

    >>> literal_paths([{"literal": "/globaldata/tables", "swallowed_by": "/globaldata/{globalDataName}"}])
    {'/globaldata/{globalDataName}': ('/globaldata/tables',)}
    """
    grouped: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        template = pair["swallowed_by"]
        grouped[template] = (*grouped.get(template, ()), pair["literal"])
    return grouped


def refuse_swallowed(path_template: str, values: Mapping[str, object], literals: Mapping[str, Sequence[str]]) -> None:
    """Refuse values that would turn a call of `path_template` into a call of a literal path.

    A value such as ":batch" is refused although it is sent as `%253Abatch`: a server that decodes before it chooses the
    operation would still take it for the literal. Case counts, and where a literal path takes several parameters, all
    values have to fit. What `by` returns never does, because of its `=`.

    Args:
        path_template: The path of the operation, with its parameters in braces.
        values: The value of each of its parameters, as the caller gave them.
        literals: The literal paths by the template that could swallow them, as `literal_paths` groups them.

    Raises:
        ValueError: The values fit a literal path.

    >>> refuse_swallowed("/globaldata/{name}", {"name": "COMPANY"}, {"/globaldata/{name}": ["/globaldata/tables"]})
    """
    for literal in literals.get(path_template, ()):
        taken = _taken(literal, path_template)
        # str() because a number is sent as its digits; what `by` returns equals no segment either way
        if all(segment in (values[name], str(values[name])) for name, segment in taken.items()):
            what = " and ".join(f"{name} {segment!r}" for name, segment in taken.items())
            remedy = "pass another value, or rename it in Agillic"
            if "recipientId" in taken:
                remedy = "address the recipient by another unique field, such as by(EMAIL=...)"
            raise ValueError(f"{what} would turn this call of {path_template} into one of {literal}; {remedy}")


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


@cache
def _taken(literal: str, template: str) -> dict[str, str]:
    """Return the parameters of the template that have a literal segment in the other path, and these segments."""
    pairs = zip(literal.split("/"), template.split("/"), strict=True)
    return {_inner(part): segment for segment, part in pairs if _is_parameter(part) and not _is_parameter(segment)}
