"""What uploads and lists of assets share [V-AST]."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, cast

from agillic.mock.calls import Call, Mock
from agillic.mock.operations.responses import done
from agillic.mock.state.files import Entry, Files, checked_path
from agillic.mock.state.templates import path_of
from sdk_core.mock.app import HTTPError, MockResponse, Upload

STANDARD_FOLDER = "Standard"
"""Where uploads go under the option `standard-folder` of `asset-default-folder`; the name is our own."""
VISIBLE_AFTER = 3.0
"""Seconds until a new file shows in lists; a third party reports some [T-ARR], the number is our own."""
_POLL = 1.0
"""Seconds that pass for new files when a folder is listed while the clock is frozen: a caller that waits sees them."""
_MAX_LISTED = 1_000


def uploaded_file(call: Call) -> Upload:
    """Return the part `file` of an upload.

    Raises:
        HTTPError: 400; it has no file name.
    """
    part = cast("Mapping[str, str | Upload]", call.body)["file"]
    if not isinstance(part, Upload) or not part.filename:
        raise HTTPError(400, "the part file has no file name, which names the asset; send it as a file")
    return part


def file_name(call: Call, upload: Upload) -> str:
    """Return the name that an upload gives its asset, by the assumption `asset-name-source`.

    Under `path-in-file-name` it may have folders before it.

    Raises:
        HTTPError: 400; the name holds a slash, and no slash is taken.
    """
    option, name = call.choice("asset-name-source"), upload.filename
    if option == "file-name":
        return name.rpartition("/")[2]
    if option == "rejected" and "/" in name:
        raise HTTPError(400, "the file name of the part file holds a slash; name folders by the part folder")
    return name


def plain_name(call: Call, upload: Upload) -> str:
    """Return the name of an asset of a kind that knows no folders.

    Raises:
        HTTPError: 400; the name holds a slash, and slashes are not dropped.
        BadPathError: It is no name.
    """
    name = file_name(call, upload)
    if "/" in name:
        raise HTTPError(
            400, "the file name of the part file holds a slash, and there are no folders here; leave it out"
        )
    return checked_path(name)


def path_in_folder(call: Call, upload: Upload) -> str:
    """Return the path of an upload, in the folder that the call names or by `asset-default-folder`.

    Raises:
        HTTPError: 400; the part folder is a file.
        BadPathError: The path leads elsewhere.
    """
    folder = cast("Mapping[str, Any]", call.body).get("folder", "")
    if isinstance(folder, Upload):
        raise HTTPError(400, "the part folder is a file; send the folder's path as text")
    if not folder and call.choice("asset-default-folder") == "standard-folder":
        folder = STANDARD_FOLDER
    name = file_name(call, upload)
    return checked_path(f"{folder}/{name}" if folder else name)


def check_folder(call: Call, files: Files, path: str) -> None:
    """Reject a path whose folder is not there, unless `asset-folder-missing` has it made.

    Raises:
        HTTPError: 404 or 400.
    """
    folder = path.rpartition("/")[0]
    if folder == STANDARD_FOLDER and call.choice("asset-default-folder") == "standard-folder":
        return  # it is always there
    if call.choice("asset-folder-missing") != "created" and not files.has_folder(folder):
        raise call.http_error("asset-folder-missing", "there is no folder of this path; upload into one that is there")


def check_free(call: Call, files: Files, path: str) -> None:
    """Reject to add what is there already, with the status of `asset-exists-status`."""
    if files.has_file(path) or files.has_folder(path):
        raise call.http_error("asset-exists-status", "an asset of this name is there already; replace it by PUT")


def added(call: Call, path: str, *, referenced: bool = False) -> MockResponse:
    """Return the response to a POST that has added a file."""
    return done(call, item(path, referenced=referenced), int(call.choice("asset-upload-status")[-3:]))


def put_response(call: Call, path: str, *, created: bool, referenced: bool = False) -> MockResponse:
    """Return the response to a PUT that has added a file or replaced one."""
    status = 201 if created and call.choice("asset-update-status") == "created-201" else 200
    return done(call, item(path, referenced=referenced), status)


def item(path: str, *, referenced: bool = False) -> dict[str, object]:
    """Return a file as lists have it."""
    return {"name": path.rpartition("/")[2], "isFolder": False, "referenced": referenced}


def visibility_delay(call: Call) -> float:
    """Return after how many seconds a new file shows in lists."""
    return VISIBLE_AFTER if call.choice("asset-visibility-delay") == "some-seconds" else 0


def listed(call: Call, files: Files, shown: Callable[[Entry], dict[str, object]]) -> MockResponse:
    """Return the list of the folder that a call names.

    Args:
        call: Its query may name a folder.
        files: Where the folder is.
        shown: Returns how an entry is shown.

    Raises:
        HTTPError: There is no such folder, by `unknown-folder-status`.
    """
    folder = call.query.get("folder", "")
    if not files.has_folder(folder):
        if call.choice("unknown-folder-status") == "empty-list":
            return MockResponse(200, [])
        raise call.http_error("unknown-folder-status", "there is no folder of this path; list the one above it")
    return MockResponse(200, [shown(entry) for entry in files.entries(folder)])


def listed_assets(call: Call, files: Files, shown: Callable[[Entry], dict[str, object]]) -> MockResponse:
    """Return the list of a folder of assets, by the assumptions on their order, number and delay. As `listed`."""
    if call.mock.clock.is_frozen:
        files.advance_due(_POLL)
    response = listed(call, files, shown)
    entries = cast("list[dict[str, Any]]", response.body)
    order = call.choice("asset-list-order")
    if order == "folders-first":
        entries.sort(key=lambda entry: not entry["isFolder"])
    elif order == "unordered":  # some order, and the same in every run
        entries.sort(key=lambda entry: blake2b(entry["name"].encode()).digest())
    if call.choice("asset-list-paging") == "capped-1000":
        del entries[_MAX_LISTED:]
    return response


def is_referenced(mock: Mock, resource: str) -> bool:
    """Return whether a template, or a field of a campaign, refers to a resource by its path."""
    return mock.state.templates.refer_to(resource) or any(
        path_of(value) == resource for value in _field_values(mock) if isinstance(value, str)
    )


def _field_values(mock: Mock) -> list[object]:
    return [
        value
        for campaign in mock.state.campaigns.all()
        for group in campaign.details["blockGroups"]
        for message in group["messages"]
        for variant in message["variants"]
        for value in variant["fields"].values()
    ]
