"""Filters in the variants of the dialect that are assumed, down to the rows that they select."""

import pytest
from filter_rows import selected

from agillic.mock.filters import Dialect
from agillic.wire.rsql import FilterSyntaxError, parse_filter

BACKSLASH = Dialect()
OTHER_QUOTE = Dialect(escapes="other-quote")
MARKED = Dialect(literal_wildcards="backslash")
BOTH = Dialect("other-quote", "backslash")


def finds(dialect: Dialect, text: str, *values: str) -> list[object]:
    return selected(dialect.read(text), values)


def test_a_filter_without_backslashes_means_the_same_in_all_variants() -> None:
    text = """S=="a 'b'*" and (N>1 or S=in=(a or 'b "c"'))"""
    assert {dialect.read(text) for dialect in (BACKSLASH, OTHER_QUOTE, MARKED, BOTH)} == {parse_filter(text)}


def test_a_backslash_escapes_quotes_and_itself() -> None:
    """filter-escapes, backslash."""
    assert finds(BACKSLASH, r'S=="a\"b\\"', 'a"b\\', "a") == ['a"b\\']


def test_a_backslash_stands_for_itself_where_the_other_quote_is_the_escape() -> None:
    """filter-escapes, other-quote."""
    assert finds(OTHER_QUOTE, r"""S=='a"b\'""", 'a"b\\', 'a"b') == ['a"b\\']
    assert finds(OTHER_QUOTE, r"""S=="it's \*" or S=="\\" """, "it's \\x", "\\", "\\\\") == ["it's \\x", "\\\\"]
    assert finds(OTHER_QUOTE, r"S==C:\dir", "C:\\dir") == ["C:\\dir"]


@pytest.mark.parametrize("dialect", [OTHER_QUOTE, BOTH])
def test_a_quote_cannot_stand_between_its_like_then(dialect: Dialect) -> None:
    with pytest.raises(FilterSyntaxError):
        dialect.read(r'S=="a\"b"')


def test_a_wildcard_after_a_backslash_is_literal_where_that_is_assumed() -> None:
    """filter-literal-wildcards, backslash."""
    assert finds(MARKED, r'S=="a\*"', "a*", "ab") == ["a*"]
    assert finds(MARKED, r"S==a\?b or S==\*", "a?b", "axb", "*", "x") == ["a?b", "*"]
    assert finds(MARKED, r'S=="a\\*"', "a\\", "a\\b", "a*") == ["a\\", "a\\b"]
    assert finds(BOTH, r'S=="a\x\*"', "a\\x*", "a\\xy") == ["a\\x*"]


def test_literal_and_real_wildcards_stand_in_one_pattern() -> None:
    """filter-literal-wildcards, backslash."""
    assert finds(MARKED, r"S==\**\?", "*a?", "*?", "*a", "a?", "*a?b") == ["*a?", "*?"]
    assert finds(MARKED, r"S==[a]\*?", "[a]*b", "[a]cb", "a*b") == ["[a]*b"]
    assert finds(MARKED, r"S==a\**", "a*", "a*b", "ab", "a+") == ["a*", "a*b"]


def test_literal_wildcards_of_other_operators_lose_their_backslash_too() -> None:
    """filter-literal-wildcards, backslash."""
    assert finds(MARKED, r"S!=a\*", "a*", "ab") == ["ab"]
    assert finds(MARKED, r"S=in=(a\*,'\?') and S>=' '", "a*", "ab", "?") == ["a*", "?"]


def test_only_lists_hold_literal_wildcards_by_default() -> None:
    """filter-literal-wildcards, in-list."""
    assert finds(BACKSLASH, "S=in=(a*)", "a*", "ab") == ["a*"]
    assert finds(BACKSLASH, r"S==a\*", "a*", "a\\b") == ["a\\b"]
    with pytest.raises(FilterSyntaxError):
        BACKSLASH.read(r'S=="a\*"')


def test_a_quote_that_is_not_closed_is_rejected_in_all_variants() -> None:
    for dialect in (BACKSLASH, OTHER_QUOTE, MARKED, BOTH):
        with pytest.raises(FilterSyntaxError):
            dialect.read('S==a and S=="b\\\\')
