"""Secrets of profiles in the keyring of the operating system, by the package `keyring`, imported only when used.

A profile then holds a reference in place of a secret: `secret = {keyring = "tiny/staging/secret"}`. That is the service
before the first slash, and the user name behind it, as `keyring get tiny staging/secret` takes them.

`keyring` takes whatever backend it finds, also one that writes plain text into a file, or keeps nothing. Here only the
keyrings of operating systems count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from sdk_core.wire.secret import Secret

EXTRA: Final = "keyring"
MEMBER: Final = "keyring"
"""What a reference is called in the file of profiles."""
_TRUSTED: Final = frozenset(
    f"keyring.backends.{name}" for name in ("macOS", "Windows", "SecretService", "libsecret", "kwallet")
)
"""The modules of the backends that encrypt, or leave it to the operating system."""


@dataclass(frozen=True, slots=True)
class KeyringReference:
    """Where in the keyring a secret is.

    Attributes:
        service: the first part of its name there, such as `tiny`.
        user: the rest, such as `staging/secret`.
    """

    service: str
    user: str

    def __str__(self) -> str:
        return f"{self.service}/{self.user}"


class KeyringError(ValueError):
    """The keyring cannot be used; the text says why, and what to do. It holds no secret."""


class _Backend(Protocol):
    def get_password(self, service: str, username: str, /) -> str | None: ...

    def set_password(self, service: str, username: str, password: str, /) -> None: ...

    def delete_password(self, service: str, username: str, /) -> None: ...


def reference_in(value: object) -> KeyringReference | None:
    """Return the reference that a value of a file of profiles is; None where it is none.

    >>> reference_in({"keyring": "tiny/staging/secret"})
    KeyringReference(service='tiny', user='staging/secret')
    >>> reference_in({"keyring": "secret"}) is None
    True
    """
    members = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    text = members.get(MEMBER) if len(members) == 1 else None
    service, _, user = text.partition("/") if isinstance(text, str) else ("", "", "")
    return KeyringReference(service, user) if service and user else None


def check_keyring() -> str:
    """Return the name of the keyring of this system, such as `SecretService`.

    Raises:
        KeyringError: there is none that keeps secrets.
    """
    return type(_backend()).__module__.rpartition(".")[2]


def read_secret(reference: KeyringReference) -> Secret:
    """Return a secret. The keyring may ask its user to unlock it.

    Raises:
        KeyringError: it is not there, or the keyring cannot be used.
    """
    backend = _backend()
    try:
        found = Secret(backend.get_password(reference.service, reference.user) or "")
    except Exception as error:  # noqa: BLE001 - backends raise what the system below them does
        failed = type(error).__name__
    else:
        if found:
            return found
        raise KeyringError(f"the keyring has no {str(reference)!r}: add the profile again, or put the secret there")
    raise KeyringError(f"the keyring does not give {str(reference)!r} ({failed}): unlock it")


def store_secret(reference: KeyringReference, secret: Secret) -> None:
    """Put a secret into the keyring, and read it back: there are keyrings that take everything and keep nothing.

    Raises:
        KeyringError: the keyring cannot be used, or did not keep it.
    """
    backend = _backend()
    try:
        backend.set_password(reference.service, reference.user, secret.reveal())
    except Exception as error:  # noqa: BLE001 - backends raise what the system below them does
        failed = type(error).__name__
    else:
        if read_secret(reference) == secret:
            return
        failed = "it keeps something else"
    raise KeyringError(f"the keyring does not take {str(reference)!r} ({failed}): unlock it")


def remove_secret(reference: KeyringReference) -> None:
    """Remove a secret from the keyring; one that is not there is no error.

    Raises:
        KeyringError: it is still there.
    """
    backend = _backend()
    try:
        if backend.get_password(reference.service, reference.user) is None:
            return
        backend.delete_password(reference.service, reference.user)
    except Exception as error:  # noqa: BLE001 - backends raise what the system below them does
        failed = type(error).__name__
    else:
        return
    raise KeyringError(f"the keyring does not remove {str(reference)!r} ({failed}): remove it there by hand")


def _backend() -> _Backend:
    """Return the first keyring that keeps secrets, of those that the package would use.

    Raises:
        KeyringError: there is none.
    """
    try:
        package = import_module("keyring")
    except ModuleNotFoundError as error:
        if error.name != "keyring":
            raise
        raise KeyringError(
            f"the package keyring is not installed; run: pip install '{{distribution}}[{EXTRA}]'"
        ) from None
    try:
        chosen: object = package.get_keyring()
    except Exception as error:  # noqa: BLE001 - it loads what its configuration names
        failed = type(error).__name__
        raise KeyringError(f"the keyring cannot be loaded ({failed}): check PYTHON_KEYRING_BACKEND") from None
    for each in _all_in(chosen):
        if type(each).__module__ in _TRUSTED:
            return cast("_Backend", each)
    name = f"{type(chosen).__module__}.{type(chosen).__qualname__}"
    raise KeyringError(f"there is no keyring of an operating system: {name} is not trusted with secrets")


def _all_in(backend: object) -> Iterator[object]:
    """Yield a backend, or in its place those that it tries one after the other."""
    inner = getattr(backend, "backends", None)
    if isinstance(inner, Sequence):
        for each in cast("Sequence[object]", inner):
            yield from _all_in(each)
    else:
        yield backend
