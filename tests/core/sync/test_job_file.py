import re
from pathlib import Path
from typing import Any

import pytest
from sync_parts import tiny_kinds, write_file

from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import FieldMapping, Job, SourceFile
from sdk_core.sync.model.job_file import job_of, read_jobs

JOB = """
name = "customers"
profile = "shop"
max_plan_age = "36h"

[source]
sql = "select * from customers join cities using (city)"
[source.files.customers]
path = "customers-*.csv"
delimiter = ";"
header = true
quote = "'"
encoding = "latin-1"
[source.files.cities]
path = "/data/cities.parquet"

[target]
name = "things"
mode = "mirror"
table = "ORDERS"

[mapping]
EMAIL = "email"
FIRSTNAME = { column = "first", empty = "clear", max_length = 20, personal = true }
AGE = { sql = "try_cast(age as int) + 1", null = "reject" }
NEWS = { value = true }

[guards]
max_removals = 5
max_rejected_percent = 2.5

[run]
max_errors = 10
on_end = ["notify", "--now"]

[consent]
column = "wants_mail"
yes = ["ja"]

[state]
folder = "state"
hash_key_variable = "SYNC_KEY"

[[tests]]
name = "a first name that is empty"
row = { email = "a@x", first = "" }
fields = { EMAIL = "a@x", FIRSTNAME = "" }
[[tests]]
row = { email = "" }
rejected = "no value"
"""

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"guards": {"max_removal": 7}}, "guards.max_removal: is not known here: did you mean max_removals?"),
    ({"guards": {"max_removals": "7"}}, "guards.max_removals: expected a number, found a text"),
    ({"guards": {"max_removals": True}}, "guards.max_removals: expected a number, found a boolean"),
    ({"guards": {"max_removals": 7.5}}, "guards.max_removals: expected a whole number"),
    ({"guards": {"max_removals_percent": 101}}, "guards.max_removals_percent: expected a number from 0 to 100"),
    ({"guards": {"max_removals": -1}}, "guards.max_removals: expected a number of at least 0"),
    ({"guards": []}, "guards: expected a table, found a list"),
    ({"gaurds": {}}, "gaurds: is not known here: did you mean guards?"),
    ({"run": {"max_error_rate": 2}}, "run.max_error_rate: expected a number from 0 to 1"),
    ({"run": {"on_end": "notify"}}, "run.on_end: expected a list of texts"),
    ({"run": {"webhook": "example.com"}}, "run.webhook: expected a URL"),
    ({"run": {"webhook": "http://example.com/"}}, "run.webhook: expected a URL that begins with https://"),
    ({"run": {"webhook": "https://u:p@example.com"}}, "run.webhook: has a secret"),
    ({"run": {"webhook": "https://example.com/?token=abc"}}, "run.webhook: has a secret"),
    ({"target": {"name": "thing", "mode": "upsert"}}, "target.name: there is no target thing: did you mean things?"),
    ({"target": {"name": "things"}}, "target.mode: is missing: what is done with the rows"),
    ({"target": {"mode": "upsert"}}, "target.name: is missing: expected one of things"),
    (
        {"target": {"name": "things", "mode": "upsert", "tables": "A"}},
        "target.tables: is not known here: did you mean table?",
    ),
    ({"mapping": {}}, "mapping: no field is mapped"),
    ({"mapping": {"EMAIL": 7}}, "mapping.EMAIL: expected a table, found a number"),
    ({"mapping": {"EMAIL": {}}}, "mapping.EMAIL: expected exactly one of column, sql and value"),
    ({"mapping": {"EMAIL": {"column": "a", "value": "b"}}}, "mapping.EMAIL: expected exactly one of"),
    ({"mapping": {"EMAIL": {"columns": "a"}}}, "mapping.EMAIL.columns: is not known here: did you mean column?"),
    ({"mapping": {"EMAIL": {"column": "a", "null": "skip"}}}, "mapping.EMAIL.null: expected one of leave_out"),
    ({"mapping": {"a": {"city": "b"}}}, "mapping.a.city: is not known here: a name of a field with a dot"),
    ({"name": "../up"}, "name: expected up to 64 letters"),
    ({"name": ""}, "name: is empty"),
    ({"name": None}, "name: is missing: a name for the job"),
    ({"max_plan_age": "1 week"}, "max_plan_age: expected seconds, or a text such as '90m'"),
    ({"max_plan_age": 0}, "max_plan_age: expected more than 0 seconds"),
    ({"source": {"path": "a.xlsx"}}, "source.format: is missing: a.xlsx does not end in .csv, .parquet"),
    ({"source": {"path": "a.csv", "format": "cvs"}}, "source.format: expected one of csv, parquet, jsonl, duckdb: did"),
    ({"source": {"path": "a.csv", "quote": ""}}, "source.quote: is empty: where no value is quoted"),
    ({"mapping": {"A": {"column": "a", "date_format": "dd.MM.yyyy"}}}, "mapping.A.date_format: has no % in it"),
    ({"consent": {"column": "a", "yes": "true"}}, "consent.yes: expected a list of texts, such as"),
    ({"source": {"path": "a.csv", "delimiter": ", "}}, "source.delimiter: expected one character, such as"),
    ({"source": {"path": "a.csv", "header": "yes"}}, "source.header: expected true or false"),
    ({"source": {"path": "a.csv", "columns": ["a", "A"]}}, "source.columns: has a name twice"),
    ({"source": {"path": "a.parquet", "quote": "'"}}, "source.quote: is of CSV"),
    ({"source": {"path": "a.duckdb"}}, "source.table: is missing"),
    ({"source": {"delimiter": ","}}, "source.delimiter: has no file"),
    ({"source": {"files": {"a": {"path": "a.csv"}, "b": {"path": "b.csv"}}}}, "source.sql: is missing"),
    ({"source": {"files": {"../a": {"path": "a.csv"}}}}, "source.files.../a: expected a name of letters"),
    ({"source": {"python": "module"}}, "source.python: expected module:function"),
    ({"source": {"python": "m:f", "path": "a.csv"}}, "source.python: give either"),
    ({"consent": {"column": ""}}, "consent.column: is empty"),
    ({"state": {"hash_key_variable": "s3cr3t key"}}, "not the key itself"),
    ({"tests": [{"row": {}}]}, "tests[0]: expected either fields, or rejected"),
    ({"tests": {"row": {}}}, "tests: expected tables written as [[tests]]"),
]


