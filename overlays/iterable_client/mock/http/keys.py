"""Whose key a call has, and whether a key of its kind may make the call."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hmac import compare_digest

from starlette.datastructures import Headers

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.http.tokens import Subject, TokenError, read_token
from iterable_client.mock.instance import Key
from sdk_core.mock.app import Operation

_HEADERS = ("api-key", "api_key")
_CODES = {"status-401": (401, "BadApiKey"), "status-403": (403, "Forbidden")}
_HERE = "127.0.0.1"
"""Where all calls of the mock come from."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. Calls of one key count together, whatever token comes with it.

    Attributes:
        key: The key.
        subject: For whom the token was made; None where the key needs none.
    """

    key: Key
    subject: Subject | None = field(default=None, compare=False)

    @property
    def is_client_side(self) -> bool:
        """Whether the key is on people's devices, where it cannot be kept secret."""
        return self.key.kind in ("mobile", "web", "javascript")


def authenticate(  # noqa: PLR0913 - all that decides
    keys: Iterable[Key],
    operation: Operation,
    headers: Headers,
    assumptions: Assumptions,
    now: float,
    *,
    page_key: str | None = None,
) -> Caller:
    """Return who calls.

    Args:
        keys: Those of the project.
        operation: What is called.
        headers: Of the request; the name of the key's header may be written with a dash or an underscore.
        assumptions: `key-kinds`, `key-kind-status` and `bad-token-status` count.
        now: Seconds since 1970.
        page_key: The key of the mock's own pages, which is none of the project's and may call everything.

    Raises:
        IterableHTTPError: The key is missing, not known or disabled, is of a kind that may not make the call, or its
            token of the user does not count.
    """
    given = next((headers[name] for name in _HEADERS if name in headers), None)
    if given is None:
        raise _rejected(operation, "there is no header Api-Key; send the key in it")
    if page_key is not None and compare_digest(given.encode(), page_key.encode()):
        return Caller(Key(page_key, "server-side"))
    key = next((each for each in keys if each.key == given), None)
    if key is None:
        raise _rejected(operation, "the project has no such key; send one of the project's")
    if key.disabled:
        raise _rejected(operation, "the key is disabled; send another")
    if key.kind != "server-side" and assumptions.choice("key-kinds") == "by-operation":
        _check_key_kind(key, operation.keys, operation, assumptions)
    if not key.jwt_secret:
        return Caller(key)
    try:
        return Caller(key, read_token(headers.get("authorization", ""), key.jwt_secret, now))
    except TokenError as error:
        raise IterableHTTPError(
            assumptions.status("bad-token-status"),
            str(error),
            code="InvalidJwtPayload",
            rule="token",
            place="Authorization",
            assumption="bad-token-status",
        ) from None


def _check_key_kind(key: Key, kinds: Collection[str], operation: Operation, assumptions: Assumptions) -> None:
    if key.kind not in kinds:
        status, code = _CODES[assumptions.choice("key-kind-status")]
        message = f"a key of the kind {key.kind} may not do this; use one of the kind {' or '.join(sorted(kinds))}"
        error = _rejected(operation, message, status=status, code=code, rule="key-kind")
        raise error


def _rejected(
    operation: Operation, message: str, *, status: int = 401, code: str = "BadApiKey", rule: str = "credentials"
) -> IterableHTTPError:
    return IterableHTTPError(
        status,
        message,
        code=code,
        params={"ip": _HERE, "endpoint": operation.path},
        rule=rule,
        place="Api-Key",
        assumption="key-kind-status" if rule == "key-kind" else None,
    )
