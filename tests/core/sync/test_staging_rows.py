"""Keys, duplicates, consent and hashes of rows, and what an item is made of."""

import hashlib
from dataclasses import replace
from importlib import import_module
from typing import Any
from uuid import UUID

import orjson
import pytest
from staging_parts import column, items, staged
from sync_parts import FIELDS, TinyStore, key_of_item, tiny_target

from sdk_core.sync.model.errors import JobError, TargetError
from sdk_core.sync.model.job import Consent, FieldMapping
from sdk_core.sync.model.rows import STAGED_COLUMNS
from sdk_core.sync.model.target import Field, key_values
from sdk_core.sync.staging.stage import DUPLICATE

pa: Any = import_module("pyarrow")  # brings no types
MAPPING: dict[str, FieldMapping | str] = {"EMAIL": "email", "FIRSTNAME": "first"}


def rows(*pairs: tuple[str | None, str | None]) -> list[dict[str, str | None]]:
    return [{"email": email, "first": first} for email, first in pairs]


def md5(text: str) -> UUID:
    return number(hashlib.md5(text.encode(), usedforsecurity=False).digest())


def number(digest: bytes) -> UUID:
    return UUID(int=int.from_bytes(digest, "little"))


def test_the_table_has_its_columns_and_hashes() -> None:
    [row] = staged(rows(("a@x", "Åse")), MAPPING)[1]
    assert list(row)[: len(STAGED_COLUMNS)] == list(STAGED_COLUMNS)
    assert row["json"] == '{"EMAIL":"a@x","FIRSTNAME":"Åse"}'
    assert (row["k"], row["h"]) == (md5("a@x"), md5(row["json"]))


def test_a_key_of_hashes_hides_what_they_are_of() -> None:
    plain, secret, other = (staged(rows(("a@x", "A")), MAPPING, hash_key=key) for key in (b"", b"\x00\xffkey'", b"b"))
    assert len({md5("a@x"), secret[1][0]["k"], other[1][0]["k"]}) == 3
    [row] = secret[1]
    expected = hashlib.md5(b"\x00\xffkey'" + row["json"].encode(), usedforsecurity=False).digest()
    assert row["h"] == number(expected)
    assert len({plain[0].rule, secret[0].rule, other[0].rule}) == 3


@pytest.mark.parametrize("email", [None, ""])
def test_a_row_without_its_key_is_rejected(email: str | None) -> None:
    counts, found = staged(rows((email, "A"), ("b@x", "B")), MAPPING)
    assert (counts.rows, counts.valid, counts.rejected) == (2, 1, 1)
    assert found[0]["reason"] == "EMAIL: the key has no value"
    assert (found[0]["k"], found[0]["key"], found[0]["item"]) == (None, None, None)


@pytest.mark.parametrize("email", [" a@x", "a@x ", " "])
def test_a_key_with_blanks_around_it_is_rejected(email: str) -> None:
    [row] = staged(rows((email, "A")), MAPPING)[1]
    assert row["reason"].startswith("EMAIL: the key begins or ends with a blank")
    trimmed = MAPPING | {"EMAIL": FieldMapping(sql="trim(email)")}
    assert staged(rows(("a@x ", "A")), trimmed)[1][0]["key"] == "a@x"


def test_case_counts_in_a_key_and_composition_of_characters_does_not() -> None:
    counts, found = staged(rows(("\u00e5se@x", "1"), ("a\u030ase@x", "2"), ("Åse@x", "3")), MAPPING)
    assert (counts.valid, counts.skipped) == (2, 1)
    assert column(found, "key") == ["\u00e5se@x", "\u00e5se@x", "Åse@x"]
    assert found[1]["item"]["EMAIL"] == "\u00e5se@x"


