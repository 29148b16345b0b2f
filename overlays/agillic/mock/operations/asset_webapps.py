"""What the operations on web applications do [V-AST]."""

from io import BytesIO
from zipfile import is_zipfile

from agillic.mock.calls import Call
from agillic.mock.operations.asset_files import added, check_free, plain_name, put_response, uploaded_file
from agillic.mock.routes import Routes
from sdk_core.mock.app import HTTPError, MockResponse, Upload

routes = Routes()


@routes("uploadWebapp")
def upload_webapp(call: Call) -> MockResponse:
    """Add a web application."""
    files, upload = call.mock.state.webapps, _archive(call)
    name = plain_name(call, upload)
    check_free(call, files, name)
    files.put(name, upload.content)
    return added(call, name)


@routes("updateWebapp")
def update_webapp(call: Call) -> MockResponse:
    """Replace a web application or, unless an option of `webapp-update-missing` forbids it, add one."""
    files, upload = call.mock.state.webapps, _archive(call)
    name = plain_name(call, upload)
    if call.choice("webapp-update-missing") != "creates" and not files.has_file(name):
        raise call.http_error("webapp-update-missing", "there is no web application of this name; add it by POST")
    return put_response(call, name, created=files.put(name, upload.content))


def _archive(call: Call) -> Upload:
    upload = uploaded_file(call)
    if call.choice("webapp-format") == "zip" and not is_zipfile(BytesIO(upload.content)):
        raise HTTPError(400, "the file of a web application is no ZIP archive; send one")
    return upload
