"""Calls of a Redis or Valkey server: scripts, and what went wrong with them."""

import os
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from sdk_core.api import Api
from sdk_core.transport.errors import StateFileError, Trouble
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.wire.interrupts import mutex

if TYPE_CHECKING:
    from redis import Redis

Script = Literal["acquire", "settle", "announce", "stop", "view", "free", "add", "forget"]
TIMEOUT: Final = 2.0
"""Seconds to connect to a server, and for its response."""
_LONGEST: Final = 200
"""Letters of a complaint of a server that are repeated."""


class Connection:
    """The way of a process to a server. It is opened when it is first used, and again after a fork.

    Args:
        url: where the server is.
        api: whose limits are kept there; errors are of its classes.
    """

    def __init__(self, url: RedisUrl, api: Api) -> None:
        self._url, self._api = url, api
        self.reset_after_fork()

    def __repr__(self) -> str:
        return f"Connection('{self._url}')"

    def reset_after_fork(self) -> None:
        """Start again after a fork: open sockets are the parent's."""
        self._mutex = mutex()
        self._client: Redis | None = None
        self._hashes: dict[Script, str] = {}

    def run(self, script: Script, keys: Sequence[str], arguments: Sequence[object]) -> list[Any]:
        """Run a script, and return what it returns.

        Its first argument is 1 where the server did not have it, since it was just started, else 0.

        Raises:
            StateFileError: the server cannot be reached, or rejects the call.
        """
        import redis  # noqa: PLC0415 - only who shares limits pays for it
        from redis.exceptions import AuthorizationError, NoPermissionError  # noqa: PLC0415

        trouble: Trouble = "unreachable"
        try:
            client = self._open()
            return _run(client, self._hashes, script, [*keys], [*map(str, arguments)])
        except (redis.AuthenticationError, AuthorizationError, NoPermissionError) as error:
            complaint, trouble = _complaint(error), "denied"
        except (redis.RedisError, OSError, UnicodeError) as error:
            complaint = _complaint(error)
            trouble = "denied" if "unauthenticated" in complaint else trouble  # long calls without credentials
        except RuntimeError as error:  # a thread cannot be started while the interpreter ends
            complaint = _complaint(error)
        # Out here: frames of the library, which have the password, are in no traceback.
        raise self.error(complaint, trouble)

    def error(self, complaint: str, trouble: Trouble) -> StateFileError:
        """Return the error that says what is wrong with the server."""
        for each in (self._url.password, self._url.user):
            complaint = complaint.replace(each.reveal(), "***") if each else complaint
        message = f"the rate limiter at {self._url} cannot be used ({complaint[:_LONGEST]})"
        variable = self._api.variable("rate_limiter")
        advice = {
            "denied": f"check user, password and permissions of the URL in {variable} or the setting rate_limiter",
            "unreachable": f"start the server or check the URL in {variable} or the setting rate_limiter; calls are "
            "made without it only where that URL says so (fallback=N)",
        }[trouble]
        return StateFileError(message=message, trouble=trouble, advice=advice).of_class(self._api.error(StateFileError))

    def close(self) -> None:
        """Close sockets; a later call opens them again."""
        with self._mutex:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _open(self) -> "Redis":
        with self._mutex:
            if self._client is None:
                self._client = _client_of(self._url)
            return self._client


def _run(client: "Redis", hashes: dict[Script, str], script: Script, keys: list[str], given: list[str]) -> list[Any]:
    from redis.exceptions import NoScriptError  # noqa: PLC0415 - as above

    loaded: Any = client  # its types serve both kinds of clients at once
    if script not in hashes:
        from hashlib import sha1  # noqa: PLC0415 - as above

        hashes[script] = sha1(_text(script).encode(), usedforsecurity=False).hexdigest()
    try:
        return cast("list[Any]", loaded.evalsha(hashes[script], len(keys), *keys, "0", *given))
    except NoScriptError:
        return cast("list[Any]", loaded.eval(_text(script), len(keys), *keys, "1", *given))


def _text(script: Script) -> str:
    folder = files("sdk_core.transport.limits.redis") / "lua"
    return "".join((folder / f"{name}.lua").read_text("utf-8") for name in ("common", script))


def _client_of(url: RedisUrl) -> "Redis":
    """Return a client that retries nothing by itself, as who waits has a deadline."""
    import redis  # noqa: PLC0415 - as above
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    kind: Any = redis.Connection
    options: dict[str, Any] = {}
    if url.path:
        kind, options = redis.UnixDomainSocketConnection, {"path": url.path}
    else:
        options = {"host": url.host, "port": url.port, "socket_connect_timeout": TIMEOUT, "socket_keepalive": True}
        if url.is_encrypted:
            kind = redis.SSLConnection
            options |= url.files
    if url.has_credentials:
        options["credential_provider"] = _provider(url)
    pool = redis.ConnectionPool(
        connection_class=kind,
        db=url.database,
        socket_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
        protocol=2,
        **options,
    )
    return redis.Redis(connection_pool=pool)


def _provider(url: RedisUrl) -> Any:  # noqa: ANN401 - of a class that is known when the package is imported
    from redis.credentials import CredentialProvider  # noqa: PLC0415 - as above

    class Provider(CredentialProvider):
        """Gives credentials to a connection when it is opened, so that no object of the library keeps them."""

        def get_credentials(self) -> tuple[str] | tuple[str, str]:
            if url.user:
                return url.user.reveal(), url.password.reveal()
            return (url.password.reveal(),)

    return Provider()


def _complaint(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def holder_name() -> str:
    """Return what this process is called in leases."""
    from platform import node  # noqa: PLC0415 - as above

    return f"{node() or 'unknown'}|{os.getpid()}"
