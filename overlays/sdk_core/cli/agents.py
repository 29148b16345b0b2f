"""`agents`: what the command takes; see `agents_work` for what it does. Only `serve` needs the extra `agents`."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser

CLIENTS: Final = ("claude-desktop", "claude-code", "cursor", "windsurf", "gemini", "vscode", "print")
LEVELS: Final = ("read", "write", "full")
PRIVACIES: Final = ("off", "masked", "pseudonyms", "plain")
_ACTIONS: Final = {
    "setup": "ask what an agent may do, and write its policy and the configuration of its client",
    "serve": "start the server of one agent, for a client that speaks the Model Context Protocol (MCP)",
    "policy": "check, explain and test policies: what an agent may do",
    "approve": "show the plans of agents that wait for somebody outside, and approve or decline one",
    "stop": "deny all calls of all agents, from now on",
    "start": "let agents go on that were stopped",
    "status": "show whether agents are stopped, what waits, what is used of the caps, and the last record",
    "audit": "show and verify the record of what agents did",
}
_POLICY: Final = {
    "check": "check whether a policy can be used",
    "explain": "say in sentences what a policy lets its agent do",
    "test": "run the cases of a file against a policy",
    "example": "print a policy with comments, to begin with",
}
_AUDIT: Final = {
    "show": "show the record as sentences",
    "verify": "find lines that were edited, removed, reordered or cut off",
}
DESCRIPTION: Final = (
    "Let AI agents work with the API, within a policy. A server gives them tools, holds the credentials, denies what "
    "the policy does not allow, and records every call. See docs/agents.md."
)
_LAST_PORT: Final = 65_535


def add_arguments(parser: LazyParser) -> None:
    """Add a command for each action."""
    _add_commands(parser, "", _ACTIONS)


def _add_commands(parser: LazyParser, group: str, actions: Mapping[str, str]) -> None:
    api, is_own_api = parser.get_default("api"), parser.get_default("is_own_api")
    parser.add_actions(actions, partial(_fill, api, is_own_api, group))


def _fill(api: str, is_own_api: bool, group: str, action: str, parser: LazyParser) -> None:  # noqa: FBT001 - by `partial`
    action = f"{group} {action}".strip()
    parser.set_defaults(run=run, api=api, action=action, prog=parser.prog, is_own_api=is_own_api)
    _ARGUMENTS[action](parser)
    if action not in ("policy", "audit"):
        parser.describe = partial(_describe, action)


def _setup(parser: LazyParser) -> None:
    add = parser.add_argument
    add("--agent", metavar="NAME", help="the agent, as its policy and the record call it (default: assistant)")
    add("--profile", metavar="NAME", help="whose settings and credentials are used; without it, the environment's")
    add("--level", choices=LEVELS, help="how far it may go (default: read)")
    add("--personal-data", choices=PRIVACIES, help="how it sees personal data (default: off, which is not at all)")
    add("--client", choices=CLIENTS, help="whose configuration is written; print shows it instead (default: print)")
    add("--policy", metavar="FILE", help="where the policy is written (default: beside the file of profiles)")
    add("--replace", action="store_true", help="replace a policy that is there")
    add("--no-check", dest="check", action="store_false", help="do not try the key by one harmless call")
    add("-y", "--yes", action="store_true", help="ask nothing: take what is given, and the defaults")
    _add_folders(parser)


def _serve(parser: LazyParser) -> None:
    add = parser.add_argument
    add("--policy", required=True, metavar="FILE", help="what the agent may do; see `policy example`")
    add("--http", type=_port, metavar="PORT", help="listen on this port of 127.0.0.1, in place of standard input")
    _add_folders(parser)


def _policy(parser: LazyParser) -> None:
    _add_commands(parser, "policy", _POLICY)


def _policy_file(parser: LazyParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the policy, TOML; see docs/agents.md")


def _policy_test(parser: LazyParser) -> None:
    _policy_file(parser)
    parser.add_argument("cases", metavar="CASES", help="the cases, TOML: what must be allowed, and what must not")


def _policy_example(_: LazyParser) -> None:
    """It takes nothing."""


def _approve(parser: LazyParser) -> None:
    add = parser.add_argument
    add("id", nargs="?", metavar="ID", help="the plan; without it, those that wait are listed")
    add("--decline", action="store_true", help="decline it: it cannot be run any more")
    add("--by", metavar="NAME", help="who decides, for the record (default: the user of this system)")
    add("-y", "--yes", action="store_true", help="do not ask; for scripts")
    add("--json", action="store_true", help="print the list as JSON")
    _add_folders(parser)


def _stop(parser: LazyParser) -> None:
    parser.add_argument("--reason", default="", metavar="TEXT", help="why, for the record")
    _add_folders(parser)


def _start(parser: LazyParser) -> None:
    _add_folders(parser)


def _status(parser: LazyParser) -> None:
    parser.add_argument("--policy", metavar="FILE", help="also show what its agent has used of the caps")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    _add_folders(parser)


def _audit(parser: LazyParser) -> None:
    _add_commands(parser, "audit", _AUDIT)


def _audit_show(parser: LazyParser) -> None:
    add = parser.add_argument
    add("--last", type=_number, default=50, metavar="N", help="how many lines, the last ones (default: %(default)s)")
    add("--agent", metavar="NAME", help="only those of this agent")
    add("--denied", action="store_true", help="only what was denied")
    add("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    _add_folders(parser)


def _audit_verify(parser: LazyParser) -> None:
    parser.add_argument(
        "--head", metavar="HASH", help="a head that `status` once showed: a line of the record must still have it"
    )
    _add_folders(parser)


_ARGUMENTS: Final[dict[str, Callable[[LazyParser], None]]] = {
    "setup": _setup,
    "serve": _serve,
    "policy": _policy,
    "policy check": _policy_file,
    "policy explain": _policy_file,
    "policy test": _policy_test,
    "policy example": _policy_example,
    "approve": _approve,
    "stop": _stop,
    "start": _start,
    "status": _status,
    "audit": _audit,
    "audit show": _audit_show,
    "audit verify": _audit_verify,
}
_EXIT_CODES: Final = {
    "policy check": "Exit code 0: it can be used; 2: it cannot, and standard error says why.",
    "policy test": "Exit code 0: all cases passed; 1: one failed; 2: a file cannot be used.",
    "approve": "Exit code 0: done; 1: not confirmed; 14: no such plan waits.",
    "audit verify": "Exit code 0: nothing was changed; 1: something was, or it cannot be read; 2: there is no record.",
}


def _describe(action: str, parser: LazyParser) -> None:
    from sdk_core.cli.operation_commands import wrapped  # noqa: PLC0415 - for this help alone

    about = f"{parser.about[0].upper()}{parser.about[1:]}."
    parser.description = wrapped("\n\n".join(filter(None, [about, _EXIT_CODES.get(action)])))


def _add_folders(parser: LazyParser) -> None:
    prefix = f"{parser.get_default('api')}_AGENTS".upper()
    parser.add_argument(
        "--state",
        metavar="FOLDER",
        help=f"what the server and these commands share (default: {prefix}_STATE, else the usual folder)",
    )
    parser.add_argument(
        "--audit", metavar="FOLDER", help=f"where the record is (default: {prefix}_AUDIT, else beside the state)"
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines; give 1 or more")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to {_LAST_PORT}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Do what an action says; return the exit code."""
    from sdk_core.cli.agents_work import run as work  # noqa: PLC0415 - it takes its time

    return work(options)
