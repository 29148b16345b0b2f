"""What the calls of a plan need of it; `planning.plan_file` has it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

Batch = Any
"""An Arrow record batch; pyarrow has no types."""

SENT_COLUMNS: Final = ("seq", "row", "k", "key", "grp", "item")
"""The columns that are needed to send entries, and to know them again."""


class StepNumbers(Protocol):
    """The entries of a step: their numbers follow each other."""

    @property
    def entries(self) -> int:
        """How many there are."""
        ...

    @property
    def first(self) -> int:
        """The `seq` of the first one."""
        ...

    @property
    def last(self) -> int:
        """The `seq` of the last one."""
        ...


class PlanNumbers(Protocol):
    """What a plan says of itself."""

    @property
    def source_rows(self) -> int:
        """Rows of the source."""
        ...

    @property
    def rows(self) -> Mapping[str, int]:
        """How many of them are not sent, by `RowState`: unchanged, skipped, rejected."""
        ...

    @property
    def reasons(self) -> Mapping[str, Mapping[str, int]]:
        """Those that are skipped or rejected, by state and reason."""
        ...


class PlanEntries(Protocol):
    """A plan, as far as its calls need it."""

    @property
    def path(self) -> Path:
        """The Parquet file that has its rows."""
        ...

    @property
    def meta(self) -> PlanNumbers:
        """What it says of itself."""
        ...

    @property
    def steps(self) -> Mapping[str, StepNumbers]:
        """Its steps, in the order in which they are sent."""
        ...

    def entries(self, step: str, after_seq: int = 0, *, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Yield the entries of a step behind a `seq` as Arrow record batches with some columns of a plan, or all."""
        ...
