"""Tests of a policy, from a file: what must be allowed by it, and what must not.

A case is judged by what judges calls, and nothing is called. Where it gives no arguments, only the operation is.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple, NoReturn, cast

from sdk_core.agents.caps.counts import CapReached, Counts
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.search import Search
from sdk_core.agents.gateway.checks import checked
from sdk_core.agents.gateway.instances import Served
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.decisions import Decision, decide
from sdk_core.agents.policy.model import CONFIRMATIONS, Policy
from sdk_core.agents.policy.policy_tables import PolicyError, PolicyTable
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.recipes.model import AgentRoom
from sdk_core.real_time import wall_time
from sdk_core.toml_tables import kind_of, suggestion

_EXPECTED: Final = ("allowed", "denied", *(f"by {each}" for each in CONFIRMATIONS[1:]))


class CaseResult(NamedTuple):
    """What became of one case.

    Attributes:
        name: what the case is called.
        problem: what is not as the case says; empty when it passed.
    """

    name: str
    problem: str


def run_cases(
    path: Path, policy: Policy, catalogs: Mapping[str, Catalog], rooms: Mapping[str, AgentRoom]
) -> list[CaseResult]:
    """Run the cases of a file, which are tables `[[cases]]`.

    Args:
        path: the file, in TOML.
        policy: the policy that is tested.
        catalogs: the catalog of each API that it names.
        rooms: what each of them gives to agents.

    Raises:
        PolicyError: the file cannot be read, has no case, or says something that cannot be used.
    """
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(f"the cases {path} cannot be read ({error}): correct the file") from None
    try:
        top = PolicyTable(values, "")
        cases = top.tables("cases")
        top.close()
        if not cases:
            top.fail("cases", "is missing: write tables [[cases]]")
        served = {name: _uncalled(catalog, rooms[name]) for name, catalog in catalogs.items()}
        with TemporaryDirectory() as folder:
            counts = Counts(Path(folder), policy.agent, now=wall_time)
            try:
                return [_run(case, policy, served, counts) for case in cases]
            finally:
                counts.close()
    except PolicyError as error:
        raise PolicyError(*(f"{path}: {each}" for each in error.problems)) from None


def _uncalled(catalog: Catalog, room: AgentRoom) -> Served:
    """Return an API as a server has it, that nobody can call."""

    def opening(_: str) -> NoReturn:
        raise Refused("failed", "a case of a policy would call the API: report this")

    return Served(catalog=catalog, room=room, search=Search(()), opening=opening)


def _run(case: PolicyTable, policy: Policy, served: Mapping[str, Served], counts: Counts) -> CaseResult:
    api = served[case.word("api", served, next(iter(served)))]
    id_ = case.text("operation", required=True)
    arguments: object = case.take("arguments")
    expected, reason = case.word("expect", _EXPECTED, "allowed"), case.text("reason")
    name = case.text("name") or f"{id_} is {expected}"
    case.close()
    if id_ not in api.catalog.operations:
        case.fail("operation", suggestion(id_, api.catalog.operations) or "there is no such operation")
    if arguments is not None and not isinstance(arguments, Mapping):
        case.fail("arguments", f"expected a table, found {kind_of(arguments)}")
    try:
        decision = _judged(policy, api, id_, cast("Mapping[str, Any] | None", arguments), counts)
    except Refused as error:  # no policy would let such a call through, so it shows nothing of this one
        return CaseResult(name, f"expected {expected}, but the call cannot be judged: {error}")
    if not _fits(decision, expected):
        return CaseResult(name, f"expected {expected}, but {_words(decision)}")
    if reason not in decision.reason:
        return CaseResult(name, f"expected a reason with {reason!r}, but {_words(decision)}")
    return CaseResult(name, "")


def _judged(policy: Policy, served: Served, id_: str, arguments: Mapping[str, Any] | None, counts: Counts) -> Decision:
    """Return what is decided of a call, before anything of the hour or the day is used.

    Raises:
        Refused: it is no call that this operation takes.
    """
    if arguments is None:
        return decide(policy, served.catalog.operations[id_])
    try:
        call = checked(policy, served, id_, arguments, Pseudonyms(b"", policy.agent))
        counts.take(call.rules.api, call.rules.caps, call.people, check_only=True)
    except CapReached as error:
        return Decision(is_allowed=False, reason=str(error))
    except Refused as error:
        if error.kind != "denied":
            raise
        return Decision(is_allowed=False, reason=str(error))
    return call.decision


def _fits(decision: Decision, expected: str) -> bool:
    if expected == "denied":
        return not decision.is_allowed
    return decision.is_allowed and expected in ("allowed", f"by {decision.confirmation}")


def _words(decision: Decision) -> str:
    if not decision.is_allowed:
        return f"it is denied: {decision.reason}"
    return f"it is allowed, confirmed by {decision.confirmation}: {decision.reason}"
