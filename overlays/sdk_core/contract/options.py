"""What a verification is to do, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_MAX_CALLS = 300
"""Enough for `--write`; names given by `--use` may take more."""


@dataclass(frozen=True, slots=True)
class VerificationOptions:
    """Which instance is verified, and how.

    Attributes:
        url: Where the instance is; https, or http on this machine.
        credentials: What calls are made with, in the order of `Contract.credentials`.
        max_calls: How many calls may be made at most.
        write: Whether throw-away objects are made and removed.
        wrong_credentials: Whether wrong credentials are offered once.
        other_credentials: The values of `Contract.other_credentials`; empty without.
        patience: Minutes to wait besides, for what expires.
        use: Names of the instance's own that no call tells, by their kinds in `Contract.usable`.
    """

    url: str
    credentials: tuple[str, ...] = field(repr=False)
    max_calls: int = DEFAULT_MAX_CALLS
    write: bool = False
    wrong_credentials: bool = False
    other_credentials: tuple[str, ...] = field(default=(), repr=False)
    patience: int = 0
    use: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
