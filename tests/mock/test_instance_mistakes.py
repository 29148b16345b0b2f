"""Instance files: how mistakes in them are told."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from instance_parts import SMALL, rejection, small

from agillic.mock.instance import BUILT_IN, load_instance, parse_instance
from sdk_core.mock.errors import InstanceError

BUILT_IN_TEXT = files("agillic.mock").joinpath("instances", BUILT_IN).read_text("utf-8")


# --- mistakes ---------------------------------------------------------------------------------------------------------

MISTAKES_AT_THE_TOP = [
    ("name = 1", "name: write text"),
    ('enviroment = "staging"', "there is no key 'enviroment', known are .*did you mean 'environment'"),
    ('environment = "stagin"', "environment: write one of staging, production; did you mean 'staging'"),
    ("active_recipients = true", "active_recipients: write a whole number"),
    ("active_recipients = -1", "active_recipients: write 0 or more"),
    ('recipient_key = "MAIL"', "recipient_key: there is no field of person_data 'MAIL', .*did you mean 'EMAIL'"),
    ('recipient_key = "CREATED"', "recipient_key: there is no field of person_data 'CREATED'"),
    ('recipient_key = "AGE"', "recipient_key: the field 'AGE' is not unique; write unique = true there"),
    ('date_format = "dd.MM.YYYY"', "date_format: the pattern 'dd.MM.YYYY' has 'YYYY' at column 7; only"),
    ('timestamp_format = "dd.MM.yyyy"', "timestamp_format: .* lacks HH mm; add what is missing"),
    ('schedule_format = "HH:mm"', "schedule_format: .* lacks dd MM yyyy; add what is missing"),
    ('time_zone = "europe/Kopenhagen"', "time_zone: there is no .*; did you mean 'Europe/Copenhagen'"),
    ('time_zone = "Europe"', "time_zone: there is no time zone 'Europe'; write one such as Europe/Copenhagen"),
    ('time_zone = "../etc"', "time_zone: there is no time zone '../etc'"),
    ("task_seconds = -0.5", "task_seconds: write a number of seconds from 0 to 86400, a day"),
    ("task_seconds = nan", "task_seconds: write a number of seconds from 0"),
    ('task_seconds = "2"', "task_seconds: write a whole number or a number"),
    ("message_api = 1", "message_api: write true or false"),
    ("keys = []", "keys: without a key no call is accepted; add one"),
    ("keys = {}", r"keys: write a list, \[...\]$"),
    ('keys = ["k"]', "keys #1: write a table, "),
    ('keys = [{ key = "k", secret = "s" }]', "keys #1: 'scope' is missing; add it: one of app, public$"),
    (
        'keys = [{ key = "k", secret = "s", scope = "publik" }]',
        "keys #1.scope: write one of app, public; did you mean 'public'",
    ),
    ('keys = [{ key = "a:b", secret = "s", scope = "app" }]', "keys #1.key: write a key without a colon"),
    ('keys = [{ key = "", secret = "s", scope = "app" }]', "keys #1.key: write a key"),
    ('keys = [{ key = "k", secret = "", scope = "app" }]', "keys #1.secret: write a secret"),
    (
        'keys = [{ key = "k", secret = "s", scope = "app" }, { key = "k", secret = "t", scope = "public" }]',
        "keys #2.key: an earlier entry has this key; write another",
    ),
    ('client_apps = "com.shop"', "client_apps: write a list"),
    ("flow_templates = [1]", "flow_templates #1: write text"),
    ("global_data = 1", "global_data: write a table, "),
    ("assumptions = ['x']", "assumptions: write a table, "),
    ("target_groups = [1]", "target_groups: write a table, "),
]


@pytest.mark.parametrize(("line", "message"), MISTAKES_AT_THE_TOP, ids=[line for line, _ in MISTAKES_AT_THE_TOP])
def test_mistakes_at_the_top_are_told_with_place_and_remedy(line: str, message: str) -> None:
    key, _ = line.split(" = ", 1)
    without = re.sub(rf"^{key} = .*\n", "", SMALL, flags=re.MULTILINE)
    assert re.match(f"shop.toml: {message}", rejection(f"{line}\n{without}"))


MISTAKES_IN_TABLES = [
    ("X = 1", "person_data.X: write a table"),
    ("X = {}", "person_data.X: 'type' is missing; add it: one of STRING, "),
    ("X = { typ = 'STRING' }", "person_data.X: there is no key 'typ', known are type, .*did you mean 'type'"),
    ("X = { type = 'DATUM' }", "person_data.X.type: write one of STRING, NUMBER, BOOLEAN, DATE, TIMESTAMP; .* 'DATE'"),
    ("X = { type = ['STRING'] }", "person_data.X.type: write one of"),
    ("X = { type = 'STRING', unique = 'yes' }", "person_data.X.unique: write true or false"),
    ("'A=B' = { type = 'STRING' }", 'person_data."A=B": a name has no .*; rename it'),
    ("CREATED = { type = 'DATE' }", "person_data.CREATED: every instance has this field .*; remove it"),
    ("'' = { type = 'STRING' }", "person_data: the name is empty"),
    ("'a/../b' = { type = 'STRING' }", "person_data: the name holds a step"),
    ('"a\\u0000" = { type = "STRING" }', "person_data: the name has U.0000"),
    ("[one_to_many.T]\nkey = 'ID'\ncolumns = { IDS = 'STRING' }", "one_to_many.T.key: there is no .*mean 'IDS'"),
    ("[one_to_many.T]\nkey = 'ID'\ncolumns = { ID = 'TEXT' }", "one_to_many.T.columns.ID: write one of STRING"),
    ("[one_to_many.T]\nkey = 'ID'\ncolumns = {}", "one_to_many.T.key: there is no column 'ID', nor any"),
    ("[historical.'T 1']\nkey = 'ID'\ncolumns = {}", 'historical."T 1".key: there is no column'),
    ("[global_data.G]\ntype = 'NUMBER'\nvalue = '1'", "global_data.G.value: this is no NUMBER; write a number"),
    ("[global_data.G]\ntype = 'STRING'\nvalue = 1", "global_data.G.value: this is no STRING; write text"),
    ("[global_data.G]\ntype = 'NUMBER'\nvalue = true", "global_data.G.value: this is no NUMBER"),
    ("[global_data.G]\ntype = 'NUMBER'\nvalue = inf", "global_data.G.value: this is no NUMBER"),
    ("[global_data.G]\ntype = 'NUMBER'\nvalue = -inf", "global_data.G.value: this is no NUMBER"),
    ("[global_data.G]\ntype = 'NUMBER'\nvalue = nan", "global_data.G.value: this is no NUMBER"),
    ("[global_data.G]\ntype = 'BOOLEAN'\nvalue = 'true'", "global_data.G.value: .*; write true or false"),
    ("[global_data.G]\ntype = 'DATE'\nvalue = '2026-07-04'", "global_data.G.value: .* such as 'dd.MM.yyyy' says"),
    ("[global_data.G]\ntype = 'DATE'\nvalue = '31.02.2026'", "global_data.G.value: this is no DATE"),
    ("[global_data.G]\ntype = 'TIMESTAMP'\nvalue = '04.07.2026'", "global_data.G.value: .*HH:mm:ss' says"),
    ("[global_data.G]\ntype = 'DATE'\nvalue = 2026-07-04", "global_data.G.value: write text or a whole number or"),
    (
        "[global_data_tables.T]\nkey = 'ID'\ncolumns.ID = { type = 'STRING' }",
        'global_data_tables.T.columns.ID: the key is unique; write index = "UNIQUE"',
    ),
    (
        "[global_data_tables.T]\nkey = 'ID'\ncolumns.ID = { type = 'STRING', index = 'YES' }",
        "global_data_tables.T.columns.ID.index: write one of NO_INDEX, INDEXED, UNIQUE",
    ),
    ("[global_data_tables.T]\nkey = 'I'\ncolumns = {}", "global_data_tables.T.key: there is no column 'I', nor any"),
    ("[target_groups.T]\nfilter = 'AGE=20'", "target_groups.T.filter: filter, column 4: found '=', expected one of"),
    ("[target_groups.T]\nfilter = 'AGE!=old'", "target_groups.T.filter: the filter compares the NUMBER field AGE"),
    ("[target_groups.T]\nfilter = 'AGES>=20'", "target_groups.T.filter: there is no field of .*did you mean 'AGE'"),
    (
        "[target_groups.T]\nfilter = 'AGE==1 or (EMAIL==a and CITY=in=(b,c))'",
        "target_groups.T.filter: there is no field of person_data 'CITY', known are AGILLIC_ID",
    ),
    ("[target_groups.T]\nfilter = 1", "target_groups.T.filter: write a filter as text"),
    ("[target_groups.T]\nstatic = true", "target_groups.T: there is no key 'static'"),
    ("[events.e]\nname = 'e'\nflows = ['Welcom']", "events.e.flows: there is no flow 'Welcom', nor any"),
    (
        "[flows.Welcome]\nname = 'w'\n[events.e]\nname = 'e'\nflows = ['Welcom']",
        "events.e.flows: there is no flow 'Welcom', known are Welcome; did you mean 'Welcome'",
    ),
    ("[flows.f]\nname = 'f'\ntarget_group = 'G'", "flows.f.target_group: there is no target group 'G', nor any"),
    ("[flows.f]\nname = 'f'\n[flows.g]\nname = 'f'", "flows.g.name: an earlier one has this name; write another"),
    ("[events.e]\nname = 'e'\n[events.f]\nname = 'e'", "events.f.name: an earlier one has this name; write another"),
    ("[flows.f]\nname = 'f'\ncommunication = { name = 'c', type = 'MAIL' }", "flows.f.communication.type: .*'EMAIL'"),
    (
        "[promotions.p]\npropositions = [{ name = 'n', fields = {}, condition = 'X==1' }]",
        "promotions.p.propositions #1.condition: there is no field of person_data 'X'",
    ),
    ("[promotions.p]\nmaximum = 0\npropositions = []", "promotions.p.maximum: write 1 or more, or leave it out"),
    (
        "[context_schemas.s.name]\ntype = 'otm'\ndata_type = 'string'",
        "context_schemas.s.name: calls choose the schema by this member; rename it",
    ),
    ("[context_schemas.s.P]\ntype = 'otm'", "context_schemas.s.P: write either data_type or fields"),
    (
        "[context_schemas.s.P]\ntype = 'otm'\ndata_type = 'string'\nfields.A = { data_type = 'string' }",
        "context_schemas.s.P: write either data_type or fields",
    ),
    ("[context_schemas.s.P]\ntype = 'odm'\ndata_type = 'date'", "context_schemas.s.P.type: .*did you mean 'otm'"),
    ("[message_templates.m]\nhead = 'html'", "message_templates.m.head: write one of text, rich_text, link, image"),
    ("[html_templates.'a//b']\ncontent = ''", 'html_templates."a//b": a path has a name before, between and after'),
    (
        "[extensions.an-order]\nopen = false",
        "extensions.an-order: an id has letters, digits and underscores, at most 50",
    ),
    (f"[extensions.{'a' * 51}]\nopen = false", "extensions.a+: an id has letters, digits and underscores"),
    ("[resources]\n'/a.png' = ''", 'resources."/a.png": a path has a name before'),
    ("[export_files]\n'a/' = ''", 'export_files."a/": a path has a name before'),
    ("[assumptions]\nfilter-cases = 'ignored'", "assumptions: there is no assumption 'filter-cases'; did you mean"),
    ("[assumptions]\nfilter-case = 'no'", "assumptions: the assumption 'filter-case' has no option 'no'; Known are"),
    ("[assumptions]\nother-hosts = 'only-eu1'", "assumptions: .* concerns the document alone"),
    ("[assumptions]\nfilter-case = 1", "assumptions.filter-case: write text"),
    ("[[recipients]]\nperson_data = { AGE = 1 }", "recipients #1.person_data: 'EMAIL' is missing"),
    ("[[recipients]]\nperson_data = { EMAIL = '' }", "recipients #1.person_data: 'EMAIL' is missing"),
    ("[[recipients]]\nperson_data = { MAIL = '' }", "recipients #1.person_data: .*'MAIL'.*did you mean 'EMAIL'"),
    ("[[recipients]]\nperson_data = { EMAIL = 'a', AGE = '1' }", "recipients #1.person_data.AGE: this is no NUMBER"),
    ("[[recipients]]\nperson_data = { EMAIL = 'a', BORN = '1' }", "recipients #1.person_data.BORN: this is no DATE"),
    (
        "[[recipients]]\nperson_data = { EMAIL = 'a' }\n[[recipients]]\nperson_data = { EMAIL = 'a' }",
        "recipients #2.person_data.EMAIL: an earlier entry has this value",
    ),
    (
        "[[recipients]]\nperson_data = { EMAIL = 'a' }\none_to_many = { T = [] }",
        "recipients #1.one_to_many.T: there is no table of one_to_many 'T', nor any",
    ),
]


@pytest.mark.parametrize(("lines", "message"), MISTAKES_IN_TABLES, ids=[line for line, _ in MISTAKES_IN_TABLES])
def test_mistakes_in_tables_are_told_with_place_and_remedy(lines: str, message: str) -> None:
    assert re.match(f"shop.toml: {message}", rejection(SMALL + lines))


RECORDS = """
[global_data_tables.T]
key = "ID"
columns.ID = { type = "STRING", index = "UNIQUE" }
columns.SLUG = { type = "STRING", index = "UNIQUE" }
columns.KIND = { type = "STRING", index = "INDEXED" }
"""


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ("[{ ID = '1' }, { ID = '1' }]", "#2.ID: an earlier entry has this value, and it is unique; write another"),
        ("[{ ID = '1', SLUG = 'a' }, { ID = '2', SLUG = 'a' }]", "#2.SLUG: an earlier entry has this value"),
        ("[{ SLUG = '1' }]", "#1: 'ID' is missing, which identifies it; add it"),
        ("[{ ID = '1', KINDS = 'a' }]", "#1: there is no field or column 'KINDS', .*did you mean 'KIND'"),
        ("[{ ID = 1 }]", "#1.ID: this is no STRING; write text"),
    ],
)
def test_records_fit_their_table(records: str, message: str) -> None:
    assert re.match(
        f"shop.toml: global_data_tables.T.records {message}", rejection(f"{SMALL}{RECORDS}records = {records}")
    )


def test_only_unique_columns_must_differ() -> None:
    tables = small(RECORDS + "records = [{ ID = '1', KIND = 'a' }, { ID = '2', KIND = 'a' }]").global_data_tables
    assert [record["ID"] for record in tables["T"].records] == ["1", "2"]


def test_rows_of_recipients_fit_their_table() -> None:
    table = "[one_to_many.T]\nkey = 'ID'\ncolumns = { ID = 'STRING', PAID = 'BOOLEAN' }\n"
    person = "[[recipients]]\nperson_data = { EMAIL = 'a' }\none_to_many.T = "
    rows = small(f"{table}{person}[{{ ID = '1', PAID = true }}]").recipients[0].one_to_many["T"]
    assert rows == ({"ID": "1", "PAID": True},)
    place = "shop.toml: recipients #1.one_to_many.T"
    for written, problem in {
        "[{ ID = '1' }, { ID = '1' }]": f"{place} #2.ID: an earlier entry has this value",
        "[{ ID = '1', PAID = 'True' }]": f"{place} #1.PAID: this is no BOOLEAN; write true or false",
    }.items():
        assert rejection(f"{SMALL}{table}{person}{written}").startswith(problem)


def test_what_is_no_toml_is_told_with_line_and_column() -> None:
    assert rejection("name = 'Shop'\nenvironment = staging") == (
        "shop.toml: this is no TOML: Invalid value (at line 2, column 15); correct it there"
    )
    assert rejection(f"name = {'9' * 5_000}").startswith("shop.toml: this is no TOML: ")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, latin = tmp_path / "missing.toml", tmp_path / "latin.toml"
    latin.write_bytes(SMALL.replace("Shop", "Kiosk på hjørnet").encode("latin-1"))
    with pytest.raises(
        InstanceError, match=f"^{re.escape(str(missing))}: cannot be read .No such file or directory.; "
    ):
        load_instance(missing)
    with pytest.raises(InstanceError, match=f"^{re.escape(str(latin))}: is not UTF-8; save it in this encoding"):
        load_instance(latin)


def test_a_mistake_in_a_file_is_told_with_the_path_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text("", "utf-8")
    with pytest.raises(InstanceError, match=f"^{re.escape(str(path))}: 'name' is missing; add it: text$"):
        load_instance(path)


def test_secrets_are_not_in_messages() -> None:
    for keys in ('{ key = "k", secret = "s", scope = "hush" }', '{ key = "k", secret = ["hush"], scope = "app" }'):
        assert "hush" not in rejection(re.sub("keys = .*", f"keys = [{keys}]", SMALL))


LINES = BUILT_IN_TEXT.splitlines()
ASSIGNMENTS = [index for index, line in enumerate(LINES) if re.match(r"[A-Za-z].* = ", line)]
OTHER_VALUES = ["1", "-1", "1e400", "nan", "true", '"x"', '""', "[]", "[[1]]", "{}", "{ x = 1 }", "2026-07-04", "'''"]


@given(index=st.sampled_from(ASSIGNMENTS), value=st.sampled_from(OTHER_VALUES))
def test_any_other_value_anywhere_is_accepted_or_told_as_a_mistake(index: int, value: str) -> None:
    lines = [*LINES]
    lines[index] = lines[index].split(" = ")[0] + f" = {value}"
    try:
        assert parse_instance("\n".join(lines), "shop.toml").keys
    except InstanceError as error:
        assert str(error).startswith(("shop.toml: ", "shop.toml, line "))  # noqa: PT017 - most are rejected, some fit
        assert "candystore-secret" not in str(error)  # noqa: PT017 - same
