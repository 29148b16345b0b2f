"""What checks of the guide's rows share: a client of the book shop, what its mock holds, and a table of the checks."""

from collections.abc import Callable
from dataclasses import dataclass

from iterable_calls import ADA

from iterable_client import IterableClient
from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.users import User

READER, POEMS, RECEIPT, NEWS = 1201, 59668, 59667, 93850
"""A list with Ada on it; a blast, a triggered campaign and a template of the book shop."""


@dataclass
class Shop:
    """A client of the book shop, and the mock that it calls."""

    iterable: IterableClient
    mock: LocalMock

    def user(self, email: str = ADA) -> User:
        return self.mock.state.users.read(self.mock.state.users.known(Identity(email)))

    def events(self, email: str = ADA) -> list[str]:
        return [each.name for each in self.mock.state.events.of_user(self.user(email).number)]

    def members(self, list_id: int = READER) -> list[str | None]:
        return [self.mock.state.users.read(each).identity.email for each in self.mock.state.lists.users(list_id)]

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
