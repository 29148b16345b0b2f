"""The tables of the page of pipelines are the code's."""

import re
from pathlib import Path

from agillic.pipelines.options import HELP, STREAM_HELP

PAGE = (Path(__file__).parents[2] / "docs" / "pipelines.md").read_text("utf-8")


def test_the_tables_of_options_are_whole() -> None:
    tables = re.findall(r"\| Option \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE)
    assert [re.findall(r"^\| `(\w+)`", table, re.MULTILINE) for table in tables] == [[*HELP], [*STREAM_HELP]]
