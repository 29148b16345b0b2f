"""What handlers are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.mock import Mock
from sdk_core.mock.app.responses import HTTPError
from agillic.mock.instance import Key
from sdk_core.mock.request_journal import LoggedRequest
from agillic.mock.state import TaskEnd


@dataclass(frozen=True, slots=True)
class Address:
    """How a path names a recipient: by a field, or by the instance's recipient key when the field is None [S1].

    The value is often personal data, so `repr` hides it.
    """

    field: str | None
    value: str = attribute(repr=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A part of a multipart body that has a file name."""

    filename: str
    content: bytes = attribute(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """A request that has passed all checks of the front.

    Attributes:
        mock: What the call is made to.
        operation: The document's operation, with its traits.
        key: The developer key that calls; None where an operation takes calls without credentials.
        path: The decoded value of each path parameter: `Address` for recipients, int where the document says integer.
        query: The documented query parameters that were given, or that have a default: str, int, bool, datetime or a
            list of str. Parameters that the document leaves free are a dict under the parameter's name.
        body: Parsed JSON, or the form's members by name as str or `Upload`; None when there is none.
        headers: By lower-case name.
        task_end: How the task that the call starts shall end, as a fault may decide.
        recorded: The request as it is kept.
        decided_by: What decided the answer in the document's place, so that its status stands: assumptions that the
            handler asked for and somebody chose an option of, or the script of an extension.
    """

    mock: Mock
    operation: Operation
    key: Key | None
    path: Mapping[str, str | int | Address]
    query: Mapping[str, Any]
    body: Any
    headers: Mapping[str, str]
    task_end: TaskEnd = "normal"
    recorded: LoggedRequest | None = None
    decided_by: set[str] = attribute(default_factory=set[str])

    def choice(self, assumption: str) -> str:
        """Return the option that holds for an assumption of the document."""
        if assumption in self.mock.assumptions.options:
            self.decided_by.add(assumption)
        return self.mock.assumptions.choice(assumption)

    def http_error(self, assumption: str, message: str) -> HTTPError:
        """Return a refusal with the status that the chosen option of an assumption names, as `status-404` does.

        Args:
            assumption: One whose option here is of the form `status-` and a number.
            message: As for `HTTPError`.
        """
        return HTTPError(int(self.choice(assumption).removeprefix("status-")), message, assumption=assumption)
