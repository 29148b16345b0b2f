"""What the page of pipelines shows of Singer: its example runs, and its plugin can be configured so."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pipeline_parts import HERE, emails, letters
from singer_sdk.testing import TargetTestRunner

from agillic.mock.local import LocalMock
from agillic.pipelines.options import HELP, Options
from agillic.pipelines.singer.target import TargetAgillic

pytest_plugins = ["pipeline_fixtures"]
PAGE = (HERE.parents[1] / "docs" / "pipelines.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Return the blocks of the page in a language."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found


@pytest.mark.usefixtures("own_folder", "agillic_environment")
def test_the_example_ends_as_the_page_says(agillic_mock: LocalMock, tmp_path: Path) -> None:
    messages, config, letter = blocks("json")
    runner = TargetTestRunner(TargetAgillic, config=json.loads(config), input_io=io.StringIO(messages))
    runner.sync_all()
    (console,) = blocks("console")
    assert [json.dumps(each) for each in runner.state_messages] == console.splitlines()[1:]
    assert emails(agillic_mock) == {"ada@example.com"}
    assert letters(tmp_path / "dead-letters") == [json.loads(letter)]


def test_the_plugin_of_meltano_can_be_configured_so() -> None:
    (text,) = blocks("yaml")
    (plugin,) = yaml.safe_load(text)["plugins"]["loaders"]
    assert plugin["name"] == plugin["executable"] == TargetAgillic.name
    settings = {each["name"] for each in plugin["settings"]}
    config: dict[str, Any] = plugin["config"]
    assert settings == {*config}
    options = Options.read({name: value for name, value in TargetAgillic(config=config).config.items() if name in HELP})
    assert {*options.streams} == {"customers", "orders"}
