"""The examples of docs/iterable.md run, against a wire that responds as the document's examples do."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from iterable_parts import DONE, KEY, Recorded

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "iterable.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
DOCUMENT: dict[str, Any] = json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8"))
JOB = {"jobId": 3562, "jobState": "completed", "exportTruncated": False}


def response(request: httpx.Request) -> httpx.Response:
    path = request.url.path
    if request.url.host != "api.iterable.com":
        return httpx.Response(200, text="a,b\n")
    sent: dict[str, Any] = json.loads(request.content or b"{}")
    for name in ("users", "events", "subscribers"):
        if name in sent:
            return httpx.Response(200, json={"successCount": len(sent[name]), "failCount": 0})
    if path == "/api/campaigns":
        example = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["examples"]
        campaigns = next(iter(example.values()))["value"]["campaigns"]
        return httpx.Response(200, json={"campaigns": campaigns, "totalCampaignsCount": len(campaigns)})
    if path.startswith("/api/export"):
        links = [] if "startAfter" in str(request.url) else [{"file": "1.csv", "url": "https://files.example.com/1"}]
        return httpx.Response(200, json={**JOB, "files": links})
    return httpx.Response(200, json=DONE)


def connections(*_: object) -> Recorded:
    return Recorded(response)


@pytest.mark.parametrize("block", BLOCKS, ids=[f"block-{number}" for number in range(len(BLOCKS))])
def test_the_examples_of_the_guide_run(block: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ITERABLE_API_KEY", KEY)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with patch("sdk_core.transport.pipeline.ConnectionPool", connections):
        exec(compile(block, "docs/iterable.md", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own text
    if "download(" in block:
        assert (tmp_path / "exports" / "3562" / "1.csv").read_text() == "a,b\n"


def test_the_guide_names_settings_and_methods_that_there_are() -> None:
    assert len(BLOCKS) > len(DONE)
