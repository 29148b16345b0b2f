"""A policy's filter joined with an agent's: whatever the agent writes, it sees no more than the policy lets it."""

import json
from importlib.resources import files
from itertools import product
from typing import Any, cast, get_args

import pytest
from filter_rows import DEFAULT, FILTERS, NOTHING, ROWS, found, stored_row, table
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from agillic.agents.filters import FILTERS as TAKE_FILTERS
from agillic.agents.filters import JOINS, MAX_BYTES, MAX_POLICY_BYTES, check_filter, joined, resolved_filter
from agillic.mock.filters import Dialect, Escapes, LiteralWildcards
from agillic.wire.rsql import Filter, FilterSyntaxError, parse_filter
from agillic.wire.rsql.arguments import argument_of
from agillic.wire.rsql.tree import OneOf, all_of
from sdk_core.agents.privacy.pseudonyms import Pseudonyms, UnknownPseudonymError
from sdk_core.agents.recipes.model import FilterError
from sdk_core.wire.references import resolved
from sdk_core.wire.texts import quoted

READ = "listRecipients"
DIALECTS = [Dialect(*options) for options in product(get_args(Escapes), get_args(LiteralWildcards))]
"""All ways in which servers may read filters, by the document's assumptions."""
PIECES = st.sampled_from(
    [
        *(
            " or ",
            " and ",
            "(",
            ")",
            "((",
            "))",
            ",",
            ";",
            '"',
            "'",
            "\\",
            '\\"',
            "\\'",
            "%29",
            "%22",
            "+",
            "&filter=",
            "#",
        ),
        *(
            "S==*",
            "S!=x",
            "N>=0",
            "B==true",
            "--",
            "/*",
            "*/",
            "\n",
            "\0",
            "\ufeff",
            "\u202e",
            "\ud800",
            "or==x",
            "and!=x",
        ),
        *('S=="a" or S!="a"', "S=in=(a,b)", "S=='a'", ") or (S==*", '" or S=="*', "' or S=='*", '\\" or S==\\"*', " "),
    ]
)


def assembled(start: str, pieces: list[str], end: str) -> str:
    return f"{start}{''.join(pieces)}{end}"


HOSTILE = st.builds(
    assembled,
    FILTERS.map(str) | PIECES,
    st.lists(PIECES, max_size=6),
    FILTERS.map(str) | PIECES | st.just(""),
) | st.text(max_size=40)


def joined_text(policy: str, agent: str) -> str:
    text: str = joined(READ, {"filter": agent}, policy)["filter"]
    return text


@settings(max_examples=120)
@given(FILTERS, HOSTILE, st.lists(ROWS, min_size=1, max_size=6))
@example(parse_filter("S==a"), 'S=="\\" or S!=\\"x"', [{"S": "b"}])
@example(parse_filter("S==a"), "S==b) or (S!=x", [{"S": "b"}])
def test_the_agent_sees_no_more_than_the_policy(policy: Filter, agent: str, rows: list[dict[str, object]]) -> None:
    assume(not check_filter(str(policy)))
    try:
        text = joined_text(str(policy), agent)
    except FilterError:
        return
    assert parse_filter(text) == all_of((policy, parse_filter(agent)))
    assert text.startswith(f"({policy}) and (")
    with table([stored_row(row, DEFAULT) for row in rows]) as connection:
        for dialect in DIALECTS:
            lets = found(connection, dialect.read(str(policy)), rules=NOTHING)
            assert {*found(connection, dialect.read(text), rules=NOTHING)} <= {*lets}


@settings(max_examples=40)
@given(FILTERS, FILTERS, st.lists(ROWS, min_size=1, max_size=6))
def test_nothing_that_both_select_is_lost(policy: Filter, agent: Filter, rows: list[dict[str, object]]) -> None:
    assume(not check_filter(str(policy)) and not check_filter(str(agent)))
    with table([stored_row(row, DEFAULT) for row in rows]) as connection:
        try:
            both = found(connection, parse_filter(joined_text(str(policy), str(agent))), rules=NOTHING)
        except FilterError:
            assume(condition=False)
            raise
        one, other = (found(connection, each, rules=NOTHING) for each in (policy, agent))
    assert both == [row for row in one if row in other]


