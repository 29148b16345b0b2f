"""Filters through the whole client and the mock: a filter selects the rows with a value and no other."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

from collections.abc import Generator
from pathlib import Path

import pytest
from client_surface import sync_and_async
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from security_callers import Caller, own_folders

from agillic import BadRequest, F, Filter, InvalidFilter
from agillic.mock.local import LocalMock
from agillic.wire.rsql.arguments import WILDCARDS

AWKWARD = [
    *(
        '"',
        "'",
        "\\",
        '\\"',
        "\\\\",
        ";",
        ",",
        "(",
        ")",
        "()",
        "*",
        "?",
        "a*",
        "%",
        "_",
        "a%b_",
        "=",
        "==",
        "!=",
        "=in=",
    ),
    *("and", "or", " and ", "x or y", '" or EMAIL=="*', "') or ('1'=='1", "x;EMAIL==*", "x,EMAIL==*", "a)b", "null"),
    *("true", "20", "020", "1e3", "-1", "2017-04-09", "ä", "a\u0308", "ß", "SS", "İ", "😀", "\u202e", "\u200b", "a b"),
    *(" a", "a ", "\t", "a\nb", "\u2028", "'; DROP TABLE recipients; --", "${x}", "{{x}}", "%22", "&filter=", "#"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=12)
VALUES = st.lists(TEXTS | st.text("ab\"'\\;,()*? =~<>", min_size=1, max_size=6), min_size=1, max_size=6, unique=True)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[None]:
    with own_folders(tmp_path):
        yield


def stored(caller: Caller, values: list[str]) -> None:
    """Let a recipient have each value, and none have another; addresses tell which one it is."""
    client = caller.client
    for each in caller.collect(client.recipients.iterate()):
        caller.wait(client.recipients.delete(each.person_data["EMAIL"]))
    rows = [{"EMAIL": f"{number}@example.com", "LASTNAME": value} for number, value in enumerate(values)]
    assert caller.wait(client.recipients.upsert(rows).run()).succeeded == len(values)


def selected(caller: Caller, filter_: Filter) -> set[int]:
    """Return the numbers of the recipients that a filter selects, by both ways to ask for them."""
    iterated = [each.person_data["EMAIL"] for each in caller.collect(caller.client.recipients.iterate(filter=filter_))]
    listed = [each.person_data["EMAIL"] for each in caller.wait(caller.client.recipients.list(filter=filter_))]
    assert sorted(iterated) == sorted(listed)
    return {int(address.partition("@")[0]) for address in iterated}


def found(caller: Caller, values: list[str]) -> None:
    everyone = set(range(len(values)))
    for number, value in enumerate(values):
        assert selected(caller, F.LASTNAME.in_(value)) == {number}, value
        assert selected(caller, F.LASTNAME != value) == everyone - {number}, value
        if not WILDCARDS.search(value):
            assert selected(caller, F.LASTNAME == value) == {number}, value
            assert selected(caller, (F.LASTNAME == value) & (F.EMAIL == "none@example.com")) == set(), value
    assert selected(caller, F.LASTNAME.in_(*values)) == everyone


@sync_and_async
def test_awkward_values_select_exactly_their_rows(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    given_ = {"base_url": agillic_mock.url, "key": agillic_mock.key, "secret": agillic_mock.secret}
    with Caller(asynchronous=asynchronous, **given_) as caller:
        stored(caller, AWKWARD)
        found(caller, AWKWARD)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=VALUES)
@example(values=['"', '\\"', '\\\\"', "\\"])
def test_any_values_select_exactly_their_rows(agillic_mock: LocalMock, values: list[str]) -> None:
    given_ = {"base_url": agillic_mock.url, "key": agillic_mock.key, "secret": agillic_mock.secret}
    with Caller(asynchronous=False, **given_) as caller:
        stored(caller, values)
        found(caller, values)


@sync_and_async
def test_a_filter_that_cannot_be_read_selects_nothing(agillic_mock: LocalMock, *, asynchronous: bool) -> None:
    """It is rejected, here or there, and never taken for no filter, which would select everyone."""
    given_ = {"base_url": agillic_mock.url, "key": agillic_mock.key, "secret": agillic_mock.secret}
    with Caller(asynchronous=asynchronous, **given_) as caller:
        for text in (
            "",
            " ",
            "EMAIL",
            'EMAIL=="',
            "EMAIL==a b",
            "(EMAIL==a",
            "UNKNOWN==1",
            'EMAIL=="a" nor EMAIL=="b"',
        ):
            with pytest.raises((ValueError, InvalidFilter, BadRequest)):
                caller.collect(caller.client.recipients.iterate(filter=text))
            with pytest.raises((ValueError, InvalidFilter, BadRequest)):
                caller.wait(caller.client.recipients.list(filter=text))
