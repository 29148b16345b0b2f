"""Values of tables that people write in TOML, each taken once and checked; what is left over was mistyped."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar, Final, NoReturn, Self, cast

_SECRET: Final = re.compile(r"(?:^|_)(?:api_?key|keys?|secrets?|tokens?|passw(?:or)?d|pwd|credentials?)(?:$|_)")
_MAX_SHOWN: Final = 80
_MAX_LISTED: Final = 20
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_AGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")


def is_secret_word(name: str) -> bool:
    """Return whether a name is one that secrets have.

    >>> [is_secret_word(name) for name in ("api_key", "CLIENT_SECRET", "apiKey", "monkey", "keyring")]
    [True, True, True, False, False]
    """
    return _SECRET.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.replace("-", "_")).lower()) is not None


def suggestion(word: str, words: Iterable[str]) -> str:
    """Return a question for a word that is not known; empty when none is like it.

    >>> suggestion("max_removal", ["min_rows", "max_removals"]), suggestion("email", ["EMAIL"]), suggestion("X", ["Y"])
    ('did you mean max_removals?', 'did you mean EMAIL?', '')
    """
    by_folded = {name.casefold(): name for name in words}
    close = get_close_matches(word.casefold(), list(by_folded), n=1)
    return f"did you mean {shown(by_folded[close[0]])}?" if close else ""


def shown(name: str) -> str:
    """Return a name for messages: in quotes where a blank of it could be overlooked, and cut where it is very long.

    >>> shown("email"), shown(" email"), len(shown("x" * 5_000))
    ('email', "' email'", 83)
    """
    name = name if len(name) <= _MAX_SHOWN else f"{name[:_MAX_SHOWN]}..."
    return name if name.isprintable() and name == name.strip() else repr(name)


def shown_all(names: Iterable[str]) -> str:
    """Return names for messages, the first 20 of them.

    >>> shown_all(["email", " name"])
    "email, ' name'"
    """
    listed = [shown(name) for name in names]
    more = f" and {len(listed) - _MAX_LISTED:,} more" if len(listed) > _MAX_LISTED else ""
    return ", ".join(listed[:_MAX_LISTED]) + more


class Table:
    """A table of which each value is taken once. Each kind of file has a class of its own, for its errors and words.

    Args:
        values: what it has.
        path: where it is in the file, such as `guards`; empty for the file itself.

    Attributes:
        error: what is raised.
        whole: what messages call the whole.
        file: what they call the file.

    Raises:
        ValueError: it is no table; as all that is raised, an `error` of its class.

    >>> table = Table({"max_removal": 7}, "guards")
    >>> table.integer("max_removals", 1_000, minimum=0)
    1000
    >>> table.close()
    Traceback (most recent call last):
    ValueError: guards.max_removal: is not known here: did you mean max_removals?
    """

    error: ClassVar[type[Exception]] = ValueError
    whole: ClassVar[str] = "the file"
    file: ClassVar[str] = "a file"

    def __init__(self, values: object, path: str) -> None:
        if not isinstance(values, Mapping):
            raise self.error(f"{path or self.whole}: expected a table, found {kind_of(values)}")
        self._values = dict(cast("Mapping[str, Any]", values))
        self._path = path
        self._known: list[str] = []

    def place(self, name: str) -> str:
        """Return where a value is, for messages."""
        return f"{self._path}.{name}" if self._path else name

    def fail(self, name: str, text: str) -> NoReturn:
        """Raise what is wrong with a value.

        Raises:
            ValueError: always.
        """
        raise self.error(f"{self.place(name)}: {text}" if name else f"{self._path or self.whole}: {text}")

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def peek(self, name: str) -> Any:  # noqa: ANN401 - the caller checks it
        """Return a value that stays there, or None."""
        return self._values.get(name)

    def take(self, name: str) -> Any:  # noqa: ANN401 - the caller checks it
        """Return a value, or None."""
        self._known.append(name)
        return self._values.pop(name, None)

    def text(self, name: str, default: str = "", *, required: bool = False, advice: str = "") -> str:
        """Return a text; an empty one is as good as none where it is required, and `advice` says what to give."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            self.fail(name, f"expected a text, found {kind_of(value)}")
        if required and not value:
            self.fail(name, ("is missing" if value is None else "is empty") + (f": {advice}" if advice else ""))
        return default if value is None else value

    def word(self, name: str, words: Iterable[str], default: str) -> str:
        """Return one of some words."""
        value = self.text(name, default)
        words = list(words)
        if value not in words:
            close = suggestion(value, words)
            self.fail(name, f"expected one of {', '.join(words)}" + (f": {close}" if close else ""))
        return value

    def boolean(self, name: str, default: Any = False) -> Any:  # noqa: ANN401, FBT002 - a default may be None
        """Return a boolean, or the default."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            self.fail(name, f"expected true or false, found {kind_of(value)}")
        return default if value is None else value

    def number(self, name: str, default: Any, *, minimum: float, maximum: float = float("inf")) -> Any:  # noqa: ANN401 - a default may be None
        """Return a number within bounds, or the default."""
        value = self.take(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(name, f"expected a number, found {kind_of(value)}")
        if not minimum <= value <= maximum:
            bounds = f"from {minimum:g} to {maximum:g}" if maximum < float("inf") else f"of at least {minimum:g}"
            self.fail(name, f"expected a number {bounds}, found {value:g}")
        return value

    def integer(self, name: str, default: Any, *, minimum: int, maximum: float = float("inf")) -> Any:  # noqa: ANN401 - so
        """Return a whole number within bounds, or the default."""
        if isinstance(self._values.get(name), float):
            self.fail(name, "expected a whole number")
        return self.number(name, default, minimum=minimum, maximum=maximum)

    def seconds(self, name: str, default: float) -> float:
        """Return an age in seconds, from a number of them or a text such as `24h`; units are s, m, h and d."""
        value = self._values.get(name)
        if isinstance(value, str):
            self.take(name)
            match = _AGE.fullmatch(value.strip())
            if match is None or not float(match[1]):
                self.fail(name, "expected seconds, or a text such as '90m', '24h' or '7d'")
            return float(match[1]) * _UNITS[match[2]]
        found: float = self.number(name, default, minimum=0)
        if not found:
            self.fail(name, "expected more than 0 seconds")
        return float(found)

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.take(name)
        if value is None:
            return default
        items = cast("list[object]", value) if isinstance(value, list | tuple) else [None]
        if not all(isinstance(item, str) for item in items):
            self.fail(name, "expected a list of texts, such as ['yes', 'true']")
        return tuple(map(str, items))

    def table(self, name: str) -> Self:
        """Return a table in it; an empty one where there is none."""
        value = self.take(name)
        return type(self)({} if value is None else value, self.place(name))

    def tables(self, name: str) -> list[Self]:
        """Return a list of tables, written as `[[NAME]]`."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fail(name, f"expected tables written as [[{self.place(name)}]]")
        return [
            type(self)(item, f"{self.place(name)}[{place}]") for place, item in enumerate(cast("list[object]", value))
        ]

    def items(self) -> list[tuple[str, Any]]:
        """Take all that is left, by name."""
        left: dict[Any, Any] = self._values
        self._values = {}
        if not all(name and isinstance(name, str) for name in left):
            self.fail("", "has a member whose name is no text, or empty")
        return list(left.items())

    def close(self, advice: str = "") -> None:
        """Check that nothing is left.

        Args:
            advice: what to say of something unknown that is like nothing known.

        Raises:
            ValueError: something is, with what it may be meant for.
        """
        for name in self.left():
            self.reject(name, advice)

    def left(self) -> list[str]:
        """Return the names of what was not taken."""
        return [*map(str, self._values)]

    def reject(self, name: str, advice: str = "") -> NoReturn:
        """Raise that something is not known, with what it may be meant for.

        Args:
            name: its name.
            advice: what to say where it is like nothing known.

        Raises:
            ValueError: always.
        """
        if is_secret_word(name) and not suggestion(name, self._known):
            self.fail(
                name,
                f"secrets do not belong into {self.file}: leave them to the variables of the environment or the "
                "profile that the command takes them from",
            )
        others = advice or f"expected one of {', '.join(sorted(self._known))}"
        self.fail(name, f"is not known here: {suggestion(name, self._known) or others}")


def kind_of(value: object) -> str:
    """Return what a value is, in the words of TOML.

    >>> kind_of(True), kind_of(7), kind_of([]), kind_of({})
    ('a boolean', 'a number', 'a list', 'a table')
    """
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, Mapping):
        return "a table"
    return "a list" if isinstance(value, list | tuple) else f"a {type(value).__name__}"
