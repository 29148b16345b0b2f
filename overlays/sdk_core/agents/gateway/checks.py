"""What is checked of a call before it is planned or made: by the policy, the document and the caps, in this order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from jsonschema import Draft202012Validator

from sdk_core.agents.caps.people import people_in
from sdk_core.agents.catalog.arguments import BODY, arguments_schema
from sdk_core.agents.catalog.elsewhere import sending_given
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.gateway.instances import Served, rules_of
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.decisions import Decision, decide, decide_arguments, decide_names
from sdk_core.agents.policy.model import ApiPolicy, Policy
from sdk_core.agents.privacy.pseudonyms import PREFIX, Pseudonyms, UnknownPseudonymError, holds_pseudonym
from sdk_core.agents.privacy.shown_values import MASK, without_number
from sdk_core.agents.privacy.visible_text import is_cut, visible
from sdk_core.agents.recipes.model import FilterError
from sdk_core.agents.tools.argument_checks import compiled, problems_in, text_of
from sdk_core.toml_tables import suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCall:
    """A call that the policy lets through, once it is confirmed.

    Attributes:
        operation: what is called.
        rules: the policy's for its API.
        decision: why it may be called, and who must agree.
        given: the arguments as the agent gave them.
        values: its parameters by their names on the wire, with the policy's filter, and values for stand-ins.
        body: its body; None without one.
        people: how many persons it touches; None where nobody knows.
        sends_by: members by which messages go to whom they name.
    """

    operation: CatalogOperation
    rules: ApiPolicy
    decision: Decision
    given: Mapping[str, Any]
    values: Mapping[str, Any]
    body: Any
    people: int | None
    sends_by: tuple[str, ...]


def operation_of(served: Served, id_: str) -> CatalogOperation:
    """Return an operation by its id.

    Raises:
        Refused: there is none.
    """
    found = served.catalog.operations.get(id_)
    if found is None:
        near = suggestion(id_, served.catalog.operations) or "find it by search_operations"
        raise Refused("invalid", f"{served.catalog.api.title} has no operation {visible(id_, 60)!r}: {near}")
    return found


def checked(
    policy: Policy, served: Served, id_: str, arguments: Mapping[str, Any], pseudonyms: Pseudonyms
) -> CheckedCall:
    """Return a call that the policy lets through.

    Args:
        policy: the agent's, as it is now.
        served: the API.
        id_: the operationId.
        arguments: as the agent gave them: parameters by name, and the body as `body`.
        pseudonyms: what knows the values of stand-ins.

    Raises:
        Refused: it does not, or the document does not take these arguments.
    """
    operation = operation_of(served, id_)
    rules = rules_of(policy.apis, operation.api, policy.agent)
    decision = decide(policy, operation)
    if not decision.is_allowed:
        raise Refused("denied", decision.reason)
    found = _resolved(served, operation, arguments, pseudonyms)
    validate(served.catalog, operation, found)
    decision = decide_arguments(policy, served.catalog, operation, found)
    if not decision.is_allowed:
        raise Refused("denied", visible(decision.reason))
    by_name = decide_names(rules, served.catalog, operation, found)
    if not by_name.is_allowed:
        raise Refused("denied", visible(by_name.reason))
    values = {name: value for name, value in found.items() if name != BODY}
    return CheckedCall(
        operation=operation,
        rules=rules,
        decision=decision,
        given=arguments,
        values=_readable(served, _bounded(served, rules, operation, values), arguments),
        body=found.get(BODY),
        people=people_in(served.catalog, operation, found),
        sends_by=tuple(sending_given(served.catalog, operation, found)),
    )


def _resolved(
    served: Served, operation: CatalogOperation, arguments: Mapping[str, Any], pseudonyms: Pseudonyms
) -> dict[str, Any]:
    """Return arguments with values for stand-ins: where they name persons, and in a filter.

    Anywhere else a value could be read again where nothing hides it, or be quoted in an error.
    """
    found = dict(arguments)
    name, resolve = served.room.filters.get(operation.id, ""), served.room.resolved_filter
    people = frozenset(served.catalog.people) if operation.personal else frozenset[str]()
    try:
        own = found.pop(name, None)
        if isinstance(own, str) and PREFIX in own and resolve is not None and operation.personal:
            own = resolve(own, pseudonyms.resolved)
        found = cast("dict[str, Any]", _with_persons(found, "", people, pseudonyms))
    except (UnknownPseudonymError, FilterError) as error:
        raise Refused("invalid", visible(str(error))) from error
    return found if own is None else {**found, name: own}


def _with_persons(value: object, member: str, people: frozenset[str], pseudonyms: Pseudonyms) -> object:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        for name in members:
            _check_shown(name)
            if holds_pseudonym(name):
                raise UnknownPseudonymError("a stand-in cannot be the name of a member: it names a person as a value")
        return {name: _with_persons(inner, name, people, pseudonyms) for name, inner in members.items()}
    if isinstance(value, list):
        return [_with_persons(inner, member, people, pseudonyms) for inner in cast("list[object]", value)]
    if not isinstance(value, str):
        return value
    _check_shown(value)
    if not holds_pseudonym(value):
        return value
    if member not in people:
        raise UnknownPseudonymError(
            f"a stand-in is a person's: it can be in {', '.join(sorted(people)) or 'no member'} of this operation, "
            "and in a filter, and nowhere else"
        )
    return pseudonyms.person(value)


def _check_shown(text: str) -> None:
    """Look whether an agent writes back what it was shown in place of a value: the value would be overwritten by it.

    Raises:
        UnknownPseudonymError: it does.
    """
    text = without_number(text)
    if text == MASK:
        raise UnknownPseudonymError(
            f"{MASK} stands for a value that the policy hides, and would be written as it is: leave the member out, or "
            "let the policy show the field plain"
        )
    if is_cut(text):
        raise UnknownPseudonymError(
            "a text ends with the note that it was cut, so the rest of it would be lost: leave the member out"
        )


def validate(catalog: Catalog, operation: CatalogOperation, arguments: Mapping[str, Any]) -> None:
    """Compare arguments with the document.

    Raises:
        Refused: they are not as it says. The message says where and what is expected, and repeats no value.
    """
    problems = problems_in(_validator(catalog, operation), arguments)
    if problems:
        raise Refused("invalid", text_of(operation.id, problems))


@lru_cache(maxsize=500)
def _validator(catalog: Catalog, operation: CatalogOperation) -> Draft202012Validator:
    return compiled(arguments_schema(catalog, operation))


def _bounded(
    served: Served, rules: ApiPolicy, operation: CatalogOperation, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the parameters with the policy's filter, where it has one and the call reads of persons."""
    if not rules.filter or operation.access != "read" or not operation.personal:
        return values
    if served.room.joined is None:
        raise Refused("failed", f"{served.catalog.api.title} cannot join filters: report this")
    try:
        return served.room.joined(operation.id, values, rules.filter)
    except FilterError as error:  # without the policy's filter the call might go out
        raise Refused("denied", visible(str(error))) from error


def _readable(served: Served, values: Mapping[str, Any], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the parameters as the client takes them. What is wrong with one that held a stand-in is not quoted."""
    found = dict(values)
    for name, reader in served.room.readers.items():
        if isinstance(value := found.get(name), str):
            try:
                found[name] = reader(value)
            except ValueError as error:
                hidden = holds_pseudonym(str(given.get(name)))
                reason = f"{name} names nobody that can be asked for" if hidden else visible(str(error))
                raise Refused("invalid", reason) from None
    return found
