"""Do the rates of operations, and those of the whole API, contradict each other?"""

import json
from collections.abc import Iterator
from typing import TypeAlias

from generator.bundle.bundler import Bundle
from generator.bundle.document import operations
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, mapping, sequence
from generator.load.problems import Problem

Limited: TypeAlias = tuple[str, Pointer, list[dict[str, Json]]]
"""What messages call that which has rates, where they stand, and the rates."""
_WORDS = ("sources", "note")
_MEANT = {"over": "rejected", "counts": "calls"}
"""What a rate says where it leaves a member out."""


def rates_are_stated_once(bundle: Bundle) -> Iterator[Problem]:
    """An operation, and the whole API, has one rate at most for the same time and the same calls."""
    for name, pointer, rates in _limited(bundle):
        first: dict[str, tuple[int, dict[str, Json]]] = {}
        for index, rate in enumerate(rates):
            number, other = first.setdefault(_measured(rate), (index, rate))
            if number != index:
                values = "twice" if _most(other) == _most(rate) else f"as {_most(other)} and as {_most(rate)}"
                message = f"{name} has the same limit {values}"
                remedy = "keep the one that counts; if both do, name what is counted apart as a `bucket`, or by `of`"
                yield finding(bundle, "traits", (*pointer, str(index)), message, remedy)


def buckets_agree(bundle: Bundle) -> Iterator[Problem]:
    """What is counted together, in one bucket, is said in the same way by all operations, and of the whole API."""
    first: dict[str, tuple[str, list[str]]] = {}
    for name, pointer, rates in _limited(bundle):
        values: dict[str, list[str]] = {}
        for rate in rates:
            if "bucket" in rate:
                counted = {**_MEANT, **{k: v for k, v in rate.items() if k not in _WORDS}}
                values.setdefault(rate["bucket"], []).append(json.dumps(counted, sort_keys=True))
        for bucket, said in values.items():
            other, there = first.setdefault(bucket, (name, said))
            if sorted(said) != sorted(there):
                message = f"{name} and {other} share the bucket {bucket!r}, but do not say the same of it"
                yield finding(bundle, "traits", pointer, message, "write the same rates, or name another bucket")


def _limited(bundle: Bundle) -> Iterator[Limited]:
    of_all = sequence(mapping(bundle.document.get("x-limits")).get("all"))
    yield "x-limits", ("x-limits", "all"), of_all
    for operation in operations(bundle.document):
        yield operation.id, (*operation.pointer, "x-traits", "limits"), sequence(operation.traits.get("limits"))


def _measured(rate: dict[str, Json]) -> str:
    """Return what a rate measures: the same for two rates that cannot both be true."""
    time = "at once" if "at_once" in rate else rate.get("per", rate.get("seconds"))
    return json.dumps([time, rate["of"], rate.get("bucket"), rate.get("counts", _MEANT["counts"])])


def _most(rate: dict[str, Json]) -> int:
    return int(rate["at_once"] if "at_once" in rate else rate["calls"])
