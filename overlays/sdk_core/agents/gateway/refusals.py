"""What an agent is told when a tool does not do what it was asked for."""

from typing import Literal

Kind = Literal["denied", "invalid", "failed"]


class Refused(Exception):  # noqa: N818 - mostly it is no fault, but an answer
    """A tool does nothing, or no more. The message says why, and what to do; it holds no value of a person.

    Args:
        kind: `denied` by the policy, a cap or a missing confirmation; `invalid`, so that the agent can correct its
            call; or `failed`, for what neither of them can change.
        reason: why.
    """

    def __init__(self, kind: Kind, reason: str) -> None:
        super().__init__(reason)
        self.kind: Kind = kind
