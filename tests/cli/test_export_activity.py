"""`exports activity`: rows in the order of time, printed as they come or kept in a folder that a later run adds to."""

import csv
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock

RUBY = "ruby@sweetmail.com"
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
COMMAND = ["exports", "activity", "--type", "EVENT", "--from", "2026-01-01T09:00:00+01:00"]
UNTIL = {hours: (START + timedelta(hours=hours)).isoformat() for hours in (2, 4, 9, 12, 14, 18)}

pytestmark = pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")


@pytest.fixture
def shop(agillic_mock: LocalMock) -> LocalMock:
    """Return a mock on which an event happened at the beginning of each of 13 hours, but not in the fifth to eighth."""
    for number in range(13):
        if not 4 <= number < 8:
            details = {"event": "e", "event_name": f"E{number}"} | ({"channel": "web"} if number > 8 else {})
            agillic_mock.state.activities.record("EVENT", 1, RUBY, details)
        agillic_mock.clock.advance(3_600)
    return agillic_mock


def names(text: str) -> list[str]:
    return [json.loads(line)["EVENT"] for line in text.splitlines()]


def files(folder: Path, kind: str = "jsonl") -> list[str]:
    return sorted(each.name for each in folder.glob(f"*.{kind}"))


def kept(folder: Path) -> list[str]:
    return [name for file in files(folder) for name in names((folder / file).read_text("utf-8"))]


def starts(mock: LocalMock) -> int:
    return sum(1 for each in mock.requests if each.operation == "executeActivityExport")


WHOLE = [f"E{number}" for number in (0, 1, 2, 3, 8, 9, 10, 11)]


