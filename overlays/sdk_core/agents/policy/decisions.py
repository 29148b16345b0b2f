"""Whether a policy lets an operation be called, why, and who must agree first.

There is one place that decides, for search, load and call alike. What it does not know is denied.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sdk_core.agents.catalog.elsewhere import callback_given, sending_given
from sdk_core.agents.catalog.naming import things_named
from sdk_core.agents.catalog.operations import CLASSES, Catalog, CatalogOperation, OperationClass
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
    return _decided(policy, operation, "")


def decide_arguments(
    policy: Policy, catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]
) -> Decision:
    """Decide whether an agent may call an operation with arguments that make the API send something elsewhere.

    Nobody's policy lets an agent give a callback: it would send results to any host. With a member by which messages go
    to whom it names, a call sends, whatever the operation does without.

    Args:
        policy: the agent's.
        catalog: the API's catalog.
        operation: what would be called.
        arguments: those of the call, the body among them.
    """
    if place := callback_given(catalog, arguments):
        return Decision(is_allowed=False, reason=callback_reason(operation, place))
    return _decided(policy, operation, " and ".join(sending_given(catalog, operation, arguments)))


def callback_reason(operation: CatalogOperation, place: str) -> str:
    """Return why an agent gives no callback, and what it does instead.

    Args:
        operation: what would be called.
        place: where the callback is.
    """
    status = operation.operation.traits.get("task", {}).get("status")
    instead = f"poll the task by {status}" if status else f"call {operation.id} without it"
    return (
        f"{place} is a callback: it sends results to another host, so no agent gives one. Leave it out, and {instead}"
    )


def _decided(policy: Policy, operation: CatalogOperation, sends_by: str) -> Decision:
    rules = policy.apis.get(operation.api)
    if rules is None:
        return Decision(is_allowed=False, reason=f"the policy of {policy.agent} does not name the API {operation.api}")
    level, by = level_of(rules, operation)
    reason = _unfit(operation) or _beyond(operation, level, by, sends_by) or _personal(operation, rules)
    if reason:
        return Decision(is_allowed=False, reason=reason)
    wanted: set[Confirmation] = {rules.confirmation[each] for each in _classes(operation, sends_by)}
    strictest: Confirmation = next(each for each in reversed(CONFIRMATIONS) if each in wanted)
    return Decision(is_allowed=True, reason=f"the access of {by} is {level}", confirmation=strictest)


def _unfit(operation: CatalogOperation) -> str:
    """Return why no agent can call an operation, whatever its policy says; empty where one can."""
    if operation.has_secrets:
        return f"{operation.id} takes or returns credentials, which no agent sees"
    if not _FILES.isdisjoint((*operation.operation.body_types, operation.operation.response_type)):
        return f"{operation.id} takes or returns a form of parts or a file: a person uses the command line for it"
    return ""


def _classes(operation: CatalogOperation, sends_by: str) -> frozenset[OperationClass]:
    sends: frozenset[OperationClass] = frozenset({"send"} if sends_by else ())
    return operation.classes | sends


def _beyond(operation: CatalogOperation, level: Level, by: str, sends_by: str) -> str:
    """Return what an operation does beyond a level; empty where it does nothing."""
    beyond = _classes(operation, sends_by) - ALLOWED_BY[level]
    if not beyond:
        return ""
    does = " and ".join(_DOES[each] for each in CLASSES if each in beyond)
    what = f"{operation.id} with {sends_by}" if sends_by else operation.id
    return f"{what} {does}, and the access of {by} is {level}"


def _personal(operation: CatalogOperation, rules: ApiPolicy) -> str:
    """Return why personal data stand against a call; empty where they do not."""
    if operation.personal and rules.personal_data == "off":
        return f"{operation.id} has personal data, and personal_data of {rules.api} is off"
    if rules.filter and operation.personal and operation.access == "read" and not operation.takes_filter:
        return f"{operation.id} reads personal data and takes no filter, and the policy bounds such reads by one"
    return ""


def decide_names(
    rules: ApiPolicy, catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]
) -> Decision:
    """Decide whether the things that a call names, such as groups and events, are among those that it may name.

    Args:
        rules: the policy's for the API.
        catalog: the API's catalog.
        operation: what would be called.
        arguments: those of the call, the body among them.
    """
    return decide_things(rules, things_named(catalog, operation, arguments) if rules.named else {})


def decide_things(rules: ApiPolicy, names: Mapping[str, Iterable[object]]) -> Decision:
    """Decide whether things are among those that a policy allows to be named. Ids are compared as texts.

    Args:
        rules: the policy's for the API.
        names: what names things, by kind. What is no text and no number is not allowed.
    """
    for kind, allowed in rules.named.items():
        known = ", ".join(sorted(allowed)) or "none"
        for name in names.get(kind, ()):
            if not isinstance(name, str | int | float) or isinstance(name, bool):
                reason = f"a {kind} is named by a text or a number, and here by neither; the policy allows {known}"
                return Decision(is_allowed=False, reason=reason)
            if str(name) not in allowed:
                reason = f"the {kind} {str(name)!r} is not among those that the policy allows ({known})"
                return Decision(is_allowed=False, reason=reason)
    return Decision(is_allowed=True, reason="it names only what the policy allows")


def level_of(rules: ApiPolicy, operation: CatalogOperation) -> tuple[Level, str]:
    """Return how far an agent may go with an operation, and which rule says so: the most specific one."""
    if operation.id in rules.operations:
        return rules.operations[operation.id], f"the operation {operation.id}"
    if operation.operation.resource in rules.resources:
        return rules.resources[operation.operation.resource], f"the resource {operation.operation.resource}"
    return rules.access, f"the API {rules.api}"