def test_a_key_of_several_fields_is_as_the_target_reads_it() -> None:
    fields = [Field("EMAIL"), Field("LINE", "number"), Field("NAME")]
    mapping: dict[str, FieldMapping | str] = {"NAME": "name", "LINE": "line", "EMAIL": "email"}
    given = [{"email": 'a"@x', "line": "007", "name": "n"}, {"email": "a@x", "line": None, "name": "n"}]
    found = staged(given, mapping, fields=fields, key=("EMAIL", "LINE"))[1]
    assert key_values(found[0]["key"], 2) == ('a"@x', "7")
    assert found[0]["key"] == key_of_item({"EMAIL": 'a"@x', "LINE": "7"}, ("EMAIL", "LINE"))
    assert (found[1]["reason"], found[1]["key"]) == ("LINE: the key has no value", None)


def test_the_last_row_of_a_key_counts() -> None:
    counts, found = staged(rows(("a@x", "1"), ("b@x", "2"), ("a@x", "3"), ("a@x", "4")), MAPPING)
    assert (counts.rows, counts.valid, counts.skipped) == (4, 2, 2)
    assert column(found, "state") == ["skipped", "", "skipped", ""]
    assert found[0]["reason"] == DUPLICATE


def test_a_rejected_row_does_not_replace_an_earlier_one_and_keeps_its_key() -> None:
    counts, found = staged(rows(("a@x", "1"), ("a@x", "2" * 51)), MAPPING)
    assert (counts.valid, counts.rejected) == (1, 1)
    assert column(found, "state") == ["", "rejected"]
    assert found[0]["k"] == found[1]["k"]


def test_so_many_duplicates_that_the_table_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    given = rows(*[(f"{number % 7}@x", str(number)) for number in range(1_000)], ("bad@x", "x" * 60))
    expected = staged(given, MAPPING)
    monkeypatch.setattr("sdk_core.sync.staging.stage._MAX_UPDATES", 0)
    assert staged(given, MAPPING) == expected
    assert expected[0].valid == 7
    assert expected[0].skipped == 993


def test_consent_by_a_column_and_by_an_expression() -> None:
    given = [
        {"email": f"{place}@x", "ok": text} for place, text in enumerate(["Yes", " 1", "TRUE", "no", "", None, "ja"])
    ]
    by_column = staged(given, {"EMAIL": "email"}, consent=Consent("ok"))[1]
    assert column(by_column, "consent") == [True, True, True, False, False, False, False]
    by_sql = staged(given, {"EMAIL": "email"}, consent=Consent("ok is null or ok = 'ja'"))[1]
    assert column(by_sql, "consent") == [False] * 5 + [True, True]
    own = staged(given, {"EMAIL": "email"}, consent=Consent("ok", yes=("JA",)))[1]
    assert column(own, "consent") == [False] * 6 + [True]
    assert column(staged(given, {"EMAIL": "email"})[1], "consent") == [True] * 7
    typed = pa.table({"email": ["a", "b"], "ok": [True, False]})
    assert column(staged(typed, {"EMAIL": "email"}, consent=Consent("ok"))[1], "consent") == [True, False]


def test_members_lie_where_the_target_has_them_in_the_order_of_the_mapping() -> None:
    fields = [
        Field("userId", "text"),
        Field("email", "text", in_item=False),
        Field("city", "text", within="data"),
        Field("age", "number", within="data"),
        Field('qu"ote', "text"),
    ]
    mapping: dict[str, FieldMapping | str] = {"city": "c", "userId": "u", "age": "a", "email": "e", 'qu"ote': "q"}
    given = [
        {"c": "Oslo", "u": "1", "a": 7, "e": "a@x", "q": "z"},
        {"c": None, "u": "2", "a": None, "e": "b@x", "q": None},
    ]
    found = staged(given, mapping, fields=fields, key=("email",), target=tiny_target(fields=fields, key=("email",)))[1]
    assert found[0]["json"] == '{"data":{"city":"Oslo","age":7},"userId":"1","qu\\"ote":"z"}'
    assert found[1]["json"] == '{"userId":"2"}'
    assert column(found, "key") == ["a@x", "b@x"]


