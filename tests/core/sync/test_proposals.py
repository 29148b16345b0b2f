import tomllib
from pathlib import Path

import pytest
from staging_parts import items, write_parquet
from sync_parts import FIELDS, tiny_kinds, tiny_target, write_file

from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job_file import read_jobs
from sdk_core.sync.staging.proposals import matched, propose


def proposed(folder: Path, *paths: Path) -> str:
    return propose(paths, tiny_target(), name="people", mode="upsert", options={"table": "A"}, folder=folder)


def test_a_proposal_is_a_job_that_runs(tmp_path: Path) -> None:
    path = write_file(
        tmp_path,
        "people.csv",
        "E-mail;First Name;lastName;Shoe;Birth-Date;age\nA@x;Åse;B;42;31.12.1999;7\nb@x;;C;43;01.02.2000;\n",
        "latin-1",
    )
    text = proposed(tmp_path, path)
    assert tomllib.loads(text) == {
        "name": "people",
        "source": {"path": "people.csv", "encoding": "latin-1", "delimiter": ";", "quote": '"', "header": True},
        "target": {"name": "things", "mode": "upsert", "table": "A"},
        "mapping": {
            "EMAIL": "E-mail",
            "FIRSTNAME": "First Name",
            "LASTNAME": "lastName",
            "AGE": "age",
            "BIRTHDATE": {"column": "Birth-Date", "date_format": "%d.%m.%Y"},
        },
    }
    assert "# columns without a field of a like name: Shoe" in text
    [job] = read_jobs(write_file(tmp_path, "job.toml", text), api="tiny", kinds=tiny_kinds(), environ={})
    assert items(None, job.mapping, source=job.source)[0] == {
        "EMAIL": "A@x",
        "FIRSTNAME": "Åse",
        "LASTNAME": "B",
        "AGE": 7,
        "BIRTHDATE": "31-12-1999",
    }


def test_several_files_are_joined_by_a_person(tmp_path: Path) -> None:
    people = write_file(tmp_path, "people list.csv", "contact\na@x\n")
    orders = tmp_path / "2026-orders.parquet"
    write_parquet(orders, "select 1 as id")
    text = proposed(tmp_path, people, orders)
    found = tomllib.loads(text)
    assert found["source"]["sql"] == "select * from people_list"
    assert list(found["source"]["files"]) == ["people_list", "file_2026_orders"]
    assert "# EMAIL identifies an item" in text
    assert found["mapping"] == {}


def test_dates_that_may_be_read_in_two_ways_are_left_to_a_person(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email,birthdate\na@x,01/02/2000\n")
    assert tomllib.loads(proposed(tmp_path, path))["mapping"]["BIRTHDATE"] == "birthdate"


def test_files_that_cannot_be_proposed(tmp_path: Path) -> None:
    for path, error in (
        (tmp_path / "a.txt", "expected a file that ends in"),
        (tmp_path / "a.csv", "is not there"),
        (tmp_path / "a.duckdb", "write the job of a database by hand"),
    ):
        with pytest.raises(SourceError, match=error):
            proposed(tmp_path, path)
    with pytest.raises(SourceError, match="no file is named"):
        proposed(tmp_path)


def test_no_column_is_meant_for_two_fields() -> None:
    assert matched(["Name", "Names"], ["NAME", "NAMES"]) == {"NAME": "Name", "NAMES": "Names"}
    assert matched(["Email"], ["EMAIL", "EMAIL2"]) == {"EMAIL": "Email"}
    assert matched(["CustomerId", "City", "x"], [field.name for field in FIELDS]) == {}
