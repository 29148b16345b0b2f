"""Reads one message of the protocol, in one way for all transports: what parsers read differently is no message.

What is judged must be what is sent and recorded. So a message with a member twice, with half of a surrogate pair, or in
another encoding than UTF-8 is turned away, and so is one whose id could never come back.
"""

import json
import re
from collections import Counter
from typing import Any, Final, cast

import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
from mcp.shared.message import SessionMessage
from pydantic_core import from_json

from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.tools.argument_checks import MAX_DEPTH

_STRING: Final = rb'"(?:[^"\\]|\\.)*"'
_TOKEN: Final = re.compile(_STRING + rb"|[\[\]{}]", re.DOTALL)
_ID: Final = re.compile(rb"\s*:\s*(" + _STRING + rb"|-?[0-9]{1,18})\s*[,}]", re.DOTALL)
_MAX_LOOKED_AT: Final = 1024 * 1024
"""Bytes of a message whose id is looked for though it cannot be read as a whole."""
_MAX_NAME: Final = 60


class MalformedMessageError(Exception):
    """What came is no message.

    Args:
        code: the code of JSON-RPC.
        reason: why it is none, and what is expected.
        id_: the id that the response needs; None where it is not known.
        kind: the reason in words that hold nothing of the message, as the audit log has it.

    Attributes:
        response: what the client is told.
        kind: as given.
    """

    def __init__(self, code: int, reason: str, id_: str | int | None = None, *, kind: str) -> None:
        super().__init__(reason)
        self.kind = kind
        error = types.ErrorData(code=code, message=reason)
        self.response = types.JSONRPCError(jsonrpc="2.0", id=id_, error=error)


class _RepeatedMemberError(ValueError):
    pass


def read_message(text: bytes) -> SessionMessage:
    """Return the message that a text is.

    Args:
        text: what came, without the end of its line.

    Raises:
        MalformedMessageError: it is none. Nothing of it may be done.

    >>> read_message(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}').message.method
    'ping'
    >>> read_message(b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "method": "tools/list"}')
    Traceback (most recent call last):
    sdk_core.agents.server.messages.MalformedMessageError: the message has the member method twice: send each once
    """
    try:
        found = from_json(text)
    except ValueError as error:
        raise _unreadable(text, str(error)) from None
    if not isinstance(found, dict):
        reason = "expected one message: an object, since the protocol has no batches"
        raise MalformedMessageError(types.INVALID_REQUEST, reason, kind="the message is no object")
    message = cast("dict[str, Any]", found)
    id_ = message.get("id")
    if "method" in message and "id" in message and (isinstance(id_, bool) or not isinstance(id_, str | int)):
        reason = "the id of a request is a string or an integer"
        raise MalformedMessageError(types.INVALID_REQUEST, reason, kind="the id is no string and no integer")
    known = id_ if isinstance(id_, str | int) else None
    try:
        json.loads(text, object_pairs_hook=_members, parse_int=len, parse_float=len)
    except _RepeatedMemberError as error:
        raise MalformedMessageError(
            types.INVALID_REQUEST, str(error), known, kind="the message has a member twice"
        ) from None
    try:
        return SessionMessage(types.jsonrpc_message_adapter.validate_python(message, by_name=False))
    except ValueError:
        reason = (
            'the message is no JSON-RPC: expected "jsonrpc" "2.0", and "method", a string, with "params", an object, '
            'or "result" or "error"'
        )
        raise MalformedMessageError(types.INVALID_REQUEST, reason, known, kind="the message is no JSON-RPC") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise _RepeatedMemberError(f"the message has the member {visible(twice, _MAX_NAME)} twice: send each once")
    return members


def _unreadable(text: bytes, reason: str) -> MalformedMessageError:
    if "recursion" not in reason:
        kind = "the message is no JSON in UTF-8"
        return MalformedMessageError(types.PARSE_ERROR, f"{kind}: {reason}", kind=kind)
    kind = "the message is nested too deep to be read"
    said = f"{kind}: arguments have {MAX_DEPTH} levels at most"
    return MalformedMessageError(types.PARSE_ERROR, said, _id_in(text), kind=kind)


def _id_in(text: bytes) -> str | int | None:
    """Return the id of a message that is nested too deep: without it, its client would wait for an answer."""
    depth = 0
    for token in _TOKEN.finditer(text) if len(text) <= _MAX_LOOKED_AT else ():
        if token[0] in b"[{":
            depth += 1
        elif token[0] in b"]}":
            depth -= 1
        elif depth == 1 and token[0] == b'"id"' and (found := _ID.match(text, token.end())):
            try:
                return cast("str | int", from_json(found[1]))
            except ValueError:
                return None
    return None
