"""By what certificates are checked, and why one was not accepted."""

import os
import ssl
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import httpx

from sdk_core.transport.settings.profiles import SettingsError

_AUTHORITIES: Final = (
    "if it is the right one, give the PEM file of its authority by the setting ca_bundle (without it, SSL_CERT_FILE, "
    "SSL_CERT_DIR or the usual authorities are trusted)"
)
_CLOCK: Final = (
    "check the clock of this machine, then the certificate of the server, or that of its authority in ca_bundle"
)
_REASONS: Final = {
    2: ("unknown authority: the certificate of its authority is missing", _AUTHORITIES),
    9: ("not yet valid", _CLOCK),
    10: ("expired", _CLOCK),
    18: ("self-signed: no authority that is trusted here vouches for it", _AUTHORITIES),
    19: ("unknown authority: it ends in a self-signed one that is not trusted here", _AUTHORITIES),
    20: ("unknown authority: none that is trusted here vouches for it", _AUTHORITIES),
    21: ("unknown authority: none that is trusted here vouches for it", _AUTHORITIES),
    62: ("wrong host: it is for others", "check the host in base_url; ca_bundle cannot help here"),
    64: ("wrong host: it is not for this address", "check the host in base_url; ca_bundle cannot help here"),
}
"""What codes of OpenSSL mean, and what to do."""


def make_context(ca_bundle: Path | None) -> ssl.SSLContext:
    """Return what certificates are checked by: a file of authorities, else the environment's, else the usual ones.

    Args:
        ca_bundle: a PEM file of the authorities to trust.

    Raises:
        SettingsError: a file or folder cannot be used; the message names the setting or the variable.

    >>> make_context(None).verify_mode.name
    'CERT_REQUIRED'
    """
    if ca_bundle is None and not os.environ.get("SSL_CERT_FILE"):
        _check_folders(os.environ.get("SSL_CERT_DIR", ""))
    try:
        return ssl.create_default_context(cafile=ca_bundle) if ca_bundle else httpx.create_ssl_context()
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        complaint = describe(error)
    if _fails(_log_keys):
        raise SettingsError(
            "SSLKEYLOGFILE names a file that cannot be written: unset it, or name a file in a folder that this user "
            "may write to"
        )
    if ca_bundle is not None:
        raise SettingsError(f"ca_bundle cannot be loaded ({complaint}): give a PEM file of authorities")
    if os.environ.get("SSL_CERT_FILE"):
        raise SettingsError(
            f"SSL_CERT_FILE names a file that cannot be loaded ({complaint}): unset it, name a PEM file of "
            "authorities, or give one by the setting ca_bundle"
        )
    raise SettingsError(
        f"the usual authorities cannot be loaded ({complaint}): install certifi again, or give a PEM file of "
        "authorities by the setting ca_bundle"
    )


def show_certificate(context: ssl.SSLContext, certificate: Path, key: Path | None, password: Callable[[], str]) -> None:
    """Have a certificate of our own shown to servers that ask for one.

    Args:
        context: shows it.
        certificate: a PEM file.
        key: a PEM file; None when the key is in the other one.
        password: returns that of the key; without one, it would be asked for at the terminal.

    Raises:
        SettingsError: the files cannot be used.
    """
    try:
        context.load_cert_chain(certificate, key, password)
    except (OSError, ValueError) as error:
        complaint = describe(error)
    else:
        return
    raise SettingsError(
        f"client_certificate or client_key cannot be loaded ({complaint}): "
        "give PEM files that fit together, and client_key_password for a key that has one"
    )


def describe(error: BaseException) -> str:
    """Return the class of an error, and the reason that the TLS library names; no text, which may quote a path.

    >>> describe(FileNotFoundError("/home/ada/secret.pem"))
    'FileNotFoundError'
    """
    reason = getattr(error, "reason", None)
    kind = type(error).__name__
    return f"{kind} {reason}" if isinstance(error, ssl.SSLError) and isinstance(reason, str) else kind


def certificate_error_in(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the error that says that a certificate was not accepted, among those that led to another one."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error


def explain_certificate_error(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    """Return why a certificate was not accepted, and what to do."""
    code, text = getattr(error, "verify_code", 0), str(getattr(error, "verify_message", "")).rstrip(".")
    reason, remedy = _REASONS.get(code, (text or "no reason is known", _AUTHORITIES))
    return f"the certificate of the server is not accepted, {reason}", remedy


def _check_folders(folders: str) -> None:
    """Reject folders of authorities of which none can be read: OpenSSL would trust none, and not say why."""
    if folders and all(_fails(partial(_look_into, Path(each))) for each in folders.split(os.pathsep)):
        raise SettingsError(
            "SSL_CERT_DIR names a folder that cannot be read: unset it, name one of PEM files of authorities, or give "
            "a file by the setting ca_bundle"
        )


def _look_into(folder: Path) -> None:
    any(folder.iterdir())


def _log_keys() -> None:
    if os.environ.get("SSLKEYLOGFILE"):
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).keylog_filename = os.environ["SSLKEYLOGFILE"]


def _fails(action: Callable[[], object]) -> bool:
    try:
        action()
    except (OSError, ValueError):
        return True
    return False
