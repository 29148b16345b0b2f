"""Says in plain English what a policy lets its agent do."""

from collections.abc import Iterator, Mapping

from sdk_core.agents.catalog.operations import CLASSES, Catalog, CatalogOperation, OperationClass
from sdk_core.agents.policy.decisions import decide
from sdk_core.agents.policy.model import ApiPolicy, Confirmation, Policy
from sdk_core.wire.counting import counted

_PERSONAL = {
    "off": "It sees no personal data: what has personal data cannot be called.",
    "masked": "It sees personal data as asterisks.",
    "pseudonyms": "It sees a stand-in for each personal value, the same one every time, so that it can join rows.",
    "plain": "It sees personal data as they are.",
}
_CONFIRMED: Mapping[Confirmation, str] = {
    "none": "at once",
    "token": "after a plan, by the agent itself",
    "ask": "after a plan that the person at the client agrees to, or where the client cannot ask, the agent itself",
    "person": "after a plan that the person at the client agrees to",
    "approval": "after a plan that somebody approves by `agents approve`",
}
_CLASS_WORDS = {"read": "read", "write": "create and change", "delete": "delete", "send": "send"}


def explain(policy: Policy, catalogs: Mapping[str, Catalog]) -> str:
    """Return what a policy lets its agent do, in sentences.

    Args:
        policy: the policy.
        catalogs: the catalog of each API that it names.
    """
    lines = [f"{policy.agent}" + (f": {policy.purpose}" if policy.purpose else ""), ""]
    for name, rules in policy.apis.items():
        lines += [*_api(policy, rules, catalogs[name]), ""]
    if policy.jobs:
        lines += [f"It can ask how these syncs stand: {', '.join(policy.jobs)}.", ""]
    others = "It can use no other API."
    audit = (
        "Every call, denial and error is recorded, and a call that cannot be recorded is denied."
        if policy.is_audit_required
        else "Calls, denials and errors are recorded; when that fails, calls go on."
    )
    return "\n".join([*lines, others, audit])


def _api(policy: Policy, rules: ApiPolicy, catalog: Catalog) -> Iterator[str]:
    yield f"{catalog.api.title}, " + (f"profile {rules.profile}" if rules.profile else "settings of the environment")
    for line in (*_operations(policy, catalog), *_data(rules), _caps(rules)):
        yield f"  {line}"


def _operations(policy: Policy, catalog: Catalog) -> Iterator[str]:
    allowed: dict[tuple[OperationClass, Confirmation], list[CatalogOperation]] = {}
    decisions = {each: decide(policy, each) for each in catalog.operations.values()}
    for operation, decision in decisions.items():
        if decision.is_allowed:
            strongest: OperationClass = next(each for each in reversed(CLASSES) if each in operation.classes)
            allowed.setdefault((strongest, decision.confirmation), []).append(operation)
    if not allowed:
        yield "It can call nothing."
    for (name, confirmation), operations in sorted(allowed.items(), key=lambda item: CLASSES.index(item[0][0])):
        count = f"{len(operations)} operation{'s' * (len(operations) != 1)}"
        yield f"It can {_CLASS_WORDS[name]} {_CONFIRMED[confirmation]} ({count}): {_listed(operations)}."
    if denied := sum(not each.is_allowed for each in decisions.values()):
        yield f"It cannot call the other {denied}."


def _data(rules: ApiPolicy) -> Iterator[str]:
    yield _PERSONAL[rules.personal_data]
    for privacy in _PERSONAL:
        if fields := sorted(name for name, each in rules.fields.items() if each == privacy):
            yield f"{', '.join(fields)}: {'never seen' if privacy == 'off' else privacy}."
    if rules.filter:
        yield f"What it reads of persons is bounded by {rules.filter}."
    for kind, names in rules.named.items():
        yield f"It may name only the {kind}{'s' * (len(names) != 1)} {', '.join(sorted(names)) or '(none)'}."


def _listed(operations: list[CatalogOperation]) -> str:
    by_resource: dict[str, list[str]] = {}
    for each in operations:
        by_resource.setdefault(each.operation.resource, []).append(each.operation.name)
    return "; ".join(f"{resource} {', '.join(names)}" for resource, names in by_resource.items())


def _caps(rules: ApiPolicy) -> str:
    caps = rules.caps
    people = [
        (caps.people_per_call, "a call"),
        (caps.people_per_hour, "an hour"),
        (caps.people_per_day, "a day"),
    ]
    calls = [(caps.calls_per_hour, "an hour"), (caps.calls_per_day, "a day")]
    parts = [
        f"at most {', '.join(f'{count:,} {per}' for count, per in group if count is not None)} ({what})"
        for group, what in ((people, "persons"), (calls, "calls"))
        if any(count is not None for count, _ in group)
    ]
    if caps.rows_per_export is not None:
        parts.append(f"at most {counted(caps.rows_per_export, 'row')} of an export")
    return f"Caps: {'; '.join(parts)}." if parts else "There is no cap."
