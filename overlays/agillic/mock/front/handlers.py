"""Which function answers which operation."""

from collections.abc import Callable
from dataclasses import dataclass

from agillic.mock.front.calls import Answer, Call
from agillic.mock.front.document import document
from agillic.mock.front.token import answer_token_call

Handler = Callable[[Call], Answer]
"""A plain function. It may raise `Refusal` and must not wait."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler, and what it checks by itself: query parameters by name, or "body"."""

    handler: Handler
    unchecked: frozenset[str]


class Handlers:
    """The handlers of a mock by operationId; that of `getOAuthToken` is among them from the start.

    >>> handles = Handlers()
    >>> @handles("deleteRecipient")
    ... def delete_recipient(call: Call) -> Answer:
    ...     return Answer()
    >>> "deleteRecipient" in handles.missing()
    False
    """

    def __init__(self) -> None:
        self._registered: dict[str, Registered] = {}
        self("getOAuthToken", "body")(answer_token_call)

    def __call__(self, operation_id: str, *unchecked: str) -> Callable[[Handler], Handler]:
        """Register the function below as the handler of an operation.

        Args:
            operation_id: As in the document.
            *unchecked: Query parameters, or "body", that are passed on parsed, but not checked against their schema,
                because an assumption of the operation has an option that takes more. The handler then checks where
                the option is another: `call.operation.check_body(call.body)`.

        Raises:
            ValueError: The document has no such operation or parameter, or it has a handler already.
        """
        operation = document().operations.get(operation_id)
        if operation is None:
            raise ValueError(f"the document has no operation {operation_id!r}; write an operationId of it")
        if operation_id in self._registered:
            raise ValueError(f"{operation_id} has a handler already; remove one of the two")
        for name in unchecked:
            if name != "body" and name not in operation.query_parameters:
                raise ValueError(f"{operation_id} has no query parameter {name!r}; write one of it, or 'body'")

        def register(handler: Handler) -> Handler:
            self._registered[operation_id] = Registered(handler, frozenset(unchecked))
            return handler

        return register

    def get(self, operation_id: str) -> Registered | None:
        """Return what is registered for an operation."""
        return self._registered.get(operation_id)

    def missing(self) -> list[str]:
        """Return the document's operations that have no handler; they answer 501."""
        return [id_ for id_ in document().operations if id_ not in self._registered]
