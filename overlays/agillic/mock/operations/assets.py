"""What the operations on images, other files and templates do [V-AST]."""

from collections.abc import Mapping
from typing import Any, cast

from agillic.mock.calls import Call
from agillic.mock.operations.asset_files import (
    added,
    check_folder,
    check_free,
    is_referenced,
    item,
    listed_assets,
    path_in_folder,
    put_response,
    uploaded_file,
    visibility_delay,
)
from agillic.mock.operations.responses import deleted, done
from agillic.mock.routes import Routes
from agillic.mock.state.files import Entry
from sdk_core.mock.app import HTTPError, MockResponse, Upload

routes = Routes()


@routes("listAssetResources")
def list_asset_resources(call: Call) -> MockResponse:
    """List a folder of images and files; files say whether something refers to them, folders do not."""

    def shown(entry: Entry) -> dict[str, object]:
        if entry.is_folder:
            return {"name": entry.name, "isFolder": True}
        return item(entry.path, referenced=is_referenced(call.mock, entry.path))

    return listed_assets(call, call.mock.state.resources, shown)


@routes("uploadResource")
def upload_resource(call: Call) -> MockResponse:
    """Add an image or file."""
    files, upload = call.mock.state.resources, uploaded_file(call)
    path = path_in_folder(call, upload)
    check_free(call, files, path)
    check_folder(call, files, path)
    files.put(path, upload.content, seconds=visibility_delay(call))
    return added(call, path, referenced=is_referenced(call.mock, path))


@routes("updateResource")
def update_resource(call: Call) -> MockResponse:
    """Add or replace an image or file."""
    files, upload = call.mock.state.resources, uploaded_file(call)
    path = path_in_folder(call, upload)
    check_folder(call, files, path)
    created = files.put(path, upload.content, seconds=visibility_delay(call))
    return put_response(call, path, created=created, referenced=is_referenced(call.mock, path))


@routes("deleteResource")
def delete_resource(call: Call) -> MockResponse:
    """Delete an image or file, or under an option of `resource-folder-delete` a folder, that nothing refers to."""
    files, path = call.mock.state.resources, _path_as_text(call)
    gone = [path]
    if path and files.has_folder(path):
        if call.choice("resource-folder-delete") != "removed":
            raise call.http_error("resource-folder-delete", "a folder has this path; delete the files in it")
        gone = files.below(path)
    elif not files.has_file(path):
        return _unknown_asset(call)
    if any(is_referenced(call.mock, each) for each in gone):
        raise call.http_error("asset-referenced-status", "a template or campaign refers to the file; change that first")
    files.delete(path)
    return deleted(call)


@routes("listAssetTemplates")
def list_asset_templates(call: Call) -> MockResponse:
    """List a folder of templates; each says whether a campaign or template refers to it or to what it holds."""
    templates = call.mock.state.templates

    def shown(entry: Entry) -> dict[str, object]:
        inside = templates.below(entry.path) if entry.is_folder else [entry.path]
        referenced = any(_is_used(call, path) for path in inside)
        return {"name": entry.name, "isFolder": entry.is_folder, "referenced": referenced}

    return listed_assets(call, templates, shown)


@routes("uploadTemplate")
def upload_template(call: Call) -> MockResponse:
    """Add a template."""
    files, upload = call.mock.state.templates, uploaded_file(call)
    path = path_in_folder(call, upload)
    check_free(call, files, path)
    check_folder(call, files, path)
    files.put(path, upload.content, seconds=visibility_delay(call))
    return added(call, path, referenced=_is_used(call, path))


@routes("updateTemplate")
def update_template(call: Call) -> MockResponse:
    """Add or replace a template."""
    files, upload = call.mock.state.templates, uploaded_file(call)
    path = path_in_folder(call, upload)
    check_folder(call, files, path)
    created = files.put(path, upload.content, seconds=visibility_delay(call))
    return put_response(call, path, created=created, referenced=_is_used(call, path))


@routes("commitTemplate", "body")
def commit_template(call: Call) -> MockResponse:
    """Commit a template; how the body names it is the assumption `template-commit-body`."""
    templates = call.mock.state.templates
    path, content = _committed(call)
    if not templates.has_file(path):
        return _unknown_asset(call)
    if content is not None:
        templates.put(path, content)
    templates.commit(path)
    return done(call, item(path, referenced=_is_used(call, path)))


def _committed(call: Call) -> tuple[str, bytes | None]:
    """Return the path of the template to commit, and its content if the body has that too."""
    option = call.choice("template-commit-body")
    if option == "path-as-text":
        path = _path_as_text(call)
        members = dict.fromkeys(call.body, "")  # all parts as text: a schema knows no files
        call.operation.check_body(members, unknown_members=call.mock.rules.unknown_members)
        return path, None
    body = cast("Mapping[str, Any]", call.body or {})
    part, folder = body.get("file"), body.get("folder", "")
    name, content = (part.filename, part.content) if isinstance(part, Upload) else (part, None)
    wanted = Upload if option == "file-upload" else str
    if not isinstance(part, wanted) or not name or not isinstance(folder, str):
        what = "the template as a file" if wanted is Upload else "the template's name as text"
        raise HTTPError(400, f"the body does not name the template; send {what} in the part file, and its folder")
    return (f"{folder}/{name}" if folder else name), content


def _path_as_text(call: Call) -> str:
    part = cast("Mapping[str, Any]", call.body or {}).get("file")
    if not isinstance(part, str):
        raise HTTPError(400, "the part file is missing or is a file; send the asset's full path in it as text")
    return part


def _unknown_asset(call: Call) -> MockResponse:
    option = call.choice("unknown-asset-status")
    if option == "status-200":
        return MockResponse(200)
    raise call.http_error("unknown-asset-status", "no asset has this path; list its folder")


def _is_used(call: Call, template: str) -> bool:
    """Return whether a campaign was made from a template, or another template refers to it."""
    state = call.mock.state
    return state.templates.refer_to(template) or any(
        campaign.details.get("templateName") == template for campaign in state.campaigns.all()
    )
