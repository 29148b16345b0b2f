"""The official inspector, another one's client in another language, lists tools and calls them.

It is installed by `make contract`; what it speaks otherwise, in memory and over stdio, `test_agents_server*.py` try.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from agents_server_parts import CATALOG, NaiveToolbox
from raw_client import PROCESS

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
INSPECTOR = Path(__file__).resolve().parents[3] / "build" / "tools" / "node" / "node_modules" / ".bin" / "mcp-inspector"
SECONDS = 240
TOOL_FAILED = 5

pytestmark = [
    pytest.mark.skipif(not LONG, reason="starts Node for each call; set AGILLIC_CONTRACT=long"),
    pytest.mark.skipif(not INSPECTOR.exists(), reason="the inspector is not installed; `make contract` does that"),
]
eras = pytest.mark.parametrize("era", ["legacy", "modern"])


class Inspected(NamedTuple):
    code: int
    result: dict[str, Any]


def inspected(folder: Path, era: str, method: str, *arguments: str) -> Inspected:
    """Run the inspector on the server's process; what it keeps between runs stays in the folder."""
    command = [str(INSPECTOR), "--cli", sys.executable, str(PROCESS), "stdio", "--protocol-era", era, "--quiet"]
    done = subprocess.run(  # noqa: S603 - the inspector, on our own process
        [*command, "--method", method, *arguments],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.stdout, done.stderr.decode()
    return Inspected(done.returncode, json.loads(done.stdout))


@eras
def test_it_lists_the_tools_and_finds_their_schemas_portable(era: str, tmp_path: Path) -> None:
    code, result = inspected(tmp_path, era, "tools/list", "--strict")
    assert code == 0
    assert [each["name"] for each in result["tools"]] == [each.name for each in NaiveToolbox().tools()] + [
        "noise",
        "endless",
        "hang",
    ]


@eras
def test_it_calls_a_tool(era: str, tmp_path: Path) -> None:
    named = ("--tool-name", "find_person", "--tool-arg", "email=ada@example.com")
    code, result = inspected(tmp_path, era, "tools/call", *named)
    assert code == 0
    assert result["structuredContent"] == {"found": [{"EMAIL": "ada@example.com"}], "count": 1}


@eras
def test_it_is_told_what_is_wrong_with_a_call(era: str, tmp_path: Path) -> None:
    code, result = inspected(tmp_path, era, "tools/call", "--tool-name", "find_person", "--tool-arg", "limit=3")
    assert code == TOOL_FAILED
    assert result["structuredContent"]["problems"] == [{"at": "/", "problem": "lacks email"}]


@eras
def test_it_cannot_write_without_a_person(era: str, tmp_path: Path) -> None:
    code, result = inspected(tmp_path, era, "tools/call", "--tool-name", "add_members", "--tool-arg", "group=a")
    assert code == TOOL_FAILED
    assert result["structuredContent"]["note"] == "nothing was done"


@eras
def test_it_hears_nothing_but_the_protocol(era: str, tmp_path: Path) -> None:
    code, result = inspected(tmp_path, era, "tools/call", "--tool-name", "noise")
    assert (code, result["structuredContent"]) == (0, {"read by a child": "", "read here": ""})


@eras
def test_it_reads_a_resource(era: str, tmp_path: Path) -> None:
    code, result = inspected(tmp_path, era, "resources/read", "--uri", CATALOG.uri)
    assert (code, result["contents"][0]["text"]) == (0, CATALOG.text)
