"""The parsers of operations: a method's parameters and options, its help, and `call` for any of them."""

import argparse
import os
from functools import partial
from typing import Final, cast

from sdk_core.cli.lazy_parser import LazyParser, suggestion
from sdk_core.cli.program import ALL, FORMATS, Program
from sdk_core.cli.tables import Entry, Parameter, Table, in_path, option, others
from sdk_core.wire.counting import counted

MAX_ROWS: Final = 1_000
"""Rows of a paged result that are read unless `--limit` says otherwise."""
_GIVEN: Final = "given:"
"""Before the names of parameters among what was parsed: they may be called like the options that all commands have."""


def marks(entry: Entry) -> str:
    """Return the access class of an operation, and what else people should know before they call it."""
    marks = [entry["access"]]
    if entry["access"] != "send" and "sends" in entry:
        marks.append("send")
    return ", ".join([*marks, *(["a task"] if entry.get("task") else []), entry["evidence"]])


def fill_method(program: Program, api: str, entry: Entry, parser: LazyParser) -> None:
    """Add the parameters and options of an operation."""
    for each in in_path(entry):
        parser.add_argument(_GIVEN + each["name"], metavar=metavar(each), nargs=1)
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
            metavar=metavar(each),
        )
    parser.set_defaults(run=partial(_run, entry), api=api)
    parser.describe = partial(_describe, program, api, entry)


def metavar(parameter: Parameter) -> str:
    """Return what help calls the value of a parameter."""
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
        names.append(add("--to", metavar="FILE", help="the file or folder to save to; a file there is replaced"))
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
    lines = [f"{entry['summary']}.", "", wrapped(text), ""] if text else [f"{entry['summary']}.", ""]
    lines.append(f"{entry['method']} {entry['path']} ({entry['id']})")
    lines.append(f"access: {entry['access']}; evidence: {entry['evidence']}")
    if does := warning(entry):
        lines.append(f"This {does}. It asks first, unless --yes is given.")
    if "batch" in entry:
        lines.append(f"One call takes up to {counted(entry['batch'], 'entry', 'entries')}.")
    if entry.get("finishes") == "later":
        lines.append("A success means that it is accepted, not that it is done.")
    if entry.get("task"):
        lines.append("It starts a task and returns the task's id.")
    parser.description = "\n".join(lines).strip()
    parser.epilog = "examples:\n" + "".join(f"  {line}\n" for line in examples.splitlines())
    for action in parser._actions:  # noqa: SLF001 - of the same class
        if action.dest.startswith(_GIVEN):
            action.help = about.get(action.dest.removeprefix(_GIVEN), "").replace("%", "%%")


def wrapped(text: str) -> str:
    """Return text for a help, in lines of at most 100 characters; empty lines part paragraphs."""
    from textwrap import fill  # noqa: PLC0415 - argparse has loaded it for this help

    width = int(os.environ.get("COLUMNS", "0") or 0) or 100
    return "\n\n".join(fill(" ".join(part.split()), width) for part in text.split("\n\n"))


def fill_call(program: Program, table: Table, parser: LazyParser) -> None:
    """Add the arguments of `call`."""
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
