"""The tree of commands: one for each resource with a method for each operation, `call`, `completion`, and others."""

import argparse
from functools import partial
from importlib import import_module
from typing import Any, Final

from sdk_core.cli.lazy_parser import LazyParser, listed
from sdk_core.cli.operation_commands import fill_call, fill_method, marks, metavar, wrapped
from sdk_core.cli.program import Command, Program, aliases_of, commands_of
from sdk_core.cli.tables import Table, in_path, kebab, others

_CALL: Final = "call any operation by its operationId"
_COMPLETION: Final = "print the completion script for a shell"


def build(program: Program, table: Table) -> LazyParser:
    """Return the parser of a program for the operations of one API."""
    parser = LazyParser(prog=program.name, usage="%(prog)s [--api NAME] COMMAND ...", add_help=False)
    add = parser.add_argument_group("options").add_argument
    add("-h", "--help", action="help", help="show this list; each command has its own --help")
    add("--version", action=_Version, program=program, help="show the version")
    add("--api", metavar="NAME", help=f"the API that is called, anywhere among the arguments (here: {table['api']})")
    parser.description = f"Call the {table['title'].removesuffix(' API')} API from the command line.\n\n" + listed(
        "resources", {kebab(name): about for name, about in table["resources"].items()}
    )
    known, aliases = commands_of(table["api"]), aliases_of(table["api"])
    plain = [each for each in known if not each.resource]
    parser.description += "\n" + listed(
        "other commands", {"call": _CALL, "completion": _COMPLETION} | {each.name: each.help for each in plain}
    )
    parser.epilog = _first_steps(program, table)
    parser.take_commands("COMMAND", program.name)
    for name, about in table["resources"].items():
        methods = [each for each in known if each.resource == name]
        fill = partial(_fill_resource, program, table, name, methods)
        parser.add_command(kebab(name), about, fill, aliases.get(name, ()))
    parser.add_command("call", _CALL, partial(fill_call, program, table))
    parser.add_command("completion", _COMPLETION, partial(_fill_completion, program, parser))
    for each in plain:
        parser.add_command(each.name, each.help, partial(_fill_command, program, table, each))
    return parser


def _first_steps(program: Program, table: Table) -> str:
    """Return examples that read, made of what the table has."""
    reads = [each for each in table["operations"] if each["access"] == "read"]
    one = next((each for each in reads if len(in_path(each)) == 1 and not others(each)[1:]), None)
    many = next((each for each in reads if "page" in each), None)
    lines = [f"{program.name} {kebab(next(iter(table['resources']), 'RESOURCE'))} --help"]
    if one is not None:
        lines.append(" ".join([program.name, kebab(one["resource"]), kebab(one["name"]), metavar(in_path(one)[0])]))
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


def _fill_resource(program: Program, table: Table, resource: str, methods: list[Command], parser: LazyParser) -> None:
    replaced = {each.name for each in methods}
    entries = [
        each for each in table["operations"] if each["resource"] == resource and kebab(each["name"]) not in replaced
    ]
    parser.usage = "%(prog)s METHOD ..."
    about = {kebab(each["name"]): f"{each['summary']} [{marks(each)}]" for each in entries}
    parser.description = f"{parser.description}\n\n{listed('methods', about)}"
    if methods:
        parser.description += "\n" + listed("daily work", {each.name: each.help for each in methods})
    parser.take_commands("METHOD", parser.prog)
    for entry in entries:
        parser.add_command(kebab(entry["name"]), entry["summary"], partial(fill_method, program, table["api"], entry))
    for command in methods:
        parser.add_command(command.name, command.help, partial(_fill_command, program, table, command))


def _fill_command(program: Program, table: Table, command: Command, parser: LazyParser) -> None:
    api = table["api"]
    if command.operation:
        entry = next(each for each in table["operations"] if each["id"] == command.operation)
        fill_method(program, api, entry, parser)
        return
    module = import_module(command.module)
    parser.describe = partial(_describe, module.DESCRIPTION)
    parser.set_defaults(run=module.run, api=api, prog=parser.prog, is_own_api=api == program.api)
    module.add_arguments(parser)


def _describe(text: str, parser: LazyParser) -> None:
    parser.description = wrapped(text.replace("\n", "\n\n"))


def _fill_completion(program: Program, whole: LazyParser, parser: LazyParser) -> None:
    parser.description = (
        "Print a script that completes commands and options.\n\n"
        f"bash: {whole.prog} completion bash > ~/.local/share/bash-completion/completions/{whole.prog}\n"
        f"zsh:  {whole.prog} completion zsh > a folder of $fpath, as _{whole.prog}\n"
        f"fish: {whole.prog} completion fish > ~/.config/fish/completions/{whole.prog}.fish"
    )
    shells = ("bash", "zsh", "fish", "tcsh")
    parser.add_argument("shell", choices=shells, metavar="SHELL", help="bash, zsh, fish or tcsh")
    parser.set_defaults(run=partial(_complete, program, whole))


def _complete(program: Program, whole: LazyParser, options: argparse.Namespace) -> int:
    from sdk_core.cli.completion import print_script  # noqa: PLC0415 - an extra

    whole.fill_all()
    return print_script(whole, options.shell, program.distribution)
