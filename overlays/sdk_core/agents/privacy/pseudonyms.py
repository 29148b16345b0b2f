"""Stable stand-ins for personal values: an agent can join rows and name persons without seeing who they are."""

import hmac
import re
from base64 import b32encode
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from threading import Lock
from typing import Final, cast

from sdk_core.wire.identifiers import compared_as

PREFIX: Final = "person-"
_LENGTH: Final = 16
"""Characters of base 32: 80 bits, so that no two of a billion values share one."""
_PSEUDONYM: Final = re.compile(rf"{PREFIX}[a-z2-7]{{{_LENGTH}}}")
_AFTER_FIELD: Final = re.compile(rf"([^=]*)=({_PSEUDONYM.pattern})")
_MAX_REMEMBERED: Final = 100_000


class UnknownPseudonymError(Exception):
    """A call names a stand-in that this server did not hand out, or has forgotten. The message says what to do."""


class Pseudonyms:
    """Makes stand-ins by a key, and knows the values of those that it made.

    The same value has the same stand-in wherever it stands and whenever it comes, as long as the key is the same. So
    have two spellings of one person, as `compared_as` says. What stands behind them is kept in memory alone, for the
    100,000 that were made last.

    Args:
        key: the key; whoever has it can find out values by guessing.
        agent: the agent, so that two agents cannot compare what they see.

    >>> names = Pseudonyms(b"key", "helper")
    >>> names.of("Ada@Example.com") == names.of("ada@example.com "), names.of("A1") == names.of("a1")
    (True, False)
    >>> names.resolved({"id": names.of("ada@example.com")})
    {'id': 'Ada@Example.com'}
    """

    def __init__(self, key: bytes, agent: str) -> None:
        self._key = hmac.new(key, f"pseudonyms of {agent}".encode(), sha256).digest()
        self._values: OrderedDict[str, object] = OrderedDict()
        self._lock = Lock()

    def of(self, value: object) -> str:
        """Return the stand-in of a value."""
        digest = hmac.new(self._key, compared_as(str(value)).encode("utf-8", "surrogatepass"), sha256).digest()
        pseudonym = PREFIX + b32encode(digest).decode()[:_LENGTH].lower()
        with self._lock:
            self._values.setdefault(pseudonym, value)
            self._values.move_to_end(pseudonym)
            if len(self._values) > _MAX_REMEMBERED:
                self._values.popitem(last=False)
        return pseudonym

    def resolved(self, value: object) -> object:
        """Return arguments with the values for the stand-ins in them; names of members stay.

        Raises:
            UnknownPseudonymError: one is not known.
        """
        if isinstance(value, str):
            return self.person(value) if holds_pseudonym(value) else value
        if isinstance(value, Mapping):
            return {name: self.resolved(inner) for name, inner in cast("Mapping[str, object]", value).items()}
        return [self.resolved(inner) for inner in cast("list[object]", value)] if isinstance(value, list) else value

    def person(self, text: str) -> object:
        """Return the person that a stand-in names, alone or behind a field and a sign of equality.

        Raises:
            UnknownPseudonymError: it is not known, or the text holds it in another way.
        """
        if _PSEUDONYM.fullmatch(text):
            return self._value(text)
        found = _AFTER_FIELD.fullmatch(text)
        if found is None or _PSEUDONYM.search(found[1]):
            raise UnknownPseudonymError(
                "a stand-in names a person alone, or behind a field's name and `=`: write it so"
            )
        return f"{found[1]}={self._value(found[2])}"

    def _value(self, pseudonym: str) -> object:
        with self._lock:
            if pseudonym in self._values:
                return self._values[pseudonym]
        raise UnknownPseudonymError(
            f"{pseudonym} is not known here: stand-ins count in the session that showed them; read the person again"
        )


def holds_pseudonym(text: str) -> bool:
    """Return whether a text holds a stand-in.

    >>> holds_pseudonym("person-" + "a" * 16), holds_pseudonym("person-1")
    (True, False)
    """
    return PREFIX in text and _PSEUDONYM.search(text) is not None
