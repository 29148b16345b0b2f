"""The tools of one agent, in one place: each call of a tool is decided on, recorded, and answered."""

import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from sdk_core.agents.caps.counts import Counts
from sdk_core.agents.catalog.search import LIMIT
from sdk_core.agents.gateway import looking, own_tools
from sdk_core.agents.gateway.answers import WHAT_IT_IS, bounded, fitted
from sdk_core.agents.gateway.calls import Calls, ToolCall
from sdk_core.agents.gateway.checks import checked
from sdk_core.agents.gateway.confirming import Confirmations, answer_of
from sdk_core.agents.gateway.instances import Instances, Served, rules_of
from sdk_core.agents.gateway.plan_text import plan_text
from sdk_core.agents.gateway.planning import Draft, Planner
from sdk_core.agents.gateway.recipe_reads import RecipeReads
from sdk_core.agents.gateway.records import Recorder
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.decisions import decide_things
from sdk_core.agents.policy.live import LivePolicy
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.recipes.model import CallOutcome, Recipe
from sdk_core.agents.tools.argument_checks import compiled, problems_in, text_of
from sdk_core.agents.tools.model import Answer, CallCancelled, Resource, Steps, Tool
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import PlanRejectedError, WritePlan, WritePlans

PERSON: Final = "the person at the client"


