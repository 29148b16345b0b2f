"""How filters compare. Each is narrowed to one recipient that was read."""

from agillic.contract.json_values import as_object, items, member
from agillic.contract.probes.table import Probes, by_status
from agillic.contract.run import Run
from agillic.contract.shapes import type_of
from agillic.wire.rsql import F, Filter, raw

probes = Probes()


@probes("filter-case")
def _case(run: Run) -> str | None:
    person = run.known.person
    for name, type_ in run.known.fields.items():
        value = person.get(name)
        if type_ == "STRING" and name != run.known.key and isinstance(value, str) and value.swapcase() != value:
            found = _finds(run, F[name] == value)
            swapped = _finds(run, F[name] == value.swapcase())
            if found:
                return {True: "ignored", False: "case-counts"}.get(bool(swapped)) if swapped is not None else None
    return None


@probes("filter-missing-values")
def _missing_values(run: Run) -> str | None:
    person = as_object(member(run.seen("getRecipient"), "personData"))
    names = [name for name, type_ in run.known.fields.items() if type_ == "STRING" and not person.get(name)]
    if not names or not person:
        return None
    differs = _finds(run, F[names[0]] != run.nothing)
    is_empty = _finds(run, F[names[0]] < run.nothing)  # as the empty string is; filters take no empty argument
    if is_empty:
        return "as-empty"
    return {True: "only-not-equal", False: "none"}.get(differs) if differs is not None else None


@probes("filter-argument-type")
def _argument_type(run: Run) -> str | None:
    names = [name for name, type_ in run.known.fields.items() if type_ == "NUMBER"]
    if not names:
        return None
    misfit = raw(f"{names[0]}!={run.nothing}")
    refused = by_status(run.status("listRecipients", {"filter": misfit}), {400: "status-400"})
    if refused:
        return refused
    return "matches-nothing" if _finds(run, misfit) is False else None


@probes("filter-elsewhere")
def _elsewhere(run: Run) -> str | None:
    status = run.status("listGlobalData", {"filter": raw(f"{run.nothing}==1")})
    return by_status(status, {200: "ignored", 422: "as-recipients"})


def _finds(run: Run, condition: Filter) -> bool | None:
    """Tell whether a condition selects the recipient that was read; None when that cannot be told."""
    if run.known.key is None or run.known.recipient is None:
        return None
    filter_ = (F[run.known.key] == run.known.recipient) & condition
    answer = run.calls.call("listRecipients", {"filter": filter_, "pageSize": 2}, should_succeed=True)
    return bool(items(answer.json)) if answer.ok and type_of(answer.json) == "array" else None