def test_rows_of_a_group_carry_it() -> None:
    target = replace(tiny_target(fields=[Field("ID"), Field("EMAIL", in_item=False)], key=("ID",)), group_by="EMAIL")
    found = staged([{"i": "1", "e": "a@x"}], {"ID": "i", "EMAIL": "e"}, target=target)[1]
    assert (found[0]["grp"], found[0]["json"]) == ("a@x", '{"ID":"1"}')
    with pytest.raises(JobError, match="EMAIL says where an item belongs"):
        staged([{"i": "1"}], {"ID": "i"}, target=target)


def test_fields_that_are_not_known_are_taken_where_the_target_takes_all() -> None:
    target = replace(tiny_target(), nested_fields=True, unknown_field_member="data")
    given = [{"email": "a@x", "n": 7, "t": "7", "o": {"a": None}}]
    [row] = staged(given, {"EMAIL": "email", "n": "n", "t": "t", "o": "o"}, target=target)[1]
    assert row["item"] == {"EMAIL": "a@x", "data": {"n": 7, "t": "7", "o": {"a": None}}}


def test_the_letter_of_a_rejected_row_has_what_the_mapping_needs() -> None:
    given = [{"email": "a@x", "first": "x" * 51, "last": 'B"', "unused": "u"}]
    mapping = MAPPING | {"LASTNAME": FieldMapping(sql="upper(Last)")}
    [row] = staged(given, mapping)[1]
    assert orjson.loads(row["letter"]) == {"email": "a@x", "first": "x" * 51, "last": 'B"'}
    [again] = staged([orjson.loads(row["letter"]) | {"first": "fixed"}], mapping)[1]
    assert again["item"] == {"EMAIL": "a@x", "FIRSTNAME": "fixed", "LASTNAME": 'B"'}
    assert staged([{"email": "a@x", "first": "1"}], MAPPING)[1][0]["letter"] is None


def test_constants_and_expressions() -> None:
    mapping: dict[str, FieldMapping | str] = {
        "EMAIL": FieldMapping(sql="lower(email) -- as it is kept\n"),
        "FIRSTNAME": FieldMapping(value="it's"),
        "AGE": FieldMapping(sql="try_cast(age as int) + 1"),
        "EXTRA": FieldMapping(sql="{'a': [age, null]}"),
    }
    [found] = items([{"email": "A@X", "age": "7"}], mapping)
    assert found == {"EMAIL": "a@x", "FIRSTNAME": "it's", "AGE": 8, "EXTRA": {"a": ["7", None]}}


@pytest.mark.parametrize(
    ("mapping", "error"),
    [
        (
            {"EMAIL": "email", "FIRSTNAM": "first"},
            r"mapping\.FIRSTNAM: there is no such field .* did you mean FIRSTNAME\?",
        ),
        ({"EMAIL": "email", "firstname": "first"}, r"did you mean FIRSTNAME\?"),
        (
            {"EMAIL": "email", "qq": "first"},
            "there is no such field in tiny things: name one of its fields, which `init` lists",
        ),
        ({"FIRSTNAME": "first"}, "EMAIL identifies an item of tiny things, and is not mapped"),
        (
            {"email": "email"},
            r"mapping\.email: there is no such field in tiny things: did you mean EMAIL\? Case counts",
        ),
        ({"EMAIL": "email", "FIRSTNAME": FieldMapping("first", date_format="%d.%m.%Y")}, "FIRSTNAME holds no dates"),
        ({"EMAIL": "emial"}, r"mapping\.EMAIL: the source has no column emial: did you mean email\?"),
        ({"EMAIL": "zzz"}, r"mapping\.EMAIL: the source has no column zzz: it has email, first"),
        ({"EMAIL": "email", "AGE": FieldMapping(sql="nosuch + 1")}, r"mapping\.AGE cannot be used"),
        ({"EMAIL": "email", "AGE": FieldMapping(sql="1 +")}, r"mapping\.AGE\.sql is no SQL"),
        ({"EMAIL": "email", "BIRTHDATE": FieldMapping("first", date_format="%Q")}, "the mapping cannot be used: .*%Q"),
    ],
)
def test_a_mapping_that_does_not_fit(mapping: dict[str, FieldMapping | str], error: str) -> None:
    with pytest.raises((JobError, TargetError), match=error):
        staged(rows(("a@x", "A")), mapping)


