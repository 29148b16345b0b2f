"""Makes the file that it is given, with recipients for `agillic mock --db`; run in .venv."""

import sys
from itertools import count
from pathlib import Path

from agillic.mock.ids import Ids
from agillic.mock.instance import load_instance
from agillic.mock.state import State
from bench.data import MADE, five_fields
from sdk_core.mock.building import SEEDED_START
from sdk_core.mock.clock import Clock

_TOGETHER = 10_000


class _OtherIds(Ids):
    """Ids that the mock does not give out itself: it would meet each of them, and draw the next."""

    def __init__(self) -> None:
        super().__init__(0)
        self._numbers = count()

    def agillic_id(self) -> str:
        return f".{next(self._numbers)}"


def main(path: Path) -> None:
    """Make the file."""
    with State(load_instance(), Clock(SEEDED_START), _OtherIds(), path) as state, state.database.transaction():
        for first in range(0, MADE, _TOGETHER):
            people = [five_fields(number)["personData"] for number in range(first, first + _TOGETHER)]
            result = state.recipients.batch_upsert(people)
            if result.created != _TOGETHER:
                raise SystemExit(f"only {result.created:,} of {_TOGETHER:,} recipients were created")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