@pytest.mark.usefixtures("shop")
class TestPrinted:
    def test_rows_come_in_the_order_of_time(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*COMMAND, "--to", UNTIL[12]]) == 0
        captured = capsys.readouterr()
        assert names(captured.out) == WHOLE
        assert captured.err == ""

    def test_the_end_is_no_part_of_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*COMMAND, "--to", UNTIL[2]]) == 0
        assert names(capsys.readouterr().out) == ["E0", "E1"]

    def test_chosen_fields_of_csv_may_be_missing_later(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*COMMAND, "--to", UNTIL[9], "--output", "csv", "--fields", "EVENT"]) == 0
        assert capsys.readouterr().out.split() == ["EVENT", "E0", "E1", "E2", "E3", "E8"]

    def test_a_failure_says_from_where_to_go_on(self, shop: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic([*COMMAND, "--to", UNTIL[12], "--output", "csv"]) == 1  # the last window has a new column
        captured = capsys.readouterr()
        assert "all until 2026-01-01T16:00:00Z was printed; go on with --from 2026-01-01T16:00:00Z\n" in captured.err
        assert "has a field 'CHANNEL'" in captured.err
        shop.faults.add(operation="executeActivityExport", status=400)
        assert agillic([*COMMAND, "--to", UNTIL[12]]) == 5
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "was printed" not in captured.err

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            (["--from", "2026-01-01"], "--from cannot be 2026-01-01T00:00:00: it says no time zone"),
            (["--to", "never"], "--to cannot be 'never': that is no time by RFC 3339; give one such as"),
            (["--from", UNTIL[18]], "exchange them"),
            (["--folder", "/nowhere"], "there is no folder '/nowhere': make it first"),
        ],
    )
    def test_what_cannot_be_used_is_said_before_anything_is_sent(
        self, changed: list[str], words: str, shop: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic([*COMMAND, "--to", UNTIL[12], *changed]) == 2
        assert words in capsys.readouterr().err
        assert starts(shop) == 0

    def test_a_type_that_could_be_a_path_is_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            agillic(["exports", "activity", "--type", "../EVENT", "--from", UNTIL[2], "--to", UNTIL[4]])
        assert ended.value.code == 2
        assert "'../EVENT' is no type of activity" in capsys.readouterr().err


class TestKept:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        made = tmp_path / "activity"
        made.mkdir()
        return made

    @pytest.fixture
    def command(self, folder: Path) -> list[str]:
        return [*COMMAND, "--folder", str(folder), "--to"]

    def test_each_window_is_a_file_and_one_says_until_when(
        self, command: list[str], folder: Path, shop: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic([*command, UNTIL[12]]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err == f"{folder}: 8 rows more; all until 2026-01-01T20:00:00Z is there\n"
        assert files(folder) == [
            "EVENT_20260101T080000Z_20260101T120000Z.jsonl",
            "EVENT_20260101T160000Z_20260101T200000Z.jsonl",
        ]
        assert kept(folder) == WHOLE
        assert json.loads((folder / "EVENT.state.json").read_text("utf-8"))["until"] == "2026-01-01T20:00:00Z"
        assert {each.suffix for each in folder.iterdir()} == {".jsonl", ".json"}
        assert starts(shop) == 3

    def test_a_run_that_ended_early_goes_on(
        self, command: list[str], folder: Path, shop: LocalMock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sdk_core.cli.export_folder import ExportFolder  # noqa: PLC0415 - to break it

        keep = ExportFolder.keep

        def interrupted(self: ExportFolder, start: datetime, *rest: object) -> object:
            if start > START:
                raise KeyboardInterrupt
            return keep(self, start, *rest)  # type: ignore[arg-type] # given on

        with monkeypatch.context() as patch:
            patch.setattr(ExportFolder, "keep", interrupted)
            assert agillic([*command, UNTIL[12]]) == 130
        assert kept(folder) == WHOLE[:4]
        before = starts(shop)
        assert agillic([*command, UNTIL[12]]) == 0
        assert kept(folder) == WHOLE
        assert starts(shop) == before + 2
        assert agillic([*command, UNTIL[12]]) == 0
        assert starts(shop) == before + 2

    def test_a_later_end_adds_windows(self, command: list[str], folder: Path, shop: LocalMock) -> None:
        assert agillic([*command, UNTIL[2]]) == 0
        assert agillic([*command, UNTIL[12]]) == 0
        assert kept(folder) == WHOLE
        assert files(folder)[1] == "EVENT_20260101T100000Z_20260101T140000Z.jsonl"
        assert starts(shop) == 1 + 3

    def test_a_failure_keeps_what_is_there(
        self, command: list[str], folder: Path, shop: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shop.faults.add(operation="readExportPage", status=403, times=1)
        assert agillic([*command, UNTIL[12]]) == 3
        assert kept(folder) == []
        assert "0 rows more; all until 2026-01-01T08:00:00Z is there" in capsys.readouterr().err
        assert agillic([*command, UNTIL[12]]) == 0
        assert kept(folder) == WHOLE

    @pytest.mark.usefixtures("shop")
    def test_columns_are_those_of_each_window(self, command: list[str], folder: Path) -> None:
        assert agillic([*command, UNTIL[12], "--output", "csv"]) == 0
        texts = [(folder / name).read_text("utf-8") for name in files(folder, "csv")]
        first, last = [[*csv.DictReader(text.splitlines())] for text in texts]
        assert [row["EVENT"] for row in [*first, *last]] == WHOLE
        assert "CHANNEL" not in first[0]
        assert [row["CHANNEL"] for row in last] == ["", "web", "web", "web"]

    @pytest.mark.usefixtures("shop")
    def test_chosen_columns_are_in_every_window(self, command: list[str], folder: Path) -> None:
        assert agillic([*command, UNTIL[12], "--output", "csv", "--fields", "EVENT,CHANNEL"]) == 0
        first, last = [(folder / name).read_text("utf-8").split() for name in files(folder, "csv")]
        assert first == ["EVENT,CHANNEL", "E0,", "E1,", "E2,", "E3,"]
        assert last == ["EVENT,CHANNEL", "E8,", "E9,web", "E10,web", "E11,web"]

    def test_another_export_is_not_mixed_in(
        self, command: list[str], folder: Path, shop: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert agillic([*command, UNTIL[4]]) == 0
        before = starts(shop)
        assert agillic([*command, UNTIL[12], "--output", "csv"]) == 2
        assert "is of an export with output 'jsonl', and this one has 'csv'" in capsys.readouterr().err
        assert agillic([*command, UNTIL[12], "--from", UNTIL[2]]) == 2
        assert "is of an export with from '2026-01-01T08:00:00Z'" in capsys.readouterr().err
        (folder / "EVENT.state.json").write_text("{}", "utf-8")
        assert agillic([*command, UNTIL[12]]) == 2
        assert "cannot be read: remove it to begin anew" in capsys.readouterr().err
        assert starts(shop) == before

    @pytest.mark.usefixtures("shop")
    def test_a_terminal_shows_how_far_it_is(
        self, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert agillic([*command, UNTIL[12]]) == 0
        assert "100% EVENT until 2026-01-01T20:00:00Z: 8 rows" in capsys.readouterr().err
