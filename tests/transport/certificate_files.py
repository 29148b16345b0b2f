"""Certificates that openssl makes, each its own authority, and servers that show them."""

import ssl
import subprocess
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
_AUTHORITY = """
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
subjectAltName = {san}
basicConstraints = {constraints}
"""


def make(folder: Path, name: str, san: str, *protection: str) -> None:
    """Make `NAME.pem` and `NAME.key` in a folder; the key has a password where options of openssl give one."""
    files = ["-keyout", f"{name}.key", "-out", f"{name}.pem"]
    about = ["-subj", f"/CN={name}", "-addext", f"subjectAltName={san}", "-days", "2"]
    run(folder, "req", "-x509", *_KEY, *(protection or ["-nodes"]), *files, *about)


def make_for(folder: Path, name: str, san: str, years: str = "2020-2049", signed_by: str = "") -> None:
    """Make a certificate for some years, signed by itself or by another one of the folder."""
    run(folder, "req", "-new", *_KEY, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
    constraints = "CA:FALSE" if signed_by else "CA:TRUE"
    (folder / "authority.conf").write_text(_AUTHORITY.format(san=san, constraints=constraints), "ascii")
    (folder / "index.txt").write_text("", "ascii")
    first, _, last = years.partition("-")
    dates = ["-startdate", f"{first}0101000000Z", "-enddate", f"{last}0101000000Z"]
    key = (
        ["-cert", f"{signed_by}.pem", "-keyfile", f"{signed_by}.key"]
        if signed_by
        else ["-selfsign", "-keyfile", f"{name}.key"]
    )
    files = ["-in", f"{name}.csr", "-out", f"{name}.pem", "-notext"]
    run(folder, "ca", "-batch", "-config", "authority.conf", *key, *files, *dates)


def run(folder: Path, *command: str) -> None:
    """Run openssl in a folder."""
    subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - our own


def server_context(folder: Path, name: str = "server", *trusted: str) -> ssl.SSLContext:
    """Return what a server encrypts by; with names of certificates that it trusts, it asks for one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    if trusted:
        context.verify_mode = ssl.CERT_REQUIRED
    for each in trusted:
        context.load_verify_locations(folder / f"{each}.pem")
    return context
