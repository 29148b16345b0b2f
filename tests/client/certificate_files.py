"""Certificates that openssl makes, each its own authority, and servers that show them."""

import ssl
import subprocess
from pathlib import Path


def make(folder: Path, name: str, san: str, *more: str, days: int = 2) -> None:
    """Make `NAME.pem` and `NAME.key` in a folder.

    Args:
        folder: where.
        name: of the files, and in the certificate.
        san: whom it is for, such as IP:127.0.0.1.
        *more: options of openssl; a password's in place of none.
        days: how long it is valid; less than 0 for one that ended.
    """
    protection = more if "-passout" in more else (*more, "-nodes")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", *protection]
    files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
    about = ["-subj", f"/CN={name}", "-addext", f"subjectAltName={san}", "-days", str(days)]
    command = ["openssl", "req", "-x509", *key, *files, *about]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


def server_context(folder: Path, name: str = "server", *trusted: str) -> ssl.SSLContext:
    """Return what a server encrypts by; with names of certificates that it trusts, it asks for one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    if trusted:
        context.verify_mode = ssl.CERT_REQUIRED
    for each in trusted:
        context.load_verify_locations(folder / f"{each}.pem")
    return context
