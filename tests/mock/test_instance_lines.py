"""On which line of an instance file a mistake is."""

import doctest
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, cast

import pytest

from agillic.mock.instance import BUILT_IN, parse_instance
from sdk_core.mock import toml_lines
from sdk_core.mock.errors import InstanceError
from sdk_core.mock.toml_lines import Step, line_of

TEXT = files("agillic.mock").joinpath("instances", BUILT_IN).read_text("utf-8")


def test_the_example_in_the_docstring_runs() -> None:
    failed, attempted = doctest.testmod(toml_lines)
    assert attempted
    assert not failed


def places(value: object, *steps: Step) -> Iterator[tuple[Step, ...]]:
    """Return the places of all keys and entries."""
    members: list[tuple[Step, Any]] = []
    if isinstance(value, dict):
        members = list(cast("dict[Step, Any]", value).items())
    elif isinstance(value, list):
        members = list(enumerate(cast("Iterable[Any]", value), 1))
    for step, member in members:
        yield (*steps, step)
        yield from places(member, *steps, step)


def test_every_key_of_the_built_in_instance_is_on_its_line() -> None:
    written, found = TEXT.splitlines(), list(places(tomllib.loads(TEXT)))
    assert len(found) > 300
    for steps in found:
        line = line_of(TEXT, steps)
        assert line, steps
        assert isinstance(steps[-1], int) or steps[-1] in written[line - 1], steps


TRICKS = '''\
# a = 1
"a.b" = """
x = 1
""" # comment
'c d'.e = [ # [ {
  1, "]",
  [ 2, { f = '}', "g\\u0041" = 3 } ],
]
[[h]]
i = 2026-07-04 08:30:00
[h.j]
k = 1.5
[[h]]
i = ''
[[h.l]]
m = """"quoted""""
[[h.l]]
m = { n.o = 1 }
'''


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (["a.b"], 2),
        (["c d", "e"], 5),
        (["c d", "e", 1], 6),
        (["c d", "e", 2], 6),
        (["c d", "e", 3, 2, "gA"], 7),
        (["h", 1, "i"], 10),
        (["h", 1, "j", "k"], 12),
        (["h", 2], 13),
        (["h", 2, "i"], 14),
        (["h", 2, "l", 1, "m"], 16),
        (["h", 2, "l", 2, "m", "n", "o"], 18),
        (["h", 2, "l", 2, "q"], 17),
        (["h", 3], 9),
        (["z"], None),
        ([], None),
    ],
)
def test_all_ways_to_write_toml_are_understood(steps: list[Step], line: int | None) -> None:
    assert line_of(TRICKS, steps) == line


def test_the_tricks_are_toml_and_all_of_it_is_found() -> None:
    assert all(line_of(TRICKS, steps) for steps in places(tomllib.loads(TRICKS)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('scope = "app"', "scope = 'ap'", "keys #2.scope: write one of app, public"),
        ("AGE = { type", "AGE = { kind", "person_data.AGE: there is no key 'kind'"),
        ("message_api =", "mesage_api =", "there is no key 'mesage_api'"),
        ("PAID = false", "PAID = 'no'", "recipients #1.one_to_many.PURCHASES #2.PAID: this is no BOOLEAN"),
        ("FIRSTNAME = {", "'a/../b' = {", "person_data: the name"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, message: str) -> None:
    assert TEXT.count(old) == 1
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    with pytest.raises(InstanceError, match=f"^shop.toml, line {line}: {re.escape(message)}"):
        parse_instance(TEXT.replace(old, new), "shop.toml")
