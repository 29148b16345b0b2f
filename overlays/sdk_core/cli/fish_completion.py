"""The script by which fish completes commands, options and their values, from the parsers.

It is one function that looks for the command that was typed so far and prints what may follow. A line of `complete` for
each option, as other generators write them, would have fish try a thousand conditions at each press of the key.
"""

import argparse
from collections.abc import Iterator, Sequence
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser

_FILES: Final = "__fish_complete_path (commandline -ct)"
_WIDTH: Final = 100
"""Characters of a description: fish cuts what the terminal has no room for."""

_SCRIPT: Final = """\
# Completion of {prog} for fish, written by: {prog} completion fish

function {name}_commands -a path
    switch "$path"
{commands}    end
end

function {name}_options -a path
    switch "$path"
{options}    end
end

function {name}
    set -l tokens (commandline -opc)
    set -e tokens[1]
    set -l path ''
    for token in $tokens
        if {name}_commands "$path" | string match -qr -- '^'(string escape --style=regex -- $token)'(\\t|$)'
            set path (string trim -- "$path $token")
        end
    end
    set -l option ''
    if set -q tokens[-1]
        set option $tokens[-1]
    end
    switch "$path $option"
{values}    end
    if string match -q -- '-*' (commandline -ct)
        {name}_options "$path"
    else
        {name}_commands "$path"
    end
end

complete -c {prog} -e
complete -c {prog} -f -k -a '({name})'
"""


def fish_script(parser: LazyParser) -> str:
    """Return the script.

    Args:
        parser: of the whole program, filled.
    """
    commands, options = list[str](), list[str]()
    values: dict[str, list[str]] = {}
    for path, each in _tree(parser, ""):
        following = [_row(name, command.about) for name, command in each.commands.items()]
        following += [_row(str(choice)) for action in each.positionals() for choice in action.choices or ()]
        commands += _case([path], following)
        options += _case([path], [_row(name, _help(action)) for action in each.options() for name in _shown(action)])
        for action in each.options():
            if action.nargs != 0:
                values.setdefault(_completed(action), []).extend(f"{path} {name}" for name in action.option_strings)
    lines = [line for what, paths in values.items() for line in _case(paths, [], [*([what] if what else []), "return"])]
    return _SCRIPT.format(
        prog=parser.prog,
        name="__complete_" + parser.prog.replace("-", "_"),
        commands="".join(commands),
        options="".join(options),
        values="".join(lines),
    )


def _tree(parser: LazyParser, path: str) -> Iterator[tuple[str, LazyParser]]:
    yield path, parser
    for name, each in parser.commands.items():
        yield from _tree(each, f"{path} {name}".strip())


def _case(paths: Sequence[str], rows: Sequence[str], then: Sequence[str] = ()) -> list[str]:
    """Return the lines of a case: what is printed, and what is done then."""
    if not (rows or then):
        return []
    lines = [f"        case {' '.join(map(_quoted, paths))}\n"]
    if rows:
        lines.append("            printf '%s\\n' \\\n")
        lines += [f"                {_quoted(row)} \\\n" for row in rows[:-1]]
        lines.append(f"                {_quoted(rows[-1])}\n")
    return [*lines, *(f"            {each}\n" for each in then)]


def _row(name: str, about: str = "") -> str:
    text = " ".join(about.split())
    text = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
    return f"{name}\t{text}" if text else name


def _shown(action: argparse.Action) -> list[str]:
    """Return the names of an option that are worth showing: the long ones, where there are such."""
    return [name for name in action.option_strings if name.startswith("--")] or list(action.option_strings)


def _help(action: argparse.Action) -> str:
    text = action.help or ""
    try:
        return text % {"default": action.default}
    except (KeyError, TypeError, ValueError):
        return text


def _completed(action: argparse.Action) -> str:
    """Return the command that prints the values of an option; empty where they are not known."""
    metavar = str(action.metavar or "")
    known = [str(each) for each in action.choices or ()]
    if not known and ("|" in metavar or metavar.startswith("{")) and "FILE" not in metavar:
        known = metavar.strip("{}").replace("|", ",").split(",")
    if known:
        return "printf '%s\\n' " + " ".join(map(_quoted, known))
    return _FILES if "FILE" in metavar else ""


def _quoted(text: str) -> str:
    r"""Return text as fish reads it; between single quotes only these two signs mean something.

    >>> print(_quoted("it's"))
    'it\'s'
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
