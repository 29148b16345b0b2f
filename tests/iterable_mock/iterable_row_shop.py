"""What checks of the guide's rows share: a client of the book shop, what its mock holds, and a table of the checks."""

from collections.abc import Callable
from dataclasses import dataclass

from iterable_held import ADA, RECEIPT, Held

from iterable_client import IterableClient


@dataclass
class Shop(Held):
    """A client of the book shop, and the mock that it calls."""

    iterable: IterableClient

    def send(self, **body: object) -> None:
        self.iterable.email.send({"campaignId": RECEIPT, "recipientEmail": ADA, **body})


Check = Callable[[Shop], None]
CHECKS: dict[int, Check] = {}


def row(number: int) -> Callable[[Check], Check]:
    """Note what checks a row."""

    def noted(check: Check) -> Check:
        assert number not in CHECKS
        CHECKS[number] = check
        return check

    return noted
