"""What `parse_filter` reads: the vendor's dialect, all of it and nothing else, with the column of what is wrong."""

# ruff: noqa: SIM300 - ruff takes fields in upper case for constants and would turn each comparison round

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.wire.rsql import F, Filter, FilterSyntaxError, filter_text, parse_filter, raw_filter, wildcard


@pytest.mark.parametrize(
    ("text", "built"),
    [
        # The examples of the vendor's page [S1], without the paging parameters that follow in the URL. Of its two forms
        # `AGE<=20 and AGES<=80` and `AGE>=20 and AGE<=80`, the first is a slip.
        ('LASTNAME=="Blue" and AGE>=20 and AGE<=80', (F.LASTNAME == "Blue") & (F.AGE >= 20) & (F.AGE <= 80)),
        ("FAVORITE_CANDY_TYPE=in=(Chocolate or Caramel)", F.FAVORITE_CANDY_TYPE.in_("Chocolate", "Caramel")),
        ("FAVORITE_CANDY_TYPE=in=(Chocolate,Caramel)", F.FAVORITE_CANDY_TYPE.in_("Chocolate", "Caramel")),
        (
            "FIRSTNAME==White and FAVORITE_CANDY_TYPE=in=(Chocolate or Caramel)",
            (F.FIRSTNAME == "White") & F.FAVORITE_CANDY_TYPE.in_("Chocolate", "Caramel"),
        ),
        (
            "(FIRSTNAME==White or FIRSTNAME==Jane) and AGE>18",
            ((F.FIRSTNAME == "White") | (F.FIRSTNAME == "Jane")) & (F.AGE > 18),
        ),
        (
            "FIRSTNAME==W?i* or FIRSTNAME==W*",
            (F.FIRSTNAME == wildcard("W?i*")) | (F.FIRSTNAME == wildcard("W*")),
        ),
        ('CREATED>"01.01.2018 00:00:00"', F.CREATED > "01.01.2018 00:00:00"),
    ],
)
def test_the_examples_of_the_vendor(text: str, built: Filter) -> None:
    assert parse_filter(text) == built


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("A==1 or B==2 and C==3", "A==1 or B==2 and C==3"),
        ("A==1 and B==2 or C==3", "A==1 and B==2 or C==3"),
        ("(A==1 or B==2) and C==3", "(A==1 or B==2) and C==3"),
        ("(A==1 and B==2) or C==3", "A==1 and B==2 or C==3"),
        ("A==1 and (B==2 and (C==3))", "A==1 and B==2 and C==3"),
        ("((A==1))", "A==1"),
        ("(A==1) and (B==2)", "A==1 and B==2"),
        ("  A  ==\t1\n and\u00a0B == 2 ", "A==1 and B==2"),
        ("A=in=( x , 'y z' or \"w\" )", 'A=in=(x,"y z",w)'),
        ("A=='Blue'", "A==Blue"),
        ("A=='say \"hi\"'", r'A=="say \"hi\""'),
        (r"A=='O\'Hara'", 'A=="O\'Hara"'),
        (r'A=="\\"', r'A=="\\"'),
        (r"A==C:\new", r'A=="C:\\new"'),
        ('A==""', 'A==""'),
        ("A==''", 'A==""'),
        ('A=="20"', 'A=="20"'),
        ("A==TRUE", "A==TRUE"),
        ("A==2017-02-30", "A==2017-02-30"),
        ("A==2017-04-09T23:20:50.123+02:00", "A==2017-04-09T23:20:50.123+02:00"),
        ('A=="W*"', "A==W*"),
        ('A=="New ?"', 'A=="New ?"'),
        ("A!=W*", 'A!="W*"'),
        ("A=in=(W*)", 'A=in=("W*")'),
        ("A=='AND'", 'A=="AND"'),
        ("A==AND", 'A=="AND"'),
        ("and==1 and or==2 or and==3", "and==1 and or==2 or and==3"),
        ("æ-ø.å==1", "æ-ø.å==1"),
        ("A==" + "9" * 500, "A==" + "9" * 500),
        ("A==1e999", "A==1e999"),
    ],
)
def test_every_form_has_one_normal_form(text: str, normal: str) -> None:
    assert str(parse_filter(text)) == normal
    assert str(parse_filter(normal)) == normal
    assert parse_filter(normal) == parse_filter(text)


def test_quotes_tell_strings_from_numbers() -> None:
    assert parse_filter("A==20") == (F.A == 20)
    assert parse_filter('A=="20"') == (F.A == "20")
    assert parse_filter("A==20") != parse_filter('A=="20"')


