"""What handlers are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any, Generic

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.mock import I, Mock, S
from sdk_core.mock.app.responses import HTTPError
from sdk_core.mock.assumptions import status_of
from sdk_core.mock.faults import TaskEnd
from sdk_core.mock.request_journal import LoggedRequest


@dataclass(frozen=True, slots=True)
class Upload:
    """A part of a multipart body that has a file name."""

    filename: str
    content: bytes = attribute(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Call(Generic[I, S]):
    """A request that has passed all checks that are the same for every operation.

    Attributes:
        mock: What the call is made to.
        operation: The document's operation, with its traits.
        key: The key that calls, as the API's room keeps keys; None where an operation takes calls without credentials.
        path: The decoded value of each path parameter, as the API's room reads them.
        query: The documented query parameters that were given, or that have a default: str, int, bool, datetime or a
            list of str. Parameters that the document leaves free are a dict under the parameter's name.
        body: Parsed JSON, or the form's members by name as str or `Upload`; None when there is none.
        headers: By lower-case name.
        task_end: How the task that the call starts shall end, as a fault may decide.
        logged: The request as the journal has it.
        decided_by: What decided the response in the document's place, so that its status stands: assumptions that the
            handler looked up and somebody chose an option of, or the script of an extension.
    """

    mock: Mock[I, S]
    operation: Operation
    key: Any
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    headers: Mapping[str, str]
    task_end: TaskEnd = "normal"
    logged: LoggedRequest | None = None
    decided_by: set[str] = attribute(default_factory=set[str])

    @property
    def state(self) -> S:
        """What the mock remembers."""
        return self.mock.state

    def choice(self, assumption: str) -> str:
        """Return the option that holds for an assumption of the document."""
        if assumption in self.mock.assumptions.options:
            self.decided_by.add(assumption)
        return self.mock.assumptions.choice(assumption)

    def status(self, assumption: str) -> int:
        """Return the status that the option names which holds for an assumption, as `status-404` does."""
        return status_of(self.choice(assumption))

    def http_error(self, assumption: str, message: str, *, code: str | None = None) -> HTTPError:
        """Return an error with the status that the chosen option of an assumption names, as `status-404` does.

        Args:
            assumption: One whose option here is of the form `status-` and a number.
            message: As for `HTTPError`.
            code: As for `HTTPError`.
        """
        return HTTPError(self.status(assumption), message, code=code, assumption=assumption)
