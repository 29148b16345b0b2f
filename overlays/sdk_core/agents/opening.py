"""Puts a server together: the policy, the APIs that it names, the state and the audit log become the tools of an agent.

Nothing here knows of the protocol.
"""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import cast

from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.catalog.search import Search
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.gateway.instances import Instances, Opening, Served
from sdk_core.agents.gateway.records import Recorder
from sdk_core.agents.policy.live import LivePolicy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.recipes.rooms import catalog_of, check_filters, room_of
from sdk_core.agents.recipes.tools import curated_tools
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import WritePlans
from sdk_core.api import Api
from sdk_core.apis import load_class
from sdk_core.real_time import wall_time
from sdk_core.transport.base_client import SyncAPIClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a server takes from outside, for tests to replace.

    Attributes:
        now: the time in seconds since 1970.
        clock: seconds from any moment on.
        opening: by an API, what opens its client with a profile.
    """

    now: Callable[[], float] = wall_time
    clock: Callable[[], float] = time.monotonic
    opening: Callable[[Api], Opening] | None = None


@contextmanager
def open_gateway(
    policy: Path, apis: Mapping[str, Callable[[], Api]], folders: Folders, surroundings: Surroundings | None = None
) -> Generator[Gateway]:
    """Open the tools of the agent that a policy is for, and close its clients at the end.

    Args:
        policy: the file of the policy.
        apis: what gives each API that may be named, by name; only those that the policy names are loaded.
        folders: where state and audit log are.
        surroundings: what is taken from outside.

    Raises:
        PolicyError: the policy cannot be used.
        AuditError: the audit log cannot be written.
        CatalogError: a document says too little of an operation.
        CapReached: nothing can be counted in the state folder.
        PlanRejectedError: no approval can be kept in it.
        StateFileError: a key cannot be kept in it.
    """
    around = surroundings or Surroundings()
    loaders = {name: cache(partial(_loaded, get)) for name, get in apis.items()}
    live = LivePolicy(policy, loaders, folders.state)
    found = live.loaded
    rooms = {name: room_of(loaders[name]().api) for name in found.apis}
    check_filters(found, rooms)
    log = AuditLog(folders.audit, folders.state, now=around.now)
    served = {
        name: Served(
            catalog=loaders[name](),
            room=rooms[name],
            search=Search(loaders[name]().operations.values()),
            opening=(around.opening or opening_of)(loaders[name]().api),
        )
        for name in found.apis
    }
    instances = Instances(served)
    recorder = Recorder(log, live.agent)
    counts = Counts(folders.state, live.agent, now=around.now)
    gateway = Gateway(
        live=live,
        instances=instances,
        curated=curated_tools(rooms),
        recorder=recorder,
        counts=counts,
        plans=WritePlans(now=around.now),
        approvals=Approvals(folders.approvals, folders.approvals_key()),
        pseudonyms=Pseudonyms(folders.pseudonyms_key(), live.agent),
        clock=around.clock,
    )
    recorder.write("started", found)
    try:
        yield gateway
    finally:
        recorder.write("stopped", None)
        log.close()
        counts.close()
        instances.close()


def opening_of(api: Api) -> Opening:
    """Return what opens the client of an API."""

    def opening(profile: str) -> SyncAPIClient:
        return cast("SyncAPIClient", load_class(api.client)(profile=profile or None))

    return opening


def _loaded(get: Callable[[], Api]) -> Catalog:
    return catalog_of(get())
