"""Tests of a policy, from a file: what must be allowed by it, and what must not."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.policy.decisions import Decision, decide, decide_names
from sdk_core.agents.policy.model import CONFIRMATIONS, Policy
from sdk_core.agents.policy.policy_file import PolicyError, PolicyTable
from sdk_core.toml_tables import suggestion

_EXPECTED: Final = ("allowed", "denied", *(f"by {each}" for each in CONFIRMATIONS[1:]))


class CaseResult(NamedTuple):
    """What became of one case.

    Attributes:
        name: what the case is called.
        problem: what is not as the case says; empty when it passed.
    """

    name: str
    problem: str


def run_cases(path: Path, policy: Policy, catalogs: Mapping[str, Catalog]) -> list[CaseResult]:
    """Run the cases of a file, which are tables `[[cases]]`.

    Args:
        path: the file, in TOML.
        policy: the policy that is tested.
        catalogs: the catalog of each API that it names.

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
        return [_run(case, policy, catalogs) for case in cases]
    except PolicyError as error:
        raise PolicyError(f"{path}: {error}") from None


def _run(case: PolicyTable, policy: Policy, catalogs: Mapping[str, Catalog]) -> CaseResult:
    api = case.word("api", catalogs, next(iter(catalogs)))
    id_ = case.text("operation", required=True)
    arguments: Any = case.take("arguments") or {}
    expected = case.word("expect", _EXPECTED, "allowed")
    name = case.text("name") or f"{id_} is {expected}"
    case.close()
    catalog = catalogs[api]
    if id_ not in catalog.operations:
        case.fail("operation", suggestion(id_, catalog.operations) or "there is no such operation")
    decision = decide(policy, catalog.operations[id_])
    if decision.is_allowed:
        by_name = decide_names(policy.apis[api], catalog, catalog.operations[id_], arguments)
        decision = decision if by_name.is_allowed else by_name
    return CaseResult(name, "" if _fits(decision, expected) else f"expected {expected}, but {_words(decision)}")


def _fits(decision: Decision, expected: str) -> bool:
    if expected == "denied":
        return not decision.is_allowed
    return decision.is_allowed and expected in ("allowed", f"by {decision.confirmation}")


def _words(decision: Decision) -> str:
    if not decision.is_allowed:
        return f"it is denied: {decision.reason}"
    return f"it is allowed, confirmed by {decision.confirmation}: {decision.reason}"
