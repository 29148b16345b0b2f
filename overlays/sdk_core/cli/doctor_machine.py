"""Checks of this machine: settings and where they come from, and the folder that keeps the limits."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sdk_core.cli.doctor_findings import Examined, Finding, settings_class
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import state_directory
from sdk_core.transport.settings.base import BaseSettings
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.sources import find_sources

_NETWORK: Final = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "fuse.sshfs")
)
"""Types of file systems on other machines, where locks may be slow, or none."""
_OTHERS: Final = 0o077
_ALONE: Final = "; each process keeps the limits in its own memory, and counts its own calls alone"
_MOUNTS: Final = Path("/proc/self/mounts")


def check_settings(examined: Examined) -> Iterator[Finding]:
    """Check that there are settings, and say where each comes from."""
    kind = settings_class(examined.api)
    try:
        sources = find_sources(kind, examined.api, examined.profile)
        settings: BaseSettings = kind.from_sources(examined.profile, None, {})
    except SettingsError as error:
        yield Finding("settings", "failed", str(error))
        return
    examined.settings = settings
    by_source: dict[str, list[str]] = {}
    for name, where in sources.items():
        is_variable = where == examined.api.variable(name)
        by_source.setdefault("the environment" if is_variable else where, []).append(where if is_variable else name)
    found = "; ".join(f"from {where}: {', '.join(names)}" for where, names in by_source.items())
    yield Finding("settings", "ok", f"{found}; calls go to {settings.base_url}")


def check_state_folder(examined: Examined) -> Iterator[Finding]:
    """Check the folder by which processes of this machine share the limits. Nothing is made in it."""
    if examined.settings is None:
        return
    given = examined.settings.state_folder
    try:
        folder = given or state_directory(examined.api.name)
    except StateFileError as error:
        problem, advice = error.problem_and_advice()
        yield Finding("state folder", "warning", problem + _ALONE, advice)
        return
    trouble = _trouble(folder)
    if trouble:
        elsewhere = f"name another folder by the setting {examined.variable('state_directory')}"
        if given is None:
            trouble += _ALONE
        yield Finding("state folder", "warning" if given is None else "failed", trouble, elsewhere)
        return
    kind = file_system(folder, _MOUNTS.read_text("utf-8", "replace") if _MOUNTS.exists() else "")
    if kind in _NETWORK:
        yield Finding(
            "state folder",
            "warning",
            f"{folder} is on a network file system ({kind}), whose locks may be slow or missing",
            f"name a folder on a disk of this machine by the setting {examined.variable('state_directory')}",
        )
    elif not folder.exists():
        yield Finding("state folder", "ok", f"{folder} does not exist yet; the first call makes it")
    elif sys.platform != "win32" and (mode := stat.S_IMODE(folder.stat().st_mode)) & _OTHERS:
        yield Finding(
            "state folder",
            "warning",
            f"{folder} has mode {mode:04o}: others may enter it",
            f"run: chmod 700 '{folder}'",
        )
    else:
        yield Finding("state folder", "ok", f"{folder} is private and can be written")


def _trouble(folder: Path) -> str:
    """Return why a folder cannot hold files of this user; empty where it can, or can be made."""
    try:
        if folder.is_symlink():
            return f"{folder} is a link, and no folder"
        there = folder
        while not there.exists() and there != there.parent:
            there = there.parent
        found = there.stat()
    except OSError as error:
        return f"{folder} cannot be reached ({error.strerror})"
    if not stat.S_ISDIR(found.st_mode):
        return f"{there} is no folder"
    if there == folder and sys.platform != "win32" and found.st_uid != os.geteuid():
        return f"{folder} belongs to another user (id {found.st_uid})"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} cannot be written by this user"
    return ""


def file_system(folder: Path, mounts: str) -> str:
    r"""Return the type of the file system that a folder is on, or would be; empty where that is not known.

    Args:
        folder: which.
        mounts: what is mounted where, in lines as of `/proc/self/mounts`.

    >>> file_system(Path("/home/ada/state"), "disk / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n")
    'nfs4'
    """
    path = folder.absolute()
    found = (Path(), "")
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) > 2:  # noqa: PLR2004 - what, where, and of which type
            place = Path(parts[1].replace("\\040", " "))
            if path.is_relative_to(place) and len(place.parts) >= len(found[0].parts):
                found = (place, parts[2])
    return found[1]
