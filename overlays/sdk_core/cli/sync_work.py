"""What the actions of `sync` do once their arguments are read."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from sdk_core.cli.sync_engine import Engine
from sdk_core.cli.sync_looking import check, propose, purge, show_report, show_status
from sdk_core.cli.sync_planning import make_plans, make_undo
from sdk_core.cli.sync_running import retry_jobs, run_jobs

_ACTIONS: Final[Mapping[str, Callable[[Engine, Namespace], int]]] = {
    "init": propose,
    "check": check,
    "plan": make_plans,
    "run": run_jobs,
    "status": show_status,
    "report": show_report,
    "retry": retry_jobs,
    "undo": make_undo,
    "purge": purge,
}


def run(options: Namespace) -> int:
    """Do what an action says, and return the exit code.

    Args:
        options: `action`, `api`, `job`, `prog`, and those of the action.

    Raises:
        ApiError: a call failed.
        OSError: a file cannot be read or written.
        SyncError: the engine says what is wrong, and what to do.
        ValueError: the command cannot be used so; nothing was sent.
    """
    return _ACTIONS[options.action](Engine(options), options)
