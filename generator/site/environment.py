"""docs/reference/environment.md: each variable of the environment that is read, with its default and its meaning."""

from collections.abc import Iterator
from dataclasses import MISSING, Field
from importlib import import_module
from typing import Any, Final

from generator.report.tables import table
from sdk_core.api import Api
from sdk_core.apis import api_names, find_api, load_class
from sdk_core.transport.settings.sources import declared

PATH: Final = "docs/reference/environment.md"
OF_EACH_API: Final = {
    "profile": "the profile whose settings are used; else `default`, which need not exist",
    "profile_file": "another file of profiles",
    "mock_secret": "the secret of the mock's key, where `mock --key` names one",
    "sync_directory": "the folder in which the sync engine remembers, by its whole path",
    "plan_key": "the key that signs plans of the sync engine; else one that is made in its folder",
    "agents_state": "the folder in which servers for agents remember",
    "agents_audit": "the folder of the audit log of agents",
}
"""Variables that are read where they are needed, and are no settings of a client."""
OF_ALL: Final = {
    "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY": "the proxy, where no setting names one; also in small letters",
    "SSL_CERT_FILE, SSL_CERT_DIR": "certificate authorities to trust, where no setting `ca_bundle` names any",
    "SSLKEYLOGFILE": "keys of TLS connections are written there; `doctor` warns of it",
    "XDG_CONFIG_HOME": "the folder of the file of profiles; on Windows `APPDATA`",
    "XDG_STATE_HOME": "the folder of state files; on Windows `LOCALAPPDATA`",
    "NO_COLOR": "set to anything, it keeps the command line from coloring",
    "COLUMNS": "how wide help and tables of the command line are",
}
"""Variables that no API has of its own."""
_PAGE: Final = (
    "# Environment variables",
    "",
    (
        "Settings of a client come from its arguments, else from these variables, else from a "
        "[profile](../settings.md). An empty variable counts as unset. A secret is shown nowhere."
    ),
)


def environment_page() -> str:
    """Return the page as Markdown."""
    lines = [*_PAGE]
    for name in api_names():
        api = find_api(name)
        lines += ["", f"## {api.title}", "", *table(("Variable", "Default", "Meaning"), _settings(api))]
        others = [(f"`{api.variable(each)}`", meaning) for each, meaning in _others(api)]
        lines += ["", "Beside the settings:", "", *table(("Variable", "Meaning"), others)]
    lines += ["", "## For all", ""]
    lines += table(("Variable", "Meaning"), [(_code(names), meaning) for names, meaning in OF_ALL.items()])
    return "\n".join([*lines, ""])


def _others(api: Api) -> Iterator[tuple[str, str]]:
    yield from OF_EACH_API.items()
    if api.contract:
        for each in import_module(api.contract).CONTRACT.other_credentials:
            yield each, "of a key that may call less, for the contract tool"


def _settings(api: Api) -> Iterator[tuple[str, str, str]]:
    if not api.settings:
        return
    for name, each in declared(load_class(api.settings)).items():
        secret = " A secret." if each.metadata["secret"] else ""
        yield f"`{api.variable(name)}`", _default(api, name, each), f"{each.metadata['meaning']}{secret}"


def _default(api: Api, name: str, setting: Field[Any]) -> str:
    if name == "base_url":
        return f"`{api.base_url}`"
    if setting.default is MISSING:
        return "required"
    return "none" if setting.default is None else f"`{setting.default}`"


def _code(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))
