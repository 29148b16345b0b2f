"""What the mock remembers of a project: users, lists, events and all that calls change."""

from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import StateError, WrongFileError
from iterable_client.mock.state.state import State

__all__ = ["Database", "State", "StateError", "WrongFileError"]
