"""The HTTP front of the mock: from the bytes of a request to the call of a handler, and back.

What is the same for every operation is decided here, by the bundled document and its assumptions: hosts, sizes, paths,
credentials, scopes, limits, media types, parameters and schemas. What an operation does is its handler's.
"""

from sdk_core.mock.app.response_writer import UndocumentedAnswer
from sdk_core.mock.app.application import create_application
from sdk_core.mock.app.request import Address, Call, Upload
from agillic.mock.http.credentials import Credentials
from sdk_core.mock.app.document import Document, Operation, document
from sdk_core.mock.app.routes import Handler, Routes
from agillic.mock.http.limits import Limits
from sdk_core.mock.app.mock import Mock
from sdk_core.mock.app.responses import MockResponse, HTTPError

__all__ = [
    "Address",
    "MockResponse",
    "Call",
    "Credentials",
    "Document",
    "Handler",
    "Routes",
    "Limits",
    "Mock",
    "Operation",
    "HTTPError",
    "UndocumentedAnswer",
    "Upload",
    "create_application",
    "document",
]
