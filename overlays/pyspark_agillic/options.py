"""The options of reads and writes: checked where the job begins, so that no task fails for one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, Final, Self

_SECRET: Final = re.compile("key|secret|token|passw|pwd|credential|auth", re.IGNORECASE)
"""What the names of options have that would hold a secret."""
_OF_SPARK: Final = frozenset({"checkpointlocation"})
"""Options of a stream that Spark hands over with ours."""
WRITES: Final = ("recipients", "one_to_many", "audience")
READS: Final = ("recipients", "one_to_many", "activity")
_NEEDS: Final = {"one_to_many": ("table",), "audience": ("group",), "activity": ("file_type", "start", "end")}
MAX_PAGE: Final = 1_000
_PART: Final = 10_000
_PART_OF_CALLS: Final = 1_000
MAX_EXPORTS: Final = 10
"""Exports that the vendor's queue holds [V-EXP]."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What reads and writes have in common.

    Args:
        target: what is read or written.
        profile: the profile of settings on the driver and on the executors.
        key_field: the column with the recipient, by the value of the recipient key.
        table: the one-to-many table.
        concurrency: calls in flight of one task.
    """

    target: str
    profile: str | None = None
    key_field: str = "EMAIL"
    table: str = ""
    concurrency: int = 4

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read options, whose names have no case.

        Raises:
            ValueError: one is not known, cannot be used, is missing, or would be a secret; its value is not repeated.
        """
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {}
        for name, text in given.items():
            word = name.lower()
            if word in known:
                values[word] = _PARSERS.get(word, _text)(word, text)
            elif word not in _OF_SPARK:
                raise ValueError(_unknown(word, known))
        if checkpoint := given.get("checkpointLocation") or given.get("checkpointlocation"):
            values |= {"checkpoint": checkpoint} if "checkpoint" in known else {}
        targets = cls.targets()
        if (target := values.get("target")) not in targets:
            what = "is missing" if target is None else f"cannot be {target!r}"
            raise ValueError(f"the option target {what}: give one of {', '.join(targets)}")
        for name in _NEEDS.get(target, ()):
            if not values.get(name):
                raise ValueError(f"the target {target} needs the option {name}: give it")
        return cls(**values)

    @classmethod
    def targets(cls) -> tuple[str, ...]:
        """Return what the option `target` may be."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class WriteOptions(Options):
    """The options of a write.

    Args:
        group: the static target group of an audience.
        nulls: `leave` to leave a null out of its row, so that the field keeps its value; `clear` to clear the field.
        dead_letters: a folder for rows that were not taken, each with its reason; empty for none.
        report: a folder for the report of the job; empty for none.
        max_errors: rows that may not be taken; None for any number.
        split_keys: `fail` or `warn`: what happens when rows of one key were in several partitions.
        checkpoint: the folder of the stream's checkpoint.
    """

    group: str = ""
    nulls: str = "leave"
    dead_letters: str = ""
    report: str = ""
    max_errors: int | None = None
    split_keys: str = "fail"
    checkpoint: str = ""

    @classmethod
    def targets(cls) -> tuple[str, ...]:
        """Return what can be written."""
        return WRITES

    @property
    def most_errors(self) -> int | None:
        """How many rows may not be taken: rows that are kept nowhere may not be lost without a word."""
        return 0 if self.max_errors is None and not self.dead_letters else self.max_errors


@dataclass(frozen=True, kw_only=True)
class ReadOptions(Options):
    """The options of a read.

    Args:
        filter: which recipients, as the API's filters are written; empty for all.
        partition_rows: recipients of a partition; None for 10,000, or 1,000 where each costs a call.
        page_size: recipients of a call.
        on_expiry: `raise` or `reopen`: what happens when the server forgot the result before it was read.
        file_type: which activity, such as EVENT.
        start: where the range of activity begins, by RFC 3339.
        end: where it ends.
        partitions: exports of activity at once.
    """

    filter: str = ""
    partition_rows: int | None = None
    page_size: int = MAX_PAGE
    on_expiry: str = "raise"
    file_type: str = ""
    start: str = ""
    end: str = ""
    partitions: int = MAX_EXPORTS

    @property
    def part(self) -> int:
        """How many recipients are in a partition."""
        return self.partition_rows or (_PART_OF_CALLS if self.target == "one_to_many" else _PART)

    @classmethod
    def targets(cls) -> tuple[str, ...]:
        """Return what can be read."""
        return READS


def _text(name: str, text: str) -> str:
    if not text:
        raise ValueError(f"the option {name} is empty: give a text, or leave it out")
    return text


def _number(least: int, most: int | None = None) -> Callable[[str, str], int]:
    def parse(name: str, text: str) -> int:
        bounds = f"from {least:,} on" if most is None else f"from {least:,} to {most:,}"
        if not re.fullmatch(r"[0-9]{1,15}", text) or int(text) < least or (most is not None and int(text) > most):
            raise ValueError(f"the option {name} cannot be {text!r}: give a whole number {bounds}")
        return int(text)

    return parse


def _choice(*choices: str) -> Callable[[str, str], str]:
    def parse(name: str, text: str) -> str:
        if text not in choices:
            raise ValueError(f"the option {name} cannot be {text!r}: give one of {', '.join(choices)}")
        return text

    return parse


_PARSERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "concurrency": _number(1, 100),
    "max_errors": _number(0),
    "nulls": _choice("leave", "clear"),
    "split_keys": _choice("fail", "warn"),
    "on_expiry": _choice("raise", "reopen"),
    "partition_rows": _number(1),
    "page_size": _number(1, MAX_PAGE),
    "partitions": _number(1, MAX_EXPORTS),
}


def _unknown(name: str, known: set[str]) -> str:
    shown = sorted(known - {"checkpoint"})
    near = get_close_matches(name, shown, n=1, cutoff=0.8 if _SECRET.search(name) else 0.6)
    if near:
        return f"there is no option {name}: did you mean {near[0]}?"
    if _SECRET.search(name):
        return (
            f"the option {name} is refused: options may show in plans, in logs and in Spark's pages. Set AGILLIC_KEY "
            "and AGILLIC_SECRET in the environment of the driver and of the executors, or name a profile there by the "
            "option profile; the column with the recipient is named by key_field"
        )
    return f"there is no option {name} here: the options are {', '.join(shown)}"
