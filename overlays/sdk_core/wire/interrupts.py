"""Locks that stay locked after no interrupt.

Problem: Ctrl-C, or a handler of signals that raises, may come between any two lines of the main thread, also between
the end of a `with` and the release of its lock. The lock would be this thread's for ever, and all others would wait. So
code that is interrupted lets go of all that it holds, once it has left the code that could have wanted it.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from threading import RLock
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    Mutex = RLock

P = ParamSpec("P")
R = TypeVar("R")

_ALL: Final["WeakSet[Mutex]"] = WeakSet()


def mutex() -> "Mutex":
    """Return a new lock, as `threading.RLock` does, which `let_go` knows."""
    made = RLock()
    _ALL.add(made)
    return made


def unlock(held: "Mutex") -> None:
    """Release a lock as often as this thread has taken it, which may be never."""
    with suppress(RuntimeError):  # it is not this thread's any more
        while True:
            held.release()


def let_go() -> None:
    """Release all locks that this thread holds."""
    known: tuple[Mutex, ...] | None = None
    while known is None:
        with suppress(RuntimeError):  # another thread makes one at this moment
            known = tuple(_ALL)
    for each in known:
        unlock(each)


def is_interrupt(error: BaseException) -> bool:
    """Tell whether an error may have come between any two lines: not one of the program, and no generator's end.

    >>> is_interrupt(KeyboardInterrupt()), is_interrupt(ValueError())
    (True, False)
    """
    return not isinstance(error, Exception | GeneratorExit)


def leaves_unlocked(function: Callable[P, R]) -> Callable[P, R]:
    """Let go of all locks when an interrupt ends a function, which must not be called while one of them is held.

    >>> leaves_unlocked(len)("abc")
    3
    """

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            if is_interrupt(error):
                let_go()
            raise

    return wrapped
