"""Which function answers which operation."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sdk_core.mock.app.request import Call
from sdk_core.mock.app.document import document
from sdk_core.mock.app.mock import Work
from sdk_core.mock.app.responses import MockResponse
from agillic.mock.http.token import answer_token_call

Handler = Callable[[Call], MockResponse]
"""A plain function that does not wait. It may raise `HTTPError` or an error of the state: what it changed is undone."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler, what it checks by itself (query parameters by name, or "body"), and parameters besides."""

    handler: Handler
    unchecked: frozenset[str]
    extra: frozenset[str]


class Routes:
    """The handlers of a mock by operationId; that of `getOAuthToken` is among them from the start.

    Args:
        *parts: Routes to take over.

    >>> routes = Routes()
    >>> @routes("deleteRecipient")
    ... def delete_recipient(call: Call) -> MockResponse:
    ...     return MockResponse()
    >>> "deleteRecipient" in routes.missing()
    False
    """

    def __init__(self, *parts: "Routes") -> None:
        self.registered: dict[str, Registered] = {}
        self.works: dict[str, Work] = {}
        self("getOAuthToken", "body")(answer_token_call)
        for part in parts:
            self._take_over(part)

    def _take_over(self, other: "Routes") -> None:
        for id_, registered in other.registered.items():
            if id_ != "getOAuthToken":
                self(id_, *registered.unchecked, extra=registered.extra)(registered.handler)
        for id_, work in other.works.items():
            self.work(id_)(work)

    def __call__(self, operation_id: str, *unchecked: str, extra: Collection[str] = ()) -> Callable[[Handler], Handler]:
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
        operation = document().operations.get(operation_id)
        if operation is None:
            raise ValueError(f"the document has no operation {operation_id!r}; write an operationId of it")
        if operation_id in self.registered:
            raise ValueError(f"{operation_id} has a handler already; remove one of the two")
        for name in unchecked:
            if name != "body" and name not in operation.query_parameters:
                raise ValueError(f"{operation_id} has no query parameter {name!r}; write one of it, or 'body'")

        def register(handler: Handler) -> Handler:
            self.registered[operation_id] = Registered(handler, frozenset(unchecked), frozenset(extra))
            return handler

        return register

    def work(self, operation_id: str) -> Callable[[Work], Work]:
        """Register the function below as what does the tasks that an operation starts.

        Raises:
            ValueError: The operation starts no task, or its work is registered already.
        """
        operation = document().operations.get(operation_id)
        if operation is None or not operation.starts_task:
            raise ValueError(f"{operation_id!r} is no operation that starts a task; write one whose traits name a task")
        if operation_id in self.works:
            raise ValueError(f"the work of {operation_id} is registered already; remove one of the two")

        def register(work: Work) -> Work:
            self.works[operation_id] = work
            return work

        return register

    def work_of(self, operation_id: str) -> Work | None:
        """Return what does the tasks of an operation."""
        return self.works.get(operation_id)

    def get(self, operation_id: str) -> Registered | None:
        """Return what is registered for an operation."""
        return self.registered.get(operation_id)

    def missing(self) -> list[str]:
        """Return the document's operations that have no handler, or start tasks that nothing does."""
        return [
            id_
            for id_, operation in document().operations.items()
            if id_ not in self.registered or (operation.starts_task and id_ not in self.works)
        ]
