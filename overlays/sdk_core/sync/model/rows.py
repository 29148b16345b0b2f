"""What becomes of a row of the source, and how a plan, the journal and a report write it."""

from enum import StrEnum
from typing import Final


class RowState(StrEnum):
    """How a row of the source ended. Each ends in exactly one of these."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """What a plan does with an item. `UPSERT` is a create or an update of which it is not known which."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"
    ADD = "add"
    REMOVE = "remove"
    DELETE = "delete"
    RESTORE = "restore"
    NONE = "none"
    """For a row that is rejected or skipped: `reason` says why."""


PLAN_COLUMNS: Final = {
    "seq": "BIGINT",  # 1, 2, ... in the order in which entries are sent; 0 for a row that is not sent
    "row": "BIGINT",  # the source's row, from 1; null for an item that the source has no more
    "step": "VARCHAR",  # the name of a step; empty for a row that is not sent
    "change": "VARCHAR",  # a Change
    "state": "VARCHAR",  # empty for an entry that is sent, else a RowState: rejected or skipped
    "reason": "VARCHAR",  # why, without values of the row; else empty
    "k": "UUID",  # the hash of the key
    "key": "VARCHAR",  # the key, see `target.key_text`
    "grp": "VARCHAR",  # the value of the target's `group_by`; else empty
    "item": "VARCHAR",  # the item's JSON as it is sent; null for one that is removed
    "h": "UUID",  # the hash of `item`
    "before": "VARCHAR",  # JSON of the values before, of the fields that change; null where they were not read
}
"""The columns of a plan file and of the table `plan` that it is written from."""

STAGED_COLUMNS: Final = {
    "row": "BIGINT",
    "k": "UUID",
    "key": "VARCHAR",
    "grp": "VARCHAR",
    "item": "VARCHAR",
    "h": "UUID",
    "state": "VARCHAR",  # empty for a row that can be written, else rejected or skipped
    "reason": "VARCHAR",
    "consent": "BOOLEAN",
    "letter": "VARCHAR",  # JSON of the row as the source has it, for rows that are rejected; else null
}
"""The columns of the table `staged`: one row for each row of the source, mapped and checked."""
