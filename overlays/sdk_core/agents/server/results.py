"""Answers as clients get them: as structure, and the same as text for clients that read nothing else."""

import json
from collections.abc import Mapping
from typing import Any, Literal, cast

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it

from sdk_core.agents.tools.model import Answer

Kind = Literal["invalid", "failed"]


def result_of(answer: Answer) -> types.CallToolResult:
    """Return an answer as the protocol has it.

    Half of a surrogate pair, which JSON can escape and UTF-8 cannot hold, becomes the replacement character.

    Raises:
        TypeError: the data are no JSON.
        ValueError: same: they hold a number that is none, or themselves.
    """
    text = json.dumps(answer.data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)],
        structured_content=json.loads(text),
        is_error=answer.is_error,
    )


def _plain(value: object) -> object:
    if isinstance(value, Mapping):  # one that is no dictionary
        return dict(cast("Mapping[object, object]", value))
    raise TypeError(f"a {type(value).__name__} is no JSON")


def refusal(kind: Kind, reason: str, **more: Any) -> Answer:  # noqa: ANN401 - any JSON
    """Return the answer to a call that the server does not hand to the toolbox, or that failed there.

    Args:
        kind: `invalid`, so that the agent can correct its call, or `failed`, for what it cannot change.
        reason: what is wrong and what to do. Holds no value of a person.
        **more: other members of the answer.
    """
    return Answer({"error": reason, "kind": kind, **more}, is_error=True)
