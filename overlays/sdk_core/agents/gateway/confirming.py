"""Plans that wait, and how they are confirmed and run: once, as they were shown, and only while nothing has changed."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final

from sdk_core.agents.gateway.answers import WHAT_IT_IS, brief, fitted
from sdk_core.agents.gateway.calls import Calls, ToolCall
from sdk_core.agents.gateway.planning import Draft
from sdk_core.agents.gateway.records import Recorder
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.model import CONFIRMATIONS, Policy
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.recipes.model import CallOutcome
from sdk_core.agents.tools.model import Answer, Question, Steps
from sdk_core.agents.writes.approvals import Approvals
from sdk_core.agents.writes.plans import LIFETIME, PlanRejectedError, WritePlan, WritePlans
from sdk_core.wire.counting import are, counted

SAMPLE: Final = 20
"""Changes that an answer holds of a plan's."""
_ENDING: Final = frozenset({0, 401, 403, 429})
"""Statuses after which the next call of a plan would fail too; 0 is for no response."""
Drafting = Callable[[ToolCall, WritePlan, Steps], Draft]


class Confirmations:
    """The plans of one agent.

    Args:
        plans: the plans.
        approvals: approvals from outside.
        calls: makes calls.
        recorder: the audit log.
    """

    def __init__(
        self,
        plans: WritePlans,
        approvals: Approvals,
        calls: Calls,
        recorder: Recorder,
    ) -> None:
        self._plans, self._approvals, self._calls = plans, approvals, calls
        self._recorder = recorder
        self._drafts: dict[str, Draft] = {}
        self._lock = Lock()

    def offer(self, task: ToolCall, operation: str, arguments: Mapping[str, Any], draft: Draft, text: str) -> Answer:
        """Keep a plan, and say how it is confirmed.

        Args:
            task: the tool that planned it.
            operation: the operation, or the tool where it makes several calls.
            arguments: those that the agent gave.
            draft: what would be written.
            text: what a person is shown.

        Raises:
            Refused: it is over a cap, there is nothing to do, or it cannot be recorded.
        """
        if not draft.calls:
            return Answer({"done": 0, "left_out": list(draft.write.left_out), "note": "there is nothing to write"})
        self._calls.take(draft.rules, draft.people, len(draft.calls), check_only=True)
        api = draft.rules.api
        plan = self._plans.add(
            task.policy.agent,
            api,
            operation,
            arguments,
            people=draft.people,
            confirmation=draft.confirmation,
            calls=tuple((each.operation.id, each.given) for each in draft.calls),
            text=text,
        )
        self._recorder.write(
            "plan",
            task.policy,
            arguments,
            tool=task.tool,
            api=api,
            operation=operation,
            people=draft.people,
            plan=plan.id,
            count=len(draft.calls),
            reason=f"it is confirmed by {draft.confirmation}",
        )
        with self._lock:
            self._drafts[plan.id] = draft
            for id_ in list(self._drafts)[:-1_000]:
                del self._drafts[id_]
        if draft.confirmation == "approval":
            try:
                self._approvals.ask(plan, text)
            except PlanRejectedError as error:
                raise Refused("failed", str(error)) from error
        return self._offered(plan, draft)

    def _offered(self, plan: WritePlan, draft: Draft) -> Answer:
        write = draft.write
        data: dict[str, Any] = {
            "plan": plan.id,
            "nothing_was_done_yet": True,
            "what": plan.text,
            "people": plan.people,
            "calls": len(draft.calls),
            "messages": write.messages,
            "changes": [brief(each) for each in write.changes[:SAMPLE]],
            "left_out": list(write.left_out[:SAMPLE]),
            "minutes_to_confirm": LIFETIME / 60,
        }
        if plan.confirmation in ("none", "token", "ask"):
            data["token"] = self._plans.token(plan)
        data["next"] = _NEXT[plan.confirmation].format(plan=plan.id)
        question = Question(plan.id, plan.text) if plan.confirmation in ("ask", "person") else None
        return Answer(data, question=question)

    def question(self, id_: str, agent: str) -> Answer:
        """Return a plan again that the person at the client has to agree to."""
        plan = self._plans.get(id_, agent)
        with self._lock:
            draft = self._drafts.get(id_)
        if draft is None:
            raise PlanRejectedError("the plan is not known here any more: make another")
        return self._offered(plan, draft)

    def waits_for_person(self, id_: str, agent: str) -> bool:
        """Return whether a plan needs the person at the client."""
        return self._plans.get(id_, agent).confirmation in ("ask", "person")

    def decline(self, id_: str, policy: Policy | None, agent: str) -> Answer:
        """Drop a plan.

        Raises:
            PlanRejectedError: it is not known.
            Refused: it cannot be recorded.
        """
        plan = self._plans.get(id_, agent)
        self._plans.drop(id_, agent)
        with self._lock:
            self._drafts.pop(id_, None)
        self._recorder.write(
            "decline",
            policy,
            api=plan.api,
            operation=plan.operation,
            plan=id_,
            by="the person at the client",
            reason="the person at the client did not agree",
        )
        return Answer({"plan": id_, "done": 0, "note": "the person did not agree: nothing was done"}, is_error=True)

    def run(  # noqa: PLR0913 - what a confirmation is made of, by names
        self, task: ToolCall, id_: str, draft_again: Drafting, steps: Steps, *, token: str = "", agreed_by: str = ""
    ) -> tuple[WritePlan, Draft, list[CallOutcome]]:
        """Run a plan that is confirmed, and return what came of each call; of those that were not made, nothing.

        Args:
            task: the tool that confirms it.
            id_: its id.
            draft_again: plans it anew.
            steps: is told how far it is.
            token: what the agent got with it.
            agreed_by: who has agreed to it.

        Raises:
            PlanRejectedError: it is not confirmed, not known, or too old.
            Refused: something has changed since, or the policy denies it now.
        """
        agent = task.policy.agent
        plan = self._plans.get(id_, agent)
        if plan.confirmation == "approval":
            if declined_by := self._approvals.declined_by(plan):
                self._plans.drop(id_, agent)
                raise _declined(declined_by)
            agreed_by = self._approvals.approved_by(plan)
        self._plans.check(id_, agent, token=token, is_agreed=bool(agreed_by))
        draft = draft_again(task, plan, steps)
        self._check_unchanged(plan, draft, agent)
        plan = self._plans.take(id_, agent, token=token, is_agreed=bool(agreed_by))
        if plan.confirmation == "approval" and (declined_by := self._approvals.use(plan)):
            raise _declined(declined_by)
        self._calls.take(draft.rules, draft.people, len(draft.calls))
        by = agreed_by or ("the agent, by the plan's token" if token else "nobody, as the policy says")
        self._recorder.write(
            "confirm",
            task.policy,
            plan.arguments,
            tool=task.tool,
            api=plan.api,
            operation=plan.operation,
            people=plan.people,
            plan=id_,
            by=by,
            count=len(draft.calls),
        )
        return plan, draft, self._run(task, draft, id_, by, steps)

    def _run(self, task: ToolCall, draft: Draft, id_: str, by: str, steps: Steps) -> list[CallOutcome]:
        outcomes: list[CallOutcome] = []
        now = ToolCall(policy=task.policy, tool=task.tool, plan=id_, by=by)
        for number, call in enumerate(draft.calls, start=1):
            try:
                made = self._calls.make(now, call, counted=True)
            except (
                Refused,
                PolicyError,
            ) as error:  # such as by `agents stop`, or a change of the policy, amid the plan
                outcomes.append(CallOutcome(error=f"not sent: {visible(str(error))}", status=0))
                break
            outcomes.append(made.shown)
            if made.shown.error and made.shown.status in _ENDING:
                break
            steps.done(number, len(draft.calls), call.operation.summary)
        return outcomes

    def _check_unchanged(self, plan: WritePlan, draft: Draft, agent: str) -> None:
        """Stop a plan that would do something else now than it said.

        Raises:
            Refused: it would.
        """
        with self._lock:
            shown = self._drafts.get(plan.id)
        calls = tuple((each.operation.id, each.given) for each in draft.calls)
        if CONFIRMATIONS.index(draft.confirmation) > CONFIRMATIONS.index(plan.confirmation):
            reason = f"the policy wants {draft.confirmation} for it now"
        elif calls == plan.calls and shown is not None and shown.state == draft.state:
            return
        else:
            reason = _difference(shown, draft)
        self._plans.drop(plan.id, agent)
        raise Refused("denied", f"nothing was done, for something has changed since the plan: {reason}. Plan it again")


