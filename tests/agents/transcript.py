"""A recorded conversation: tool calls, questions to the person, and answers, as Markdown that can be replayed."""

import json
import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from mcp import Client
from mcp.client import ClientRequestContext
from mcp.types import ElicitRequestParams, ElicitResult

from agillic import Agillic
from agillic.api import API
from agillic.mock.instance import load_instance
from agillic.mock.instance.parts import TargetGroup
from agillic.mock.local import LocalMock, LocalServer
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.opening import Surroundings, open_gateway
from sdk_core.agents.server.server import make_server

NOW: Final = 1_796_000_400.0
POLICY: Final = """\
agent = "lifecycle"
purpose = "wins customers back"

[apis.agillic]
access = "read"
personal_data = "masked"

[apis.agillic.operations]
addToStaticTargetGroup = "full"

[apis.agillic.named]
group = ["Reactivation"]
"""
CUSTOMERS: Final = [f"customer{number:02}@example.com" for number in range(1, 31)]
_BLOCK: Final = re.compile(
    r"^```json (call|answer)\n(.*?)\n```$|^```text (question)\n(.*?)\n```$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Step:
    """A block of a transcript.

    Attributes:
        kind: `call`, `question` or `answer`.
        text: what stands in it.
    """

    kind: str
    text: str


class NoSteps:
    """Steps that nobody counts or cancels."""

    def done(self, done: int, total: int | None, what: str) -> None:
        """Take how far a call is."""


def steps_of(page: str) -> list[Step]:
    """Return the steps in a page."""
    return [Step(found[1] or found[3], found[2] or found[4]) for found in _BLOCK.finditer(page)]


def calls_of(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return the calls among steps."""
    return [json.loads(step.text) for step in steps if step.kind == "call"]


@contextmanager
def shop(server: LocalServer) -> Generator[LocalMock]:
    """Serve an instance with 29 of the 30 customers, of whom the 17th has not agreed to messages."""
    instance = load_instance()
    group = TargetGroup("Reactivation", "Customers to win back")
    with server.mock(replace(instance, target_groups={**instance.target_groups, group.name: group})) as mock:
        entries = [
            {"EMAIL": email, "NEWSLETTER": number != 17}
            for number, email in enumerate(CUSTOMERS, start=1)
            if number != 30
        ]
        assert not mock.state.recipients.batch_upsert(entries).errors
        yield mock


@contextmanager
def gateway_of(mock: LocalMock, folder: Path, policy: str = POLICY) -> Generator[Gateway]:
    """Open the tools of the agent over a mock."""
    (folder / "lifecycle.toml").write_text(policy)

    def client(_: str) -> Agillic:
        return Agillic(key=mock.key, secret=mock.secret, base_url=mock.url)

    around = Surroundings(now=lambda: NOW, clock=lambda: 0.0, opening=lambda _: client)
    with open_gateway(
        folder / "lifecycle.toml", {"agillic": lambda: API}, Folders(folder / "state", folder / "audit"), around
    ) as gateway:
        yield gateway


async def played(gateway: Gateway, calls: Sequence[dict[str, Any]], mode: str) -> list[Step]:
    """Make calls as a client does whose person agrees to all, and return what came."""
    steps: list[Step] = []

    async def agree(context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:  # noqa: ARG001 - called by name
        steps.append(Step("question", _steady(params.message)))
        return ElicitResult(action="accept", content={"agree": True})

    server = make_server(gateway, "agillic", "1", "")
    async with Client(server, mode=mode, elicitation_callback=agree) as client:
        for call in calls:
            steps.append(Step("call", _json(call)))
            result = await client.call_tool(call["tool"], call["arguments"])
            steps.append(Step("answer", _steady(_json(result.structured_content))))
    return steps


def _json(value: object) -> str:
    """Return JSON as people read it: what is short stands on one line."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return re.sub(r"\[\s+((?:\"[^\"]*\",?\s*)+)\]", lambda found: f"[{' '.join(found[1].split())}]", text)


def _steady(text: str) -> str:
    """Return a text without what is drawn by chance."""
    return re.sub(r"plan-[0-9a-f]{12}", "plan-000000000001", text)
