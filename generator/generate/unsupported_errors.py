"""What `x-errors` says that no class of errors can be made of: names that are taken, and words that are for nothing."""

from collections.abc import Iterator
from keyword import iskeyword

from generator.bundle.bundler import Bundle
from generator.generate.error_classes import STATUS, base_name, class_name, own_kinds
from generator.load.json_values import Pointer, mapping
from sdk_core.wire.errors import CLASSES, KINDS


def unsupported_errors(bundle: Bundle, api: str) -> list[str]:
    """Return a message for each name of an error that the package cannot have, and for advice that is for nothing.

    Args:
        bundle: the document; `lint` has found nothing in it.
        api: the name of the API.
    """
    return [f"{bundle.place(pointer)}\n    {message}" for pointer, message in _rejected(bundle, api)]


def _rejected(bundle: Bundle, api: str) -> Iterator[tuple[Pointer, str]]:
    said, own = mapping(bundle.document.get("x-errors")), own_kinds(bundle.document)
    base, taken = base_name(api), {each.__name__ for each in CLASSES} | {"ApiError", "ErrorReader"}
    if base in taken:
        yield (), f"the base of the errors of {api} would be called {base}, which is taken: rename the API's folder"
    taken |= {base}
    for kind, declared in own.items():
        name = class_name(kind)
        if name in taken or not name.isidentifier() or iskeyword(name):
            message = f"the kind {kind!r} would have the class {name!r}, which it cannot: choose another word"
            yield declared.places[0], message
        taken.add(name)
        if len(declared.of_statuses) > 1:
            several = " and ".join(sorted(declared.of_statuses))
            message = f"the kind {kind!r} is for statuses of the classes {several}: give each a kind of its own"
            yield declared.places[-1], message
    for kind, parent in mapping(said.get("parents")).items():
        if kind not in own or parent not in KINDS:
            message = f"x-errors says that {kind!r} is a {parent!r}: name a kind of this API, and one of "
            yield ("x-errors", "parents", kind), message + ", ".join(KINDS)
    known = {*KINDS, *own}
    for key in mapping(said.get("advice")):
        if key not in known and not STATUS.fullmatch(key):
            message = f"x-errors has advice for {key!r}, which is neither a status nor a kind; the kinds are "
            yield ("x-errors", "advice", key), message + ", ".join(sorted(known))
