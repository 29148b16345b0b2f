"""The lines of the audit log that calls of tools leave, in members that are the same for all of them."""

import sys
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict, Unpack

from sdk_core.agents.audit.chain import keyed_hash, message_hash
from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.audit.log import AuditLog
from sdk_core.agents.gateway.refusals import Refused
from sdk_core.agents.policy.model import Policy
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.tools.argument_checks import is_too_deep

Event = Literal[
    "started", "stopped", "search", "load", "call", "plan", "confirm", "decline", "outcome", "denied", "error"
]


class Members(TypedDict, total=False):
    """What a line may say.

    Attributes:
        tool: the tool that was called.
        api: the API that it is about.
        operation: the operationId, or the tool again where it makes several calls.
        decision: `allowed` or `denied`.
        reason: why, in plain English.
        people: how many persons it touches; None where nobody knows.
        plan: the id of the plan.
        by: who confirmed it.
        status: the HTTP status of the outcome.
        count: how many rows came back, or how many calls of a plan succeeded.
        seconds: how long it took.
        call: the number of the line that an outcome belongs to.
        messages: how many messages were refused before they were read.
        length: the bytes of the last one of them.
        message_hash: its hash.
    """

    tool: str
    api: str
    operation: str
    decision: Literal["", "allowed", "denied"]
    reason: str
    people: int | None
    plan: str
    by: str
    status: int
    count: int
    seconds: float
    call: int
    messages: int
    length: int
    message_hash: str


class Recorder:
    """Writes what one agent does into the audit log.

    Args:
        log: the audit log.
        agent: the agent.
        warn: what becomes of the text about a line that could not be written, and need not be.
    """

    def __init__(self, log: AuditLog, agent: str, warn: Callable[[str], object] = sys.stderr.write) -> None:
        self._log, self._agent, self._warn = log, agent, warn

    def write(
        self,
        event: Event,
        policy: Policy | None,
        arguments: Mapping[str, Any] | None = None,
        **members: Unpack[Members],
    ) -> int:
        """Write a line, and return its number; 0 where it could not be written and need not be.

        Args:
            event: what happened.
            policy: the agent's policy now; None while there is none, and then the line must be written.
            arguments: what the tool was called with, as the agent gave it. Their hash is recorded, and they themselves
                where the policy says so; neither of arguments that are nested deeper than any tool takes.
            **members: the rest.

        Raises:
            Refused: the line must be written and cannot be. So nothing may be done.
        """
        record: dict[str, Any] = {"event": event, "agent": self._agent, **members}
        if "reason" in record:
            record["reason"] = visible(str(record["reason"]))
        if arguments is not None and not is_too_deep(arguments):  # of those no hash can be made; the reason says it
            record["arguments_hash"] = keyed_hash(self._log.key, arguments)
            if policy is not None and policy.audits_values:
                record["arguments"] = arguments
        try:
            return self._log.write(record).sequence
        except AuditError as error:
            if policy is None or policy.is_audit_required:
                raise Refused("failed", f"nothing was done: {error}") from error
            self._warn(f"{error}\n")
            return 0

    def write_malformed(self, reason: str, content: bytes | None, messages: int) -> None:
        """Write the line of messages that were refused before they were read: nothing that they hold is in it.

        Args:
            reason: what is wrong with them.
            content: the last one; None where it was not kept.
            messages: how many there were.

        Raises:
            Refused: the line cannot be written.
        """
        members = Members(decision="denied", reason=reason, messages=messages)
        if content is not None:
            members["length"], members["message_hash"] = len(content), message_hash(self._log.key, content)
        self.write("denied", None, **members)
