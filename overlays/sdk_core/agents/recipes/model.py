"""Recipes: how an API does the work of a tool, as a generator of calls.

A recipe yields the calls that it wants, and gets what came of each. It calls nothing itself. So each of its calls is
decided by the policy, counted and recorded like any other, and it sees of personal data what the agent sees.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any


class RecipeError(Exception):
    """The work of a tool cannot be done. The message says why and what to do; nothing was written."""


class FilterError(ValueError):
    """A filter cannot be used, so nothing was sent. The message says why; it repeats no value of the filter."""


@dataclass(frozen=True, slots=True)
class RecipeCall:
    """A call that a recipe wants.

    Attributes:
        operation: the operationId.
        arguments: its parameters by name, and its body as `body`.
    """

    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """What came of a call.

    Attributes:
        data: the response as the agent may see it; None where there is none.
        error: what went wrong, in a sentence; empty where nothing did.
        status: the HTTP status; 0 where no response came.
        is_cut: whether there are more rows than the data have, since the policy caps them.
    """

    data: Any = None
    error: str = ""
    status: int = 200
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class PlannedWrite:
    """What a recipe would write, after it has looked at what there is.

    Attributes:
        calls: the calls, in order.
        changes: for each person or thing what is there and what will be: a few words of JSON each.
        left_out: who or what is left out, with the reason.
        messages: how many messages may leave because of it; None where nobody knows.
        notes: what else the person should know before they agree.
    """

    calls: tuple[RecipeCall, ...]
    changes: tuple[Mapping[str, Any], ...] = ()
    left_out: tuple[Mapping[str, Any], ...] = ()
    messages: int | None = 0
    notes: tuple[str, ...] = ()


ReadSteps = Generator[RecipeCall, CallOutcome, Mapping[str, Any]]
WriteSteps = Generator[RecipeCall, CallOutcome, PlannedWrite]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an API does the work of one tool: it reads, or plans what is written.

    Attributes:
        read: from the tool's arguments, calls and then the answer.
        write: from the tool's arguments, calls that only read, and then what would be written. It is asked again when
            the plan is confirmed: where the result is another, the plan is stopped and says what has changed.
        result: from the tool's arguments, what came of each call that was made, in order, and the plan, the answer.
            There may be fewer outcomes than calls, where the work was stopped.

    Raises:
        RecipeError: `read` or `write`, when their steps are run: the work cannot be done.
    """

    read: Callable[[Mapping[str, Any]], ReadSteps] | None = None
    write: Callable[[Mapping[str, Any]], WriteSteps] | None = None
    result: Callable[[Mapping[str, Any], list[CallOutcome], PlannedWrite], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRoom:
    """What the room of an API gives to agents.

    Attributes:
        recipes: by the name of the tool.
        joined: from an operationId, the arguments of a read of many persons and the policy's filter, the arguments
            with both filters joined. It raises `FilterError` where they cannot be. None where the API has no filters.
        joins: the operations that `joined` can bound. A policy with a filter denies all other reads of personal data.
        check_filter: from a policy's filter, what is wrong with it; empty where nothing is.
        resolved_filter: from a filter with stand-ins and what returns the value of a text with stand-ins in it, the
            filter with the values, each of which stays one value whatever characters it has. It raises `FilterError`.
            None where the API has no filters.
        filters: the parameter that takes a filter, by operationId.
        readers: what reads the text of a parameter, such as an address of a person, by the parameter's name on the
            wire. It raises `ValueError`.
    """

    recipes: Mapping[str, Recipe]
    joined: Callable[[str, Mapping[str, Any], str], Mapping[str, Any]] | None = None
    joins: frozenset[str] = frozenset()
    check_filter: Callable[[str], str] | None = None
    resolved_filter: Callable[[str, Callable[[str], object]], str] | None = None
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    readers: Mapping[str, Callable[[str], Any]] = field(default_factory=dict[str, Callable[[str], Any]])


NO_ROOM = AgentRoom(recipes={})
"""That of an API that gives nothing: its operations are searched, loaded and called, and there is no filter."""
