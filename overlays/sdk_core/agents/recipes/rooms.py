"""What each API gives to agents: its room, its catalog, and whether it can read the filters of a policy."""

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from sdk_core.agents.catalog.documents import document_of
from sdk_core.agents.catalog.operations import Catalog
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.recipes.model import NO_ROOM, AgentRoom
from sdk_core.api import Api


def room_of(api: Api) -> AgentRoom:
    """Return what the room of an API gives to agents."""
    return cast("AgentRoom", import_module(api.agents).AGENTS) if api.agents else NO_ROOM


def catalog_of(api: Api) -> Catalog:
    """Return the catalog of an API, which knows the reads that a policy's filter can bound.

    Args:
        api: the API.

    Raises:
        CatalogError: its package has no document, or the document says too little of an operation.
    """
    return Catalog(api, document_of(api), room_of(api).joins)


def check_filters(policy: Policy, rooms: Mapping[str, AgentRoom]) -> None:
    """Reject a policy whose filter bounds nothing.

    Args:
        policy: the policy.
        rooms: that of each API that it names, by name.

    Raises:
        PolicyError: the API takes no filters, or cannot read this one.
    """
    for name, rules in policy.apis.items():
        check = rooms[name].check_filter
        if not rules.filter:
            continue
        problem = "the API takes no filters" if check is None else check(rules.filter)
        if problem:
            raise PolicyError(f"apis.{name}.filter: {problem}")
