"""The classes of errors that a generated package has: those of `sdk_core`, below a base of the API's own.

What an API calls its errors, and what to do about them, stands in `x-errors` of its document.
"""

import inspect
import re
import textwrap
from dataclasses import dataclass, field
from typing import Final, TypedDict

from generator.load.json_values import Json, Pointer, mapping
from sdk_core.wire.error_reading import kind_of_status
from sdk_core.wire.errors import CLASSES, KINDS, OF_ALL, StatusError

STATUS: Final = re.compile("[1-5][0-9]{2}")


class ErrorClass(TypedDict):
    """A class, as templates see it: its name and bases, the class of `sdk_core` that it is, and what it says."""

    name: str
    bases: list[str]
    core: str
    doc: str
    advice: str


class ErrorReading(TypedDict):
    """How responses are read: pointers to the server's words and its code, and classes by codes and by statuses."""

    message: tuple[str, ...]
    code: str
    kinds: dict[str, str]
    statuses: dict[int, str]


@dataclass
class OwnKind:
    """A kind of errors that only one API has.

    Attributes:
        base: what it is a kind of.
        causes: the codes and statuses that mean it.
        places: where the document says so, for each of them.
        of_statuses: the names of the classes that its statuses stand for otherwise.
    """

    base: type[StatusError]
    causes: list[str] = field(default_factory=list[str])
    places: list[Pointer] = field(default_factory=list[Pointer])
    of_statuses: set[str] = field(default_factory=set[str])


def base_name(api: str) -> str:
    """Return what the base of an API's errors is called.

    >>> base_name("agillic"), base_name("big-mail")
    ('AgillicError', 'BigMailError')
    """
    return f"{_camel(api)}Error"


def error_classes(document: dict[str, Json], api: str) -> list[ErrorClass]:
    """Return the classes of an API's errors, each after its bases."""
    advice = _advice(document)
    classes: list[ErrorClass] = []
    for core in CLASSES:
        parents = [each for each in core.__mro__[1:] if each in CLASSES]
        bases = [parents[0].__name__ if parents else base_name(api), f"errors.{core.__name__}"]
        # A class has its own advice also where the document gives it to its base alone: that one would be found first.
        own = advice.get(core.__name__, core.advice)
        doc = _doc((inspect.getdoc(core) or "").partition(f"\n\n{OF_ALL}")[0], own)
        classes.append({"name": core.__name__, "bases": bases, "core": core.__name__, "doc": doc, "advice": own})
    for kind, declared in own_kinds(document).items():
        base, name = declared.base, class_name(kind)
        own = advice.get(name, advice.get(base.__name__, base.advice))
        doc = _doc(
            f"A {base.__name__} of a kind that only this API has: {kind}, for {', '.join(declared.causes)}.", own
        )
        classes.append({"name": name, "bases": [base.__name__], "core": "", "doc": doc, "advice": own})
    return classes


def error_reading(document: dict[str, Json]) -> ErrorReading:
    """Return how an API's responses without success are read."""
    said = mapping(document.get("x-errors"))
    return {
        "message": tuple(said.get("message", ())),
        "code": said.get("code", ""),
        "kinds": {code: class_name(kind) for code, kind in mapping(said.get("kinds")).items()},
        "statuses": {int(status): class_name(kind) for status, kind in mapping(said.get("statuses")).items()},
    }


def own_kinds(document: dict[str, Json]) -> dict[str, OwnKind]:
    """Return the kinds that only this API has, in the order of the document."""
    said = mapping(document.get("x-errors"))
    parents = mapping(said.get("parents"))
    found: dict[str, OwnKind] = {}
    for member, of_cause in (("statuses", _of_status), ("kinds", _of_code)):
        for cause, kind in mapping(said.get(member)).items():
            if kind not in KINDS:
                own = found.setdefault(kind, OwnKind(KINDS.get(str(parents.get(kind)), of_cause(cause))))
                own.causes.append(cause)
                own.places.append(("x-errors", member, cause))
                if member == "statuses":
                    own.of_statuses.add(of_cause(cause).__name__)
    return found


def _of_code(_: str) -> type[StatusError]:
    return KINDS["bad-request"]


def _of_status(status: str) -> type[StatusError]:
    return kind_of_status(int(status))


def _advice(document: dict[str, Json]) -> dict[str, str]:
    """Return the document's advice by the names of classes."""
    said = mapping(document.get("x-errors"))
    statuses = mapping(said.get("statuses"))
    by_class: dict[str, str] = {}
    for key, text in mapping(said.get("advice")).items():
        if STATUS.fullmatch(key):
            name = class_name(statuses[key]) if key in statuses else _of_status(key).__name__
        else:
            name = class_name(key)
        by_class[name] = str(text)
    return by_class


def class_name(kind: str) -> str:
    """Return what the class of a kind of errors is called.

    >>> class_name("not-found"), class_name("batch-too-large")
    ('NotFound', 'BatchTooLarge')
    """
    return KINDS[kind].__name__ if kind in KINDS else _camel(kind)


def _camel(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", words))


def _doc(text: str, advice: str) -> str:
    """Return the text of a class, with what to do after its first paragraph."""
    first, _, rest = text.partition("\n\n")
    to_do = textwrap.fill(f"What to do: {advice}.", 112) if advice else ""
    return "\n\n".join(each for each in (textwrap.fill(first, 112), to_do, rest) if each)
