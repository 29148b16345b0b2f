"""`agents setup`: asks what an agent may do, shows what that makes, and writes the policy and the client's file."""

import os
import sys
import tomllib
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, cast

from sdk_core.agents.policy.policy_file import policy_of
from sdk_core.agents.setup.client_file import Change, ClientFileError, plan_change, snippet, write_change
from sdk_core.agents.setup.clients import CLIENTS, Client, Places, server_entry
from sdk_core.agents.setup.example import Choices, example_policy
from sdk_core.api import Api
from sdk_core.apis import api_names, find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.agents import CLIENTS as CLIENT_NAMES
from sdk_core.cli.agents import LEVELS, PRIVACIES
from sdk_core.cli.agents_parts import catalog, catalogs, one_line
from sdk_core.cli.agents_questions import Questions
from sdk_core.cli.clients import open_client
from sdk_core.cli.confirmation import UsageError
from sdk_core.cli.doctor_calls import check_calls
from sdk_core.cli.doctor_findings import Examined
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.plain_text import for_terminal
from sdk_core.cli.profiles_work import profile_file
from sdk_core.real_time import wall_time
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.settings.profiles import SettingsError, default_file, read_profiles

_PRINT: Final = "print"
_MAX_LINE: Final = 400


class _WithOptions(Protocol):
    def with_options(self, *, max_retries: int) -> SyncAPIClient: ...


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written: `client` is None where it is only printed, `change` where that cannot be written."""

    api: Api
    policy: Path
    policy_before: str | None
    policy_after: str
    client: Client | None
    name: str
    entry: dict[str, object]
    change: Change | None


def set_up(options: Namespace) -> int:
    """Ask, show, ask again, and write; return the exit code.

    Args:
        options: `api`, `is_own_api`, `agent`, `profile`, `level`, `personal_data`, `client`, `policy`, `replace`,
            `check`, `yes`, `state` and `audit`.

    Raises:
        ClientFileError: the file of the client has changed meanwhile.
        OSError: a file cannot be written.
        PolicyError: the agent's name cannot be one.
        UsageError: there is no terminal to ask on, or something that is given cannot be used.
    """
    ask = Questions(is_silent=options.yes)
    api = find_api(ask.one_of("API", api_names(), options.api) if options.is_own_api else options.api)
    profile = _profile(api, options.profile, ask)
    choices = Choices(
        agent=ask.text("name of the agent", options.agent, "assistant"),
        profile=profile,
        access=ask.one_of("how far it may go", LEVELS, options.level, "read"),
        personal_data=ask.one_of("personal data", PRIVACIES, options.personal_data, "off"),
    )
    client = ask.one_of("client", CLIENT_NAMES, options.client, _PRINT)
    if find_spec("mcp") is None:
        sys.stderr.write(f"note: the server needs an extra; run: pip install '{api.distribution}[agents]'\n")
    if options.check:
        _check_key(api, profile or None)
    wanted = _wanted(api, choices, client, options)
    _show(wanted)
    if wanted.policy_before not in (None, wanted.policy_after) and not ask.yes(
        f"replace the policy {wanted.policy}", is_given=options.replace, option="--replace"
    ):
        raise UsageError(f"{wanted.policy} stays as it is; give another --agent, or --policy FILE")
    if not ask.yes("write this", is_given=options.yes, option="--yes"):
        sys.stderr.write("nothing was written\n")
        return exit_codes.FAILED
    return _write(wanted)


def _profile(api: Api, given: str | None, ask: Questions) -> str:
    path = profile_file(api)
    known = [*read_profiles(path)[0]] if path.exists() else []
    name = ask.text(f"profile ({', '.join(known) or 'there is none'}; nothing for the environment)", given, "")
    if name and name not in known:
        raise UsageError(f"there is no profile {name!r}{suggestion(name, known)}; `profiles add` makes one")
    if not name:
        sys.stderr.write(
            "note: without a profile the server takes credentials from the environment that the client starts it in\n"
        )
    return name


def _check_key(api: Api, profile: str | None) -> None:
    """Try the key by one harmless call, as `doctor` does.

    Raises:
        UsageError: it was not accepted, or there is none.
    """
    examined = Examined(api, profile, wall_time)
    try:
        opened = open_client(api, profile)
    except SettingsError as error:
        raise UsageError(f"{error}. Or give --no-check, and have the key there when the server starts") from error
    with opened as client:
        examined.client = cast("_WithOptions", client).with_options(max_retries=0)
        finding = next(iter(check_calls(examined)), None)
    if finding is None:
        return
    advice = f" -> {finding.advice}" if finding.advice else ""
    if finding.result == "failed":
        raise UsageError(f"the key was not accepted, so nothing was written: {finding.message}{advice}")
    sys.stderr.write(f"key: {for_terminal(finding.message + advice)}\n")


def _wanted(api: Api, choices: Choices, client_name: str, options: Namespace) -> _Wanted:
    text = example_policy(catalog(api.name), choices)
    policy_of(tomllib.loads(text), catalogs())
    folder = default_file(api.name).parent / "agents"
    policy = (Path(options.policy).expanduser() if options.policy else folder / f"{choices.agent}.toml").resolve()
    before = policy.read_text("utf-8", errors="replace") if policy.exists() else None
    client = CLIENTS.get(client_name)
    shown = client or CLIENTS["claude-desktop"]
    entry = server_entry(shown, *_command(api, policy, options))
    name, change = f"{api.name}-{choices.agent}", None
    if client is not None:
        try:
            change = plan_change(client.path(Places.of_this_user()), client.member, name, entry)
        except ClientFileError as error:
            sys.stderr.write(f"{for_terminal(str(error))}\n")
    return _Wanted(api, policy, before, text, client, name, entry, change)


def _command(api: Api, policy: Path, options: Namespace) -> tuple[str, list[str]]:
    """Return what starts the server from any folder. With -P, so that no module of that folder is taken for ours."""
    if not sys.executable:
        raise UsageError("nobody knows which Python this is; write the configuration by hand, see docs/agents.md")
    arguments = ["-P", "-m", api.package, "agents", "serve", "--policy", str(policy)]
    for option in ("state", "audit"):
        # The client starts the server without the variables of this environment.
        found = getattr(options, option) or os.environ.get(api.variable(f"agents_{option}"), "")
        if found:
            arguments += [f"--{option}", str(Path(found).expanduser().absolute())]
    return sys.executable, arguments


def _show(wanted: _Wanted) -> None:
    """Say what would be written, before anything is."""
    lines: list[str] = [f"{wanted.policy}:"]
    if wanted.policy_before is None:
        lines += [f"+ {line}" for line in wanted.policy_after.splitlines()]
    else:
        lines += _difference(wanted.policy_before.splitlines(), wanted.policy_after.splitlines())
    if wanted.change is not None:
        lines.append(f"{wanted.change.path}:" + ("" if wanted.change.is_needed else " is as it should be"))
        lines += wanted.change.shown if wanted.change.is_needed else ()
    sys.stderr.writelines(f"{one_line(line, _MAX_LINE)}\n" for line in lines)


def _difference(before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [*unified_diff(before, after, lineterm="", n=1)][2:] or ["  is as it should be"]


def _write(wanted: _Wanted) -> int:
    if wanted.policy_before != wanted.policy_after:
        wanted.policy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(wanted.policy, wanted.policy_after.encode(), replace=wanted.policy_before is not None)
        sys.stderr.write(f"wrote {wanted.policy}\n")
    if wanted.client is None or wanted.change is None:
        member = wanted.client.member if wanted.client else "mcpServers"
        sys.stderr.write("put this into the configuration of the client:\n")
        sys.stdout.write(snippet(member, wanted.name, wanted.entry))
        return exit_codes.DONE if wanted.client is None else exit_codes.FAILED
    if wanted.change.is_needed:
        kept = write_change(wanted.change)
        sys.stderr.write(f"wrote {wanted.change.path}" + (f"; the old one is {kept}\n" if kept else "\n"))
    sys.stderr.write(f"next: {wanted.client.title}: {wanted.client.next_step}\n")
    return exit_codes.DONE
