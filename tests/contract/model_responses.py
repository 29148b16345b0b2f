"""The responses that the model expects, and whether those that came agree with them."""

from dataclasses import dataclass
from typing import Any, cast


class Made:
    """An id that the instance makes: unknown until it is seen, and the same from then on."""

    def __init__(self) -> None:
        self.seen: str | None = None


class Said:
    """Some text that is not empty: what is wrong, in words of the instance's own."""


@dataclass(frozen=True)
class Reply:
    """A response: its status, and its body as JSON has it."""

    status: int = 200
    body: Any = None


DONE, CREATED, NOT_THERE = Reply(), Reply(201), Reply(404)
Rejected, CONFLICT = Reply(400, {"message": Said()}), Reply(409, {"message": Said()})


def agrees(expected: object, actual: object) -> bool:
    """Tell whether a response is as the model says. Ids that are seen first are learned."""
    if isinstance(expected, Made):
        if expected.seen is None and isinstance(actual, str) and actual:
            expected.seen = actual
        return expected.seen == actual
    if isinstance(expected, Said):
        return isinstance(actual, str) and bool(actual)
    if isinstance(expected, dict) and isinstance(actual, dict):
        wanted, found = cast("dict[str, object]", expected), cast("dict[str, object]", actual)
        return wanted.keys() == found.keys() and all(agrees(wanted[name], found[name]) for name in wanted)
    if isinstance(expected, list) and isinstance(actual, list):
        items, others = cast("list[object]", expected), cast("list[object]", actual)
        return len(items) == len(others) and all(agrees(*pair) for pair in zip(items, others, strict=True))
    return isinstance(actual, bool) == isinstance(expected, bool) and expected == actual
