"""`profiles`: the file of profiles, listed and changed. Secrets are asked for on a terminal, and never shown."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import MISSING
from getpass import getpass
from importlib import import_module
from pathlib import Path

from sdk_core.api import Api
from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.output import Format, Style, usual_format, write
from sdk_core.transport.settings.profile_file import add_profile, remove_profile, use_profile
from sdk_core.transport.settings.profiles import DEFAULT_PROFILE, SettingsError, default_file, read_profiles
from sdk_core.transport.settings.sources import declared, parser
from sdk_core.wire.secret import Secret


def run(options: Namespace) -> int:
    """List or change the profiles of an API, and return the exit code.

    Args:
        options: `api`, `action`, and with it `name`, `set` and `output`.

    Raises:
        OSError: the file cannot be written.
        SettingsError: the file, a name or a setting cannot be used.
    """
    api = find_api(options.api)
    path = Path(os.environ.get(api.variable("profile_file"), "") or default_file(api.name))
    if options.action == "list":
        return _list(path, options.output)
    if options.action == "add":
        add_profile(path, options.name, _given(api, options.set))
    elif options.action == "remove":
        remove_profile(path, options.name)
    else:
        use_profile(path, options.name)
    done = {"add": "has", "remove": "no longer has", "use": "says to use"}[options.action]
    sys.stderr.write(f"{path} {done} the profile {options.name}\n")
    return exit_codes.DONE


def _list(path: Path, output: Format | None) -> int:
    profiles, used = read_profiles(path) if path.exists() else ({}, None)
    rows = [
        {"name": name, "used": name == (used or DEFAULT_PROFILE), "settings": ", ".join(sorted(values))}
        for name, values in profiles.items()
    ]
    write(rows, Style(output or usual_format(sys.stdout)), sys.stdout)
    return exit_codes.DONE


def _given(api: Api, texts: list[str]) -> Mapping[str, Secret | float]:
    """Return the settings of a new profile: those that were given, and the secrets that it needs, asked for."""
    module, _, name = api.settings.partition(":")
    kind: type = getattr(import_module(module), name)
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
