"""Makes a call that was checked: counts it, records it, sends it by the client, and shows what came."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, cast

from sdk_core.agents.caps.counts import CapReached, Counts
from sdk_core.agents.catalog.operations import Catalog, CatalogOperation
from sdk_core.agents.catalog.schemas import Described
from sdk_core.agents.gateway.checks import CheckedCall
from sdk_core.agents.gateway.instances import Instances
from sdk_core.agents.gateway.records import Members, Recorder
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.model import ApiPolicy, Policy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.privacy.pseudonyms import Pseudonyms, holds_pseudonym
from sdk_core.agents.privacy.shown_values import ShownValues
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.recipes.model import CallOutcome, RecipeCall
from sdk_core.calls.files.text_rows import Rows
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.wire.errors import ApiError, AuthenticationError
from sdk_core.wire.known_secrets import hide_known_json
from sdk_core.wire.operations import UNSET
from sdk_core.wire.references import resolved
from sdk_core.wire.responses import any_response
from sdk_core.wire.statuses import is_success

_MAX_ERROR = 600
_QUOTING: Final = "what the server says is not shown, since it may quote what a stand-in stands for"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a call.

    Attributes:
        shown: as the agent may see it.
        raw: the response as it came; None where there is none.
    """

    shown: CallOutcome
    raw: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """The call of a tool that calls of the API are made for.

    Attributes:
        policy: the agent's policy as it was when the tool was called.
        tool: the tool.
        plan: the plan that is run; empty without one.
        by: who has confirmed it.
    """

    policy: Policy
    tool: str
    plan: str = ""
    by: str = ""


class Calls:
    """Makes the calls of one agent.

    Args:
        instances: the clients.
        recorder: the audit log.
        counts: what the agent has used of its caps.
        pseudonyms: what makes stand-ins.
        current: returns the policy as it is now.
        clock: seconds from any moment on, for how long calls take.
    """

    def __init__(  # noqa: PLR0913 - the parts that it works with
        self,
        instances: Instances,
        recorder: Recorder,
        counts: Counts,
        pseudonyms: Pseudonyms,
        current: Callable[[], Policy],
        *,
        clock: Callable[[], float],
    ) -> None:
        self._instances, self._recorder, self._counts = instances, recorder, counts
        self._pseudonyms, self._current, self._clock = pseudonyms, current, clock

    def take(self, rules: ApiPolicy, people: int | None, calls: int = 1, *, check_only: bool = False) -> None:
        """Count calls against the caps before they are made.

        Raises:
            Refused: they would go over one. Then nothing is counted.
        """
        try:
            self._counts.take(rules.api, rules.caps, people, calls, check_only=check_only)
        except CapReached as error:
            raise Refused("denied", str(error)) from error

    def make(self, task: ToolCall, call: CheckedCall, *, counted: bool = False) -> Made:
        """Make a call. What the API rejects is an outcome too.

        Args:
            task: what it is made for.
            call: the call.
            counted: whether it was counted already.

        Raises:
            Refused: it was not made: a cap is reached, or the audit log cannot be written.
            PolicyError: the policy is another one now, or lets nothing through, such as after `agents stop`.
        """
        if self._current() != task.policy:  # a tool may make hundreds of calls, and was let through by what it was
            raise PolicyError("the policy was changed while the tool was at work: call it again")
        if not counted:
            self.take(call.rules, call.people)
        client = self._instances.client(call.rules)
        said: Members = {"tool": task.tool, "api": call.rules.api, "operation": call.operation.id}
        said |= {"decision": "allowed", "reason": call.decision.reason}
        if call.people != 0:
            said["people"] = call.people
        if task.plan:
            said |= {"plan": task.plan, "by": task.by}
        line = self._recorder.write("call", task.policy, call.given, **said)
        began = self._clock()
        made, status, count = self._sent(client, call)
        end: Members = {"api": call.rules.api, "operation": call.operation.id, "call": line, "status": status}
        end["seconds"] = round(self._clock() - began, 3)
        if count is not None:
            end["count"] = count
        if made.shown.error:
            end["reason"] = made.shown.error
        with suppress(
            Refused
        ):  # it was made: whether it can be recorded changes nothing now, and the next call will see
            self._recorder.write("error" if made.shown.error else "outcome", task.policy, **end)
        return made

    def record_denial(self, task: ToolCall, api: str, wanted: RecipeCall, error: Refused) -> None:
        """Record that a call of a recipe was not made.

        Raises:
            Refused: that cannot be recorded.
        """
        said: Members = {"tool": task.tool, "api": api, "operation": wanted.operation, "reason": str(error)}
        if error.kind == "denied":
            said["decision"] = "denied"
        self._recorder.write("denied" if error.kind == "denied" else "error", task.policy, wanted.arguments, **said)

    def _sent(self, client: SyncAPIClient, call: CheckedCall) -> tuple[Made, int, int | None]:
        """Return what came, its status, and how many rows it has."""
        try:
            try:
                raw, status = _response(client, call)
            except AuthenticationError:
                renewed = self._instances.renewed(call.rules, client)
                if renewed is client:
                    raise
                raw, status = _response(renewed, call)
        except ApiError as error:
            return Made(CallOutcome(error=_text_of(error, call), status=error.status or 0)), error.status or 0, None
        except (ValueError, TypeError) as error:  # of what cannot be sent so
            return Made(CallOutcome(error=_text_of(error, call), status=0)), 0, None
        shown = self.shown(call, raw, status)
        count = len(cast("list[object]", raw)) if isinstance(raw, list) else None
        cap = call.rules.caps.rows_per_export if "rows" in call.operation.operation.traits else None
        is_cut = cap is not None and count is not None and count > cap
        return Made(CallOutcome(data=shown, status=status, is_cut=is_cut), raw), status, count

    def shown(self, call: CheckedCall, raw: object, status: int) -> object:
        """Return a response as the agent may see it. Credentials that a server repeats are hidden in any case."""
        raw = hide_known_json(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw)
        described = _described(self._instances.of(call.rules.api).catalog, call.operation, status)
        return ShownValues(call.rules, self._pseudonyms).of(raw, described, personal=call.operation.personal)


