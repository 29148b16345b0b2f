"""What the core needs to know of one API. The room of each API makes one; no module of the core names an API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import Operation

E = TypeVar("E", bound=ApiError)

DEFAULT_MAX_CONCURRENCY: Final = 20
"""Calls in flight where an API's document names no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """One API, as its room and its generated package describe it.

    Attributes:
        name: its folder in `spec/`. Settings come from variables of the environment that begin with it, and its files
            lie in a folder of this name.
        title: what texts for people call it.
        package: the import package of its clients, which is also the name of its logger and its tracer.
        distribution: what pip installs, for texts that say which of its extras is missing.
        base_url: where it is, unless a client is given another.
        operations: all of its operations, by operationId.
        limits: its document's `x-limits`, as the generated package has them.
        errors: how its errors are read, and which classes they are of.
        backend: the module that holds the `BACKEND` of its mock, which needs an extra; empty without a mock.
        contract: the module that holds the `CONTRACT` of its contract tool, which needs an extra; empty without one.
        client: the module and the class of its client, as `module:Class`; it takes a `profile`. Empty without one.
        settings: the class of its settings, in the same way, for those who write profiles.
        agents: the module that holds what it gives to agents, as `AGENTS`; empty without any.

    >>> api = Api(name="tiny", title="Tiny", package="tiny_client", distribution="tiny", base_url="", operations={},
    ...     limits={"all": [{"at_once": 20, "of": "key"}]}, errors=ErrorReader())
    >>> api.variable("base_url"), api.max_concurrency
    ('TINY_BASE_URL', 20)
    """

    name: str
    title: str
    package: str
    distribution: str
    base_url: str
    operations: Mapping[str, Operation]
    limits: Mapping[str, Any]
    errors: ErrorReader
    backend: str = ""
    contract: str = ""
    client: str = ""
    settings: str = ""
    agents: str = ""

    @property
    def max_concurrency(self) -> int:
        """How many calls may be in flight for all operations together, as the document says; else 20."""
        return next((int(rate["at_once"]) for rate in self.limits["all"] if "at_once" in rate), DEFAULT_MAX_CONCURRENCY)

    @property
    def mock_header(self) -> str:
        """The header in which a mock of the API sends its id, so that a client notices another one in its place."""
        return f"{self.title}-Mock-Id"

    def error(self, kind: type[E]) -> type[E]:
        """Return the API's own class of a kind of errors; the kind itself where it has none."""
        return self.errors.own(kind)

    def variable(self, setting: str) -> str:
        """Return the name of the variable of the environment that holds a setting."""
        return f"{self.name}_{setting}".upper()
