"""Questions to the person at the client: how they are asked in either era of the protocol, and what counts as a yes."""

from collections.abc import Mapping
from typing import Any, Final

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
from mcp.types.version import MODERN_PROTOCOL_VERSIONS

from sdk_core.agents.tools.model import Question

KEY: Final = "confirm"
"""The name of the question in what is returned and in what comes back."""
_AGREE: Final = "agree"
FORM: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        _AGREE: {
            "type": "boolean",
            "title": "Do it",
            "description": "Tick this to have it done as described. Nothing is done otherwise.",
            "default": False,
        }
    },
    "required": [_AGREE],
}
"""What the person fills in: one box, which is not ticked before they tick it."""
_MAX_OPEN: Final = 1_000


def can_be_asked(capabilities: types.ClientCapabilities | None) -> bool:
    """Tell whether a client shows forms to a person. One that says nothing of what it shows, shows forms."""
    if capabilities is None or capabilities.elicitation is None:
        return False
    return capabilities.elicitation.form is not None or capabilities.elicitation.url is None


def is_modern(protocol_version: str) -> bool:
    """Tell whether questions are returned, and the client calls again; else they are asked while it waits."""
    return protocol_version in MODERN_PROTOCOL_VERSIONS


def is_yes(response: object) -> bool:
    """Tell whether a person has agreed: the form was sent, and the box is ticked. Anything else is a no.

    >>> is_yes(types.ElicitResult(action="accept", content={"agree": True}))
    True
    >>> is_yes(types.ElicitResult(action="accept")), is_yes(types.ElicitResult(action="accept", content={"agree": 1}))
    (False, False)
    """
    if not isinstance(response, types.ElicitResult) or response.action != "accept":
        return False
    return (response.content or {}).get(_AGREE) is True


def returned(question: Question) -> types.InputRequiredResult:
    """Return a question to a client that will call again. Its state, the plan's id, is sealed on the way out."""
    form = types.ElicitRequestFormParams(message=question.text, requested_schema=dict(FORM))
    return types.InputRequiredResult(
        input_requests={KEY: types.ElicitRequest(params=form)}, request_state=question.plan
    )


class OpenQuestions:
    """The plans that a person was asked about and that nobody has answered: each takes one answer."""

    def __init__(self) -> None:
        self._plans: dict[str, None] = {}

    def add(self, plan: str) -> None:
        """Remember a plan; the oldest is forgotten where there are too many."""
        self._plans[plan] = None
        while len(self._plans) > _MAX_OPEN:
            del self._plans[next(iter(self._plans))]

    def take(self, plan: str) -> bool:
        """Forget a plan, and tell whether it was waiting for its answer."""
        return plan in self._plans and self._plans.pop(plan) is None