class Gateway:
    """The tools of one agent; see `Toolbox` for what its methods do.

    Args:
        live: the agent's policy.
        instances: the APIs that are served.
        curated: the tools beside the five that every server has.
        recorder: the audit log.
        counts: what the agent has used of its caps.
        plans: its plans.
        approvals: approvals from outside.
        pseudonyms: what makes stand-ins.
        clock: seconds from any moment on.
    """

    def __init__(  # noqa: PLR0913 - the parts that it ties together, by names
        self,
        *,
        live: LivePolicy,
        instances: Instances,
        curated: tuple[Tool, ...],
        recorder: Recorder,
        counts: Counts,
        plans: WritePlans,
        approvals: Approvals,
        pseudonyms: Pseudonyms,
        clock: Callable[[], float],
    ) -> None:
        self._live, self._instances, self._recorder, self._counts = live, instances, recorder, counts
        self._pseudonyms = pseudonyms
        self._calls = Calls(instances, recorder, counts, pseudonyms, live.current, clock=clock)
        self._planner = Planner(self._calls, pseudonyms)
        self._confirmations = Confirmations(plans, approvals, self._calls, recorder)
        self._tools = (*own_tools.own_tools(tuple(instances.served)), *curated)
        self._by_name = {each.name: compiled(each.input_schema) for each in self._tools}

    @property
    def agent(self) -> str:
        """The name of the agent."""
        return self._live.agent

    def tools(self) -> tuple[Tool, ...]:
        """Return the tools, whatever the policy says of them now: clients keep the list."""
        return self._tools

    def resources(self) -> tuple[Resource, ...]:
        """Return the catalogs."""
        return looking.catalogs(self._instances.served)

    def call(self, name: str, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        """Call a tool."""
        return self._answered(name, arguments, lambda policy: self._call(policy, name, arguments, steps))

    def agreed(self, plan: str, steps: Steps) -> Answer:
        """Run a plan that the person at the client has agreed to."""
        return self._answered(
            own_tools.CONFIRM,
            {"plan": plan},
            lambda policy: self._confirm(policy, {"plan": plan}, steps, agreed_by=PERSON),
        )

    def declined(self, plan: str) -> Answer:
        """Drop a plan that the person at the client has declined."""
        return self._answered(
            own_tools.CONFIRM,
            {"plan": plan},
            lambda policy: self._confirmations.decline(plan, policy, self.agent),
        )

    def refused(self, tool: str, reason: str) -> None:
        """Record a call that was refused before it came here, such as one whose arguments do not fit."""
        try:
            self._recorder.write("error", None, tool=visible(tool, 60), reason=reason)
        except Refused as error:
            sys.stderr.write(f"{error}\n")

    def malformed(self, reason: str, content: bytes | None, messages: int) -> None:
        """Record messages that were refused before anything was read of them.

        Args:
            reason: what is wrong with them; it holds nothing of them.
            content: the last one, of which length and hash are recorded; None where it was not kept.
            messages: how many there were.
        """
        try:
            self._recorder.write_malformed(reason, content, messages)
        except Refused as error:  # they are refused in any case
            sys.stderr.write(f"{error}\n")

    def _answered(self, tool: str, arguments: Mapping[str, Any], work: Callable[[Policy], Answer]) -> Answer:
        """Do the work of a tool under the policy of now; what goes wrong is recorded, and becomes the answer."""
        policy: Policy | None = None
        try:
            policy = self._live.current()
            return work(policy)
        except CallCancelled:
            raise
        except Refused as error:
            kind, reason = error.kind, str(error)
        except (PolicyError, PlanRejectedError) as error:
            kind, reason = "denied", str(error)
        except Exception as error:  # noqa: BLE001 - a fault in a tool ends no server
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind, reason = "failed", f"a fault in the server ({type(error).__name__}); report it"
            # The text of the error may hold what a person has in the API, so it is not shown.
            sys.stderr.write(f"{tool} failed: {type(error).__name__} at {place.filename}, line {place.lineno}\n")
        return self._refused(policy, tool, arguments, kind, reason)

    def _refused(
        self, policy: Policy | None, tool: str, arguments: Mapping[str, Any], kind: str, reason: str
    ) -> Answer:
        api, operation = (str(arguments.get(name, ""))[:100] for name in ("api", "operation"))
        answer: dict[str, Any] = {"error": visible(reason, 2_000), "kind": kind}
        if kind != "failed":
            answer["nothing_was_done"] = True
        try:
            self._recorder.write(
                "denied" if kind == "denied" else "error",
                policy,
                arguments,
                tool=visible(tool, 60),
                api=visible(api),
                operation=visible(operation),
                decision="denied" if kind == "denied" else "",
                reason=reason,
            )
        except Refused as error:
            answer["also"] = str(error)
        return Answer(answer, is_error=True)

    def _call(self, policy: Policy, name: str, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        if name not in self._by_name:
            raise Refused("invalid", f"there is no tool {visible(name, 60)!r}; there are {', '.join(self._by_name)}")
        problems = problems_in(self._by_name[name], arguments)
        if problems:
            raise Refused("invalid", text_of(name, problems))
        return self._tool(ToolCall(policy=policy, tool=name), arguments, steps)

    def _tool(self, task: ToolCall, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        match task.tool:
            case own_tools.SEARCH:
                answer = self._search(task, arguments)
            case own_tools.LOAD:
                answer = self._load(task, arguments)
            case own_tools.CALL | own_tools.PLAN:
                answer = self._operation(task, arguments)
            case own_tools.CONFIRM:
                answer = self._confirm(task.policy, arguments, steps)
            case looking.LIMITS_LEFT:
                answer = self._limits_left(task, arguments)
            case looking.SYNC_STATUS:
                self._recorder.write("call", task.policy, arguments, tool=task.tool, decision="allowed")
                answer = Answer(looking.sync_status(task.policy, str(arguments.get("job", ""))))
            case _:
                answer = self._curated(task, arguments, steps)
        return answer

    def _limits_left(self, task: ToolCall, arguments: Mapping[str, Any]) -> Answer:
        rules = rules_of(task.policy.apis, self._api(arguments), task.policy.agent)
        self._recorder.write("call", task.policy, arguments, tool=task.tool, api=rules.api, decision="allowed")
        return Answer(looking.limits_left(self._instances, rules, self._counts))

    def _search(self, task: ToolCall, arguments: Mapping[str, Any]) -> Answer:
        served = self._instances.served
        if "api" in arguments:
            served = {str(arguments["api"]): self._instances.of(str(arguments["api"]))}
        self._recorder.write("search", task.policy, arguments, tool=task.tool)
        limit = int(arguments.get("limit", LIMIT))
        return Answer(looking.search(served, task.policy, str(arguments["query"]), limit))

    def _load(self, task: ToolCall, arguments: Mapping[str, Any]) -> Answer:
        api, id_ = self._api(arguments), str(arguments["operation"])
        self._recorder.write("load", task.policy, arguments, tool=task.tool, api=api, operation=visible(id_, 100))
        return Answer(looking.load(self._instances.of(api), task.policy, id_))

    def _operation(self, task: ToolCall, arguments: Mapping[str, Any]) -> Answer:
        """Call an operation at once where nobody has to confirm it; plan it else, and where a plan is wanted."""
        served, id_ = self._instances.of(self._api(arguments)), str(arguments["operation"])
        given = cast("Mapping[str, Any]", arguments.get("arguments", {}))
        call = checked(task.policy, served, id_, given, self._pseudonyms)
        if task.tool == own_tools.CALL and call.decision.confirmation == "none":
            made = self._calls.make(task, call)
            skip, cap = int(arguments.get("skip", 0)), call.rules.caps.rows_per_export
            return _content(
                call.rules.api, id_, made.shown, fitted(made.shown.data, call.operation, skip=skip, max_rows=cap)
            )
        if call.operation.only_reads and call.decision.confirmation == "none":
            raise Refused("invalid", f"{id_} only reads: call it by {own_tools.CALL}")
        draft = self._planner.of_operation(task, served, call)
        return self._offer(task, served, id_, given, draft)

    def _curated(self, task: ToolCall, arguments: Mapping[str, Any], steps: Steps) -> Answer:
        served = self._instances.of(self._api(arguments))
        recipe = self._recipe(served, task.tool)
        self._check_named(task, served, arguments)
        given = {name: value for name, value in arguments.items() if name != "api"}
        if recipe.read is None:
            draft = self._planner.of_recipe(task, served, recipe, given, steps)
            return self._offer(task, served, task.tool, given, draft)
        found = RecipeReads(self._calls, task, served, self._pseudonyms, steps).run(recipe.read(given))
        return Answer({"content_is": WHAT_IT_IS, **bounded(found)})

    def _check_named(self, task: ToolCall, served: Served, arguments: Mapping[str, Any]) -> None:
        """Look at what a tool names, such as a group: its calls may not name it.

        Raises:
            Refused: the policy does not allow it.
        """
        rules = rules_of(task.policy.apis, served.catalog.api.name, task.policy.agent)
        decision = decide_things(rules, {kind: [arguments[kind]] for kind in rules.named if kind in arguments})
        if not decision.is_allowed:
            raise Refused("denied", visible(decision.reason))

    def _offer(self, task: ToolCall, served: Served, name: str, arguments: Mapping[str, Any], draft: Draft) -> Answer:
        limits = self._instances.limits(draft.rules)
        return self._confirmations.offer(
            task, name, arguments, draft, plan_text(served.catalog, name, arguments, draft, limits)
        )

    def _confirm(self, policy: Policy, arguments: Mapping[str, Any], steps: Steps, agreed_by: str = "") -> Answer:
        id_, token = str(arguments["plan"]), str(arguments.get("token", ""))
        if not token and not agreed_by and self._confirmations.waits_for_person(id_, policy.agent):
            return self._confirmations.question(id_, policy.agent)
        task = ToolCall(policy=policy, tool=own_tools.CONFIRM, plan=id_)
        plan, draft, outcomes = self._confirmations.run(
            task, id_, self._draft_again, steps, token=token, agreed_by=agreed_by
        )
        served = self._instances.of(plan.api)
        recipe = served.room.recipes.get(plan.operation)
        result = (
            None if recipe is None or recipe.result is None else recipe.result(plan.arguments, outcomes, draft.write)
        )
        return answer_of(plan, draft, outcomes, result)

    def _draft_again(self, task: ToolCall, plan: WritePlan, steps: Steps) -> Draft:
        served = self._instances.of(plan.api)
        if plan.operation in served.catalog.operations:
            call = checked(task.policy, served, plan.operation, plan.arguments, self._pseudonyms)
            return self._planner.of_operation(task, served, call)
        return self._planner.of_recipe(task, served, self._recipe(served, plan.operation), plan.arguments, steps)

    def _recipe(self, served: Served, tool: str) -> Recipe:
        recipe = served.room.recipes.get(tool)
        if recipe is None:
            raise Refused("invalid", f"{served.catalog.api.title} has no way to do {tool}")
        return recipe

    def _api(self, arguments: Mapping[str, Any]) -> str:
        """Return the API that arguments name; the only one where they name none."""
        if "api" in arguments:
            return str(arguments["api"])
        if len(self._instances.served) == 1:
            return next(iter(self._instances.served))
        raise Refused("invalid", f"say which API: {', '.join(self._instances.served)}")


def _content(api: str, id_: str, outcome: CallOutcome, found: Any) -> Answer:  # noqa: ANN401 - a Fitted
    if outcome.error:
        return Answer(
            {"api": api, "operation": id_, "status": outcome.status, "error": outcome.error, "kind": "failed"},
            is_error=True,
        )
    data: dict[str, Any] = {"api": api, "operation": id_, "status": outcome.status}
    if found.rows is not None:
        data["rows"] = found.rows
    if found.note:
        data["note"] = found.note
    return Answer(data | {"content_is": WHAT_IT_IS, "content": found.data})
