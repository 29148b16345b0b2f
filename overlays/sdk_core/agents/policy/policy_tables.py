"""The tables of a policy, and all that is wrong with them, so that a person corrects a file once."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sdk_core.toml_tables import Table

P = ParamSpec("P")
T = TypeVar("T")


class PolicyError(Exception):
    """A policy cannot be used, and so nothing is allowed by it. The message names file and place, in a line for each.

    Args:
        problems: what is wrong.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class PolicyTable(Table):
    """A table of a policy; see `Table`. What is wrong is raised as a `PolicyError`."""

    error = PolicyError
    whole = "the policy"
    file = "a policy"

    def says(self, name: str, word: str) -> bool:
        """Take a value if it is some word, and return whether it was."""
        if self.peek(name) != word:
            return False
        self.take(name)
        return True


class Problems:
    """What is wrong with a policy, in the order in which it was found.

    What stands for a value that cannot be used is never used itself: `raise_if_any` comes before any policy is made.

    Attributes:
        found: the problems.
    """

    def __init__(self) -> None:
        self.found: list[str] = []

    def unless(self, instead: T, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what is read; where that cannot be used, note why.

        Args:
            instead: what is returned then, so that reading can go on.
            read: reads it.
            args: for it.
            kwargs: so.
        """
        try:
            return read(*args, **kwargs)
        except PolicyError as error:
            self.found.extend(error.problems)
            return instead

    def table(self, table: PolicyTable, name: str) -> PolicyTable:
        """Return a table in another one; an empty one where it cannot be used."""
        return self.unless(PolicyTable({}, name), table.table, name)

    def close(self, table: PolicyTable) -> None:
        """Note everything that is left in a table."""
        for name in table.left():
            self.unless(None, table.reject, name)

    def raise_if_any(self) -> None:
        """Raise all of it.

        Raises:
            PolicyError: there is something.
        """
        if self.found:
            raise PolicyError(*self.found)
