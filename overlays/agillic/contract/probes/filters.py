"""How filters compare. Each is narrowed to one recipient that was read."""

from agillic.contract.run import Run
from agillic.wire.rsql import F, Filter, raw_filter
from sdk_core.contract.json_values import as_object, items, member
from sdk_core.contract.probes import Probes, by_status
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.contract.shapes import type_of

probes = Probes[Run]()

_BAD_REQUEST = 400


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
    if differs is None or is_empty is None:
        return None
    if is_empty:
        return "as-empty"
    return {True: "only-not-equal", False: "none"}[differs]


@probes("filter-argument-type")
def _argument_type(run: Run) -> str | None:
    """Compare a number with a word, where comparing it with a number works."""
    name = next((name for name, type_ in run.known.fields.items() if type_ == "NUMBER"), None)
    if name is None or _finds(run, F[name] != -1) is None:
        return None
    response = _selection(run, raw_filter(f"{name}!={run.nothing}"))
    if response is not None and response.status == _BAD_REQUEST:
        return "status-400"
    return "matches-nothing" if response is not None and response.ok and response.json == [] else None


@probes("filter-date-forms")
def _date_forms(run: Run) -> str | None:
    """Compare a date with one long ago by RFC 3339, where comparing it with itself, as it was read, works."""
    person = as_object(member(run.seen("getRecipient"), "personData"))
    for name, type_ in run.known.fields.items():
        value = person.get(name)
        if type_ in ("DATE", "TIMESTAMP") and isinstance(value, str) and value:
            if not _finds(run, F[name] == value):
                continue
            response = _selection(run, raw_filter(f"{name}>1900-01-01"))
            if response is not None and response.ok:
                return "both" if items(response.json) else "instance-format"
            return "instance-format" if response is not None and response.status == _BAD_REQUEST else None
    return None


@probes("filter-elsewhere")
def _elsewhere(run: Run) -> str | None:
    status = run.status("listGlobalData", {"filter": raw_filter(f"{run.nothing}==1")})
    return by_status(status, {200: "ignored", 422: "as-recipients"})


def _finds(run: Run, condition: Filter) -> bool | None:
    """Tell whether a condition selects the recipient that was read; None when that cannot be decided."""
    response = _selection(run, condition)
    return bool(items(response.json)) if response and response.ok and type_of(response.json) == "array" else None


def _selection(run: Run, condition: Filter) -> ReceivedResponse | None:
    """Return what a condition selects among nobody but the recipient that was read."""
    if run.known.key is None or run.known.recipient is None:
        return None
    filter_ = (F[run.known.key] == run.known.recipient) & condition
    return run.calls.call("listRecipients", {"filter": filter_, "pageSize": 2}, should_succeed=True)
