"""A run: what it calls with, and what it has learned of the instance so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from sdk_core.contract.call_recorder import CallRecorder
from sdk_core.contract.document import Document
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.wire.operations import UNSET


@dataclass(slots=True, kw_only=True, repr=False)
class Run:
    """What probes look with. A room adds what it learns of an instance.

    Attributes:
        calls: Makes the calls.
        wait: Lets seconds pass.
        now: Returns the present moment, in UTC.
        use: Names of the instance's own that the user gave, by their kinds. No report shows them.
        mark: Drawn by chance; stands in every name that this run invents.
        settled: The options that were observed, by the id of their assumption.
        not_run: Why operations were not called, by operationId.
        last: The latest response to each operation that should succeed.
        no_write: Why nothing is written although that was asked for.
    """

    calls: CallRecorder
    wait: Callable[[float], object]
    now: Callable[[], datetime]
    use: Mapping[str, str] = field(default_factory=dict[str, str])
    mark: str = field(default_factory=lambda: token_hex(4))
    settled: dict[str, str] = field(default_factory=dict[str, str])
    not_run: dict[str, str] = field(default_factory=dict[str, str])
    last: dict[str, ReceivedResponse] = field(default_factory=dict[str, ReceivedResponse])
    no_write: str = ""

    @property
    def document(self) -> Document:
        """The document that responses are compared with."""
        return self.calls.rules.document

    @property
    def private(self) -> frozenset[str]:
        """Names that are the instance's own, as those of fields; no report shows them."""
        return frozenset()

    @property
    def prefix(self) -> str:
        """What the names of all throw-away objects of this run begin with."""
        return f"{self.document.api.name}-contract-{self.mark}"

    @property
    def nobody(self) -> str:
        """An address that nobody has."""
        return f"{self.prefix}-nobody@example.invalid"

    @property
    def nothing(self) -> str:
        """A name that nothing has."""
        return f"{self.document.api.name}_contract_{self.mark}".upper()

    def seen(self, operation_id: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return the JSON of the latest response to an operation that should succeed, or None."""
        return self.last[operation_id].json if operation_id in self.last else None

    def read(
        self,
        operation_id: str,
        values: Mapping[str, Any] | None = None,
        body: Any = UNSET,  # noqa: ANN401 - as the client's
    ) -> ReceivedResponse:
        """Call an operation with names that are there."""
        response = self.calls.call(operation_id, values, body, should_succeed=True)
        self.last[operation_id] = response
        return response

    def status(
        self,
        operation_id: str,
        values: Mapping[str, Any] | None = None,
        body: Any = UNSET,  # noqa: ANN401 - as the client's
    ) -> int:
        """Call an operation with something odd, and return the status of its response."""
        return self.calls.call(operation_id, values, body).status
