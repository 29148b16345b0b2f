"""Why a call was rejected, an entry counted as an error, or a task failed: what responses leave out, for tests.

Handlers respond as barely as the API does. The reason is noted beside the response: with the request that is kept, on
the inspector's page, and in the log `PACKAGE.mock`, where PACKAGE is the API's package. It names fields, types and
rules, and no person's values.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from logging import Logger, NullHandler, getLogger
from typing import Any

_NAME = re.compile(r"[^\W\d][\w .:$-]{0,59}")
_VALUE = re.compile(r"[^\s'\"]*@[^\s'\"]+|\d{8,}")
"""What may be an address or the number of a person, where a caller uses one as a name."""
_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    list: "array",
    dict: "object",
}
_MAX_KNOWN = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was rejected.

    Attributes:
        rule: The rule that was broken, in a word such as `unknown-field`.
        message: The same in a sentence, with what to do.
        place: Where in the request: a JSON pointer into the body, or the name of a parameter or header.
        field: The field, column or member.
        type: The JSON type of the value that was sent.
        assumption: The id of the document's assumption whose option decides that this is rejected, or how.
        entry: Which entry of a batch or task, from 0.
        task: The id of the task that failed.
    """

    rule: str
    message: str
    place: str | None = None
    field: str | None = None
    type: str | None = None
    assumption: str | None = None
    entry: int | None = None
    task: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _VALUE.sub("***", self.message))
        for name in ("place", "field"):
            value = getattr(self, name)
            object.__setattr__(self, name, value and _VALUE.sub("***", value))

    def shown(self) -> dict[str, Any]:
        """Return the members that say something, for JSON."""
        members = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in members.items() if value is not None}

    def __str__(self) -> str:
        """Return it in a line."""
        shown = {name: value for name, value in self.shown().items() if name != "message"}
        return f"{self.message} [{', '.join(f'{name} {value}' for name, value in shown.items())}]"


_NOTED: ContextVar[list[Reason] | None] = ContextVar("reasons", default=None)


@contextmanager
def collecting() -> Generator[list[Reason], None, None]:
    """Collect what is noted inside.

    >>> with collecting() as reasons:
    ...     note(Reason("unknown-field", "there is no such field; leave it out", field="AGES"))
    >>> [each.field for each in reasons]
    ['AGES']
    """
    reasons: list[Reason] = []
    before = _NOTED.set(reasons)
    try:
        yield reasons
    finally:
        _NOTED.reset(before)


def note(reason: Reason) -> None:
    """Note why something is rejected; nothing happens where none are collected."""
    reasons = _NOTED.get()
    if reasons is not None:
        reasons.append(reason)


def reason_of(error: Exception, entry: int | None = None, assumption: str | None = None) -> Reason:
    """Return the reason that an error of the state, or a rejection, gives.

    Args:
        error: May have `reason`, or `field`, `type` and `assumption`.
        entry: Which entry it ended.
        assumption: What decided, if the error does not know it.
    """
    reason = getattr(error, "reason", None)
    if isinstance(reason, Reason):
        return replace(reason, entry=entry)
    words = re.findall("[A-Z][a-z]*", type(error).__name__.removesuffix("Error"))
    return Reason(
        rule="-".join(words).lower(),
        message=str(error),
        field=getattr(error, "field", None),
        type=getattr(error, "type", None),
        assumption=assumption or getattr(error, "assumption", None),
        entry=entry,
    )


def log(package: str, what: str, reason: Reason) -> None:
    """Write a reason to the log of an API's mock.

    Args:
        package: The import package of the API's clients.
        what: The call or the task.
        reason: Why it was rejected, or a part of it.
    """
    _log(package).warning("%s: %s", what, reason)


@cache
def _log(package: str) -> Logger:
    found = getLogger(f"{package}.mock")
    found.addHandler(NullHandler())  # where logging is not set up, Python would print every reason
    return found


def json_type(value: object) -> str:
    """Return the JSON type of a value.

    >>> json_type(True), json_type([]), json_type(None)
    ('boolean', 'array', 'null')
    """
    return _TYPES.get(type(value), "null" if value is None else type(value).__name__)


def named(name: str, what: str = "member") -> str:
    """Return how messages name what a caller named: by the name, unless that might be a person's address or number.

    >>> named("utm"), named("ruby@sweetmail.com")
    ('member `utm`', 'a member')
    """
    return f"{what} `{name}`" if _NAME.fullmatch(name) and not _VALUE.search(name) else f"a {what}"


def hint(name: str, known: list[str]) -> str:
    """Return what messages say of known names: which one may be meant, and which there are.

    >>> hint("utmm", ["utm", "name"])
    'did you mean `utm`? known: utm, name'
    """
    near = get_close_matches(name, known, n=1)
    meant = f"did you mean `{near[0]}`? " if near else ""
    more = f", and {len(known) - _MAX_KNOWN} more" if len(known) > _MAX_KNOWN else ""
    return f"{meant}known: {', '.join(known[:_MAX_KNOWN]) or 'none'}{more}"
