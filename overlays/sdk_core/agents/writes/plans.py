"""Plans of writes: each is run once, as it was shown, by the agent that asked for it, and not after its time.

A plan stays in the memory of the server. What the agent gets is a token for it: an HMAC over the agent, the operation,
the arguments and the time, so that nothing of it can be changed on the way back.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any, Final

from sdk_core.agents.policy.model import Confirmation

LIFETIME: Final = 600.0
"""Seconds in which a plan can be confirmed."""
_MAX_PLANS: Final = 1_000
"""Plans that are kept at a time; the oldest ones go first."""


class PlanRejectedError(Exception):
    """A plan is not run. The message says why, and what to do; nothing was done."""


@dataclass(frozen=True, slots=True)
class WritePlan:
    """What would be done.

    Attributes:
        id: its id.
        agent: the agent that asked for it.
        api: the name of the API.
        operation: the operationId, or the tool where it makes several calls.
        arguments: those that the agent gave.
        calls: the calls that are made, as their operationIds and arguments.
        digest: the keyed hash of operation, arguments and calls.
        people: how many persons it touches; None where nobody knows.
        confirmation: who must agree.
        expires: when it can be run no more, in seconds since 1970.
        text: what a person is shown of it.
    """

    id: str
    agent: str
    api: str
    operation: str
    arguments: Mapping[str, Any] = field(repr=False)
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = field(repr=False)
    digest: str
    people: int | None
    confirmation: Confirmation
    expires: float
    text: str = field(default="", repr=False)


class WritePlans:
    """The plans of one server.

    Args:
        now: the time in seconds since 1970.
        key: the key of tokens; a new one where none is given, so that no token outlives its server.

    >>> plans = WritePlans(now=lambda: 0.0, key=b"key")
    >>> plan = plans.add("helper", "tiny", "putThing", {"id": "7"}, people=0, confirmation="token")
    >>> plans.take(plan.id, "helper", token=plans.token(plan)).operation
    'putThing'
    >>> plans.take(plan.id, "helper", token=plans.token(plan))
    Traceback (most recent call last):
    sdk_core.agents.writes.plans.PlanRejectedError: the plan was run already, or is not known here: make another
    """

    def __init__(self, *, now: Callable[[], float], key: bytes | None = None) -> None:
        self._now, self._key = now, key or secrets.token_bytes(32)
        self._plans: dict[str, WritePlan] = {}
        self._lock = Lock()

    def add(  # noqa: PLR0913 - what a plan is made of, by names
        self,
        agent: str,
        api: str,
        operation: str,
        arguments: Mapping[str, Any],
        *,
        people: int | None,
        confirmation: Confirmation,
        calls: tuple[tuple[str, Mapping[str, Any]], ...] = (),
        text: str = "",
    ) -> WritePlan:
        """Keep a plan, and return it.

        Args:
            agent: the agent that asks for it.
            api: the name of the API.
            operation: the operationId, or the tool.
            arguments: those that the agent gave.
            people: how many persons it touches.
            confirmation: who must agree.
            calls: the calls that are made.
            text: what a person is shown of it.
        """
        plan = WritePlan(
            id=f"plan-{secrets.token_hex(6)}",
            agent=agent,
            api=api,
            operation=operation,
            arguments=arguments,
            calls=calls,
            digest=self._hash(digest_of({"operation": operation, "arguments": arguments, "calls": calls})),
            people=people,
            confirmation=confirmation,
            expires=self._now() + LIFETIME,
            text=text,
        )
        with self._lock:
            self._plans[plan.id] = plan
            while len(self._plans) > _MAX_PLANS:
                del self._plans[next(iter(self._plans))]
        return plan

    def token(self, plan: WritePlan) -> str:
        """Return what the agent sends to run a plan without a person."""
        return self._hash(json.dumps([plan.id, plan.agent, plan.api, plan.operation, plan.digest, plan.expires]))

    def _hash(self, text: str) -> str:
        """Return a hash that nobody can make without the key, nor try guesses of the text by."""
        return hmac.new(self._key, text.encode(), sha256).hexdigest()

    def get(self, id_: str, agent: str) -> WritePlan:
        """Return a plan that can be run.

        Args:
            id_: its id.
            agent: who asks.

        Raises:
            PlanRejectedError: it is not known, another agent's, or too old.
        """
        with self._lock:
            plan = self._plans.get(id_)
        if plan is None or plan.agent != agent:  # an agent learns nothing of the plans of others
            raise PlanRejectedError("the plan was run already, or is not known here: make another")
        if self._now() >= plan.expires:
            raise PlanRejectedError(f"the plan is over {LIFETIME / 60:.0f} minutes old: make another")
        return plan

    def drop(self, id_: str, agent: str) -> None:
        """Forget a plan that is not to be run.

        Args:
            id_: its id.
            agent: who asks.

        Raises:
            PlanRejectedError: it is not known, another agent's, or too old.
        """
        self.get(id_, agent)
        with self._lock:
            self._plans.pop(id_, None)

    def check(self, id_: str, agent: str, *, token: str = "", is_agreed: bool = False) -> WritePlan:
        """Return a plan that is confirmed.

        Args:
            id_: its id.
            agent: who asks.
            token: what the agent got with the plan; it counts for confirmations `token` and `ask`.
            is_agreed: whether the person at the client, or somebody outside, has agreed to this plan.

        Raises:
            PlanRejectedError: it is not known, another agent's, too old, or not confirmed.
        """
        plan = self.get(id_, agent)
        if token and not hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self.token(plan).encode()):
            raise PlanRejectedError("the token is not that of this plan: send the one that came with it")
        counts = bool(token) and plan.confirmation in ("token", "ask")
        if not (plan.confirmation == "none" or counts or is_agreed):
            raise PlanRejectedError(_MISSING[plan.confirmation])
        return plan

    def take(self, id_: str, agent: str, *, token: str = "", is_agreed: bool = False) -> WritePlan:
        """Return a plan to be run, as `check` does, and forget it: nobody runs it again."""
        plan = self.check(id_, agent, token=token, is_agreed=is_agreed)
        with self._lock:
            if self._plans.pop(id_, None) is None:
                raise PlanRejectedError("the plan was run already, or is not known here: make another")
        return plan


_MISSING: Final[Mapping[Confirmation, str]] = {
    "none": "",
    "token": "the token is missing: send the one that came with the plan",
    "ask": "nobody has agreed: let the person at the client confirm, or send the token that came with the plan",
    "person": "the person at the client has not agreed, and the policy takes no token for it",
    "approval": "nobody has approved it yet: a person runs `agents approve` with the plan's id",
}


def digest_of(arguments: Mapping[str, Any]) -> str:
    """Return the hash of arguments, which is the same in whatever order their members come.

    >>> digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    True
    """
    text = json.dumps(arguments, ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
