"""The ASGI application of a mock: from the bytes of a request to the call of a handler, and back.

What is the same for every operation is decided here, by the document of the API and the rules of its room: hosts,
sizes, paths, credentials, limits, media types, parameters and schemas. What an operation does is its handler's.
"""

from sdk_core.mock.app.application import create_application
from sdk_core.mock.app.document import Document, Operation
from sdk_core.mock.app.limits import Limits
from sdk_core.mock.app.mock import Backend, Mock
from sdk_core.mock.app.request import Call, Upload
from sdk_core.mock.app.request_rules import RequestRules
from sdk_core.mock.app.response_writer import UndocumentedResponse
from sdk_core.mock.app.responses import HTTPError, MockResponse, Rule
from sdk_core.mock.app.routes import Handler, Routes

__all__ = [
    "Backend",
    "Call",
    "Document",
    "HTTPError",
    "Handler",
    "Limits",
    "Mock",
    "MockResponse",
    "Operation",
    "RequestRules",
    "Routes",
    "Rule",
    "UndocumentedResponse",
    "Upload",
    "create_application",
]
