"""Options that take a number: what is none, or makes no sense, is rejected by the parser, before any call."""

import argparse
from collections.abc import Callable, Iterator

import pytest
from command_parts import MAIN, Wire

from agillic.cli.main import PROGRAM as AGILLIC
from iterable_client.cli.main import PROGRAM as ITERABLE
from sdk_core.cli.commands import build
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.tables import read_table

pytest_plugins = ["command_fixtures"]
PROGRAMS = {"agillic": AGILLIC, "iterable": ITERABLE}
NEVER = ("abc", "", "nan", "inf", "-inf", "1e999")
MAY_BE_NEGATIVE = {"--seed"}
MAY_BE_ZERO = {
    "--timeout",
    "--seed",
    "--port",
    "--http",
    "--latency",
    "--max-errors",
    "--max-error-rate",
    "--max-calls",
    "--older-than",
    "--patience",
}


def every_option(parser: LazyParser) -> Iterator[argparse.Action]:
    yield from parser.options()
    for each in parser.commands.values():
        yield from every_option(each)


def number_options(api: str) -> set[tuple[str, Callable[[str], object]]]:
    """Return the names of options that take a number, each with what reads it."""
    parser = build(PROGRAMS[api], read_table(api))
    parser.fill_all()
    found: set[tuple[str, Callable[[str], object]]] = set()
    for each in every_option(parser):
        if callable(each.type):
            for number in ("7", "0.5"):
                try:
                    value = each.type(number)
                except (argparse.ArgumentTypeError, ValueError):
                    continue
                if isinstance(value, int | float):
                    found.add((each.option_strings[-1], each.type))
    return found


@pytest.mark.parametrize("api", PROGRAMS)
def test_what_is_no_number_or_makes_no_sense_is_rejected_with_what_to_give(api: str) -> None:
    options = number_options(api)
    assert {"--timeout", "--limit", "--port", "--latency", "--seed", "--http", "--max-errors"} <= {
        name for name, _ in options
    }
    for name, read in options:
        wrong = [*NEVER, *(() if name in MAY_BE_NEGATIVE else ("-1",)), *(() if name in MAY_BE_ZERO else ("0",))]
        for text in wrong:
            with pytest.raises(argparse.ArgumentTypeError) as raised:
                print(name, text, read(text))  # noqa: T201 - which one it was, if it does not raise
            assert repr(text) in str(raised.value), name
            assert "give " in str(raised.value), name


@pytest.mark.parametrize("text", ["abc", "-1", "nan", "inf", "1e10"])
@pytest.mark.parametrize(
    ("api", "arguments"),
    [("agillic", ["tasks", "watch", "7"]), ("iterable", ["exports", "download", "7", "--folder", "."])],
)
def test_nothing_is_called(
    api: str, arguments: list[str], text: str, wire: Wire, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        MAIN[api]([*arguments, f"--timeout={text}"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert f"argument --timeout: {text!r} is no time; give seconds, from 0 to 31,536,000" in said
    assert wire.requests == []
