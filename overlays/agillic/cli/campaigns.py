"""`agillic campaigns`: what it takes; see `campaigns_work` for what it does."""

import argparse
from functools import partial
from pathlib import Path
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.seconds import seconds

HELP: Final = "stage, edit, test and publish an email campaign from a TOML or JSON file"
_ACTIONS: Final = {
    "stage": "create the campaign of a file; nothing is sent to people",
    "edit": "have the staged campaign follow its file",
    "test": "save the email as one recipient gets it, and send it to that recipient if that is wanted",
    "publish": "let the staged campaign go out to its target group; this asks first",
}
DESCRIPTION: Final = (
    "Email campaigns from one TOML or JSON file with paths to HTML. Mistakes are found before anything is sent: texts "
    "that lack, names that the instance does not have, URLs that are not absolute, and an edit with other messages or "
    "variants. See docs/campaigns.md. The Message API is sold separately."
)
_MAY_SEND: Final = ("test", "publish")


def add_arguments(parser: LazyParser) -> None:
    """Add a command for each action."""
    parser.add_actions(_ACTIONS, partial(_fill, parser.get_default("api")))


def _fill(api: str, action: str, parser: LazyParser) -> None:
    parser.set_defaults(run=run, api=api, action=action, prog=parser.prog, dry_run=False)
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="the campaign, TOML or JSON; see docs/campaigns.md")
    if action == "test":
        add("recipient", metavar="RECIPIENT_ID", help="whom the email is made for, by the recipient key")
    if action != "stage":
        add("--campaign", metavar="ID", help="the campaign; without it, the one that was staged from this file")
    if action in ("stage", "edit"):
        add("--skip-names", action="store_true", help="do not read which names the instance has, to check them")
        add("--dry-run", action="store_true", help="check the file, print the body, and send nothing")
    if action == "stage":
        add("--task", metavar="ID", help="wait on for a staging that was started from this file and broken off")
    if action == "test":
        add("--save", type=Path, metavar="PATH", help="where the HTML goes (default: FILE with the end .preview.html)")
        add("--overwrite", action="store_true", help="replace a file that is at the PATH of --save")
        add("--open", action="store_true", help="open the saved HTML in the browser; its scripts run there")
        add("--send", action="store_true", help="also send the email to the recipient; this asks first")
    if action in _MAY_SEND:
        add("-y", "--yes", action="store_true", help="do not ask")
    if action != "test":
        add("--timeout", type=seconds, default=600.0, metavar="S", help="seconds for the task (default: %(default)g)")
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    from agillic.cli.campaigns_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
