"""What a plan says of itself: the metadata of its file, as JSON."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal

import orjson

from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.target import Target

PLAN_VERSION: Final = 1
"""Counts up when a plan file of an older version of this package cannot be run any more."""
TruthKind = Literal["none", "whole", "sample"]


@dataclass(frozen=True, slots=True)
class StepPlan:
    """The entries of one step, which follow each other in the file.

    Attributes:
        entries: how many there are.
        calls: calls that they take, polls of tasks included. Exact unless a body is full by its bytes before it is full
            by its entries, which is then an estimate, and unless entries are rejected and searched for.
        bytes: of their bodies, about.
        first: the `seq` of the first entry; 0 where there is none.
        last: the `seq` of the last one.
    """

    entries: int
    calls: int
    bytes: int
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class TruthRead:
    """What was looked at of the target before the plan was made.

    Attributes:
        kind: nothing, all that the plan touches, or a random sample of it.
        of: how many items the plan would have to look at.
        looked_at: how many it looked at.
        calls: calls that this took.
        found: how many of those there are in the target.
        same: how many of those are there already as they would be sent.
        unwanted: how many of those are to be removed.
        error_bound: of a sample, by how much a share that is found in it is off at most, in 95 of 100 samples; from 0
            to 1; None where all was looked at, or nothing.
        total: how many items the target has; None where that is not known.
    """

    kind: TruthKind = "none"
    of: int = 0
    looked_at: int = 0
    calls: int = 0
    found: int = 0
    same: int = 0
    unwanted: int = 0
    error_bound: float | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeta:
    """What a plan says of itself.

    Attributes:
        id: of the plan; a plan is run once.
        job: the job's name.
        api: the name of the API.
        target: the target's title.
        mode: the job's mode.
        fingerprint: of what the job says of its target, mode and mapping; see `fingerprint_of`.
        created: when, in seconds since 1970.
        max_age: seconds after which it is no longer run.
        source_rows: rows of the source, rejected lines of files included.
        rows: how many of them end before anything is sent, by `RowState`: unchanged, skipped, rejected, unknown.
        reasons: those that are skipped or rejected, by state and reason.
        changes: how many entries have which `Change`.
        steps: the entries by step, in the order in which they are sent.
        gone: entries that remove an item which the source has no more.
        same: how many of the unchanged rows are in the file, since the target was found to have them already although
            the snapshot did not know it.
        known: of the rows that are sent, how many are `new` to this job and how many `changed` since it wrote them.
        without_consent: rows whose consent says no.
        calls_limit: the key's daily cap; None when it is not known.
        calls_left: what is left of it; None when it is not known.
        truth: what was looked at.
        unavailable: what could not be looked at, and why.
        notes: what a person should know, such as that a changed mapping sends all rows again.
        forced: the guards that `--force` passed.
        undoes: the run that it undoes; empty otherwise.
        rule: the version of the mapping that the snapshot is to store with what is written.
        place: what the snapshot is of; see `place_of`.
        keeps_keys: whether the snapshot keeps keys in clear, since the mode removes by them.
        adds_by: the step whose entries make an item one that this job added.
        version: of the format.
    """

    id: str
    job: str
    api: str
    target: str
    mode: str
    fingerprint: str
    created: float
    max_age: float
    source_rows: int = 0
    rows: Mapping[str, int] = field(default_factory=dict[str, int])
    reasons: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    changes: Mapping[str, int] = field(default_factory=dict[str, int])
    steps: Mapping[str, StepPlan] = field(default_factory=dict[str, StepPlan])
    gone: int = 0
    same: int = 0
    known: Mapping[str, int] = field(default_factory=dict[str, int])
    without_consent: int = 0
    calls_limit: int | None = None
    calls_left: int | None = None
    truth: TruthRead = field(default_factory=TruthRead)
    unavailable: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()
    undoes: str = ""
    rule: str = ""
    place: str = ""
    keeps_keys: bool = False
    adds_by: str = ""
    version: int = PLAN_VERSION

    @property
    def entries(self) -> int:
        """How many entries are sent."""
        return sum(step.entries for step in self.steps.values())

    @property
    def calls(self) -> int:
        """How many calls they take; see `StepPlan`."""
        return sum(step.calls for step in self.steps.values())

    def to_json(self) -> str:
        """Return it as JSON."""
        return orjson.dumps(self).decode()


def meta_of(text: str | bytes) -> PlanMeta:
    """Return what a plan says of itself.

    Args:
        text: JSON, from `PlanMeta.to_json`.

    Raises:
        PlanError: a plan of a newer version, or no plan.
    """
    try:
        values: dict[str, Any] = orjson.loads(text)
        version = values["version"]
        if version == PLAN_VERSION:
            values["steps"] = {name: StepPlan(**step) for name, step in values["steps"].items()}
            values["truth"] = TruthRead(**values["truth"])
            for name in ("unavailable", "notes", "forced"):
                values[name] = tuple(values[name])
            return PlanMeta(**{each.name: values[each.name] for each in fields(PlanMeta)})
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise PlanError("the file has no plan in its metadata: make the plan again") from None
    raise PlanError(
        f"the plan has version {version}, and this package runs version {PLAN_VERSION}: make the plan again"
    )


def fingerprint_of(job: Job, target: Target) -> str:
    """Return what must not change between a plan and its run: target, options, mode, mapping and consent.

    The source is not part of it: the plan has its rows.
    """
    mapping = {name: repr(each) for name, each in sorted(job.mapping.items())}
    options = orjson.dumps(job.options, option=orjson.OPT_SORT_KEYS, default=str).decode()
    said = [place_of(job, target), job.mode, options, mapping, repr(job.consent)]
    return "sha256:" + hashlib.sha256(orjson.dumps(said)).hexdigest()


def place_of(job: Job, target: Target) -> str:
    """Return where a job writes. What a snapshot has is only true of one place.

    >>> from types import SimpleNamespace as Of
    >>> place_of(Of(api="shop", profile=""), Of(name="orders", title="rows of ORDERS", key=("EMAIL", "ID")))
    '["shop","","orders","rows of ORDERS",["EMAIL","ID"]]'
    """
    return orjson.dumps([job.api, job.profile, target.name, target.title, [*target.key]]).decode()