@pytest.mark.parametrize(
    ("text", "position", "found", "expected"),
    [
        ("", 1, "the end", "a field's name or '('"),
        ("   ", 4, "the end", "a field's name"),
        ("A", 2, "the end", "one of == != < <= > >= =in="),
        ("A==", 4, "the end", "a value"),
        ("A=1", 2, "'='", "one of =="),
        ("A!1", 2, "'!'", "one of =="),
        ("A~1", 2, "'~'", "one of =="),
        ("A===1", 4, "'='", "a value"),
        ("A=<1", 2, "'='", "one of =="),
        ("A=gt=1", 2, "'=gt='", "instead of =gt= write '>'"),
        ("A=le=1", 2, "'=le='", "instead of =le= write '<='"),
        ("A=out=(1,2)", 2, "'=out='", "instead of =out= write '!=' several times"),
        ("A=IN=(1,2)", 2, "'=IN='", "one of =="),
        ("A==1;B==2", 5, "';'", "instead of ; write 'and'"),
        ("A==1,B==2", 5, "','", "instead of , write 'or'"),
        ("A==1 AND B==2", 6, "'AND'", "instead of AND write 'and', in lower case"),
        ("A==1 OR B==2", 6, "'OR'", "instead of OR write 'or', in lower case"),
        ("A==1 B==2", 6, "'B'", "'and', 'or' or the end"),
        ("A==New York", 8, "'York'", "'and', 'or' or the end"),
        ("(A==1", 6, "the end", "'and', 'or' or ')'"),
        ("A==1)", 5, "')'", "'and', 'or' or the end"),
        ("()", 2, "')'", "a field's name"),
        ("A==1 and", 9, "the end", "a field's name"),
        ("A==1 and ", 10, "the end", "a field's name"),
        ("and A==1", 5, "'A'", "one of =="),
        ("A==1 and and B==2", 14, "'B'", "one of =="),
        ("(A==1)and (B==2)", 7, "'and'", "blanks around 'and'"),
        ("(A==1) or(B==2)", 8, "'or'", "blanks around 'or'"),
        ('A=="x"or B==2', 7, "'or'", "blanks around 'or'"),
        ("A==and", 4, "'and'", "a value, in double quotes"),
        ("A==or", 4, "'or'", "a value, in double quotes"),
        ("A==1 " + "x" * 99, 6, f"'{'x' * 30}'", "'and', 'or' or the end"),
        ("A==(1)", 4, "'('", "a value"),
        ("A==1 and 'B'==2", 10, "a quoted value", "a field's name"),
        ("A=in=1", 6, "'1'", "'(' and a list of values"),
        ("A=in=()", 7, "')'", "a value"),
        ("A=in=(1 2)", 9, "'2'", "',', 'or' or ')'"),
        ("A=in=(1,)", 9, "')'", "a value"),
        ("A=in=(1 and 2)", 9, "'and'", "',', 'or' or ')'"),
        ("A=in=(1", 8, "the end", "',', 'or' or ')'"),
        ("A=in=(1;2)", 8, "';'", "',', 'or' or ')'"),
        ("(A==1;B==2)", 6, "';'", "instead of ; write 'and'"),
        ("A==,1", 4, "','", "a value, in double quotes"),
        ("A=in=((1))", 7, "'('", "a value"),
        ('A=="ruby', 4, "a quote that is not closed", "the same quote again"),
        (r'A=="ruby\"', 4, "a quote that is not closed", "the same quote again"),
        ("A==O'Hara", 5, "a quote that is not closed", "the same quote again"),
        ('A=="a"b"', 7, "'b'", "'and', 'or' or the end"),
        (r'A=="C:\new"', 7, r"'\\n'", "double it"),
        (r'A=="a\*"', 6, r"'\\*'", "double it"),
    ],
)
def test_what_is_wrong_is_found_at_its_column(text: str, position: int, found: str, expected: str) -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        parse_filter(text)
    error = caught.value
    assert (error.text, error.position) == (text, position)
    assert found == error.found
    assert expected in error.expected
    assert ("instead of" in error.expected) is ("instead of" in expected), "a hint stands only where it helps"
    assert str(error) == f"filter, column {position}: found {error.found}, expected {error.expected}"


def test_quoted_values_are_not_repeated_in_messages() -> None:
    with pytest.raises(FilterSyntaxError) as caught:
        parse_filter('A==1 "ruby@sweetmail.com"')
    assert "ruby" not in str(caught.value) + repr(caught.value)


