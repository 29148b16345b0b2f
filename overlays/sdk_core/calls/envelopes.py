"""What a response says, taken out of the envelope that it comes in, by the trait `response` of its operation."""

from typing import Any

from sdk_core.wire.pointers import at
from sdk_core.wire.responses import Response, any_response


def unwrap_response(response: Response[Any]) -> Any:  # noqa: ANN401 - as free in form as JSON is
    """Read the response proper, as plain JSON: what the trait `response` points to, and all of it where there is none.

    It is given to `call` of a client, which raises ResponseParseError for what is raised here.

    Raises:
        LookupError, TypeError, ValueError: it is not where the trait says. An envelope without it is never taken for
            it.

    >>> from sdk_core.wire.operations import Operation
    >>> read = Operation("getTable", "tables", "get", "GET", "/tables", traits={"response": "/params"})
    >>> unwrap_response(Response(read, 200, {}, b'{"code": "Success", "params": {"size": 3}}', unwrap_response))
    {'size': 3}
    """
    pointer = response.operation.traits.get("response", "")
    return at(response.json(), pointer) if pointer else any_response(response)
