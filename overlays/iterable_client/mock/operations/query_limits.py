"""How many entries a call requests, of which an assumption decides what more than the maximum gets."""

from iterable_client.mock.calls import Call
from sdk_core.mock.app.schema_validation import check


def within_limit(call: Call) -> int:
    """Return the limit of a call whose operation is registered with "limit", checked here.

    Raises:
        HTTPError: 400; it is out of the range that the document names.
    """
    limit: int = call.query["limit"]
    parameter = call.operation.query_parameters["limit"]
    maximum: int = parameter.schema["maximum"]
    if limit > maximum and call.choice("message-limit-over") == "capped":
        return maximum
    check(call.operation.validator(parameter.schema), limit, "the query parameter limit")
    return limit
