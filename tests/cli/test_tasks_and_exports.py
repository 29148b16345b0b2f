"""Tasks are watched to their end, and the files of exports are saved, for both APIs."""

import json
import sys
from pathlib import Path

import pytest

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock
from iterable_client.cli.main import main as iterable
from iterable_client.mock.local import LocalMock as IterableMock

UPSERT = '{"data": [{"personData": {"EMAIL": "ada@example.com"}}]}'
BAD = '{"data": [{"personData": {"EMAIL": "ada@example.com", "NO_FIELD": 1}}]}'


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
class TestWatch:
    @staticmethod
    def started(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
        assert agillic([*command, "--output", "json"]) == 0
        return str(json.loads(capsys.readouterr().out)["taskId"])

    def test_a_task_is_watched_to_its_end(self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
        id_ = self.started(["recipients", "start-upsert", "--body", UPSERT], capsys)
        assert agillic(["tasks", "watch", id_]) == 0
        captured = capsys.readouterr()
        told = json.loads(captured.out)
        assert (told["id"], told["state"], told["failed"]) == (id_, "completed", False)
        assert captured.err == ""
        assert agillic_mock.state.recipients.count() == 3

    def test_one_of_another_kind_is_found_too(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        body = '{"fileType": "EVENT", "from": "2026-01-01T07:00:00Z", "to": "2026-01-01T08:00:00Z"}'
        id_ = self.started(["exports", "start-activity-export", "--body", body], capsys)
        assert agillic(["tasks", "watch", id_, "--output", "csv", "--fields", "state"]) == 0
        assert capsys.readouterr().out == "state\ncompleted\n"
        before = len(agillic_mock.requests)
        assert agillic(["tasks", "watch", id_, "--operation", "executeActivityExport"]) == 0
        assert [each.operation for each in agillic_mock.requests][before:].count("getTaskStatus") == 0

    def test_a_failure_is_data_and_its_own_exit_code(self, capsys: pytest.CaptureFixture[str]) -> None:
        id_ = self.started(["recipients", "start-upsert", "--body", BAD], capsys)
        assert agillic(["tasks", "watch", id_]) == 10
        captured = capsys.readouterr()
        assert json.loads(captured.out)["failed"] is True
        assert captured.err == f"task {id_} failed; its details say why, where the server does\n"

    def test_so_is_a_timeout(self, capsys: pytest.CaptureFixture[str]) -> None:
        id_ = self.started(["recipients", "start-upsert", "--body", UPSERT], capsys)
        assert agillic(["tasks", "watch", id_, "--timeout", "0"]) == 10
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "has not ended within 0 s; it goes on, and the same command" in captured.err

    def test_an_id_that_no_place_knows_is_not_found(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["tasks", "watch", "nobody"]) == 4
        assert "no task has the id 'nobody'; getTaskStatus" in capsys.readouterr().err

    def test_an_operation_that_starts_none_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["tasks", "watch", "1", "--operation", "getRecipient"]) == 2
        assert "getRecipient starts no task: name the operation that did" in capsys.readouterr().err

    def test_a_terminal_shows_the_state(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        id_ = self.started(["recipients", "start-upsert", "--body", UPSERT], capsys)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert agillic(["tasks", "watch", id_]) == 0
        assert f"task {id_}: completed" in capsys.readouterr().err


@pytest.mark.usefixtures("agillic_environment")
class TestExportFiles:
    def test_files_of_all_folders_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["exports", "files", "--output", "csv"]) == 0
        assert sorted(capsys.readouterr().out.split()) == [
            "2101_2025-10-01_09-44-32--2025-10-02_09-44-32_staging.ZIP",
            "Campaigns/Images/opened.csv",
            "ExportFlow/ActivityExport.ZIP",
            "file",
        ]
        assert agillic(["exports", "files", "--in", "/Campaigns/", "--output", "csv"]) == 0
        assert capsys.readouterr().out.split() == ["file", "Campaigns/Images/opened.csv"]

    def test_those_that_are_not_there_are_saved(
        self, agillic_mock: LocalMock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ["exports", "files", "--save", str(tmp_path), "--output", "jsonl"]
        agillic_mock.faults.add(operation="downloadExportFile", status=403, times=1)
        assert agillic(command) == 3
        capsys.readouterr()
        assert agillic(command) == 0
        saved = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(saved) == 3
        assert all(Path(each["file"]).stat().st_size == each["size"] > 0 for each in saved)
        assert (tmp_path / "Campaigns" / "Images" / "opened.csv").read_text("utf-8").startswith("EMAIL;OPENED\n")
        assert agillic(command) == 0
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize("name", ["..", "../../etc/passwd", "a\\b", "/etc/passwd"])
    def test_no_name_leads_out_of_the_folder(
        self, name: str, agillic_mock: LocalMock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        agillic_mock.faults.add(operation="listExportFiles", status=200, body=[{"name": name, "isFolder": False}])
        folder = tmp_path / "exports"
        folder.mkdir()
        assert agillic(["exports", "files", "--save", str(folder)]) == 2
        assert "the file's name" in capsys.readouterr().err
        assert list(folder.iterdir()) == []

    def test_folders_without_end_are_an_error(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        agillic_mock.faults.add(
            operation="listExportFiles", status=200, body=[{"name": "again", "isFolder": True}], times=99
        )
        assert agillic(["exports", "files"]) == 2
        assert "more than 32 deep" in capsys.readouterr().err

    def test_a_missing_folder_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert agillic(["exports", "files", "--save", str(tmp_path / "none")]) == 2
        assert "make it first" in capsys.readouterr().err


@pytest.mark.usefixtures("iterable_environment", "iterable_no_wait")
class TestIterable:
    @staticmethod
    def started(capsys: pytest.CaptureFixture[str]) -> str:
        for number in range(3):
            user = {"email": f"{number}@example.com"}
            assert iterable(["users", "update", "--body", json.dumps(user)]) == 0
        body = '{"dataTypeName": "user", "outputFormat": "text/csv"}'
        capsys.readouterr()
        assert iterable(["exports", "start", "--body", body, "--output", "json"]) == 0
        return str(json.loads(capsys.readouterr().out)["jobId"])

    def test_a_job_is_watched_and_its_files_are_saved_once(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        job = self.started(capsys)
        assert iterable(["exports", "watch", job, "--output", "jsonl", "--fields", "id,failed"]) == 0
        assert json.loads(capsys.readouterr().out) == {"id": job, "failed": False}
        command = ["exports", "download", job, "--folder", str(tmp_path), "--output", "jsonl"]
        assert iterable(command) == 0
        saved = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert saved
        assert all(Path(each["file"]).parent == tmp_path / job for each in saved)
        assert "0@example.com" in Path(saved[0]["file"]).read_text("utf-8")
        assert iterable(command) == 0
        assert capsys.readouterr().out == ""

    def test_one_that_was_cut_off_is_done_in_part(
        self, iterable_mock: IterableMock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        job = self.started(capsys)
        told: dict[str, object] = {"jobId": int(job), "jobState": "completed", "exportTruncated": True, "files": []}
        iterable_mock.faults.add(operation="listExportFiles", status=200, body=told, times=9)
        assert iterable(["exports", "download", job, "--folder", str(tmp_path)]) == 9
        assert "was cut off by the server" in capsys.readouterr().err

    def test_an_id_that_is_none_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert iterable(["exports", "download", "x", "--folder", str(tmp_path)]) == 2
        assert iterable(["exports", "watch", "x"]) == 2
        assert capsys.readouterr().err.count("the id of an export job cannot be 'x'") == 2
