"""Writes the pages of the docs that a server's own answers make: its tools, and a transcript that is replayed.

`make agents-docs` runs it; tests compare the pages with what it would write.
"""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from transcript import CUSTOMERS, POLICY, Step, gateway_of, played, shop

from agillic.mock.local import LocalServer
from sdk_core.agents.gateway.own_tools import own_tools
from sdk_core.agents.recipes.rooms import room_of
from sdk_core.agents.recipes.tools import curated_tools
from sdk_core.agents.server.tool_list import list_bytes
from sdk_core.agents.tools.model import Answer, Resource, Steps, Tool
from sdk_core.apis import api_names, find_api

DOCS: Final = Path(__file__).parents[2] / "docs"
TOOLS: Final = DOCS / "agents-tools.md"
TRANSCRIPT: Final = DOCS / "agents-transcript.md"
MAX_LIST: Final = 24_000
"""Bytes of the list of tools: some clients hide the tools of a server whose list is longer than some 15,000 tokens."""
STORY: Final[Sequence[tuple[str, dict[str, Any]]]] = (
    (
        (
            "The person says: *Add these 30 customers to the reactivation group, then tell me which of them are in "
            "it.* The agent looks for what can do that."
        ),
        {"tool": "search_operations", "arguments": {"query": "put people into a static target group", "limit": 2}},
    ),
    (
        "There is a tool for it. It writes nothing yet: it looks at each customer, and makes a plan.",
        {
            "tool": "change_members",
            "arguments": {
                "group": "Reactivation",
                "action": "add",
                "people": CUSTOMERS,
                "consent_field": "NEWSLETTER",
            },
        },
    ),
    (
        (
            "Nobody is known by the thirtieth address, and the seventeenth customer has not agreed to messages: both "
            "were left out, and 28 were added. The agent looks who is in the group now."
        ),
        {"tool": "is_member", "arguments": {"group": "Reactivation", "people": CUSTOMERS}},
    ),
)
_TITLES: Final = {"call": "The agent calls:", "question": "The person is asked, and agrees:", "answer": "The answer:"}


class EveryTool:
    """A toolbox with the tools of all APIs, of which nothing but the list is asked."""

    agent = "everybody"

    def __init__(self) -> None:
        rooms = {name: room_of(find_api(name)) for name in api_names()}
        self._tools = (*own_tools(tuple(rooms)), *curated_tools(rooms))

    def tools(self) -> tuple[Tool, ...]:
        return self._tools

    def resources(self) -> tuple[Resource, ...]:
        return ()

    def call(self, name: str, arguments: object, steps: Steps) -> Answer:
        raise NotImplementedError

    def agreed(self, plan: str, steps: Steps) -> Answer:
        raise NotImplementedError

    def declined(self, plan: str) -> Answer:
        raise NotImplementedError


def tools_page() -> str:
    """Return the page of tools."""
    content = list_bytes(EveryTool())
    tools = json.loads(content)["tools"]
    lines = [
        "# Tools of agents",
        "",
        (
            f"What a server that serves all APIs lists to its agents: {len(tools)} tools in {len(content):,} bytes; "
            f"{MAX_LIST:,} is the most that a test lets through. A server of one API lists those that it can do, and "
            "no call has to name the API. See [Agents](agents.md) for what a policy lets them do."
        ),
        "",
    ]
    for tool in tools:
        schema = json.dumps(tool["inputSchema"], indent=2, ensure_ascii=False)
        lines += [f"## {tool['name']}", "", tool["description"], "", "```json", schema, "```", ""]
    return "\n".join(lines)


async def transcript_page(folder: Path) -> str:
    """Return the page of the transcript, from a run against the mock.

    Args:
        folder: where policy, state and audit log of the run are.
    """
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, folder) as gateway:
        steps = await played(gateway, [call for _, call in STORY], "auto")
    lines = [
        "# A conversation, recorded",
        "",
        (
            "Thirty customers, one of them unknown and one without consent, over the mock. A test replays it: each "
            "call is made again, the person agrees, and each question and each answer must be what stands here. The "
            "policy:"
        ),
        "",
        "```toml",
        POLICY.rstrip(),
        "```",
        "",
    ]
    story = iter(STORY)
    for step in steps:
        if step.kind == "call":
            lines += [f"{next(story)[0]}", ""]
        lines += [*_block(step), ""]
    return "\n".join(lines)


def _block(step: Step) -> list[str]:
    language = "text" if step.kind == "question" else "json"
    return [_TITLES[step.kind], "", f"```{language} {step.kind}", step.text, "```"]


def main() -> None:
    """Write both pages."""
    with TemporaryDirectory() as folder:
        os.environ["AGILLIC_STATE_DIRECTORY"] = folder
        TRANSCRIPT.write_text(asyncio.run(transcript_page(Path(folder))))
    TOOLS.write_text(tools_page())


if __name__ == "__main__":
    main()
