"""The examples of docs/spark.md run, as whoever copies them would run them."""

import re
from pathlib import Path

import pytest

from pyspark_agillic.options import ReadOptions, WriteOptions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "spark.md"
EXAMPLES = re.findall(r"```py\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.usefixtures("prompt_mock", "spark")
@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_run(number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Spark does not follow this process to a folder.
    code = re.sub(r'"(dead-letters|reports|people|checkpoint)(?=["/])', rf'"{tmp_path}/\1', EXAMPLES[number])
    monkeypatch.chdir(tmp_path)
    exec(compile(code, f"example {number}", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own


def test_the_page_names_each_option() -> None:
    text = PAGE.read_text("utf-8")
    names = {*WriteOptions.__dataclass_fields__, *ReadOptions.__dataclass_fields__} - {"checkpoint"}
    assert [each for each in sorted(names) if f"`{each}" not in text] == []
