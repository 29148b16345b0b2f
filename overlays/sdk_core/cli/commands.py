"""The parsers: a command for each resource with a method for each operation, `call`, `completion`, and a room's own."""

import argparse
import os
from functools import partial
from importlib import import_module
from typing import Any, Final, cast

from sdk_core.cli.lazy_parser import LazyParser, suggestion
from sdk_core.cli.program import ALL, Program, RoomCommand
from sdk_core.cli.tables import Entry, Parameter, Table, in_path, kebab, option, others

FORMATS: Final = ("table", "json", "jsonl", "csv")
MAX_ROWS: Final = 1_000
"""Rows of a paged result that are read unless `--limit` says otherwise."""
_GIVEN: Final = "given:"
"""Before the names of parameters among what was parsed: they may be called like the options that all commands have."""


def build(program: Program, table: Table) -> LazyParser:
    """Return the parser of a program for the operations of one API."""
    parser = LazyParser(prog=program.name, usage="%(prog)s [--api NAME] COMMAND ...", add_help=False)
    add = parser.add_argument_group("options").add_argument
    add("-h", "--help", action="help", help="show this list; each command has its own --help")
    add("--version", action=_Version, program=program, help="show the version")
    add("--api", metavar="NAME", help=f"the API that is called (here: {table['api']})")
    parser.description = f"Call the {table['title'].removesuffix(' API')} API from the command line.\n\n" + _listed(
        "resources", {kebab(name): about for name, about in table["resources"].items()}
    )
    commands = {"call": _CALL, "limits": _LIMITS, "profiles": _PROFILES, "completion": _COMPLETION}
    commands |= {each.name: each.help for each in program.commands}
    parser.description += "\n" + _listed("other commands", commands)
    parser.epilog = _first_steps(program, table)
    parser.take_commands("COMMAND", program.name)
    for name, about in table["resources"].items():
        parser.add_command(kebab(name), about, partial(_fill_resource, program, table, name))
    parser.add_command("call", _CALL, partial(_fill_call, program, table))
    parser.add_command("limits", _LIMITS, partial(_fill_limits, table["api"]))
    parser.add_command("profiles", _PROFILES, partial(_fill_profiles, table["api"]))
    parser.add_command("completion", _COMPLETION, partial(_fill_completion, program, parser))
    for each in program.commands:
        parser.add_command(each.name, each.help, partial(_fill_room_command, each))
    return parser


_CALL: Final = "call any operation by its operationId"
_LIMITS: Final = "show how many calls of the day are used and left"
_PROFILES: Final = "list, add, use and remove profiles: credentials and settings by name"
_COMPLETION: Final = "print the completion script for a shell"


def _listed(title: str, lines: dict[str, str]) -> str:
    width = max(map(len, lines), default=0) + 2
    return f"{title}:\n" + "".join(f"  {name.ljust(width)}{about}\n" for name, about in lines.items())


def _first_steps(program: Program, table: Table) -> str:
    """Return examples that read, made of what the table has."""
    reads = [each for each in table["operations"] if each["access"] == "read"]
    one = next((each for each in reads if len(in_path(each)) == 1 and not others(each)[1:]), None)
    many = next((each for each in reads if "page" in each), None)
    lines = [f"{program.name} {kebab(next(iter(table['resources']), 'RESOURCE'))} --help"]
    if one is not None:
        lines.append(" ".join([program.name, kebab(one["resource"]), kebab(one["name"]), _metavar(in_path(one)[0])]))
    if many is not None:
        lines.append(f"{program.name} {kebab(many['resource'])} {kebab(many['name'])} --limit 10 --output csv")
    return "examples:\n" + "".join(f"  {line}\n" for line in lines)


