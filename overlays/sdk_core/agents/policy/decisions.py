"""Whether a policy lets an operation be called, why, and who must agree first.

There is one place that decides, for search, load and call alike. What it does not know is denied.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from sdk_core.agents.catalog.operations import CLASSES, Catalog, CatalogOperation
from sdk_core.agents.policy.model import ALLOWED_BY, CONFIRMATIONS, ApiPolicy, Confirmation, Level, Policy

_FILES: Final = frozenset({"multipart/form-data", "application/octet-stream"})
_DOES: Final = {
    "read": "reads data",
    "write": "creates or changes data",
    "delete": "deletes data",
    "send": "may send a message to people",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Attributes:
        is_allowed: whether it may be called, once it is confirmed.
        reason: why, in a sentence for people.
        confirmation: who must agree before it is called.
    """

    is_allowed: bool
    reason: str
    confirmation: Confirmation = "none"


def decide(policy: Policy, operation: CatalogOperation) -> Decision:
    """Decide whether an agent may call an operation at all.

    Args:
        policy: the agent's.
        operation: what it would call.
    """
    rules = policy.apis.get(operation.api)
    if rules is None:
        return Decision(is_allowed=False, reason=f"the policy of {policy.agent} does not name the API {operation.api}")
    level, by = level_of(rules, operation)
    reason = _unfit(operation) or _beyond(operation, level, by) or _personal(operation, rules)
    if reason:
        return Decision(is_allowed=False, reason=reason)
    wanted: set[Confirmation] = {rules.confirmation[each] for each in operation.classes}
    strictest: Confirmation = next(each for each in reversed(CONFIRMATIONS) if each in wanted)
    return Decision(is_allowed=True, reason=f"the access of {by} is {level}", confirmation=strictest)


def _unfit(operation: CatalogOperation) -> str:
    """Return why no agent can call an operation, whatever its policy says; empty where one can."""
    if operation.has_secrets:
        return f"{operation.id} takes or returns credentials, which no agent sees"
    if not _FILES.isdisjoint((*operation.operation.body_types, operation.operation.response_type)):
        return f"{operation.id} takes or returns a form of parts or a file: a person uses the command line for it"
    return ""


def _beyond(operation: CatalogOperation, level: Level, by: str) -> str:
    """Return what an operation does beyond a level; empty where it does nothing."""
    beyond = [each for each in CLASSES if each in operation.classes - ALLOWED_BY[level]]
    does = " and ".join(_DOES[each] for each in beyond)
    return f"{operation.id} {does}, and the access of {by} is {level}" if beyond else ""


def _personal(operation: CatalogOperation, rules: ApiPolicy) -> str:
    """Return why personal data stand against a call; empty where they do not."""
    if operation.personal and rules.personal_data == "off":
        return f"{operation.id} has personal data, and personal_data of {rules.api} is off"
    if rules.filter and operation.personal and operation.access == "read" and not operation.takes_filter:
        return f"{operation.id} reads personal data and takes no filter, and the policy bounds such reads by one"
    return ""


def decide_names(rules: ApiPolicy, catalog: Catalog, arguments: Mapping[str, Any]) -> Decision:
    """Decide whether the things that a call names, such as groups and events, are among those that it may name.

    Args:
        rules: the policy's for the API.
        catalog: the API's catalog, which knows what names things.
        arguments: those of the call, the body among them.
    """
    names = {kind: named_things(arguments, catalog.named.get(kind, ())) for kind in rules.named}
    return decide_things(rules, names)


def decide_things(rules: ApiPolicy, names: Mapping[str, Iterable[str]]) -> Decision:
    """Decide whether things are among those that a policy allows to be named.

    Args:
        rules: the policy's for the API.
        names: the names that are used, by kind.
    """
    for kind, allowed in rules.named.items():
        for name in names.get(kind, ()):
            if name not in allowed:
                known = ", ".join(sorted(allowed)) or "none"
                reason = f"the {kind} {name!r} is not among those that the policy allows ({known})"
                return Decision(is_allowed=False, reason=reason)
    return Decision(is_allowed=True, reason="it names only what the policy allows")


def named_things(value: object, members: Iterable[str]) -> list[str]:
    """Return the names that stand anywhere in arguments under one of some members, as texts.

    >>> named_things({"body": {"listIds": [7, 8], "name": "x"}}, ["listId", "listIds"])
    ['7', '8']
    """
    found: list[str] = []
    members = frozenset(members)
    if isinstance(value, Mapping):
        for name, inner in cast("Mapping[str, object]", value).items():
            if name in members:
                found += [str(each) for each in (cast("list[object]", inner) if isinstance(inner, list) else [inner])]
            else:
                found += named_things(inner, members)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            found += named_things(inner, members)
    return found


def level_of(rules: ApiPolicy, operation: CatalogOperation) -> tuple[Level, str]:
    """Return how far an agent may go with an operation, and which rule says so: the most specific one."""
    if operation.id in rules.operations:
        return rules.operations[operation.id], f"the operation {operation.id}"
    if operation.operation.resource in rules.resources:
        return rules.resources[operation.operation.resource], f"the resource {operation.operation.resource}"
    return rules.access, f"the API {rules.api}"