def _text_of(error: Exception, call: CheckedCall) -> str:
    """Return what an agent is told of an error. Of a call with a stand-in, none of it that may quote the value."""
    text = str(error)
    if holds_pseudonym(str(call.given)):
        if not isinstance(error, ApiError):
            return "the call cannot be sent with what a stand-in in it stands for"
        if error.server_message:
            text = text.replace(f"({error.server_message})", f"({_QUOTING})")
    return visible(text, _MAX_ERROR)


def _response(client: SyncAPIClient, call: CheckedCall) -> tuple[Any, int]:
    """Return a response and its status. Of rows of text, no more are read than the policy lets through."""
    operation = call.operation.operation
    if "rows" in operation.traits:
        with Rows(client, operation, call.values) as rows:
            cap = call.rules.caps.rows_per_export
            # One more than is shown, so that the answer can say that there are more.
            return list(rows if cap is None else islice(rows, cap + 1)), 200
    response = client.call_raw(operation, call.values, any_response, UNSET if call.body is None else call.body)
    return response.parsed, response.status_code


@lru_cache(maxsize=500)
def _described(catalog: Catalog, operation: CatalogOperation, status: int) -> Described:
    """Return what the document says of a response with success; it may say nothing."""
    document, responses = catalog.document, cast("Mapping[str, Any]", operation.content.get("responses", {}))
    names = [str(status), *(name for name in responses if name[:1] == "2" and is_success(int(name.replace("X", "0"))))]
    for name in names:
        if name in responses:
            response = resolved(document, responses[name])
            for media in cast("Mapping[str, Mapping[str, Any]]", response.get("content", {})).values():
                return Described(document, [media.get("schema", {})])
    return Described(document, [])
