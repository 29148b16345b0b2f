"""Which function handles which operation of Agillic, and what does the tasks that some of them start."""

from collections.abc import Callable
from typing import TypeVar

from agillic.mock.document import document
from agillic.mock.http.tasks import Work
from agillic.mock.http.token import response_token_call
from sdk_core.mock.app import Routes as CoreRoutes

W = TypeVar("W", bound=Work)


class Routes(CoreRoutes):
    """The handlers of a mock by operationId; that of `getOAuthToken` is among them from the start.

    Args:
        *parts: Routes to take over.

    >>> routes = Routes()
    >>> @routes("deleteRecipient")
    ... def delete_recipient(call: object) -> MockResponse:
    ...     return MockResponse()
    >>> "deleteRecipient" in routes.missing()
    False
    """

    def __init__(self, *parts: "Routes") -> None:
        super().__init__(document())
        self.works: dict[str, Work] = {}
        self("getOAuthToken", "body")(response_token_call)
        for part in parts:
            self.include(part)

    def include(self, other: CoreRoutes) -> None:
        """Take over the handlers and the works of another part.

        Raises:
            ValueError: One of its operations has another handler or work already.
        """
        super().include(other)
        if isinstance(other, Routes):
            for id_, work in other.works.items():
                self.work(id_)(work)

    def work(self, operation_id: str) -> Callable[[W], W]:
        """Register the function below as what does the tasks that an operation starts.

        Raises:
            ValueError: The operation starts no task, or its work is registered already.
        """
        operation = document().operations.get(operation_id)
        if operation is None or not operation.starts_task:
            raise ValueError(f"{operation_id!r} is no operation that starts a task; write one whose traits name a task")
        if operation_id in self.works:
            raise ValueError(f"the work of {operation_id} is registered already; remove one of the two")

        def register(work: W) -> W:
            self.works[operation_id] = work
            return work

        return register

    def work_of(self, operation_id: str) -> Work | None:
        """Return what does the tasks of an operation."""
        return self.works.get(operation_id)

    def missing(self) -> list[str]:
        """Return the document's operations that have no handler, or start tasks that nothing does."""
        idle = [id_ for id_, each in document().operations.items() if each.starts_task and id_ not in self.works]
        return [*dict.fromkeys((*super().missing(), *idle))]
