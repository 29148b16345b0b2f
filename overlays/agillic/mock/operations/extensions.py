"""What HTTP extensions do: they answer with the call that they were sent [V-EXT].

The script of a real one is the customer's. Here, each extension returns the method, path, query and body of its call as
an object; a call whose body is `true` or `false` makes it return that boolean, which has a meaning of its own.
"""

import orjson

from agillic.mock.front import Answer, Call, Handlers, Refusal
from agillic.mock.state import Outcome

handles = Handlers()

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@handles("getExtension")
@handles("putExtension")
@handles("postExtension")
@handles("deleteExtension")
def call_extension(call: Call) -> Answer:
    """Answer what the extension returns, or without waiting for it when it is asynchronous."""
    extension = call.mock.state.extensions.get(str(call.path["extensionId"]))
    if extension is None:
        raise Refusal(404, "there is no HTTP extension with this id; upload one, or correct the id")
    if extension.open is None and call.choice("extension-open-default") == "status-403":
        raise Refusal(
            403,
            'the extension does not say whether it is open; add @open:"false" to it',
            assumption="extension-open-default",
        )
    if extension.open:
        raise Refusal(403, "the extension is open; call it at the open endpoint")
    return _accepted(call) if extension.async_ else _returned(call)


def _accepted(call: Call) -> Answer:
    option = call.choice("extension-async-answer")
    if option != "task":
        return Answer(202 if option == "empty-202" else 200)
    tasks = call.mock.state.tasks
    id_ = tasks.start(call.operation.id, None, seconds=0)
    tasks.end(id_, Outcome())  # nothing is left to do: the echo of an asynchronous extension reaches nobody
    return Answer(200, {"taskId": id_})


def _returned(call: Call) -> Answer:
    if isinstance(call.body, bool):
        if call.choice("extension-return-mapping") == "always-200":
            return Answer(200, call.body)
        return Answer(200 if call.body else 400)
    echo = {
        "method": call.operation.method,
        "path": call.path["path"],
        "query": call.query["query"],
        "body": call.body,
    }
    if call.choice("extension-answer-body") == "text":
        return Answer(200, orjson.dumps(echo), _TEXT)
    return Answer(200, echo)
