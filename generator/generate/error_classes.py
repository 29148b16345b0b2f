"""The classes of errors that a generated package has: those of `sdk_core`, below a base of the API's own.

What an API calls its errors, and what to do about them, stands in `x-errors` of its document.
"""

import inspect
import re
import textwrap
from collections.abc import Iterator
from keyword import iskeyword
from typing import Final, TypedDict

from generator.load.json_values import Json
from sdk_core.wire.error_reading import kind_of_status
from sdk_core.wire.errors import CLASSES, KINDS, OF_ALL, StatusError

_STATUS: Final = re.compile("[1-5][0-9]{2}")


class ErrorClass(TypedDict):
    """A class, as templates see it: its name and bases, the class of `sdk_core` that it is, and what it says."""

    name: str
    bases: list[str]
    core: str
    doc: str
    advice: str


class ErrorReading(TypedDict):
    """How answers are read: pointers to the server's words and its code, and classes by codes and statuses."""

    message: tuple[str, ...]
    code: str
    kinds: dict[str, str]


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
    for kind, (base, codes) in _own_kinds(document).items():
        own = advice.get(_class_name(kind), advice.get(base.__name__, base.advice))
        doc = _doc(f"A {base.__name__} of a kind that only this API has: {kind}, for {', '.join(codes)}.", own)
        classes.append({"name": _class_name(kind), "bases": [base.__name__], "core": "", "doc": doc, "advice": own})
    return classes


def error_reading(document: dict[str, Json]) -> ErrorReading:
    """Return how an API's answers without success are read."""
    said = document.get("x-errors", {})
    kinds = {code: _class_name(kind) for code, kind in said.get("kinds", {}).items()}
    return {"message": tuple(said.get("message", ())), "code": said.get("code", ""), "kinds": kinds}


def error_refusals(document: dict[str, Json], api: str) -> Iterator[str]:
    """Yield a message for each name of an error that the package cannot have, and for advice that is for nothing."""
    base, taken = base_name(api), {each.__name__ for each in CLASSES} | {"ApiError", "ErrorReader"}
    if base in taken:
        yield f"the base of the errors of {api} would be called {base}, which is taken: rename the API's folder"
    taken |= {base}
    for kind, (_, codes) in _own_kinds(document).items():
        name = _class_name(kind)
        if name in taken or not name.isidentifier() or iskeyword(name):
            yield f"x-errors has the kind {kind!r}, whose class cannot be called {name!r}: choose another word"
        taken.add(name)
        of_statuses = {kind_of_status(int(code)).__name__ for code in codes if _STATUS.fullmatch(code)}
        if len(of_statuses) > 1:
            several = " and ".join(sorted(of_statuses))
            yield f"x-errors has the kind {kind!r} for statuses of the classes {several}: give each a kind of its own"
    said = document.get("x-errors", {})
    for kind, parent in said.get("parents", {}).items():
        if kind not in _own_kinds(document) or parent not in KINDS:
            all_kinds = ", ".join(KINDS)
            yield f"x-errors says that {kind!r} is a {parent!r}: name a kind of this API, and one of {all_kinds}"
    known = {*KINDS, *said.get("kinds", {}).values()}
    for key in said.get("advice", {}):
        if key not in known and not _STATUS.fullmatch(key):
            kinds = ", ".join(sorted(known))
            yield f"x-errors has advice for {key!r}, which is neither a status nor a kind; the kinds are {kinds}"


def _own_kinds(document: dict[str, Json]) -> dict[str, tuple[type[StatusError], list[str]]]:
    """Return the kinds that only this API has: what each is a kind of, and for which codes and statuses."""
    found: dict[str, tuple[type[StatusError], list[str]]] = {}
    said = document.get("x-errors", {})
    for code, kind in said.get("kinds", {}).items():
        if kind not in KINDS:
            of_code = kind_of_status(int(code)) if _STATUS.fullmatch(code) else KINDS["bad-request"]
            parent = KINDS.get(said.get("parents", {}).get(kind), of_code)
            found.setdefault(kind, (parent, []))[1].append(code)
    return found


def _advice(document: dict[str, Json]) -> dict[str, str]:
    """Return the document's advice by the names of classes."""
    said = document.get("x-errors", {})
    statuses = {code: kind for code, kind in said.get("kinds", {}).items() if _STATUS.fullmatch(code)}
    by_class: dict[str, str] = {}
    for key, text in said.get("advice", {}).items():
        if _STATUS.fullmatch(key):
            name = _class_name(statuses[key]) if key in statuses else kind_of_status(int(key)).__name__
        else:
            name = _class_name(key)
        by_class[name] = str(text)
    return by_class


def _class_name(kind: str) -> str:
    return KINDS[kind].__name__ if kind in KINDS else _camel(kind)


def _camel(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", words))


def _doc(text: str, advice: str) -> str:
    """Return the text of a class, with what to do after its first paragraph."""
    first, _, rest = text.partition("\n\n")
    to_do = textwrap.fill(f"What to do: {advice}.", 112) if advice else ""
    return "\n\n".join(each for each in (textwrap.fill(first, 112), to_do, rest) if each)
