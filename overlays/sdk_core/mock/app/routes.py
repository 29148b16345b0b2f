"""Which function handles which operation."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from sdk_core.mock.app.document import Document
from sdk_core.mock.app.responses import MockResponse

Handler = Callable[[Any], MockResponse]
"""A plain function that does not wait, and is given a `Call`. It may raise `HTTPError` or an error of the state: what
it changed is undone."""

H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Route:
    """A handler, what it checks by itself (query parameters by name, or "body"), and parameters besides."""

    handler: Handler
    unchecked: frozenset[str]
    extra: frozenset[str]


class Routes:
    """The handlers of a mock by operationId.

    Args:
        document: Has the operations.
        *parts: Routes to take over; a handler that is here already is not another one.

    >>> tiny = {"paths": {"/a": {"get": {"operationId": "getA", "responses": {}, "x-traits": {"keys": []}}}},
    ...     "components": {}, "x-limits": {"all": [], "named": {}}}
    >>> routes = Routes(Document(tiny))
    >>> @routes("getA")
    ... def get_a(call: object) -> MockResponse:
    ...     return MockResponse()
    >>> routes.missing()
    []
    """

    def __init__(self, document: Document, *parts: "Routes") -> None:
        self._document = document
        self.registered: dict[str, Route] = {}
        for part in parts:
            self.include(part)

    def include(self, other: "Routes") -> None:
        """Take over the handlers of another part.

        Raises:
            ValueError: One of its operations has another handler already.
        """
        for id_, route in other.registered.items():
            if self.registered.get(id_) != route:
                self(id_, *route.unchecked, extra=route.extra)(route.handler)

    def __call__(self, operation_id: str, *unchecked: str, extra: Collection[str] = ()) -> Callable[[H], H]:
        """Register the function below as the handler of an operation.

        Args:
            operation_id: As in the document.
            *unchecked: Query parameters, or "body", that are passed on parsed, but not checked against their schema,
                because an assumption of the operation has an option that takes more. The handler then checks where
                the option is another: `call.operation.check_body(call.body)`.
            extra: Query parameters that the document lacks and an option of an assumption takes, passed on as text.

        Raises:
            ValueError: The document has no such operation or parameter, or it has a handler already.
        """
        operation = self._document.operations.get(operation_id)
        if operation is None:
            raise ValueError(f"the document has no operation {operation_id!r}; write an operationId of it")
        if operation_id in self.registered:
            raise ValueError(f"{operation_id} has a handler already; remove one of the two")
        for name in unchecked:
            if name != "body" and name not in operation.query_parameters:
                raise ValueError(f"{operation_id} has no query parameter {name!r}; write one of it, or 'body'")

        def register(handler: H) -> H:
            self.registered[operation_id] = Route(handler, frozenset(unchecked), frozenset(extra))
            return handler

        return register

    def get(self, operation_id: str) -> Route | None:
        """Return what is registered for an operation."""
        return self.registered.get(operation_id)

    def missing(self) -> list[str]:
        """Return the document's operations that have no handler: the mock responds with their examples."""
        return [id_ for id_ in self._document.operations if id_ not in self.registered]
