"""What the operations on export files do [V-EXP]."""

from agillic.mock.calls import Call
from agillic.mock.document import document
from agillic.mock.operations.asset_files import listed
from agillic.mock.operations.responses import deleted
from agillic.mock.routes import Routes
from agillic.mock.state.files import Entry
from sdk_core.mock.app import MockResponse

routes = Routes()
_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "txt": "text/plain",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Media types by ending, for `export-download-type`."""


@routes("listExportFiles")
def list_export_files(call: Call) -> MockResponse:
    """List a folder of the export files."""

    def shown(entry: Entry) -> dict[str, object]:
        return {"name": entry.name, "isFolder": entry.is_folder}

    return listed(call, call.mock.state.export_files, shown)


@routes("downloadExportFile")
def download_export_file(call: Call) -> MockResponse:
    """Respond with the bytes of a file of at most 1 GB, or of more as `export-file-too-large-status` says."""
    path: str = call.query["file"]
    content = call.mock.state.export_files.content(path)
    if content is None:
        raise call.http_error("unknown-file-status", "there is no such file; list its folder")
    most = document().limits["export_file_download"]
    if len(content) > most and call.choice("export-file-too-large-status") != "works":
        if call.choice("export-file-too-large-status") == "status-400":
            raise call.http_error(
                "export-file-too-large-status", f"the file has more than {most:,} bytes; export less to it"
            )
        content = content[:most]
    headers: dict[str, str] = {}
    if call.choice("export-download-type") == "by-ending":
        ending = path.rpartition(".")[2].lower()
        headers["Content-Type"] = _TYPES.get(ending, "application/octet-stream")
    return MockResponse(200, content, headers)


@routes("deleteExportFile")
def delete_export_file(call: Call) -> MockResponse:
    """Delete a file, or a folder with what it holds, unless `export-delete-folder` wants it empty."""
    files, path = call.mock.state.export_files, str(call.query["file"])
    is_folder = path != "" and files.has_folder(path)
    if not is_folder and not files.has_file(path):
        raise call.http_error("unknown-file-status", "there is no such file or folder; list the folder above it")
    if is_folder and call.choice("export-delete-folder") != "deleted-too" and files.entries(path):
        raise call.http_error("export-delete-folder", "the folder is not empty; delete what it holds first")
    files.delete(path)
    return deleted(call)
