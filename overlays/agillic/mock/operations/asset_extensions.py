"""What the operations on the scripts of extensions do [V-AST, V-EXT, V-XT].

A script of the type http can be called at once. What it says of itself is read as the vendor writes it, `@open:"true"`;
it is not run: the mock's extensions return what they are sent. A script whose settings lack something, or break a rule,
is kept and ignored.
"""

import re
from typing import cast

from agillic.mock.calls import Call
from agillic.mock.instance import EXTENSION_ID, Extension
from agillic.mock.operations.asset_files import (
    added,
    check_folder,
    check_free,
    item,
    path_in_folder,
    uploaded_file,
)
from agillic.mock.operations.responses import done
from agillic.mock.routes import Routes
from agillic.mock.state.extension_files import ExtensionType
from sdk_core.mock.app import MockResponse

routes = Routes()
_SETTING = re.compile(r"""@(id|type|open|async)\s*:\s*["']([^"']*)["']""")


@routes("uploadExtension")
def upload_extension(call: Call) -> MockResponse:
    """Add a script."""
    files, upload = call.mock.state.extension_files, uploaded_file(call)
    path, type_ = path_in_folder(call, upload), cast("ExtensionType", call.body["type"])
    check_free(call, files, path)
    check_folder(call, files, path)
    files.put(path, upload.content)
    files.set_type(path, type_)
    _make_callable(call, path, upload.content)
    return added(call, path)


@routes("updateExtension")
def update_extension(call: Call) -> MockResponse:
    """Replace a script that is there; its type stays."""
    files, upload = call.mock.state.extension_files, uploaded_file(call)
    path = path_in_folder(call, upload)
    if not files.has_file(path):
        raise call.http_error("extension-missing-status", "the folder has no extension of this name; add it by POST")
    files.put(path, upload.content)
    _make_callable(call, path, upload.content)
    return done(call, item(path))


def _make_callable(call: Call, path: str, content: bytes) -> None:
    """Let calls reach a script of the type http by its `@id`, and by no earlier one."""
    state = call.mock.state
    state.extensions.forget(path)
    settings = dict(_SETTING.findall(content.decode(errors="replace")))
    id_ = settings.get("id", "")
    is_http = state.extension_files.type_of(path) == "http" == settings.get("type")
    if is_http and EXTENSION_ID.fullmatch(id_) and not state.extensions.has_another_script(id_, path):
        flags = {name: settings.get(name) == "true" for name in ("open", "async")}
        state.extensions.put(Extension(id_, flags["open"], flags["async"]), path)
