"""What becomes of a row before it is in a batch: its key, and its JSON or why it cannot be sent."""

from collections.abc import Callable, Hashable
from typing import Any

from sdk_core.calls.batches.plan import BatchPlan, Row

Prepared = tuple[Hashable, bytes | str]
"""A row's key, or all its keys if there may be several; and its JSON with a comma, or as text why it cannot be sent."""

_ROW_ERRORS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def preparer(plan: BatchPlan[Row]) -> Callable[[Row], Prepared]:
    """Return a function that prepares a row of a plan; what is wrong with the row, it does not raise.

    >>> preparer(BatchPlan[dict[str, int]]("op", 10, 1000, key_of=lambda row: row["ID"]))({"ID": 1})
    (1, b'{"ID":1},')
    """
    to_entry, write, what, check = plan.to_entry, plan.write, plan.row, plan.check
    key_of: Callable[[Any], Hashable] | None = plan.claims_of or plan.key_of

    def prepare(row: Row) -> Prepared:
        key: Hashable = None
        try:
            entry = row if to_entry is None else to_entry(row)
            if key_of is not None:
                key = key_of(entry)
        except _ROW_ERRORS as error:  # of functions that are not ours: their texts may quote the row
            return key, f"no entry can be made of it ({type(error).__name__}): each row must be {what}"
        if check is not None and (problem := check(entry)):
            return key, problem
        try:
            return key, write(entry) + b","  # a copy also lets go of the 4 KB that orjson holds for each text
        except _ROW_ERRORS as error:
            return key, str(error)

    return prepare