@pytest.mark.parametrize(
    ("column", "error"),
    [
        ("email;first", "all of its first line is one column, email;first: is its delimiter right"),
        (" email", "did you mean ' email'"),
        ("x" * 5_000, "it has x{80}\\.\\.\\.$"),
    ],
)
def test_names_of_columns_that_are_easily_misread(column: str, error: str) -> None:
    with pytest.raises(JobError, match=error):
        staged([{column: "a@x"}], {"EMAIL": "email"})


def test_a_consent_that_is_no_column() -> None:
    with pytest.raises(JobError, match=r"consent\.column: the source has no column first_: did you mean first\?"):
        staged(rows(("a@x", "A")), MAPPING, consent=Consent("first_"))


def test_a_mode_that_the_target_does_not_have() -> None:
    with pytest.raises(JobError, match=r"target\.mode: things has no mode .*: did you mean upsert\?"):
        staged(rows(("a@x", "A")), MAPPING, mode="upsrt")


def test_a_field_that_an_item_must_have_is_mapped_but_for_updates_and_erasure() -> None:
    fields = [*FIELDS, Field("COUNTRY", required=True)]
    with pytest.raises(JobError, match="must have COUNTRY"):
        staged(rows(("a@x", "A")), MAPPING, fields=fields)
    assert staged(rows(("a@x", "A")), MAPPING, fields=fields, mode="update")[0].valid == 1
    assert staged(rows(("a@x", "A")), {"EMAIL": "email"}, fields=fields, mode="delete")[0].valid == 1
    given = [{"email": "a@x", "c": ""}]
    assert staged(given, {"EMAIL": "email", "COUNTRY": "c"}, fields=fields)[0].rejected == 1


def test_the_rule_changes_with_what_items_depend_on_and_with_nothing_else() -> None:
    def rule(mapping: dict[str, FieldMapping | str], **given: Any) -> str:  # noqa: ANN401 - of `staged`
        return staged([{"email": "a@x", "first": "1", "b": "2026-03-01"}], mapping, **given)[0].rule

    base = {**MAPPING, "BIRTHDATE": "b"}
    assert rule(base) == rule(base)
    assert rule(base | {"FIRSTNAME": FieldMapping("first", max_length=9, personal=True)}) == rule(base)
    others = [
        rule(base | {"FIRSTNAME": FieldMapping("first", empty="clear")}),
        rule(base | {"FIRSTNAME": FieldMapping(sql="first")}),
        rule(base | {"BIRTHDATE": FieldMapping("b", date_format="%Y-%m-%d")}),
        rule(base, fields=[replace(field, format="%Y") if field.name == "BIRTHDATE" else field for field in FIELDS]),
        rule({"BIRTHDATE": "b", **MAPPING}),
    ]
    assert len({rule(base), *others}) == len(others) + 1


def test_the_store_takes_what_is_staged() -> None:
    store = TinyStore()
    target = tiny_target(store=store)
    found = staged(rows(("a@x", "1"), ("b@x", "2")), MAPPING, target=target)[1]
    step = target.steps["upsert"]
    body = b"[" + b",".join(step.entry(row["key"], row["json"].encode()) for row in found) + b"]"
    step.send(body)
    assert store.items == {"a@x": {"EMAIL": "a@x", "FIRSTNAME": "1"}, "b@x": {"EMAIL": "b@x", "FIRSTNAME": "2"}}
