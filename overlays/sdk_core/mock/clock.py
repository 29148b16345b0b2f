"""Time and ids of the mock: nothing passes and nothing is drawn by chance, so that two runs give the same bytes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import gcd, inf
from string import ascii_letters, digits, hexdigits
from threading import Lock


class Clock:
    """A clock that stands still until it is advanced, or runs and can be advanced. Threads may share it.

    Args:
        start: The first moment, with a time zone.
        elapsed: How many seconds have passed since then, by a clock that runs, such as `time.monotonic` less its first
            value. Left out, the clock stands still.

    Raises:
        ValueError: The start has no time zone.

    >>> clock = Clock(datetime(2026, 7, 4, 8, 30, tzinfo=UTC))
    >>> clock.advance(90.5).isoformat()
    '2026-07-04T08:31:30.500000+00:00'
    """

    def __init__(self, start: datetime, elapsed: Callable[[], float] | None = None) -> None:
        if start.utcoffset() is None:
            raise ValueError(
                "a clock starts at a moment of a time zone; add one, as in datetime(2026, 7, 4, tzinfo=UTC)"
            )
        self._now = start.astimezone(UTC)  # without what has elapsed
        self._elapsed = elapsed
        self._lock = Lock()

    @property
    def is_frozen(self) -> bool:
        """Whether nothing but `advance` lets time pass."""
        return self._elapsed is None

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        if self._elapsed is None:  # without the lock: reading a name is one step
            return self._now
        return self._now + timedelta(seconds=self._elapsed())

    def after(self, seconds: float) -> datetime:
        """Return what will be the present in so many seconds; the arguments and errors are those of `advance`."""
        return _later(self.now(), seconds)

    def advance(self, seconds: float) -> datetime:
        """Let time pass, and return the moment that is the present then.

        Args:
            seconds: How long, 0 or more, exact to a microsecond.

        Raises:
            ValueError: It is negative, infinite or not a number, or leads beyond the year 9999. The clock stands where
                it stood.
        """
        with self._lock:
            self._now = _later(self._now, seconds)
        return self.now()


def _later(moment: datetime, seconds: float) -> datetime:
    if not 0 <= seconds < inf:
        raise ValueError(f"a clock advances by 0 seconds or more, not by {seconds}; to go back, start a new one")
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError as error:
        raise ValueError(f"{seconds} seconds lead beyond the year 9999; advance by less") from error


_NEAR = 61
"""Words of the alphabet from one AGILLIC_ID to the next."""


class Ids:
    """Gives out ids in the forms that the API's samples have [S1, S3, C-AG]. Threads may share it.

    The same seed gives the same ids in the same order, of each kind by itself. No id is given out twice.

    Args:
        seed: Any whole number.

    >>> ids, again = Ids(1), Ids(1)
    >>> ids.task_id() == again.task_id() != ids.task_id()
    True
    """

    def __init__(self, seed: int) -> None:
        self._tasks = Words(f"{seed}/task", hexdigits[:16], 30)
        self._documents = Words(f"{seed}/document", ascii_letters + digits, 10)
        # Near each other, these ids are added to an index in half the time, more so with a million of them.
        self._recipients = Words(f"{seed}/recipient", ascii_letters, 4, step=_NEAR)
        self._campaigns = Words(f"{seed}/campaign", ascii_letters, 4)
        self._records = Words(f"{seed}/record", digits, 8)
        self._tokens = Words(f"{seed}/token", ascii_letters + digits, 40)

    def task_id(self) -> str:
        """Return the id of a task, a UUID of version 4 such as 144816e2-d5f4-48ff-8353-80e9973dfd43 [S3]."""
        word = self._tasks.next()
        variant = "89ab"[int(word[0], 16) % 4]
        return f"{word[:8]}-{word[8:12]}-4{word[12:15]}-{variant}{word[15:18]}-{word[18:]}"

    def document_id(self) -> str:
        """Return the id of a document of pages, ten letters and digits such as x5Lx8eYF23 [S1]."""
        return self._documents.next()

    def agillic_ids(self, count: int) -> list[str]:
        """Return so many of them, faster than one by one."""
        return ["." + word for word in self._recipients.many(count)]

    def agillic_id(self) -> str:
        """Return the AGILLIC_ID of a recipient: a dot and four letters such as .EbrB [C-AG], five after 7 million."""
        return "." + self._recipients.next()

    def campaign_id(self) -> str:
        """Return the id of a campaign, a number sign and four letters such as #BaaB [S3]."""
        return "#" + self._campaigns.next()

    def record_key(self) -> str:
        """Return a key of a Global Data Table's record, eight digits; the form is our own, as no source has one."""
        return self._records.next()

    def access_token(self) -> str:
        """Return an access token, 40 letters and digits; the form is our own, no sample is documented."""
        return self._tokens.next()


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
