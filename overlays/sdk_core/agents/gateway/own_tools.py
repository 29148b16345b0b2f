"""The five tools that every server has: they reach each operation of each API, within the policy."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from sdk_core.agents.catalog.search import LIMIT
from sdk_core.agents.tools.model import Tool

SEARCH: Final = "search_operations"
LOAD: Final = "load_operation"
CALL: Final = "call_operation"
PLAN: Final = "plan_write"
CONFIRM: Final = "confirm_plan"
MAX_LIMIT: Final = 20


def own_tools(apis: Collection[str]) -> tuple[Tool, ...]:
    """Return the tools.

    Args:
        apis: the names of the APIs that are served. Where there is one, no tool has to be told which.
    """
    needs = ["api"] if len(apis) > 1 else []
    api = {"api": {"type": "string", "enum": list(apis), "description": "Which API."}}
    operation = {"operation": {"type": "string", "description": "The operation's id, as search_operations gives it."}}
    arguments = {
        "arguments": {
            "type": "object",
            "description": 'Parameters by name, and the body as "body"; load_operation has their schema.',
        }
    }
    return (
        Tool(
            SEARCH,
            "Find operations",
            "Find what can be done, in your own words: 'add a person to a group'. The best come first, each with "
            "whether your policy allows it. Where nothing fits well, the whole catalog comes too. Next: "
            "load_operation.",
            _schema(
                api
                | {
                    "query": {"type": "string", "description": "What somebody wants, in a sentence."},
                    "limit": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": LIMIT},
                },
                ["query"],
            ),
        ),
        Tool(
            LOAD,
            "Show an operation",
            "Show what an operation does, the JSON Schema of its arguments, whether your policy allows it, and who "
            "must confirm it.",
            _schema(api | operation, [*needs, "operation"]),
        ),
        Tool(
            CALL,
            "Call an operation",
            "Call an operation. What only reads is called at once. What writes, deletes or sends is planned first, as "
            "by plan_write. Long answers are cut: call again with `skip`.",
            _schema(
                api
                | operation
                | arguments
                | {
                    "skip": {
                        "type": "integer",
                        "minimum": 0,
                        "default": 0,
                        "description": "Rows to leave out at the beginning, because you have them.",
                    }
                },
                [*needs, "operation"],
            ),
            "send",
        ),
        Tool(
            PLAN,
            "Plan a write",
            "Plan an operation that writes, deletes or sends, and do nothing yet: says who is touched, old and new "
            "values, what may be sent, and how it is confirmed.",
            _schema(api | operation | arguments, [*needs, "operation", "arguments"]),
        ),
        Tool(
            CONFIRM,
            "Run a plan",
            "Run a plan as it was shown, once it is confirmed. Where the plan came with a token, first show the plan "
            "to the person you work for and let them agree.",
            _schema(
                {
                    "plan": {"type": "string", "description": "The plan's id."},
                    "token": {"type": "string", "description": "The plan's token, where it came with one."},
                },
                ["plan"],
            ),
            "send",
        ),
    )


def _schema(properties: Mapping[str, Any], required: list[str]) -> Mapping[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }
