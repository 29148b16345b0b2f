"""Parsers that are filled when they are first asked, keep to whole names, and suggest what was meant."""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NoReturn

_MAX_LISTED: Final = 40
"""Names that a message lists; more of them are looked up in the help."""


class LazyParser(argparse.ArgumentParser):
    """A parser whose arguments are added when it first parses or shows its help.

    Attributes:
        fill: adds the arguments; None once it has.
        commands: the parsers below this one, by what people type.
        describe: is asked for texts that take time, when the help is shown.
        about: one line of what it does; empty for that of the program.
        usage_code: the exit code for arguments that are not understood.
    """

    fill: "Callable[[LazyParser], None] | None" = None
    describe: "Callable[[LazyParser], None] | None" = None
    about: str = ""
    usage_code: int = 2

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        usual: dict[str, Any] = {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter}
        super().__init__(*arguments, **(usual | options))
        self.commands: dict[str, LazyParser] = {}
        self._added: Any = None

    def take_commands(self, metavar: str, prog: str) -> None:
        """Have the first argument be one of the commands that are added.

        Args:
            metavar: what usage and messages call it.
            prog: what people type before it.
        """
        self._added = self.add_subparsers(
            prog=prog, required=True, metavar=metavar, help=argparse.SUPPRESS, parser_class=LazyParser
        )

    def add_command(
        self, name: str, about: str, fill: "Callable[[LazyParser], None]", aliases: Sequence[str] = ()
    ) -> None:
        """Add a command.

        Args:
            name: what people type.
            about: one line of help.
            fill: adds its arguments, when it is first asked.
            aliases: what people may type instead.
        """
        command: LazyParser = self._added.add_parser(
            name, aliases=aliases, description=about, help=about.replace("%", "%%")
        )
        command.fill, command.about = fill, about
        self.commands[name] = command

    def add_actions(self, actions: Mapping[str, str], fill: Callable[[str, "LazyParser"], None]) -> None:
        """Take an action behind the command, each with its options.

        Args:
            actions: what each does, by its name.
            fill: adds the options of an action to its parser.
        """
        self.usage = "%(prog)s ACTION ..."
        self.epilog = listed("actions", actions)
        self.take_commands("ACTION", self.prog)
        for action, about in actions.items():
            self.add_command(action, about, partial(fill, action))

    def fill_all(self) -> None:
        """Fill this parser and all below it, for what looks at the whole tree, as completion does."""
        self.filled()
        if self._added is not None:
            self._added.help = ""  # what is suppressed in the help would be so in completion
        for each in self.commands.values():
            each.fill_all()

    def options(self) -> list[argparse.Action]:
        """Return the options that the help shows."""
        return [each for each in self._actions if each.option_strings and each.help != argparse.SUPPRESS]

    def positionals(self) -> list[argparse.Action]:
        """Return what is given without an option, commands left out."""
        return [each for each in self._actions if not each.option_strings and each is not self._added]

    def filled(self) -> "LazyParser":
        """Add the arguments, unless they are there."""
        if self.fill is not None:
            fill, self.fill = self.fill, None
            fill(self)
        return self

    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride] - argparse has overloads of one function
        self,
        args: Any = None,  # noqa: ANN401 - argparse's own
        namespace: Any = None,  # noqa: ANN401 - so
    ) -> Any:  # noqa: ANN401 - so
        """Parse, and reject what is not known here, where it is known what was meant."""
        self.filled()
        found, rest = super().parse_known_args(args, namespace)
        rest = [each for each in rest if each != "--"]  # which ends the options, whether values follow or not
        if rest and self._take_late(found, rest):
            rest = []
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}{self._meant(rest)}")
        return found, rest

    def _take_late(self, found: argparse.Namespace, rest: list[str]) -> bool:
        """Take values behind an option for the last argument, which argparse took as left out; tell whether it did."""
        last = next(iter(self.positionals()[-1:]), None)
        if last is None or getattr(found, last.dest, None) or any(each.startswith("-") for each in rest):
            return False
        if last.type is not None or last.choices is not None:  # which argparse checks
            return False
        if last.nargs != "*" and (last.nargs != "?" or len(rest) > 1):
            return False
        setattr(found, last.dest, rest if last.nargs == "*" else rest[0])
        return True

    def format_help(self) -> str:
        """Return the help, with what is only looked up for it."""
        self.filled()
        if self.describe is not None:
            describe, self.describe = self.describe, None
            describe(self)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and exit."""
        self.exit(self.usage_code, f"{self.prog}: {message}\nhelp: {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 - argparse's own
        if action.choices is not None and value not in action.choices:
            known = [str(each) for each in action.choices]
            what = str(action.metavar or action.dest).lower()
            others = "; there are {}" if len(known) <= _MAX_LISTED else ""
            near = suggestion(str(value), known, otherwise=others)
            raise argparse.ArgumentError(None, f"there is no {what} {value!r}{near}")

    def _meant(self, rest: Sequence[str]) -> str:
        options = [name for action in self._actions for name in action.option_strings]
        given = next((each.partition("=")[0] for each in rest if each.startswith("-")), "")
        return suggestion(given, options, otherwise="") if given else ""


def suggestion(given: str, known: Iterable[str], *, otherwise: str = "; there are {}") -> str:
    """Return what may have been meant, as the end of a message.

    Args:
        given: what was typed.
        known: what there is.
        otherwise: the text when nothing is near, with `{}` for what there is.

    >>> suggestion("gett", ["get", "list"]), suggestion("xyz", ["get", "list"])
    ("; did you mean 'get'?", '; there are get, list')
    """
    from difflib import get_close_matches  # noqa: PLC0415 - for those who mistyped

    names = list(known)
    plain = {name.replace("-", "").replace("_", "").lower(): name for name in names}
    folded = given.replace("-", "").replace("_", "").lower()
    if folded in plain:
        return f"; did you mean {plain[folded]!r}?"
    if close := get_close_matches(folded, list(plain), n=3):
        return f"; did you mean {' or '.join(repr(plain[each]) for each in close)}?"
    return otherwise.format(", ".join(names))


def listed(title: str, lines: Mapping[str, str]) -> str:
    """Return a list of commands with what each does, for a description.

    >>> print(listed("actions", {"use": "use it", "remove": "remove it"}), end="")
    actions:
      use     use it
      remove  remove it
    """
    width = max(map(len, lines), default=0) + 2
    return f"{title}:\n" + "".join(f"  {name.ljust(width)}{about}\n" for name, about in lines.items())
