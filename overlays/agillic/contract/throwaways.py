"""Throw-away recipients: invented for a round trip, and removed at its end, whatever happens meanwhile."""

from typing import Any

from agillic.contract.caller import Stopped
from agillic.contract.run import Run

_CALLS_TO_REMOVE = 2


def prefix_of(mark: str) -> str:
    """Return what the keys of a run's throw-away recipients begin with.

    >>> prefix_of("0a1b2c3d")
    'agillic-contract-0a1b2c3d'
    """
    return f"agillic-contract-{mark}"


class Throwaways:
    """Invents recipients, and removes those that may have come into being.

    Args:
        run: With the recipient key known.
        key: The recipient key.

    Attributes:
        remaining: The keys of those that may be there.
    """

    def __init__(self, run: Run, key: str) -> None:
        self._run, self._key = run, key
        self._invented = 0
        self.remaining: list[str] = []

    def __repr__(self) -> str:
        return f"<{len(self.remaining)} throw-away recipients>"

    def new(self, number: int | None = None) -> str:
        """Return the key of a recipient that may be created now. The calls that remove it are set aside.

        Args:
            number: Which to stand in its key; left out, the next one.

        Raises:
            Stopped: Too few calls are left to remove it again.
        """
        self._run.calls.reserve(_CALLS_TO_REMOVE)
        self._invented += 1
        key = f"{prefix_of(self._run.mark)}-{number or self._invented}@example.invalid"
        self.remaining.append(key)
        return key

    def person(self, key: str, **fields: object) -> dict[str, Any]:
        """Return the body that creates a recipient."""
        return {"personData": {self._key: key, **fields}}

    def remove(self) -> None:
        """Remove them all, as far as that works; see `remaining`.

        An answer is not believed, for deletions may be blocked without a word: each is looked for afterwards.
        """
        for key in [*self.remaining]:
            self._run.calls.release(_CALLS_TO_REMOVE)
            self._status("deleteRecipient", key)
            if self._status("getRecipient", key) == self._run.status_of_nobody:
                self.remaining.remove(key)

    def _status(self, operation_id: str, key: str) -> int:
        try:
            return self._run.status(operation_id, {"recipientId": key})
        except Stopped:
            return 0
