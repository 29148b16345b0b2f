"""A text that must not be seen: keys, secrets, tokens.

Logs, reprs, debuggers' listings of locals and crash reports show whatever has a text. A value in here has none, so that
no frame of ours ever binds a bare secret to a name.
"""

from hmac import compare_digest
from typing import NoReturn


class Secret:
    """A text that shows itself only when asked.

    Args:
        value: the text, or a secret already, whose text it takes.

    >>> Secret("candystore-secret")
    Secret('***')
    >>> Secret("candystore-secret").reveal()
    'candystore-secret'
    """

    __slots__ = ("_value",)

    def __init__(self, value: "str | Secret") -> None:
        self._value: str = value.reveal() if isinstance(value, Secret) else value

    def reveal(self) -> str:
        """Return the text. Use it in an expression: a name for it would show it in tracebacks."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and compare_digest(self._value.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, _: object) -> "Secret":
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled: read it again in the other process")
