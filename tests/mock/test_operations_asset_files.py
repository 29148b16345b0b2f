"""What names an uploaded asset, and where it goes: alike for all kinds of assets [V-AST]."""

import pytest
from asset_calls import archive, multipart
from hypothesis import given, settings
from hypothesis import strategies as st
from operation_calls import Api

from agillic.mock.state.files import Files

KINDS = {"resources": "resources", "templates": "templates", "extensions": "extension_files", "webapps": "webapps"}
SCHEMA = b'{"CODE": {"type": "person_data", "data_type": "string"}}'
CONTENT = {"webapps": archive(), "contexts": SCHEMA}

in_folders = pytest.mark.parametrize("kind", ["resources", "templates", "extensions"])
anywhere = pytest.mark.parametrize("kind", [*KINDS, "contexts"])
methods = pytest.mark.parametrize("method", ["POST", "PUT"])


def upload(api: Api, method: str, kind: str, name: str, folder: str | None = None) -> int:
    parts: dict[str, str | tuple[str, bytes]] = {"file": (name, CONTENT.get(kind, b"..."))}
    parts |= {} if folder is None else {"folder": folder}
    parts |= {"type": "step"} if kind == "extensions" and method == "POST" else {}
    return multipart(api, method, f"/assets/{kind}", **parts).status


def files(api: Api, kind: str) -> Files:
    found: Files = getattr(api.mock.state, KINDS[kind])
    return found


@anywhere
@methods
def test_a_file_without_a_name_gets_400(kind: str, method: str) -> None:
    assert upload(Api(), method, kind, "") == 400
    as_text = multipart(Api(), method, f"/assets/{kind}", file="text", type="step")
    assert (as_text.status, "file name" in as_text.json["message"]) == (400, True)
    assert multipart(Api(), method, f"/assets/{kind}", folder="a").status == 400


@anywhere
@pytest.mark.parametrize("name", [".", "..", "a/..", "a\\b", "a\tb", "x" * 256, "a/"])
def test_a_name_that_leads_elsewhere_gets_400(kind: str, name: str) -> None:
    assert upload(Api(), "POST", kind, name) == 400


@in_folders
@pytest.mark.parametrize("folder", ["..", "a/../..", "/a", "a/", "a//b", "a\\b", "a/" * 600 + "a"])
def test_a_folder_that_leads_elsewhere_gets_400(kind: str, folder: str) -> None:
    api = Api()
    assert upload(api, "POST", kind, "logo.png", folder) == 400
    assert not [path for path in files(api, kind).below("") if path.endswith("logo.png") and "cafe" not in path]


@given(st.text(max_size=12), st.text("a./\\ %", max_size=8))
@settings(max_examples=25)
def test_no_upload_escapes_the_top_folder(name: str, folder: str) -> None:
    api = Api({"asset-name-source": "path-in-file-name"}, resources={})
    safe = name.replace("\r", "").replace("\n", "").replace('"', "")
    assert upload(api, "PUT", "resources", safe, folder) in (201, 400)
    for path in api.mock.state.resources.below(""):
        assert not {"", ".", ".."} & set(path.split("/"))


@in_folders
def test_what_stands_before_the_last_slash_of_a_file_name_is_dropped(kind: str) -> None:
    """Assumption asset-name-source."""
    api = Api()
    assert upload(api, "POST", kind, "a/b/new.png", "c") == 201
    assert files(api, kind).has_file("c/new.png")
    folders = Api({"asset-name-source": "path-in-file-name"})
    assert upload(folders, "POST", kind, "a/new.png", "c") == 201
    assert files(folders, kind).has_file("c/a/new.png")
    assert upload(folders, "PUT", kind, "a/new.png", "c") == 200
    rejected = Api({"asset-name-source": "rejected"})
    assert upload(rejected, "POST", kind, "a/new.png") == 400
    assert upload(rejected, "POST", kind, "new.png") == 201


@pytest.mark.parametrize("kind", ["webapps", "contexts"])
def test_kinds_without_folders_take_no_slash_unless_it_is_dropped(kind: str) -> None:
    """Assumption asset-name-source."""
    assert upload(Api(), "POST", kind, "a/new.json") == 201
    for option in ("path-in-file-name", "rejected"):
        assert upload(Api({"asset-name-source": option}), "POST", kind, "a/new.json") == 400


@in_folders
def test_an_upload_without_a_folder_goes_to_the_top_folder(kind: str) -> None:
    """Assumption asset-default-folder. The standard folder is always there."""
    for options, path in (
        ({}, "new.png"),
        ({"asset-default-folder": "standard-folder", "asset-folder-missing": "status-404"}, "Standard/new.png"),
    ):
        api = Api(options)
        assert upload(api, "POST", kind, "new.png") == 201
        assert files(api, kind).has_file(path)
        assert upload(api, "PUT", kind, "new.png", "") == 200


@in_folders
def test_a_folder_that_is_missing_is_made(kind: str) -> None:
    """Assumption asset-folder-missing."""
    api = Api()
    assert upload(api, "POST", kind, "new.png", "a/b") == 201
    assert files(api, kind).has_folder("a/b")
    for status in (404, 400):
        strict = Api({"asset-folder-missing": f"status-{status}"})
        assert upload(strict, "POST", kind, "new.png", "a/b") == status
        assert not files(strict, kind).has_folder("a")
        assert upload(strict, "POST", kind, "new.png") == 201


def test_a_file_and_a_folder_cannot_share_a_path() -> None:
    assert upload(Api(), "PUT", "resources", "Images") == 400
    assert upload(Api(), "POST", "resources", "new.png", "cafe-connect-logo.png/a") == 400


def test_a_folder_is_text() -> None:
    assert multipart(Api(), "POST", "/assets/resources", file=("a", b""), folder=("f", b"b")).status == 400


def test_assets_may_have_a_limit_of_their_own() -> None:
    """Assumption asset-size-limit."""
    large = ("large.bin", bytes(20_000_000))
    for options, status in (({}, 413), ({"asset-size-limit": "limit-of-its-own"}, 201)):
        assert multipart(Api(options), "POST", "/assets/resources", file=large).status == status
