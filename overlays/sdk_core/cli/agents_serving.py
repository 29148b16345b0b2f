"""`agents serve`: starts the server of one agent. It needs the extra `agents`."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from sdk_core.apis import api_names, find_api
from sdk_core.cli.agents_parts import folders_of, needs_extra

_SERVING: Final = "sdk_core.agents.serving"


def serve(options: Namespace) -> int:
    """Serve until the client ends it, or a signal does; return the exit code. Nothing but protocol is printed.

    Args:
        options: `api`, `policy`, `http`, `state` and `audit`.

    Raises:
        AuditError: the audit log cannot be written, and the policy demands it.
        PolicyError: the policy cannot be used.
        UsageError: the extra is not installed.
    """
    own = find_api(options.api)
    found = folders_of(options)
    apis = {name: partial(find_api, name) for name in sorted(api_names(), key=lambda name: name != own.name)}
    with needs_extra(own):
        start: Callable[..., int] = import_module(_SERVING).serve
        return start(Path(options.policy), apis=apis, state=found.state, audit=found.audit, http=options.http)
