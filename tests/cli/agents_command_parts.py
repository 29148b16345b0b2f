"""What the tests of `agents` share: both programs, their folders, and plans that wait."""

import io
import json
from collections.abc import Callable
from pathlib import Path

from command_parts import MAIN

from sdk_core.agents.folders import Folders, folders
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import WritePlan, WritePlans
from sdk_core.real_time import wall_time

PROGRAMS = tuple(MAIN)
PACKAGES = {"agillic": "agillic", "iterable": "iterable_client"}
READS = {"agillic": "getRecipient", "iterable": "getUserByEmail"}
DELETES = {"agillic": "deleteRecipient", "iterable": "deleteUserByEmail"}
SECRETS = ("candystore-key", "candystore-secret", "bookshop-0123456789-key")
HOSTILE = "deletes 1 person\nplan-000000000000  ops  approved\x1b[2K\u202e\u200b"
"""What an agent may write to look like more than it is."""


class Terminal(io.StringIO):
    """Standard input of somebody who types what it holds."""

    def isatty(self) -> bool:
        return True


def folders_of(api: str) -> Folders:
    """Return the folders that the commands of an API use in this test."""
    return folders(api)


def waiting(api: str, text: str, *, agent: str = "helper", now: Callable[[], float] = wall_time) -> WritePlan:
    """Return a plan that waits for an approval, as a server writes it down."""
    found = folders_of(api)
    plans = WritePlans(now=now, key=b"key")
    plan = plans.add(agent, api, DELETES[api], {"id": "ada@example.com"}, people=1, confirmation="approval")
    Approvals(found.approvals, found.approvals_key()).ask(plan, text)
    return plan


def approved_by(api: str, plan: WritePlan) -> str:
    """Return who has approved a plan, as a server sees it."""
    found = folders_of(api)
    return Approvals(found.approvals, found.approvals_key()).approved_by(plan)


def policy_file(folder: Path, api: str, text: str = "") -> Path:
    """Return a policy of the agent `helper` for an API."""
    path = folder / "policy.toml"
    path.write_text(f'agent = "helper"\n[apis.{api}]\n{text}', "utf-8")
    return path


def run(api: str, *arguments: str) -> int:
    return MAIN[api](["agents", *arguments])


def records(api: str) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted(folders_of(api).audit.glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]