def test_the_error_can_be_pickled() -> None:
    with pytest.raises(FilterSyntaxError, match="column 2") as caught:
        parse_filter("A=1")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert type(copy) is FilterSyntaxError
    assert (copy.text, copy.position, copy.expected) == ("A=1", 2, caught.value.expected)
    assert str(copy) == str(caught.value)


def test_deep_nesting_is_rejected_where_it_gets_too_deep() -> None:
    assert str(parse_filter("(" * 50 + "A==1" + ")" * 50)) == "A==1"
    for depth in (51, 10_000):
        with pytest.raises(FilterSyntaxError, match="at most 50 parentheses") as caught:
            parse_filter("(" * depth + "A==1" + ")" * depth)
        assert caught.value.position == 51


def test_long_filters_are_rejected() -> None:
    longest = "A==" + "x" * 99_997
    assert str(parse_filter(longest)) == longest
    with pytest.raises(FilterSyntaxError, match="at most 100,000 characters") as caught:
        parse_filter(longest + "x")
    assert caught.value.position == 100_001


@pytest.mark.parametrize("part", ["(", ")", '"', "\\", "'", "a", "a==1 or ", "a==(", " ", "=", '"\\'])
def test_long_nonsense_is_rejected_politely(part: str) -> None:
    with pytest.raises(FilterSyntaxError):
        parse_filter(part * (100_000 // len(part)))


PARTS = [
    *("A", "B-1", "é", "20", "true", "2017-04-09", "W*", "and", "or", " and ", " or ", "AND", " "),
    *("==", "!=", ">=", "<", "=in=", "=out=", "=", "(", ")", ",", ";"),
    *("'a b'", '"x\\"y"', '"', "'", "\\", "A==1", "B!=x", "C=in=(1,2)"),
]
TEXTS = st.lists(st.sampled_from(PARTS)).map("".join)


@given(TEXTS | st.text())
def test_any_text_is_a_filter_with_a_normal_form_or_rejected_at_a_column(text: str) -> None:
    try:
        parsed = parse_filter(text)
    except FilterSyntaxError as error:
        assert 1 <= error.position <= len(text) + 1  # noqa: PT017 - either outcome is right
    else:
        normal = str(parsed)
        assert parse_filter(normal) == parsed
        assert str(parse_filter(normal)) == normal


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("A==1\tand B==2", "A==1 and B==2"),
        ("A==1\n  and\u00a0B==2", "A==1 and B==2"),
        ("A == 1 and\u3000B=='x y'", 'A==1 and B=="x y"'),
        ("A=in=(1,\r\n2)", "A=in=(1,2)"),
        ("A=='x\ty'", 'A=="x\ty"'),
        ("  A == 'x  y'  ", "  A == 'x  y'  "),
    ],
)
def test_other_white_space_than_blanks_is_sent_in_no_place_where_parsers_differ(text: str, sent: str) -> None:
    assert filter_text(text) == sent
    assert parse_filter(sent) == parse_filter(text)


@pytest.mark.parametrize(("text", "position"), [("A==\ud800", 4), ("A=='x' and B=='\udfff'", 16), ("\udfff==1", 1)])
def test_half_of_a_surrogate_pair_is_found_before_it_is_sent(text: str, position: int) -> None:
    with pytest.raises(FilterSyntaxError, match="half of a surrogate pair, expected what UTF-8 can carry") as caught:
        filter_text(text)
    assert caught.value.position == position


@pytest.mark.parametrize("value", [None, b"A==1", 5, ["A==1"], F.A == 1])
def test_a_filter_is_read_from_text(value: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(TypeError, match=f"read from a str, not {type(value).__name__}"):
        parse_filter(value)


def test_a_parameter_takes_filters_and_texts_that_are_filters() -> None:
    assert filter_text(F.LASTNAME == "Blue") == "LASTNAME==Blue"
    assert filter_text("LASTNAME == 'Blue'") == "LASTNAME == 'Blue'", "sent as the caller wrote it"
    assert filter_text(raw_filter("AGE=out=(1,2)")) == "AGE=out=(1,2)"
    with pytest.raises(FilterSyntaxError, match="column 9"):
        filter_text("LASTNAME=Blue")
    wrong: list[Any] = [None, F.LASTNAME, 5]
    for value in wrong:
        with pytest.raises(TypeError, match=f"not {type(value).__name__}"):
            filter_text(value)
