"""The list of tools as clients get it: the same bytes whenever they ask, as long as the toolbox stays the same."""

from typing import Final

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it

from sdk_core.agents.catalog.operations import OperationClass
from sdk_core.agents.tools.model import Tool, Toolbox

MAX_LIST_BYTES: Final = 24_000
"""Bytes that the whole list should not exceed, which are some 6,000 tokens of every conversation."""


def listed(tools: tuple[Tool, ...]) -> types.ListToolsResult:
    """Return the list, in one page and in the order of the toolbox."""
    return types.ListToolsResult(tools=[_shown(tool) for tool in tools])


def list_bytes(toolbox: Toolbox) -> bytes:
    """Return the list of tools as it travels: its length is what it costs, and any change in it is seen.

    Args:
        toolbox: the tools.
    """
    return listed(toolbox.tools()).model_dump_json(by_alias=True, exclude_none=True).encode()


def _shown(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=dict(tool.input_schema),
        annotations=_annotations(tool.access),
    )


def _annotations(access: OperationClass) -> types.ToolAnnotations:
    """Return what clients are told of a class. They decide by it when they ask; what may be done is not decided by it.

    What writes may replace values that are lost then, so it counts as destructive as deleting does. All tools are of
    the open world: what they answer may hold text that strangers wrote.
    """
    return types.ToolAnnotations(
        read_only_hint=access == "read",
        destructive_hint=access != "read",
        idempotent_hint=access in ("read", "delete"),
        open_world_hint=True,
    )