def _declined(by: str) -> Refused:
    return Refused("denied", f"{visible(by)} has declined the plan: nothing was done")


def answer_of(plan: WritePlan, draft: Draft, outcomes: list[CallOutcome], result: Mapping[str, Any] | None) -> Answer:
    """Return the answer about a plan that was run.

    Args:
        plan: the plan.
        draft: what it wrote.
        outcomes: what came of each call that was made.
        result: what the recipe of a tool says of it; None for a single operation.
    """
    failed = [(call, outcome) for call, outcome in zip(draft.calls, outcomes, strict=False) if outcome.error]
    data: dict[str, Any] = {
        "plan": plan.id,
        "done": len(outcomes) - len(failed),
        "failed": len(failed),
        "not_sent": len(draft.calls) - len(outcomes),
    }
    if failed:
        data["errors"] = [outcome.error for _, outcome in failed[:SAMPLE]]
    if draft.write.left_out and "left_out" not in (result or {}):
        data["left_out"] = list(draft.write.left_out[:SAMPLE])
    if result is not None:
        data["result"] = result
    elif len(outcomes) == 1 and not failed:
        found = fitted(outcomes[0].data, draft.calls[0].operation, skip=0, max_rows=None)
        data |= {"content_is": WHAT_IT_IS, "content": found.data} | ({"note": found.note} if found.note else {})
    return Answer(data, is_error=bool(failed) or len(outcomes) < len(draft.calls))


_SHOW: Final = 'show this to the person you work for; if they agree, call confirm_plan with plan "{plan}" and its token'
_NEXT: Final[Mapping[str, str]] = {
    "none": 'call confirm_plan with plan "{plan}" and its token',
    "token": _SHOW,
    "ask": _SHOW,
    "person": "the person at the client has to agree in a form, and this client cannot ask: nothing can be done by it",
    "approval": "somebody runs `agents approve {plan}`; after that, call confirm_plan with the plan",
}


def _difference(shown: Draft | None, draft: Draft) -> str:
    """Say what has changed between two plans of the same."""
    if shown is None:
        return "the plan is not known here any more"
    for name, before, after in (
        ("changes", shown.write.changes, draft.write.changes),
        ("is left out", shown.write.left_out, draft.write.left_out),
    ):
        gone = [each for each in before if each not in after]
        new = [each for each in after if each not in before]
        if gone or new:
            sample = visible("; ".join(str(dict(each)) for each in (*new, *gone)[:3]), 300)
            return (
                f"{counted(len(new), 'entry', 'entries')} of what {name} {are(len(new))} new and {len(gone):,} "
                f"{are(len(gone))} gone ({sample})"
            )
    return "what is there now is not what the plan has read"
