"""What is printed of a response: each format, exactly, and nothing that a terminal would act on."""

import io
import json
import sys
from typing import Any

import pytest

from sdk_core.cli import output
from sdk_core.cli.output import Format, Style, fitting, safe, write
from sdk_core.cli.plain_text import escaped, for_terminal

PEOPLE = [{"id": 1, "personData": {"EMAIL": "ada@example.com", "AGE": "36"}}, {"id": 2, "tags": ["a", "b"], "on": True}]


class Terminal(io.StringIO):
    """A terminal of 40 columns."""

    def isatty(self) -> bool:
        return True


def printed(data: object, kind: Format, *fields: str, stream: io.StringIO | None = None, **style: Any) -> str:  # noqa: ANN401 - a style
    stream = stream or io.StringIO()
    write(data, Style(kind, fields, **style), stream)
    return stream.getvalue()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "20")
    return Terminal()


def test_json_is_what_came() -> None:
    assert json.loads(printed(PEOPLE, "json")) == PEOPLE
    assert printed({"a": 1}, "json") == '{\n  "a": 1\n}\n'


def test_nothing_is_printed_of_nothing() -> None:
    for kind in output.FORMATS:
        assert printed(None, kind) == ""


def test_an_empty_result_is_an_empty_array_of_json_and_no_row_of_the_others() -> None:
    assert printed([], "json") == "[]\n"
    assert printed([], "json", "EMAIL") == "[]\n"
    assert printed([], "jsonl") == ""
    assert printed([], "csv", "EMAIL") == "EMAIL\n"
    assert printed([], "table", "EMAIL") == ""


def test_json_lines_are_compact_and_have_an_item_each() -> None:
    assert printed(PEOPLE, "jsonl") == (
        '{"id":1,"personData":{"EMAIL":"ada@example.com","AGE":"36"}}\n{"id":2,"tags":["a","b"],"on":true}\n'
    )


def test_csv_has_a_column_for_each_member_within_members() -> None:
    assert printed(PEOPLE, "csv") == (
        'id,personData.EMAIL,personData.AGE,tags,on\n1,ada@example.com,36,,\n2,,,"[""a"", ""b""]",true\n'
    )


def test_a_table_has_a_line_for_each_item() -> None:
    assert printed(PEOPLE, "table", "id", "EMAIL") == "id  EMAIL\n--  ---------------\n1   ada@example.com\n2\n"


def test_one_object_is_a_table_from_top_to_bottom() -> None:
    assert printed(PEOPLE[0], "table", "EMAIL", "id") == (
        "field  value\n-----  ---------------\nEMAIL  ada@example.com\nid     1\n"
    )


def test_the_only_list_of_an_object_is_its_rows() -> None:
    assert printed({"lists": [{"id": 1}, {"id": 2}], "total": 2}, "csv") == "id\n1\n2\n"


def test_items_that_are_no_objects_have_a_column_of_their_own() -> None:
    assert printed(["a", "b"], "csv") == "value\na\nb\n"


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "table"])
def test_fields_are_chosen_in_their_order(kind: Format) -> None:
    shown = printed(PEOPLE, kind, "AGE", "id")
    assert shown.index("AGE") < shown.index("id")
    assert "ada@example.com" not in shown


def test_fields_of_one_object_are_one_object() -> None:
    assert json.loads(printed(PEOPLE[0], "json", "EMAIL")) == {"EMAIL": "ada@example.com"}


def test_a_field_that_is_not_there_is_rejected_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"there is no field 'NAME'; there are id, personData\.EMAIL"):
        printed(PEOPLE, "csv", "NAME")


def test_a_field_that_may_be_two_is_rejected() -> None:
    with pytest.raises(ValueError, match="2 fields end in 'id'"):
        printed([{"a": {"id": 1}, "b": {"id": 2}}], "csv", "id")


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_become_texts_for_spreadsheets_that_ask(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert f"'{text[:1]}" not in printed([{"a": text}], "csv")
    assert f"'{text[:1]}" in printed([{"a": text}], "csv", excel_safe=True)


@pytest.mark.parametrize("value", [-5, "-5", "+4512345678", 1.5, "Ada", ""])
def test_numbers_and_plain_texts_stay_as_they_are(value: object) -> None:
    assert printed([{"a": value, "b": 1}], "csv", excel_safe=True) == f"a,b\n{value},1\n"


def test_names_of_columns_are_made_safe_too() -> None:
    assert printed([{"=a": 1}], "csv", excel_safe=True) == "'=a\n1\n"


ESCAPES = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://x.example\x1b\\",
    "\x9b2J",
    "a\x07b",
    "a\rb",
    "\u202eabc",
]


@pytest.mark.parametrize("text", ESCAPES)
@pytest.mark.parametrize("kind", output.FORMATS)
def test_control_sequences_of_a_server_do_not_reach_a_terminal(text: str, kind: Format, narrow: Terminal) -> None:
    shown = printed([{"name": text, f"n{text}": "x"}], kind, stream=narrow)
    assert not {"\x1b", "\x9b", "\x07", "\r", "\u202e"} & set(shown)


@pytest.mark.parametrize("text", ESCAPES)
def test_json_loses_nothing_by_that(text: str) -> None:
    assert json.loads(printed({"name": text}, "json")) == {"name": text}


def test_csv_in_a_file_is_what_the_server_said() -> None:
    assert printed([{"name": "a\x1b[1mb"}], "csv") == "name\na\x1b[1mb\n"


def test_text_without_controls_stays_as_it_is() -> None:
    assert for_terminal("Søren 李 👩‍👩‍👧") == "Søren 李 👩‍👩‍👧"
    assert escaped('"Søren 李"') == '"Søren 李"'


def test_a_table_fits_a_narrow_terminal_without_rich(narrow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    rows = [{"name": "x" * 60, "city": "Copenhagen", "age": "20"}]
    lines = printed(rows, "table", stream=narrow).splitlines()
    assert max(map(len, lines)) <= 40
    assert "…" in lines[2]
    assert "Copenhagen" in lines[2]


def test_a_table_fits_a_narrow_terminal_with_rich(narrow: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"name": "x" * 60, "city": "[bold]Copenhagen", "age": "20"}] * 2
    shown = printed(rows, "table", stream=narrow)
    assert max(map(len, shown.splitlines())) <= 40
    assert "[bold]" in shown  # text of a server is no markup
    assert "\x1b" not in shown
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[1m" in printed(rows, "table", stream=Terminal()).splitlines()[0]  # the head is bold otherwise


def test_a_table_in_a_file_is_not_cut() -> None:
    assert "x" * 200 in printed([{"name": "x" * 200}, {"name": "y"}], "table")


@pytest.mark.parametrize("module", ["rich.console", "none"])
def test_columns_for_which_there_is_no_room_are_left_out_and_told(
    module: str, narrow: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    shown = printed([{f"c{number}": "x" * 30 for number in range(20)}] * 2, "table", stream=narrow)
    assert shown.split()[:5] == ["c0", "c1", "c2", "c3", "c4"]
    assert "c5" not in shown
    assert capsys.readouterr().err == "no room for 15 columns, from c5 on; choose some with --fields\n"


def test_the_widest_columns_give_way_first() -> None:
    assert fitting([30] * 20, 40) == [6, 6, 6, 6, 6]
    assert fitting([100], 40) == [40]
    assert fitting([3, 4], 40) == [3, 4]
