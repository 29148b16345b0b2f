"""What a mock of Iterable's book shop holds, as the tests of the guide's rows look at it."""

from dataclasses import dataclass

from iterable_client.mock.local import LocalMock
from iterable_client.mock.state.identity import Identity
from iterable_client.mock.state.users import User

ADA, GRACE = "ada@example.com", "grace@example.org"
READER, POEMS, RECEIPT, NEWS = 1201, 59668, 59667, 93850
"""A list with Ada on it; a blast, a triggered campaign and a template of the book shop."""


@dataclass
class Held:
    """A mock of the book shop, and the parts of its state that rows are about."""

    mock: LocalMock

    def user(self, email: str = ADA) -> User:
        return self.mock.state.users.read(self.mock.state.users.known(Identity(email)))

    def events(self, email: str = ADA) -> list[str]:
        """Return the names of the events of a user, the newest first."""
        return [each.name for each in self.mock.state.events.of_user(self.user(email).number)]

    def members(self, list_id: int = READER) -> list[str | None]:
        return [self.mock.state.users.read(each).identity.email for each in self.mock.state.lists.users(list_id)]
