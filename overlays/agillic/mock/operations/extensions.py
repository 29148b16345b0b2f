"""What HTTP extensions do: they respond with the call that they were sent [V-EXT, V-XT, V-HTTP].

The script of a real one is the customer's. Here, each extension returns the method, path, query and body of its call as
an object; a call whose body is a boolean or an integer makes it return that, which has a meaning of its own.
"""

import orjson

from agillic.mock.calls import Call
from agillic.mock.routes import Routes
from agillic.mock.state import Outcome
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_STATUSES = range(200, 600)
"""The statuses that a response can have; an integer beyond them is nothing usable."""


@routes("getExtension")
@routes("putExtension")
@routes("postExtension")
@routes("deleteExtension")
def call_extension(call: Call) -> MockResponse:
    """Respond with what the extension returns, or without waiting for it when it is asynchronous."""
    extension = call.mock.state.extensions.get(str(call.path["extensionId"]))
    if extension is None:
        raise HTTPError(404, "there is no HTTP extension with this id; upload one, or correct the id")
    if extension.open:
        raise HTTPError(403, "the extension is open; call it at the open endpoint")
    return _accepted(call) if extension.async_ else _returned(call)


def _accepted(call: Call) -> MockResponse:
    option = call.choice("extension-async-response")
    if option != "task":
        return MockResponse(202 if option == "empty-202" else 200)
    tasks = call.mock.state.tasks
    id_ = tasks.start(call.operation.id, None, seconds=0)
    tasks.end(id_, Outcome())  # nothing is left to do: the echo of an asynchronous extension reaches nobody
    return MockResponse(200, {"taskId": id_})


def _returned(call: Call) -> MockResponse:
    if isinstance(call.body, bool):
        return MockResponse(200 if call.body else 400)
    if isinstance(call.body, int):
        call.decided_by.add("script")
        return MockResponse(call.body if call.body in _STATUSES else 400)
    echo = {
        "method": call.operation.method,
        "path": call.path["path"],
        "query": call.query["query"],
        "body": call.body,
    }
    if call.choice("extension-response-body") == "text":
        return MockResponse(200, orjson.dumps(echo), _TEXT)
    return MockResponse(200, echo)
