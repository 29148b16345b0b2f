"""What the actions of `agents` do once their arguments are read, and how their errors end."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.caps.counts import CapReached
from sdk_core.agents.catalog.operations import CatalogError
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.writes.plans import PlanRejectedError
from sdk_core.cli import exit_codes
from sdk_core.cli.exit_codes import CodedError
from sdk_core.cli.plain_text import for_terminal

_ACTIONS: Final[Mapping[str, str]] = {
    "setup": "agents_setup:set_up",
    "serve": "agents_serving:serve",
    "policy check": "agents_policy:check",
    "policy explain": "agents_policy:explain_file",
    "policy test": "agents_policy:test",
    "policy example": "agents_policy:example",
    "approve": "agents_approvals:approve",
    "stop": "agents_switch:stop",
    "start": "agents_switch:start",
    "status": "agents_status:show_status",
    "audit show": "agents_audit:show",
    "audit verify": "agents_audit:verify_log",
}
_CODES: Final[Mapping[type[Exception], int]] = {
    PolicyError: exit_codes.USAGE,
    PlanRejectedError: exit_codes.PLAN_NOT_RUN,
    CapReached: exit_codes.FAILED,
    CatalogError: exit_codes.FAILED,
    AuditError: exit_codes.FAILED,
}


def run(options: Namespace) -> int:
    """Do what an action says, and return the exit code.

    Args:
        options: `action`, `api`, `prog`, and those of the action.

    Raises:
        ApiError: a call failed, or a file of the state cannot be used.
        OSError: a file cannot be read or written.
        ValueError: the command cannot be used so, or a policy, a plan or the record cannot.
    """
    module, _, name = _ACTIONS[options.action].partition(":")
    action: Callable[[Namespace], int] = getattr(import_module(f"sdk_core.cli.{module}"), name)
    try:
        return action(options)
    except PolicyError as error:
        *others, last = error.problems
        name = options.prog.split()[0]
        sys.stderr.writelines(f"{name}: {for_terminal(each)}\n" for each in others)
        raise CodedError(last, _CODES[PolicyError]) from error
    except tuple(_CODES) as error:
        raise CodedError(str(error), _CODES[type(error)]) from error
