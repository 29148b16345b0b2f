"""What calls looked like on the wire."""

from collections.abc import Sequence

from sdk_core.mock.request_journal import LoggedRequest

MAX_WIDTH = 100
"""Characters that are shown of a line."""


def tell_wire(requests: Sequence[LoggedRequest]) -> None:
    """Print the latest call of each operation, and one that failed with the call that took its place."""
    print("On the wire, the latest call of each kind:")
    latest = {request.operation: request for request in requests}
    for request in latest.values():
        _tell(request)
        if request.body:
            print(_short(f"           {request.text}"))
    for number, request in enumerate(requests):
        again = [each for each in requests[number + 1 :] if (each.target, each.body) == (request.target, request.body)]
        if request.fault is not None and again:
            print("One that failed, and its repeat:")
            _tell(request)
            _tell(again[0])
            break


def _tell(request: LoggedRequest) -> None:
    print(_short(f"  {request.status or '---'} {request.method:4} {request.target}"))


def _short(line: str) -> str:
    return line if len(line) <= MAX_WIDTH else f"{line[:MAX_WIDTH]} ..."
