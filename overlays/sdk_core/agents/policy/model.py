"""A policy as it is read from its file: what one agent may do, API by API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from sdk_core.agents.catalog.operations import OperationClass

Level = Literal["off", "read", "write", "full"]
"""How far an agent may go: `read` changes nothing; `write` also creates and changes data; `full` also deletes and
sends."""
Privacy = Literal["off", "masked", "pseudonyms", "plain"]
"""How personal data comes to an agent: not at all, as asterisks, as a stable stand-in for each value, or as it is."""
Confirmation = Literal["none", "token", "ask", "person", "approval"]
"""Who must agree before something is written: nobody; the agent itself, by sending the token of the plan; the person
at the client, or where the client cannot ask, the token; the person at the client and nothing less; somebody outside,
by a command."""
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
PRIVACIES: Final[tuple[Privacy, ...]] = get_args(Privacy)
CONFIRMATIONS: Final[tuple[Confirmation, ...]] = get_args(Confirmation)
ALLOWED_BY: Final[Mapping[Level, frozenset[OperationClass]]] = MappingProxyType(
    {
        "off": frozenset(),
        "read": frozenset({"read"}),
        "write": frozenset({"read", "write"}),
        "full": frozenset({"read", "write", "delete", "send"}),
    }
)
CONFIRMED_BY: Final[Mapping[OperationClass, Confirmation]] = MappingProxyType(
    {
        "read": "none",
        "write": "ask",
        "delete": "ask",
        "send": "ask",
    }
)
"""What confirms an operation of a class unless the policy says otherwise."""


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Caps:
    """How much an agent may do; None for no cap.

    Attributes:
        people_per_call: persons that one call, or one plan, may change or send to.
        people_per_hour: persons that all calls of an hour may change or send to.
        people_per_day: so, of a day.
        calls_per_hour: calls in an hour.
        calls_per_day: calls in a day.
        rows_per_export: rows that one call may read of an export.
    """

    people_per_call: int | None = 100
    people_per_hour: int | None = 1_000
    people_per_day: int | None = 5_000
    calls_per_hour: int | None = 1_000
    calls_per_day: int | None = 5_000
    rows_per_export: int | None = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPolicy:
    """What an agent may do with one API.

    Attributes:
        api: its name.
        profile: the profile whose settings and credentials are used; empty for those of the environment.
        access: how far it may go where nothing else is said.
        resources: so, by resource.
        operations: so, by operationId; this wins over the resource, and that over the API.
        personal_data: how personal data comes to the agent where nothing else is said of a field.
        fields: so, by the name of the field.
        filter: a filter that every read of many persons is joined with; empty for none.
        named: the things that calls may name, by kind such as `group`; a kind that is not here is not bounded.
        caps: how much it may do.
        confirmation: who must agree, by class.
    """

    api: str
    profile: str = ""
    access: Level = "read"
    resources: Mapping[str, Level] = field(default_factory=_none)
    operations: Mapping[str, Level] = field(default_factory=_none)
    personal_data: Privacy = "off"
    fields: Mapping[str, Privacy] = field(default_factory=_none)
    filter: str = ""
    named: Mapping[str, frozenset[str]] = field(default_factory=_none)
    caps: Caps = field(default_factory=Caps)
    confirmation: Mapping[OperationClass, Confirmation] = field(default_factory=lambda: CONFIRMED_BY)


@dataclass(frozen=True, slots=True)
class PolicyJob:
    """A sync that an agent may ask the status of.

    Attributes:
        path: its job file.
        api: the API that it keeps in step.
    """

    path: Path
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What one agent may do.

    Attributes:
        agent: its name, in the audit log and in pseudonyms.
        purpose: what it is for, in a sentence.
        apis: what it may do, by API; one that is not here is off.
        is_audit_required: whether a call that cannot be recorded is denied.
        audits_values: whether the audit log holds the values of arguments, and not only their hashes.
        jobs: the syncs that it may ask the status of, by name.
    """

    agent: str
    purpose: str = ""
    apis: Mapping[str, ApiPolicy]
    is_audit_required: bool = True
    audits_values: bool = False
    jobs: Mapping[str, PolicyJob] = field(default_factory=_none)
