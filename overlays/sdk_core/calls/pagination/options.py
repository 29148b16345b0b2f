"""Which part of a result is wanted, and how it is read."""

from dataclasses import dataclass
from typing import Literal, get_args

from sdk_core.wire.whole_numbers import is_whole

OnExpiry = Literal["reopen", "raise"]
"""What happens when a document expires before its end: it is made again with a warning, or the walk fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """Which part of a result is wanted, and how.

    Attributes:
        page_size: items of a page, 1 or more; None where the server decides.
        start: where to begin, 1 or more: an item, or a page where pages are numbered.
        after: behind which item to begin, where pages are requested by the last item before them.
        limit: how many items to hand over at most; None for all.
        on_expiry: what happens when a document expires before its end.

    Raises:
        ValueError: a number is out of its range, or there is no such `on_expiry`.
    """

    page_size: int | None = None
    start: int = 1
    after: str | int | None = None
    limit: int | None = None
    on_expiry: OnExpiry = "reopen"

    def __post_init__(self) -> None:
        if self.page_size is not None and (not is_whole(self.page_size) or self.page_size < 1):
            raise ValueError(f"page_size cannot be {self.page_size!r}: give a whole number, 1 or more, or None")
        if not is_whole(self.start) or self.start < 1:
            raise ValueError(f"start cannot be {self.start!r}: give a whole number, for items are counted from 1")
        if self.limit is not None and (not is_whole(self.limit) or self.limit < 0):
            raise ValueError(f"limit cannot be {self.limit!r}: give a whole number, 0 or more, or None for all items")
        if self.on_expiry not in get_args(OnExpiry):
            raise ValueError(f"on_expiry cannot be {self.on_expiry!r}: give one of {', '.join(get_args(OnExpiry))}")
