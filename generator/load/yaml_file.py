"""One YAML file as plain values, read strictly.

YAML has corners that a spec must not depend on, so this reader takes only what JSON also has. Rejected with one clear
message each: anchors and aliases (they can blow up to gigabytes), tags (they can name code), duplicate keys (the later
one would win silently), more than one document, and nesting beyond any sensible spec. Plain `on`, `yes` and dates stay
the strings they look like, which differs between YAML libraries otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.load.json_values import Json, Pointer
from generator.load.problems import Place, Problem, SpecError

MAX_DEPTH = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class YamlFile:
    """The value of a file and the line (from 1) on which each of its values begins."""

    name: str
    value: Json
    lines: dict[Pointer, int]

    def place(self, pointer: Pointer) -> Place:
        """Return where a value stands; for one that is missing, where its nearest parent stands."""
        known = pointer
        while known not in self.lines:
            known = known[:-1]
        return Place(self.name, self.lines[known], pointer)


def read_yaml(text: str, name: str) -> YamlFile:
    """Read the text of a YAML file; `name` is for messages.

    Raises:
        SpecError: the text is not YAML, or uses a part of YAML that this project does not.

    >>> read_yaml("on: {since: 2025-12-01}", "x.yaml").value
    {'on': {'since': '2025-12-01'}}
    """
    reader = _Reader(name)
    try:
        value = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise reader.error(line, (), f"not YAML: {error.problem}", "correct the syntax at this line") from error
    except yaml.YAMLError as error:
        raise reader.error(1, (), f"not YAML: {error}", "remove characters that YAML does not allow") from error
    return YamlFile(name, value, reader.lines)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Pointer, int] = {(): 1}

    def error(self, line: int, pointer: Pointer, message: str, remedy: str) -> SpecError:
        return SpecError(Problem(Place(self.name, line, pointer), "yaml", message, remedy))

    def document(self, events: Iterator[yaml.Event]) -> Json:
        value: Json = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = _line(event)
                    raise self.error(line, (), "a second document begins here", "put it into a file of its own")
                value = self.value(next(events), events, ())
        return value

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], pointer: Pointer) -> Json:
        line = _line(event)
        self.check(event, line, pointer)
        self.lines[pointer] = line
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, pointer)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, pointer)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 - the other kinds of event do not begin a value
        return _scalar(event.value) if event.implicit[0] else event.value

    def mapping(self, events: Iterator[yaml.Event], pointer: Pointer) -> dict[str, Json]:
        result: dict[str, Json] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            self.check(event, line, pointer)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.error(line, pointer, "a key is not a plain word", "write a string as the key")
            key: str = event.value
            if key in result:
                raise self.error(line, (*pointer, key), f"the key {key!r} stands here twice", "keep one of the two")
            result[key] = self.value(next(events), events, (*pointer, key))
            self.lines[(*pointer, key)] = line
        return result

    def sequence(self, events: Iterator[yaml.Event], pointer: Pointer) -> list[Json]:
        result: list[Json] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            result.append(self.value(event, events, (*pointer, str(len(result)))))
        return result

    def check(self, event: yaml.Event, line: int, pointer: Pointer) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.error(line, pointer, "anchors and aliases are not used here", "write the value out or use $ref")
        if tag := getattr(event, "tag", None):
            raise self.error(line, pointer, f"the tag {tag!r} is not used here", "remove it; plain values suffice")
        if len(pointer) > MAX_DEPTH:
            raise self.error(line, (), f"values are nested more than {MAX_DEPTH} deep", "split the structure")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(text: str) -> Json:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text