def read(folder: Path, text: str, environ: dict[str, str] | None = None) -> tuple[Job, ...]:
    return read_jobs(write_file(folder, "job.toml", text), api="tiny", kinds=tiny_kinds(), environ=environ or {})


def wrong(folder: Path, text: str, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(JobError) as found:
        read(folder, text, environ)
    return str(found.value)


def small(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - tables
    given: dict[str, Any] = {
        "name": "small",
        "source": {"path": "rows.parquet"},
        "target": {"name": "things", "mode": "upsert"},
        "mapping": {"EMAIL": "email"},
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


def job(**changes: Any) -> Job:  # noqa: ANN401 - tables
    return job_of(small(**changes), api="tiny", kinds=tiny_kinds(), folder=Path("/jobs"))


def message(**changes: Any) -> str:  # noqa: ANN401 - tables
    with pytest.raises(JobError) as found:
        job(**changes)
    return str(found.value)


def test_a_whole_file(tmp_path: Path) -> None:
    [found] = read(tmp_path, JOB)
    assert (found.name, found.api, found.profile, found.target, found.mode) == (
        "customers",
        "tiny",
        "shop",
        "things",
        "mirror",
    )
    assert found.max_plan_age == 36 * 3_600
    assert found.options == {"table": "ORDERS"}
    assert found.path == tmp_path / "job.toml"
    assert found.source.files == {
        "customers": SourceFile(
            str(tmp_path / "customers-*.csv"), "csv", delimiter=";", header=True, quote="'", encoding="latin-1"
        ),
        "cities": SourceFile("/data/cities.parquet", "parquet"),
    }
    assert list(found.mapping) == ["EMAIL", "FIRSTNAME", "AGE", "NEWS"]
    assert found.mapping["FIRSTNAME"] == FieldMapping("first", empty="clear", max_length=20, personal=True)
    assert found.mapping["AGE"] == FieldMapping(sql="try_cast(age as int) + 1", null="reject")
    assert found.mapping["NEWS"].value == "true"
    assert found.guards.max_removals == 5
    assert found.guards.max_removals_percent == 10
    assert found.run.on_end == ("notify", "--now")
    assert found.consent is not None
    assert found.consent.yes == ("ja",)
    assert found.state.folder == tmp_path / "state"
    assert [test.name for test in found.tests] == ["a first name that is empty", "test 2"]
    assert found.tests[1].rejected == "no value"


def test_several_jobs_in_their_order(tmp_path: Path) -> None:
    one = '[[jobs]]\nname = "{}"\n[jobs.source]\npath = "a.parquet"\n[jobs.target]\nname = "things"\nmode = "upsert"\n'
    one += '[jobs.mapping]\nEMAIL = "e"\n'
    jobs = read(tmp_path, 'profile = "shop"\n' + one.format("b") + one.format("a") + "[jobs.guards]\nmin_rows = 3\n")
    assert [each.name for each in jobs] == ["b", "a"]
    assert {each.profile for each in jobs} == {"shop"}
    assert jobs[1].guards.min_rows == 3
    assert "jobs[1].name: another job" in wrong(tmp_path, one.format("a") + one.format("a"))
    assert "jobs[1].guards.min_row: is not known here: did you mean min_rows?" in wrong(
        tmp_path, one.format("a") + one.format("b") + "[jobs.guards]\nmin_row = 3\n"
    )
    assert "with [[jobs]] all else" in wrong(tmp_path, "zebra = 1\n" + one.format("a"))


@pytest.mark.parametrize(("changes", "text"), WRONG)
def test_what_is_wrong_is_named_with_its_place(changes: dict[str, Any], text: str) -> None:
    assert text in message(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "abc"},
        {"api_key": "abc"},
        {"run": {"token": "abc"}},
        {"target": {"name": "things", "mode": "upsert", "password": "abc"}},
        {"source": {"path": "a.parquet", "secret_key": "abc"}},
    ],
)
def test_secrets_do_not_belong_into_the_file(changes: dict[str, Any]) -> None:
    found = message(**changes)
    assert "secrets do not belong into a job file" in found
    assert "abc" not in found


def test_the_value_of_a_secret_of_the_environment_is_found_anywhere(tmp_path: Path) -> None:
    text = JOB.replace('"notify"', '"notify hunter2hunter2"')
    found = wrong(tmp_path, text, {"TINY_SECRET": "hunter2hunter2", "HOME": "/data/cities"})
    assert "the value of the variable TINY_SECRET stands in it" in found
    assert "hunter2" not in found


def test_a_field_may_be_called_as_a_secret_is() -> None:
    assert job(mapping={"EMAIL": "e", "TOKEN": "t"}).mapping["TOKEN"].column == "t"


def test_files_that_are_no_job(tmp_path: Path) -> None:
    assert "no TOML" in wrong(tmp_path, "name = \n")
    assert "line 1" in wrong(tmp_path, "name = \n")
    with pytest.raises(JobError, match="cannot be read: No such file"):
        read_jobs(tmp_path / "none.toml", api="tiny", kinds=tiny_kinds(), environ={})
    path = write_file(tmp_path, "latin.toml", "name = 'Köln'", "latin-1")
    with pytest.raises(JobError, match="not in UTF-8"):
        read_jobs(path, api="tiny", kinds=tiny_kinds(), environ={})
    assert re.match(rf"{re.escape(str(tmp_path / 'job.toml'))}: name: is missing", wrong(tmp_path, "[source]\n"))


def test_paths_begin_at_the_folder_and_ages_are_seconds() -> None:
    assert job(source={"path": "rows.ndjson"}).source.files["source"] == SourceFile("/jobs/rows.ndjson", "jsonl")
    assert job(max_plan_age=90).max_plan_age == 90
    assert job(max_plan_age="1.5m").max_plan_age == 90
    assert job().state.folder is None
    assert job().path is None