class _Version(argparse.Action):
    def __init__(self, *arguments: Any, program: Program, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(*arguments, **(options | {"nargs": 0}))
        self._program = program

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{self._program.name} {self._program.version()}")  # noqa: T201 - a command line prints
        parser.exit()


def _fill_resource(program: Program, table: Table, resource: str, parser: LazyParser) -> None:
    entries = [each for each in table["operations"] if each["resource"] == resource]
    parser.usage = "%(prog)s METHOD ..."
    about = {kebab(each["name"]): f"{each['summary']} [{_marks(each)}]" for each in entries}
    parser.description = f"{parser.description}\n\n{_listed('methods', about)}"
    parser.take_commands("METHOD", parser.prog)
    for each in entries:
        parser.add_command(kebab(each["name"]), each["summary"], partial(_fill_method, program, table["api"], each))


def _marks(entry: Entry) -> str:
    """Return the access class of an operation, and what else people should know before they call it."""
    marks = [entry["access"]]
    if entry["access"] != "send" and "sends" in entry:
        marks.append("send")
    return ", ".join([*marks, *(["a task"] if entry.get("task") else []), entry["evidence"]])


def _fill_method(program: Program, api: str, entry: Entry, parser: LazyParser) -> None:
    for each in in_path(entry):
        parser.add_argument(_GIVEN + each["name"], metavar=_metavar(each), nargs=1)
    group = parser.add_argument_group("parameters")
    taken = _common(parser, entry)
    for each in others(entry):
        if each.get("format") == "password":
            continue  # secrets do not belong into arguments, which others on the machine can list: `--body -`
        flag = f"--{option(each)}"
        group.add_argument(
            f"{flag}-value" if flag in taken else flag,
            dest=_GIVEN + each["name"],
            action="append",
            required=bool(each.get("required")) and each["name"] not in entry.get("page", ()) and "in" in each,
            metavar=_metavar(each),
        )
    parser.set_defaults(run=partial(_run, entry), api=api)
    parser.describe = partial(_describe, program, api, entry)


def _metavar(parameter: Parameter) -> str:
    if values := parameter.get("enum"):
        return "{" + ",".join(values) + "}"
    if parameter.get("type") == "boolean":
        return "true|false"
    if parameter.get("type") == "object":
        return "NAME=VALUE"
    return "FILE" if parameter.get("format") == "binary" else option(parameter).replace("-", "_").upper()


def _common(parser: LazyParser, entry: Entry | None) -> set[str]:
    """Add the options that commands of operations share, and return what they are called."""
    group = parser.add_argument_group("options of all commands")
    add = group.add_argument
    parser.set_defaults(body=None, limit=None, to=None)
    names = [add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")]
    if entry is None or "body" in entry:
        names.append(add("--body", metavar="FILE|-", help="the body: a file, - for standard input, or JSON itself"))
    if entry is None or "page" in entry:
        names.append(
            add(
                "--limit",
                type=_limit,
                default=MAX_ROWS,
                metavar="N",
                help=f"rows to read, page after page; {ALL} for all of them (default: %(default)s)",
            )
        )
    if entry is None or entry.get("response") == "bytes":
        names.append(add("--to", metavar="FILE", help="where the file that is answered goes"))
    names += [
        add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json"),
        add("--fields", metavar="A,B", help="the fields that are shown, in this order; dots lead into objects"),
        add("--excel-safe", action="store_true", help="csv: keep spreadsheets from taking texts for formulas"),
        add("--dry-run", action="store_true", help="print the request, secrets masked, and send nothing"),
    ]
    parser.set_defaults(yes=False)
    if entry is None or entry["access"] in ("delete", "send") or "sends" in entry:
        names.append(add("-y", "--yes", action="store_true", help="do not ask before what deletes or sends"))
    return {each for action in names for each in action.option_strings}


def _limit(text: str) -> int | None:
    if text == ALL:
        return None
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows; give 1 or more, or {ALL}")
    return int(text)


def _describe(program: Program, api: str, entry: Entry, parser: LazyParser) -> None:
    from sdk_core.cli.confirmation import warning  # noqa: PLC0415 - for this help alone
    from sdk_core.cli.document_help import operation_help  # noqa: PLC0415 - so

    text, about, examples = operation_help(api, entry, program.name)
    lines = [f"{entry['summary']}.", "", _wrapped(text), ""] if text else [f"{entry['summary']}.", ""]
    lines.append(f"{entry['method']} {entry['path']} ({entry['id']})")
    lines.append(f"access: {entry['access']}; evidence: {entry['evidence']}")
    if does := warning(entry):
        lines.append(f"This {does}. It asks first, unless --yes is given.")
    if "batch" in entry:
        lines.append(f"One call takes up to {entry['batch']:,} entries.")
    if entry.get("finishes") == "later":
        lines.append("A success means that it is accepted, not that it is done.")
    if entry.get("task"):
        lines.append("It starts a task and returns the task's id.")
    parser.description = "\n".join(lines).strip()
    parser.epilog = "examples:\n" + "".join(f"  {line}\n" for line in examples.splitlines())
    for action in parser._actions:  # noqa: SLF001 - of the same class
        if action.dest.startswith(_GIVEN):
            action.help = about.get(action.dest.removeprefix(_GIVEN), "").replace("%", "%%")


def _wrapped(text: str) -> str:
    from textwrap import fill  # noqa: PLC0415 - argparse has loaded it for this help

    width = int(os.environ.get("COLUMNS", "0") or 0) or 100
    return "\n\n".join(fill(" ".join(part.split()), width) for part in text.split("\n\n"))


def _fill_call(program: Program, table: Table, parser: LazyParser) -> None:
    parser.description = "Call any operation by its operationId. See COMMAND --help of its resource for its parameters."
    parser.epilog = f"examples:\n  {program.name} call {table['operations'][0]['id']} --dry-run\n"
    add = parser.add_argument
    every = [each["id"] for each in table["operations"]]
    add("operation", metavar="OPERATION", choices=every, help="an operationId")
    add(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter, or a member of a form; again for each, and for each item of a list",
    )
    _common(parser, None)
    parser.set_defaults(run=partial(_run_call, table, parser), api=table["api"])


def _run_call(table: Table, parser: LazyParser, options: argparse.Namespace) -> int:
    entry = next(each for each in table["operations"] if each["id"] == options.operation)
    known = {each["name"]: each for each in [*in_path(entry), *others(entry)]}
    names = {option(each): name for name, each in known.items()} | {name: name for name in known}
    given: dict[str, list[str]] = {}
    for text in options.param:
        name, equals, value = text.partition("=")
        if not equals or name not in names:
            near = suggestion(name, known, otherwise="; it has {}") if equals else "; give NAME=VALUE"
            parser.error(f"{entry['id']} has no parameter {name!r}{near}")
        given.setdefault(names[name], []).append(value)
    for each in known.values():
        needed = each.get("required") and each["name"] not in entry.get("page", ()) and "in" in each
        if needed and each["name"] not in given:
            parser.error(f"{entry['id']} needs {each['name']}; give --param {each['name']}=VALUE")
    return _made(entry, options, given)


def _run(entry: Entry, options: argparse.Namespace) -> int:
    given = {
        name.removeprefix(_GIVEN): cast("list[str]", texts)
        for name, texts in vars(options).items()
        if name.startswith(_GIVEN) and texts is not None
    }
    return _made(entry, options, given)


def _made(entry: Entry, options: argparse.Namespace, given: dict[str, list[str]]) -> int:
    from sdk_core.cli.calling import Call  # noqa: PLC0415 - the client takes its time, and help needs none

    return Call(entry, options, given).run()


def _fill_limits(api: str, parser: LazyParser) -> None:
    parser.description = (
        "Show how many calls of the day this machine counted for the key, how many are left, and when the count begins "
        "again. No call is made."
    )
    add = parser.add_argument
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")
    add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    add("--reset", action="store_true", help="forget the count of the day; the server's own goes on")
    parser.set_defaults(run=_limits, api=api)


def _limits(options: argparse.Namespace) -> int:
    from sdk_core.cli.limits import run  # noqa: PLC0415 - the client takes its time

    return run(options)


def _fill_profiles(api: str, parser: LazyParser) -> None:
    parser.take_commands("ACTION", parser.prog)
    for action, about in _ACTIONS.items():
        parser.add_command(action, about, partial(_fill_profile_action, api, action))
    parser.description = f"Profiles are credentials and settings by name.\n\n{_listed('actions', _ACTIONS)}"


_ACTIONS: Final = {
    "list": "list the profiles, without their secrets",
    "add": "add a profile; its secrets are asked for",
    "use": "say which profile is taken where nobody names one",
    "remove": "remove a profile",
}


def _fill_profile_action(api: str, action: str, parser: LazyParser) -> None:
    if action == "list":
        parser.add_argument("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    else:
        parser.add_argument("name", metavar="NAME", help="the profile")
    if action == "add":
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a setting that is no secret; again for each",
        )
    parser.set_defaults(run=_profiles, api=api, action=action)


def _profiles(options: argparse.Namespace) -> int:
    from sdk_core.cli.profiles import run  # noqa: PLC0415 - it takes its time

    return run(options)


def _fill_room_command(command: RoomCommand, parser: LazyParser) -> None:
    module = import_module(command.module)
    parser.description = module.DESCRIPTION
    parser.formatter_class = argparse.HelpFormatter
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)


def _fill_completion(program: Program, whole: LazyParser, parser: LazyParser) -> None:
    parser.description = (
        "Print a script that completes commands and options.\n\n"
        f"bash: {whole.prog} completion bash > ~/.local/share/bash-completion/completions/{whole.prog}\n"
        f"zsh:  {whole.prog} completion zsh > a folder of $fpath, as _{whole.prog}"
    )
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), metavar="SHELL", help="bash, zsh or tcsh")
    parser.set_defaults(run=partial(_complete, program, whole))


def _complete(program: Program, whole: LazyParser, options: argparse.Namespace) -> int:
    from sdk_core.cli.completion import print_script  # noqa: PLC0415 - an extra

    whole.fill_all()
    return print_script(whole, options.shell, program.distribution)
