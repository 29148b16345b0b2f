"""A job's SQL reaches the job's own files, and nothing else."""

from pathlib import Path

import pytest
from staging_parts import csv_source, staged
from sync_parts import tiny_job, write_file

from sdk_core.sync.model.errors import JobError, SyncError
from sdk_core.sync.model.job import Consent, FieldMapping, Source
from sdk_core.sync.source.opened import open_source

secret_of_this_module = [{"email": "a@x"}]


def locked(folder: Path, sql: str) -> None:
    """Read a source of one file by some SQL."""
    path = write_file(folder, "a.csv", "email\na@x\n")
    write_file(folder, "other.csv", "email\nother@x\n")
    source = Source(csv_source(path).files, sql.replace("FOLDER", str(folder)))
    staged(None, {"EMAIL": "email"}, source=source)


def test_the_own_file_is_read(tmp_path: Path) -> None:
    locked(tmp_path, "select email from source")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from 'FOLDER/other.csv'",
        "select * from read_csv('FOLDER/other.csv')",
        "select * from read_csv('FOLDER/*.csv')",
        "select * from read_csv('FOLDER/../*/other.csv')",
        "select content as email from read_text('/etc/hostname')",
        "select content as email from read_blob('/proc/self/environ')",
        "select file as email from glob('/*')",
        "select * from read_parquet('https://example.com/a.parquet')",
        "select * from read_parquet('s3://bucket/a.parquet')",
        "select * from sniff_csv('/etc/passwd')",
        "select email from secret_of_this_module",
        "select email from enable_logging(storage = 'file', storage_path = 'FOLDER/logs')",
        "select * from read_duckdb('FOLDER/x.duckdb')",
        "select getenv('HOME') as email",
    ],
)
def test_nothing_else_is_read(tmp_path: Path, sql: str) -> None:
    with pytest.raises(SyncError):
        locked(tmp_path, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "copy source to 'FOLDER/out.csv'",
        "attach 'FOLDER/new.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "create table t as select 1",
        "insert into t values (1)",
        "pragma version",
        "call pragma_version()",
        "explain select 1",
        "select 1; select 2",
        "select 1; copy source to 'FOLDER/out.csv'",
        "",
        "-- nothing",
        "select email from source) union all (select 1",
        "selec email",
    ],
)
def test_sql_is_one_select(tmp_path: Path, sql: str) -> None:
    source = Source(
        csv_source(write_file(tmp_path, "a.csv", "email\na@x\n")).files, sql.replace("FOLDER", str(tmp_path))
    )
    if not sql:
        source = Source(source.files, " ")
    with pytest.raises(JobError, match=r"source\.sql"):
        open_source(tiny_job({"EMAIL": "email"}, source=source))
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_the_settings_are_locked(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email\na@x\n")
    with open_source(tiny_job({"EMAIL": "email"}, source=csv_source(path))) as source:
        for change in ("enable_external_access = true", "lock_configuration = false", "allowed_paths = []"):
            with pytest.raises(Exception, match=r"locked|cannot be changed|disabled"):
                source.connection.execute(f"set {change}")


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("email) , (email", "EMAIL"),
        ("unnest([email, email])", "several rows of one"),
        ("count(*)", "EMAIL"),
        ("nosuch", "nosuch"),
        ("email from source", "EMAIL"),
        ("read_text('/etc/hostname')", "EMAIL"),
        ("(select content from read_text('/etc/hostname'))", "disabled"),
    ],
)
def test_expressions_of_a_mapping_are_locked_in_too(sql: str, error: str) -> None:
    with pytest.raises(SyncError, match=error):
        staged([{"email": "a@x"}], {"EMAIL": FieldMapping(sql=sql)})


def test_consent_is_locked_in_too() -> None:
    with pytest.raises(SyncError, match="consent"):
        staged([{"email": "a@x"}], {"EMAIL": "email"}, consent=Consent("(select 'yes' from 'other.csv')"))
