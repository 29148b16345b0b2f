"""Tools and their answers, as every transport shows them: nothing here knows of the protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sdk_core.agents.catalog.operations import OperationClass


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        name: what agents call it by.
        title: what people see.
        description: what it does and when to use it, for the agent. Never holds anything that a stranger wrote.
        input_schema: the JSON Schema of its arguments.
        access: the strongest thing that it can do.
    """

    name: str
    title: str
    description: str
    input_schema: Mapping[str, Any]
    access: OperationClass = "read"


@dataclass(frozen=True, slots=True)
class Question:
    """What the person at the client is asked, where the client can ask.

    Attributes:
        plan: the id of the plan that would be run.
        text: what the plan would do; the same text whenever it is asked for this plan.
    """

    plan: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers.

    Attributes:
        data: the answer, as JSON.
        is_error: whether nothing was done, or not all of it. The data say why, and what to do.
        question: what the person must be asked before more is done. Where the client cannot ask, the answer goes out
            as it is: it says how the plan can be confirmed otherwise.
    """

    data: Mapping[str, Any]
    is_error: bool = False
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A text that clients can read.

    Attributes:
        uri: what it is read by.
        name: what people see.
        description: what is in it.
        text: its content.
    """

    uri: str
    name: str
    description: str
    text: str = field(repr=False)


class CallCancelled(Exception):  # noqa: N818 - it is no fault
    """The client has cancelled the call: nothing more is sent. What was done before is in the audit log."""


class Steps(Protocol):
    """How a call tells how far it is, and learns that it is cancelled."""

    def done(self, done: int, total: int | None, what: str) -> None:
        """Tell how many steps are done.

        Raises:
            CallCancelled: the client has cancelled the call.
        """
        ...


class Toolbox(Protocol):
    """The tools of one agent. All methods may be called by several threads at a time, and block."""

    @property
    def agent(self) -> str:
        """The name of the agent."""
        ...

    def tools(self) -> tuple[Tool, ...]:
        """Return the tools, in the same order every time."""
        ...

    def resources(self) -> tuple[Resource, ...]:
        """Return the resources, in the same order every time."""
        ...

    def call(self, name: str, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        """Call a tool. What goes wrong is an answer too: no exception but `CallCancelled` leaves it."""
        ...

    def agreed(self, plan: str, steps: Steps) -> Answer:
        """Run a plan that the person at the client has agreed to."""
        ...

    def declined(self, plan: str) -> Answer:
        """Drop a plan that the person at the client has declined, or has not answered."""
        ...