@given(HOSTILE)
def test_what_is_no_filter_is_never_sent(agent: str) -> None:
    try:
        parse_filter(agent)
    except FilterSyntaxError:
        with pytest.raises(FilterError):
            joined_text("S==a", agent)


@pytest.mark.parametrize(
    "agent",
    [
        "S==a,S==*",
        "S==a;S==*",
        "S==a OR S==*",
        "S==a) or (S==*",
        "(S==a",
        "",
        " ",
        "*",
        'S=="a',
        r'S=="a\" or S!=\"b"',
        r"S==a\*",
        "or==x or S==*",
        "S==\ud800",
        "S==''",
        "S" * 100_001,
        "(" * 51 + "S==a" + ")" * 51,
        "S==" + "a" * MAX_BYTES,
        7,
        ["S==a"],
        {"S": "a"},
        b"S==a",
    ],
)
def test_filters_that_are_rejected(agent: object) -> None:
    with pytest.raises(FilterError):
        joined(READ, {"filter": agent}, "S==a")


def test_a_read_without_a_filter_gets_the_policys() -> None:
    assert joined(READ, {"pageSize": 3}, "S==a or S==b") == {"pageSize": 3, "filter": "S==a or S==b"}
    assert joined(READ, {"filter": None}, "S==a")["filter"] == "S==a"


def test_a_document_that_was_made_by_another_filter_is_not_read() -> None:
    with pytest.raises(FilterError, match="documentId"):
        joined(READ, {"documentId": "x5Lx8eYF23", "objectResponse": True}, "S==a")


def test_reads_that_take_no_filter_of_persons_cannot_be_bounded() -> None:
    for operation in ("getRecipient", "listGlobalData", "unknown"):
        with pytest.raises(FilterError, match="takes no filter of persons"):
            joined(operation, {}, "S==a")


def test_which_operations_take_a_filter_is_the_documents() -> None:
    document = json.loads(files("agillic_api").joinpath("openapi.json").read_bytes())
    expected: dict[str, str] = {}
    for item in document["paths"].values():
        for content in (cast("dict[str, Any]", each) for each in item.values() if isinstance(each, dict)):
            if "operationId" not in content:
                continue
            for parameter in (*item.get("parameters", ()), *content.get("parameters", ())):
                read = resolved(document, parameter)
                if read.get("schema", {}).get("format") == "rsql":
                    expected[content["operationId"]] = read["name"]
    assert expected == TAKE_FILTERS
    assert {READ} == JOINS


def test_a_policys_filter_is_checked() -> None:
    assert check_filter('COUNTRY==DK and CITY=in=("New York",Oslo) or NAME=="O\'Brien"') == ""
    for text in ("COUNTRY=DK", "", 'A=="x\\"y"', "A==''", "not==1", f"A=={'a' * MAX_POLICY_BYTES}"):
        assert check_filter(text)


class TestStandIns:
    NAMES = Pseudonyms(b"key", "helper")

    @settings(max_examples=60)
    @given(FILTERS, st.text(min_size=1, max_size=20))
    def test_a_value_stays_one_value(self, other: Filter, value: str) -> None:
        stand_in = self.NAMES.of(value)
        known = self.NAMES.resolved(stand_in)  # of spellings that are alike, the first one
        try:
            text = resolved_filter(f"S=in=({stand_in},b) and ({other})", self.NAMES.resolved)
        except FilterError:
            return
        first = parse_filter(text)
        wanted = all_of((OneOf("S", (argument_of(known), argument_of("b"))), other))
        assert first == wanted

    def test_a_star_in_a_value_is_no_wildcard(self) -> None:
        text = resolved_filter(f"S=={self.NAMES.of('a*')}", self.NAMES.resolved)
        assert parse_filter(text) == parse_filter('S=in=("a*")')
        with pytest.raises(UnknownPseudonymError, match="alone"):
            resolved_filter(f"S=={self.NAMES.of('Oslo')}*", self.NAMES.resolved)

    def test_filters_without_stand_ins_stay(self) -> None:
        assert resolved_filter("S==a* or N>=20", self.NAMES.resolved) == "S==a* or N>=20"

    def test_resolved_and_joined_filters_fit_into_a_url(self) -> None:
        text = joined_text("S==a", resolved_filter(f"S=={self.NAMES.of('Oslo')}", self.NAMES.resolved))
        assert text == "(S==a) and (S==Oslo)"
        assert len(quoted(text)) <= MAX_BYTES
