"""Export files: list, download, delete [V-EXP]."""

from pathlib import Path
from urllib.parse import quote

import pytest
from operation_calls import Api

from agillic.mock.document import document

LIST, DOWNLOAD, DELETE = "/export/files/list", "/export/files/download?file=", "/export/files/delete?file="
ACTIVITY = "ExportFlow/ActivityExport.ZIP"
UNKNOWN = ["nowhere.ZIP", "", "/", "ExportFlow/", "../ExportFlow", "EXPORTFLOW"]


def test_a_folder_is_listed_by_name_without_what_its_folders_hold() -> None:
    """V-EXP: an item has name and isFolder, and no `referenced`."""
    api = Api()
    assert api.get(LIST) == [
        {"name": "2101_2025-10-01_09-44-32--2025-10-02_09-44-32_staging.ZIP", "isFolder": False},
        {"name": "Campaigns", "isFolder": True},
        {"name": "ExportFlow", "isFolder": True},
    ]
    assert api.get(f"{LIST}?folder=Campaigns/Images") == [{"name": "opened.csv", "isFolder": False}]


def test_an_unknown_folder_cannot_be_listed() -> None:
    """Assumption unknown-folder-status."""
    assert Api().call("GET", f"{LIST}?folder=Nowhere").status == 404
    assert Api({"unknown-folder-status": "status-400"}).call("GET", f"{LIST}?folder=Nowhere").status == 400
    assert Api({"unknown-folder-status": "empty-list"}).get(f"{LIST}?folder=Nowhere") == []


def test_a_file_is_downloaded_as_it_is() -> None:
    """V-EXP; the example of the document."""
    received = Api().call("GET", DOWNLOAD + ACTIVITY)
    assert received.status == 200
    assert received.content == b"EMAIL;FIRSTNAME\nruby@sweetmail.com;Ruby\njane@sweetmail.com;Jane\n"
    assert received.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("path", "type_"), [(ACTIVITY, "application/zip"), ("a.csv", "text/csv"), ("none", "application/octet-stream")]
)
def test_the_media_type_of_a_download_is_assumed(path: str, type_: str) -> None:
    """Assumption export-download-type."""
    api = Api({"export-download-type": "by-ending"}, export_files={path: "bytes"})
    assert api.call("GET", DOWNLOAD + path).headers["content-type"] == type_


@pytest.mark.parametrize(
    ("option", "status", "content"), [("status-400", 400, None), ("cut-off", 200, b"12345"), ("works", 200, b"123456")]
)
def test_what_the_download_of_a_file_over_the_limit_gets_is_assumed(
    monkeypatch: pytest.MonkeyPatch, option: str, status: int, content: bytes | None
) -> None:
    """V-EXP: at most 1 GB; assumption export-file-too-large-status. The limit is lowered here."""
    monkeypatch.setitem(document().limits, "export_file_download", 5)
    api = Api({"export-file-too-large-status": option}, export_files={"large": "123456", "small": "12345"})
    received = api.call("GET", f"{DOWNLOAD}large")
    assert (received.status, "message" in received.json if status == 400 else received.content) == (
        status,
        content or True,
    )
    assert api.call("GET", f"{DOWNLOAD}small").content == b"12345"


@pytest.mark.parametrize(("method", "target"), [("GET", DOWNLOAD), ("DELETE", DELETE)])
@pytest.mark.parametrize("file", UNKNOWN)
def test_what_is_not_there_gets_404(method: str, target: str, file: str) -> None:
    """Assumption unknown-file-status."""
    api = Api()
    assert api.call(method, target + quote(file)).status == 404
    assert Api({"unknown-file-status": "status-400"}).call(method, target + quote(file)).status == 400
    assert len(api.get(LIST)) == 3


def test_a_folder_is_no_file_to_download() -> None:
    assert Api().call("GET", f"{DOWNLOAD}ExportFlow").status == 404


@pytest.mark.parametrize(("method", "target"), [("GET", DOWNLOAD), ("DELETE", DELETE)])
def test_without_the_parameter_file_a_call_gets_400(method: str, target: str) -> None:
    assert Api().call(method, target.partition("?")[0]).status == 400


def test_a_file_is_deleted_and_its_folder_stays(tmp_path: Path) -> None:
    """V-EXP; the example of the document."""
    first = Api(database=tmp_path / "state.db")
    assert [first.call("DELETE", DELETE + ACTIVITY).status for _ in range(2)] == [200, 404]
    first.mock.close()
    again = Api(database=tmp_path / "state.db")
    assert again.get(f"{LIST}?folder=ExportFlow") == []
    assert again.call("GET", DOWNLOAD + ACTIVITY).status == 404
    again.mock.close()
    other = Api({"delete-success-status": "status-204"})
    assert other.call("DELETE", DELETE + ACTIVITY).status == 204


def test_a_folder_is_deleted_with_what_it_holds() -> None:
    """V-EXP: a file or folder; assumption export-delete-folder."""
    files = {"a/b/c": "1", "ab": "2", "a/d": "3"}
    api = Api(export_files=files)
    assert api.call("DELETE", f"{DELETE}a").status == 200
    assert api.get(LIST) == [{"name": "ab", "isFolder": False}]
    careful = Api({"export-delete-folder": "status-409"}, export_files=files)
    statuses = [careful.call("DELETE", DELETE + each).status for each in ("a", "a/b", "a/b/c", "a/b", "a/d", "a")]
    assert statuses == [409, 409, 200, 200, 200, 200]
