"""What schemathesis needs to know of an API, so that one harness runs it before the mock of any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hypothesis import strategies as st
from schemathesis_arrangements import AnyMock, Arrangement
from schemathesis_exclusions import Exclusion

from generator.bundle.document import Operation, operations

Bodies = st.SearchStrategy[Any]


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a path
    return value


def _nothing(_: AnyMock) -> None:
    """Do nothing, and return as much."""


@dataclass(frozen=True)
class Subject:
    """An API whose mock is called.

    Attributes:
        name: Names its reports.
        document: Its document.
        new_mock: Makes a mock of an instance that generated data fits, but for what an arrangement says.
        auth: The credentials, as the settings of schemathesis have them.
        credentials: Headers with which a call may do everything.
        dictionaries: Names that fit a parameter, or a member of a body, by where it stands.
        formats: Values by format; the formats of all APIs are known to one process, and have names of their own.
        bodies: Bodies that the instance takes, by operationId.
        first_bodies: Bodies that succeed where the document's example cannot, by operationId.
        on_the_wire: Writes a value of a path as the API takes it, from one that is encoded once.
        exclusions: Failures that are none.
        explained: The file beside this one that explains them.
        keep: Returns what a mock that is reset shall still know, to be put back by `put_back`.
        put_back: Gives it to the mock.
        prepare: Puts into a mock that begins what links need to lead somewhere.
        seconds_between_calls: How far the mock's clock goes on with each call.
        needing_others: Operations that may not succeed alone.
        arrangements: In which schemathesis reaches more statuses.
        provoke: Makes the call of the mock's own tests that provokes a status of an operation; returns what came.
    """

    name: str
    document: dict[str, Any]
    new_mock: Callable[[Arrangement], AnyMock]
    auth: Mapping[str, Any]
    credentials: Mapping[str, str]
    dictionaries: Mapping[str, list[Any]]
    formats: Mapping[str, st.SearchStrategy[str]]
    bodies: Mapping[str, Bodies]
    first_bodies: Mapping[str, Any]
    exclusions: tuple[Exclusion, ...]
    explained: str
    arrangements: tuple[Arrangement, ...]
    provoke: Callable[[str, str], int]
    on_the_wire: Callable[[Any], Any] = _as_it_is
    keep: Callable[[AnyMock], Any] = _nothing
    put_back: Callable[[AnyMock, Any], None] = field(default=lambda _, __: None)
    prepare: Callable[[AnyMock], None] = _nothing
    seconds_between_calls: float = 0
    needing_others: frozenset[str] = frozenset()

    @cached_property
    def operations(self) -> list[Operation]:
        """The operations of the document."""
        return operations(self.document)
