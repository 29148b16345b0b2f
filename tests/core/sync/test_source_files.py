import io
from pathlib import Path

import duckdb
import pytest
from staging_parts import column, csv_source, items, staged, write_parquet
from sync_parts import tiny_job, tiny_target, write_file

from sdk_core.sync.model.errors import JobError, SourceError
from sdk_core.sync.model.job import FieldMapping, Source, SourceFile
from sdk_core.sync.source.csv_dialect import csv_dialect
from sdk_core.sync.source.opened import open_source
from sdk_core.sync.source.workspace import connect_work
from sdk_core.sync.staging.stage import stage

UTF_8 = "if the file is not in UTF-8, say its encoding, such as encoding = 'latin-1'"
MAPPING: dict[str, FieldMapping | str] = {"EMAIL": "email", "FIRSTNAME": "first"}


def parquet(path: Path, query: str) -> Source:
    write_parquet(path, query)
    return Source({"source": SourceFile(str(path), "parquet")})


def test_nothing_and_an_empty_text_are_two_things_in_csv(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", 'email,first\na@x,\nb@x,""\nc@x,Ada\n')
    assert items(None, MAPPING | {"FIRSTNAME": FieldMapping("first", empty="clear")}, source=csv_source(path)) == [
        {"EMAIL": "a@x"},
        {"EMAIL": "b@x", "FIRSTNAME": ""},
        {"EMAIL": "c@x", "FIRSTNAME": "Ada"},
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_a_byte_order_mark_and_breaks_within_values(tmp_path: Path, end: str) -> None:
    path = write_file(tmp_path, "a.csv", f'\ufeffemail,first{end}a@x,"A ""b"" \nc"{end}{end}b@x,ø')
    assert items(None, MAPPING, source=csv_source(path)) == [
        {"EMAIL": "a@x", "FIRSTNAME": 'A "b" \nc'},
        {"EMAIL": "b@x", "FIRSTNAME": "ø"},
    ]


def test_another_dialect_and_encoding(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "a@x;'K;öln'\n", "latin-1")
    source = csv_source(path, delimiter=";", quote="'", header=False, columns=("email", "first"), encoding="latin-1")
    assert items(None, MAPPING, source=source) == [{"EMAIL": "a@x", "FIRSTNAME": "K;öln"}]


def test_lines_that_do_not_fit_are_rejected_rows_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'email,first\na@x,Ada\nb@x\nc@x,Cleo,Z\nd@x,bad\xff\ne@x,"q"uote\nf@x,Fay\n')
    counts, rows = staged(None, MAPPING, source=csv_source(path))
    assert (counts.rows, counts.valid, counts.rejected) == (6, 2, 4)
    assert column(rows, "row") == [1, 2, 3, 4, 5, 6]
    assert column(rows, "reason") == [
        "",
        "",
        "line 3 of a.csv: missing columns",
        "line 4 of a.csv: too many columns",
        f"line 5 of a.csv: invalid encoding: {UTF_8}",
        "line 6 of a.csv: unquoted value",
    ]
    assert column(rows, "letter")[:4] == [None, None, '{"line":"b@x"}', '{"line":"c@x,Cleo,Z"}']
    assert column(rows, "k")[2:] == [None] * 4


def test_several_lines_of_a_value_that_does_not_end_are_one_rejected_row(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", 'email,first\na@x,"Ada\nb@x,Bo\nc@x,"Cleo",x\nd@x,Di\n')
    counts, rows = staged(None, MAPPING, source=csv_source(path))
    assert counts.rejected == 1
    assert rows[-1]["reason"].startswith("lines 2 to 4 of a.csv")


def test_a_line_of_blanks_behind_an_empty_one_has_its_number(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email,first\na@x,Ada\n\n   \n")
    assert column(staged(None, MAPPING, source=csv_source(path))[1], "reason")[1:] == [
        "line 4 of a.csv: missing columns"
    ]


def test_a_quote_that_is_never_closed_fails_the_source(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", 'email,first\na@x,Ada\nb@x,"Bo\nc@x,Cleo\n')
    with pytest.raises(SourceError, match=r"line 3 of a\.csv opens a quote that is never closed"):
        staged(None, MAPPING, source=csv_source(path))


def test_a_dialect_that_is_not_said_is_proposed(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email;first\na@x;Ada\n")
    with pytest.raises(JobError) as found:
        open_source(tiny_job(MAPPING, source=Source({"source": SourceFile(str(path), "csv", quote='"')})))
    assert str(found.value).splitlines()[1:] == ['delimiter = ";"', 'quote = "\\""', "header = true"]
    assert "does not say delimiter, header of the file source" in str(found.value)
    bare = write_file(tmp_path, "b.csv", "1,2\n3,4\n")
    assert csv_dialect(bare).lines[-1] == 'columns = ["column0", "column1"]'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "is empty"),
        ("email,email\n", "the column email twice"),
        ("email,EMAIL\n", "the column email twice"),
        ("email,,first\n", "a column without a name"),
    ],
)
def test_headers_that_cannot_be_used(tmp_path: Path, text: str, error: str) -> None:
    path = write_file(tmp_path, "a.csv", text)
    with pytest.raises(SourceError, match=error):
        open_source(tiny_job(MAPPING, source=csv_source(path)))


def test_a_header_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email,näme\na@x,b\n", "latin-1")
    with pytest.raises(SourceError, match=r"encoding = 'latin-1'"):
        open_source(tiny_job(MAPPING, source=csv_source(path)))


def test_a_file_in_utf_16_is_said(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email,first\na@x,b\n", "utf-16")
    with pytest.raises(SourceError, match=r"a\.csv is in UTF-16.*: save it as CSV in UTF-8"):
        open_source(tiny_job(MAPPING, source=csv_source(path)))


@pytest.mark.parametrize(
    ("text", "line"), [("email,first\r\na@x,A\nb@x,B\r\n", 2), ("email,first\na@x,A\nb@x,B\r\n", 3)]
)
def test_lines_that_end_in_two_ways_are_named(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    with pytest.raises(SourceError, match=rf"line {line} of a\.csv ends otherwise than the lines before it"):
        staged(None, MAPPING, source=csv_source(path))


def test_a_header_alone_is_no_row(tmp_path: Path) -> None:
    counts, rows = staged(None, MAPPING, source=csv_source(write_file(tmp_path, "a.csv", "email,first\n")))
    assert (counts.rows, rows) == (0, [])


def test_a_pattern_reads_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_file(tmp_path, "b.csv", "email,first\nb@x,B\n")
    write_file(tmp_path, "a.csv", "email,first\na@x,A\na2@x,A\n")
    source = csv_source(tmp_path / "*.csv")
    assert column(staged(None, MAPPING, source=source)[1], "key") == ["a@x", "a2@x", "b@x"]
    write_file(tmp_path, "c.csv", "first,email\nC,c@x\n")
    with pytest.raises(SourceError, match=r"c\.csv has other columns than .*a.csv: first, email"):
        open_source(tiny_job(MAPPING, source=source))
    with pytest.raises(SourceError, match="matches nothing"):
        open_source(tiny_job(MAPPING, source=csv_source(tmp_path / "*.tsv")))
    with pytest.raises(SourceError, match="is not there"):
        open_source(tiny_job(MAPPING, source=csv_source(tmp_path / "z.csv")))


def test_columns_of_the_job_must_be_those_of_the_header(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.csv", "email,first\na@x,A\n")
    with pytest.raises(SourceError, match="other columns than the job says"):
        open_source(tiny_job(MAPPING, source=csv_source(path, columns=("first", "email"))))


def test_parquet_with_sql_over_two_files(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", "select * from (values (1, 'a@x'), (2, 'b@x')) t(id, email)")
    write_file(tmp_path, "n.csv", "id,first\n1,Ada\n2,Bo\n2,Bea\n")
    source = Source(
        {
            "people": SourceFile(str(tmp_path / "a.parquet"), "parquet"),
            "names": SourceFile(str(tmp_path / "n.csv"), "csv", delimiter=",", header=True, quote='"'),
        },
        "select email, string_agg(first, '+' order by first) as first -- names\n"
        "from people join names on people.id = names.id::int group by email order by email;",
    )
    assert items(None, MAPPING, source=source) == [
        {"EMAIL": "a@x", "FIRSTNAME": "Ada"},
        {"EMAIL": "b@x", "FIRSTNAME": "Bea+Bo"},
    ]


def test_json_lines_keep_texts_numbers_and_what_is_nested(tmp_path: Path) -> None:
    lines = io.StringIO()
    lines.write('{"email": "a@x", "first": "007", "extra": {"a": [1, null], "b": 1.50}, "age": 7}\n')
    lines.write('{"email": "b@x", "first": "2026-03-01", "extra": {"c": "x"}}\n')
    lines.write('{"first": "", "email": "c@x", "late": 1, "age": null}\n')
    source = Source({"source": SourceFile(str(write_file(tmp_path, "a.jsonl", lines.getvalue())), "jsonl")})
    assert items(None, MAPPING | {"AGE": "age", "EXTRA": "extra"}, source=source) == [
        {"EMAIL": "a@x", "FIRSTNAME": "007", "AGE": 7, "EXTRA": {"a": [1, None], "b": 1.5}},
        {"EMAIL": "b@x", "FIRSTNAME": "2026-03-01", "EXTRA": {"c": "x"}},
        {"EMAIL": "c@x"},
    ]
    with open_source(tiny_job(MAPPING, source=source)) as opened:
        assert opened.columns == {
            "email": "VARCHAR",
            "first": "VARCHAR",
            "extra": "JSON",
            "age": "BIGINT",
            "late": "BIGINT",
        }


def test_json_lines_that_are_none_fail_without_their_text(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.jsonl", '{"email": "a@x"}\n{"email": "secret@x"\n')
    with pytest.raises(SourceError) as found:
        open_source(tiny_job(MAPPING, source=Source({"source": SourceFile(str(path), "jsonl")})))
    assert "secret" not in str(found.value)


def test_a_table_of_a_database(tmp_path: Path) -> None:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as shop:
        shop.execute("create schema crm; create table crm.people as select 'a@x' as email, 'Ada' as first")
    source = Source({"source": SourceFile(str(path), "duckdb", table="crm.people")})
    assert items(None, MAPPING, source=source) == [{"EMAIL": "a@x", "FIRSTNAME": "Ada"}]
    missing = Source({"source": SourceFile(str(path), "duckdb", table="people")})
    with pytest.raises(SourceError, match="people"):
        open_source(tiny_job(MAPPING, source=missing))


def test_a_file_of_another_format_is_an_error(tmp_path: Path) -> None:
    path = write_file(tmp_path, "a.parquet", "email\n")
    with pytest.raises(SourceError, match="cannot be read as parquet"):
        open_source(tiny_job(MAPPING, source=Source({"source": SourceFile(str(path), "parquet")})))


def test_a_value_that_cannot_be_cast_fails_without_its_text(tmp_path: Path) -> None:
    source = parquet(tmp_path / "a.parquet", "select 'a@x' as email, 'secret' as first")
    source = Source(source.files, "select email, first::int as first from source")
    with pytest.raises(SourceError, match="try_cast") as found:
        staged(None, MAPPING, source=source)
    assert "secret" not in str(found.value)
    assert found.value.__context__ is None


def test_a_value_of_csv_that_cannot_be_cast_is_a_rejected_line(tmp_path: Path) -> None:
    source = csv_source(write_file(tmp_path, "a.csv", "email,first\na@x,7\nb@x,seven\n"))
    source = Source(source.files, "select email, first::int as first from source")
    counts, rows = staged(None, MAPPING, source=source)
    assert (counts.valid, counts.rejected) == (1, 1)
    assert rows[1]["reason"] == "line 3 of a.csv: cast"


def test_a_source_that_grows_smaller_while_it_is_read_leaves_no_table(tmp_path: Path) -> None:
    source = parquet(
        tmp_path / "a.parquet", "select i::varchar as email, repeat('x', 500) as first from range(20000) t(i)"
    )
    path = tmp_path / "a.parquet"
    path.write_bytes(path.read_bytes()[:-200_000] + bytes(200_000))
    with pytest.raises(SourceError):
        staged(None, MAPPING, source=source)


def test_an_interrupt_before_reading_counts_too(tmp_path: Path) -> None:
    job = tiny_job(MAPPING, source=parquet(tmp_path / "a.parquet", "select 'a@x' as email, 'A' as first"))
    with connect_work(tmp_path / "work.duckdb") as work, open_source(job) as source:
        source.interrupt()
        with pytest.raises(SourceError, match="was interrupted"):
            stage(work, job, tiny_target(), source)


def test_the_work_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    with connect_work(path) as work:
        work.execute("create table t as select 1 as x")
        assert path.stat().st_mode & 0o777 == 0o600
        assert work.sql("select current_setting('memory_limit')").fetchall() == [("171.6 MiB",)]
