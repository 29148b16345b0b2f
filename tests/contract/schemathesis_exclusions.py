"""Failures of schemathesis that are none, and how they are told. Each API has a list of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemathesis import Response
from schemathesis.core.failures import Failure


@dataclass(frozen=True)
class Exclusion:
    """Failures that are left out, where all of this holds.

    Attributes:
        id: The heading in the list for people, EXCLUSIONS.md or its like.
        operations: The operationIds.
        statuses: One of them was returned; any where none is named.
        response: A pattern that is found in the body of the response.
        checks: One of them failed.
        says: A pattern that is found in what schemathesis says.
    """

    id: str
    operations: tuple[str, ...]
    statuses: tuple[int, ...] = (400,)
    response: str = ""
    checks: tuple[str, ...] = ("positive_data_acceptance",)
    says: str = ""

    def covers(self, operation: str, failure: Failure, response: Response) -> bool:
        """Return whether a failure is one of these."""
        return (
            operation in self.operations
            and (not self.statuses or response.status_code in self.statuses)
            and bool(re.search(self.response, response.content.decode(errors="replace")))
            and bool({*self.checks} & {*failure.checks})
            and bool(re.search(self.says, failure.message))
        )


def stated(exclusion: Exclusion) -> str:
    """Return an exclusion as EXCLUSIONS.md states it, without its reason."""
    statuses = " or ".join(map(str, exclusion.statuses)) or "any status"
    lines = [
        f"- checks: {', '.join(exclusion.checks)}",
        f"- operations: {', '.join(exclusion.operations)}",
        f"- response: {statuses}" + (f" with `{exclusion.response}`" if exclusion.response else ""),
    ]
    return "\n".join([*lines, f"- schemathesis says: `{exclusion.says}`"] if exclusion.says else lines)


def excluding(
    exclusions: Iterable[Exclusion], operation: str, failure: Failure, response: Response
) -> Exclusion | None:
    """Return the exclusion that a failure falls under, if any."""
    return next((each for each in exclusions if each.covers(operation, failure, response)), None)
