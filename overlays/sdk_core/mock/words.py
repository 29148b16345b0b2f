"""Unique words for ids: nothing is drawn by chance, so that two runs give the same bytes."""

from hashlib import blake2b
from math import gcd
from threading import Lock


class Words:
    """All words of a length in an order that looks random, then those that are one letter longer, and so on.

    Word n of the `count` words of a length is the one with the number `n * step + start`, modulo `count`. As the step
    shares no divisor with the count, no number comes twice before all have come; only n has to be remembered.
    Threads may share it.

    Args:
        name: Decides the order.
        letters: What words are made of, two at least, each once.
        length: The first length, 1 or more.
        step: How far each word is from the one before, in the order of the letters; left out, drawn from the name.

    >>> words = Words("any", "ab", 1)
    >>> sorted([words.next(), words.next()]), len(words.next())
    (['a', 'b'], 2)
    """

    def __init__(self, name: str, letters: str, length: int, step: int | None = None) -> None:
        self._name, self._letters = name, letters
        self._pairs = [first + second for first in letters for second in letters]
        self._chosen_step = step
        self._lock = Lock()
        self._begin(length)

    def _begin(self, length: int) -> None:
        self._length, self._given = length, 0
        self._count: int = len(self._letters) ** length
        self._start = self._drawn(f"start/{length}")
        self._step = self._chosen_step or self._drawn(f"step/{length}")
        while gcd(self._step, self._count) != 1:
            self._step += 1

    def _drawn(self, what: str) -> int:
        digest = blake2b(f"{self._name}/{what}".encode()).digest()
        return int.from_bytes(digest, "big") % self._count

    def next(self) -> str:
        """Return the next word."""
        return self.many(1)[0]

    def many(self, count: int) -> list[str]:
        """Return the next words."""
        words: list[str] = []
        with self._lock:
            while len(words) < count:
                if self._given == self._count:
                    self._begin(self._length + 1)
                end = min(self._count, self._given + count - len(words))
                words += [self._word(given) for given in range(self._given, end)]
                self._given = end
        return words

    def _word(self, given: int) -> str:
        number = (given * self._step + self._start) % self._count
        word = ""
        for _ in range(self._length // 2):
            number, pair = divmod(number, len(self._pairs))
            word = self._pairs[pair] + word
        return self._letters[number] + word if self._length % 2 else word
