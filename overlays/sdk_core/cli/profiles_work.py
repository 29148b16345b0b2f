"""`profiles`: the file of profiles, listed and changed. Secrets are asked for on a terminal, and never shown.

They are kept in the keyring of the system where there is one; the file then says where they are.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING
from getpass import getpass
from pathlib import Path
from typing import cast

from sdk_core.api import Api
from sdk_core.apis import find_api, load_class
from sdk_core.cli import exit_codes
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.output import Format, Style, usual_format, write
from sdk_core.transport.settings.keyrings import (
    KeyringError,
    KeyringReference,
    check_keyring,
    remove_secret,
    store_secret,
)
from sdk_core.transport.settings.profile_file import add_profile, remove_profile, use_profile
from sdk_core.transport.settings.profiles import DEFAULT_PROFILE, Kept, SettingsError, default_file, read_profiles
from sdk_core.transport.settings.sources import declared, parser
from sdk_core.wire.secret import Secret


def run(options: Namespace) -> int:
    """List or change the profiles of an API, and return the exit code.

    Args:
        options: `api`, `action`, and with it `name`, `set`, `secrets` and `output`.

    Raises:
        KeyringError: the keyring is wanted, and cannot be used.
        OSError: the file cannot be written.
        SettingsError: the file, a name or a setting cannot be used.
    """
    api = find_api(options.api)
    path = profile_file(api)
    if options.action == "list":
        return _list(path, options.output)
    if options.action == "add":
        _add(api, path, options)
    elif options.action == "remove":
        _remove(api, path, options.name)
    else:
        use_profile(path, options.name)
    done = {"add": "has", "remove": "no longer has", "use": "says to use"}[options.action]
    sys.stderr.write(f"{path} {done} the profile {options.name}\n")
    return exit_codes.DONE


def profile_file(api: Api) -> Path:
    """Return where the profiles of an API are: in the file that the environment names, else in the usual one."""
    return Path(os.environ.get(api.variable("profile_file"), "") or default_file(api.name))


def _list(path: Path, output: Format | None) -> int:
    profiles, used = read_profiles(path) if path.exists() else ({}, None)
    rows = [
        {"name": name, "used": name == (used or DEFAULT_PROFILE), "settings": ", ".join(_shown(values))}
        for name, values in profiles.items()
    ]
    write(rows, Style(output or usual_format(sys.stdout)), sys.stdout)
    return exit_codes.DONE


def _shown(values: Mapping[str, Kept]) -> list[str]:
    return [f"{name} (keyring)" if isinstance(values[name], KeyringReference) else name for name in sorted(values)]


def _add(api: Api, path: Path, options: Namespace) -> None:
    """Add a profile to the file, and its secrets to the keyring; without the one, the other is not there either."""
    keyring, why_not = "", ""
    if options.secrets != "file":
        try:
            keyring = check_keyring()
        except KeyringError as error:
            why_not = str(error).replace("{distribution}", api.distribution)
            if options.secrets == "keyring":
                raise KeyringError(why_not) from None
    given = _given(api, options.set)
    hidden = {name: value for name, value in given.items() if isinstance(value, Secret) and name in _secrets(api)}
    if not keyring:
        add_profile(path, options.name, given)
        reason = f" ({why_not})" if why_not else ""
        sys.stderr.write(f"its secrets are in the file, which this user alone may read{reason}\n" if hidden else "")
        return
    # Profiles of other files may have the same name.
    of_profile = options.name if path == default_file(api.name) else f"{path.absolute()}:{options.name}"
    references = {name: KeyringReference(api.name, f"{of_profile}/{name}") for name in hidden}
    add_profile(path, options.name, {**given, **references})
    try:
        for name, reference in references.items():
            store_secret(reference, hidden[name])
    except BaseException:  # also Ctrl-C, where the keyring asks its user to unlock it
        remove_profile(path, options.name)
        for reference in references.values():
            with suppress(KeyringError):
                remove_secret(reference)
        raise
    sys.stderr.write(f"its secrets are in the keyring ({keyring})\n" if references else "")


def _remove(api: Api, path: Path, name: str) -> None:
    """Remove a profile from the file, then its secrets from the keyring."""
    profiles, _ = read_profiles(path) if path.exists() else ({}, None)
    remove_profile(path, name)
    for kept in profiles[name].values():
        if isinstance(kept, KeyringReference):
            try:
                remove_secret(kept)
            except KeyringError as error:
                problem = str(error).replace("{distribution}", api.distribution)
                sys.stderr.write(f"{str(kept)!r} may still be in the keyring: {problem}\n")


def _settings(api: Api) -> type:
    return cast("type", load_class(api.settings))


def _secrets(api: Api) -> set[str]:
    return {name for name, field in declared(_settings(api)).items() if field.metadata["secret"]}


def _given(api: Api, texts: list[str]) -> Mapping[str, Secret | float]:
    """Return the settings of a new profile: those that were given, and the secrets that it needs, asked for."""
    kind = _settings(api)
    known = declared(kind)
    values: dict[str, Secret | float] = {}
    for text in texts:
        setting, equals, value = text.partition("=")
        if setting not in known or not equals:
            raise SettingsError(f"there is no setting {setting!r}{suggestion(setting, known)}; give NAME=VALUE")
        if known[setting].metadata["secret"]:
            raise SettingsError(f"{setting} is a secret, and others can list arguments: leave it out, it is asked for")
        values[setting] = Secret(value)
    needed = [each for each, field in known.items() if field.metadata["secret"] and field.default is MISSING]
    if needed and not sys.stdin.isatty():
        raise SettingsError(f"{' and '.join(needed)} can only be asked for on a terminal; or write the file by hand")
    found: dict[str, Secret | float] = {each: Secret(getpass(f"{each}: ")) for each in needed}
    found |= values
    for each, given in found.items():
        try:
            parser(kind, each)(given)
        except ValueError as error:
            raise SettingsError(f"{each}: {error}") from None
    return found
