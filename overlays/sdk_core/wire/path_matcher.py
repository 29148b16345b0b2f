"""Which path of a document a request is for."""

from collections.abc import Iterable, Iterator

_Template = tuple[str, list[tuple[int, str]], list[tuple[int, str]]]
"""A template, its literal segments and its parameters, each with its place."""


class PathMatcher:
    """The paths of a document.

    Position by position, a literal segment wins over a parameter. A parameter takes no empty segment.

    Args:
        paths: templates such as `/users/{email}`.
        reserved: what the value of a parameter never begins with, because only literal segments do; empty for nothing.

    >>> paths = PathMatcher(["/users/{email}", "/users/bulkUpdate"])
    >>> paths.match("/users/bulkUpdate")
    ('/users/bulkUpdate', {})
    >>> paths.match("/users/ada%40example.com")
    ('/users/{email}', {'email': 'ada%40example.com'})
    """

    def __init__(self, paths: Iterable[str], *, reserved: str = "") -> None:
        self._reserved = reserved
        self._by_length: dict[int, list[_Template]] = {}  # in the order in which they are tried
        for template in sorted(set(paths), key=_parameters_last):
            self._by_length.setdefault(template.count("/"), []).append(_parsed(template))

    def match(self, raw_path: str) -> tuple[str, dict[str, str]] | None:
        """Return the first of `matches`, or None for an unknown path."""
        return next(self.matches(raw_path), None)

    def matches(self, raw_path: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Find the paths that a request may be for, those with more literal segments first.

        Args:
            raw_path: the path as it stands in the request, from the leading slash, without query.

        Yields:
            A template, and the raw segment of each of its parameters.
        """
        segments = raw_path.split("/")
        for template, literals, parameters in self._by_length.get(len(segments) - 1, ()):
            for place, literal in literals:
                if segments[place] != literal:
                    break
            else:
                values = {name: segments[place] for place, name in parameters}
                if all(values.values()) and not (self._reserved and self._has_reserved(values)):
                    yield template, values

    def _has_reserved(self, values: dict[str, str]) -> bool:
        return any(value.startswith(self._reserved) for value in values.values())


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{") and segment.endswith("}")


def _parameters_last(template: str) -> tuple[list[bool], str]:
    return [_is_parameter(segment) for segment in template.split("/")], template


def _parsed(template: str) -> _Template:
    segments = [*enumerate(template.split("/"))]
    literals = [(place, segment) for place, segment in segments if not _is_parameter(segment)]
    return template, literals, [(place, segment[1:-1]) for place, segment in segments if _is_parameter(segment)]
