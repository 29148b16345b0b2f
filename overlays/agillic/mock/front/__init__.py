"""The HTTP front of the mock: from the bytes of a request to the call of a handler, and back.

What is the same for every operation is decided here, by the bundled document and its assumptions: hosts, sizes, paths,
credentials, scopes, limits, media types, parameters and schemas. What an operation does is its handler's.
"""

from agillic.mock.front.answers import UndocumentedAnswer
from agillic.mock.front.application import create_application
from agillic.mock.front.calls import Address, Call, Upload
from agillic.mock.front.credentials import Credentials
from agillic.mock.front.document import Document, Operation, document
from agillic.mock.front.handlers import Handler, Handlers
from agillic.mock.front.limits import Limits
from agillic.mock.front.mock import Mock
from agillic.mock.front.replies import Answer, Refusal

__all__ = [
    "Address",
    "Answer",
    "Call",
    "Credentials",
    "Document",
    "Handler",
    "Handlers",
    "Limits",
    "Mock",
    "Operation",
    "Refusal",
    "UndocumentedAnswer",
    "Upload",
    "create_application",
    "document",
]
