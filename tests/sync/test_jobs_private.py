"""What a job remembers is its owner's alone, and nothing that is printed or thrown has a secret or a value of a row."""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jobs_parts import PANEL, PEOPLE, World, counts, job, person

from agillic import sync
from sdk_core.sync import plan_making
from sdk_core.sync.model.errors import JobError, SourceError, SyncError
from sdk_core.sync.source import umask, workspace

pytest_plugins = ["jobs_fixtures"]

VALUE = "topsecret-value"
ADA = {**person("ada"), "name": VALUE}


@pytest.fixture(autouse=True)
def lax_mask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def check_rights(folder: Path) -> int:
    """Check that nobody else can read what is in a folder; return how many files there are."""
    count = 0
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path.relative_to(folder)} has {mode:o}"
        count += path.is_file()
    return count


def test_all_files_are_their_owners_alone_at_all_times(world: World) -> None:
    state = world.state(PEOPLE)
    seen = list[int]()
    values = job(PEOPLE, run={"keep_before": True})

    def look(_: str) -> None:
        seen.append(check_rights(state))

    world.run(values, [ADA, person("bea", "many")], after_write=look)
    world.plan(values, [person("ada", 77)])
    assert min(seen) >= 4
    assert check_rights(state) >= 7
    report = world.run(values, [person("ada", 77)])
    world.undo(values, report.run)
    world.retry(values, [person("bea")])
    sync.purge(values, max_age_days=0, environ=world.environ)
    assert check_rights(state)


def test_what_is_there_while_a_run_works_is_its_owners_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at every file behind each statement of DuckDB that stages and plans."""
    state = world.state(PEOPLE)
    seen: set[str] = set()

    def looked(found: object) -> object:
        check_rights(state)
        seen.update(path.name for path in state.rglob("*"))
        return found

    def looking(whole: Callable[..., object]) -> Callable[..., object]:
        return lambda *given, **more: looked(whole(*given, **more))

    for name in ("stage", "make_plan", "write_plan"):
        monkeypatch.setattr(plan_making, name, looking(getattr(plan_making, name)))
    umasks = set[int]()

    def progress(_: object) -> None:
        before = os.umask(0)
        os.umask(before)
        umasks.add(before)
        looked(None)

    rows = [person(f"p{number}", 30, more="x" * 200) for number in range(20_000)]
    to = world.folder / "made.txt"
    values = job(PEOPLE, run={"on_end": ["/bin/sh", "-c", f"umask > {to}"]})
    assert counts(world.run(values, rows, progress=progress)) == {"written": 20_000}
    assert {"work.duckdb", "work.duckdb.wal", "journal.sqlite-wal", "journal.sqlite-shm"} <= seen
    assert umasks == {0, 0o077}, "the umask is the usual one while calls are made"
    assert int(to.read_text(), 8) == 0
    assert not [path for path in state.iterdir() if path.name.startswith("work")]


def test_what_duckdb_writes_aside_is_its_owners(tmp_path: Path) -> None:
    with umask.narrowed():
        work = workspace.connect_work(tmp_path / "work.duckdb", memory_limit="20MB")
        work.execute("create temp table t as select range a, md5(range::varchar) b from range(800_000)")
        work.execute("create table u as select * from t limit 1_000")
    tmp_path.chmod(0o700)
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".tmp" and path.is_file()]
    assert check_rights(tmp_path) >= 4
    work.close()


def test_what_a_killed_run_wrote_aside_is_removed_by_the_next_one(world: World) -> None:
    world.run(PEOPLE, [ADA])
    left = world.state(PEOPLE) / "work.duckdb.tmp"
    left.mkdir(mode=0o700)
    (left / "duckdb_temp_1_0_storage_S32K-0.tmp").write_bytes(b"x")
    assert counts(world.run(PEOPLE, [ADA])) == {"unchanged": 1}
    assert not left.exists()


def test_a_folder_that_others_can_enter_is_closed_or_not_used(world: World) -> None:
    state = world.state(PEOPLE)
    state.mkdir(parents=True, mode=0o777)
    try:
        world.run(PEOPLE, [ADA])
    except SyncError:
        assert world.writes() == 0
    else:
        check_rights(state)


def test_no_value_of_a_row_is_in_what_is_returned_logged_or_reported(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    personal = {"mapping": {"FIRSTNAME": {"column": "name", "personal": True}, "AGE": "age"}}
    values = job(job(PEOPLE, **personal), state={"mask": True})
    older = [{**ADA, "age": 31}]
    reports = [
        world.run(values, [ADA, {**person("bea", "many"), "name": VALUE}, {"name": VALUE, "age": 5}]),
        world.run(values, plan=world.plan(values, older).path),
        world.retry(values, [{**person("bea"), "name": VALUE}]),
    ]
    assert VALUE not in repr(reports)
    assert VALUE not in caplog.text
    assert world.mock.secret not in caplog.text
    folder = world.state(values)
    kept = [each for each in folder.rglob("*") if each.is_file() and each.suffix != ".parquet"]
    assert {"journal.sqlite", "dead-letters.jsonl", "snapshot.duckdb"} <= {each.name for each in kept}
    for path in kept:
        content = path.read_bytes()
        assert VALUE.encode() not in content, path.name
        assert world.mock.secret.encode() not in content, path.name
    assert VALUE not in repr(world.letters(values))


def test_a_plan_masks_personal_fields_in_its_texts(world: World) -> None:
    values = job(PEOPLE, mapping={"FIRSTNAME": {"column": "name", "personal": True}})
    planned = world.plan(values, [ADA], truth="whole")
    assert VALUE not in planned.text + planned.markdown + repr(planned)


@pytest.mark.parametrize(
    "sql",
    [
        "select error('{secret}') as email from source",
        "select cast(name as integer) as age, email, name from source",
        "select strptime(name, '%Y') as email from source",
        "select * from source where name = 1 / (select count(*) from source where name = '{secret}' and false)",
        "select json_extract(name, '$.a') as email, name, age from source",
    ],
)
def test_no_error_of_sql_has_a_value_of_a_row(world: World, sql: str) -> None:
    values = job(PEOPLE, source={"sql": sql.replace("{secret}", "x")})
    try:
        report = world.run(values, [ADA])
    except SyncError as error:
        shown = f"{error} {error!r} {error.__cause__!r} {error.__context__!r}"
        assert VALUE not in shown
    else:
        assert VALUE not in repr(report)
    for path in (world.state(values) / "reports").rglob("*"):
        assert VALUE.encode() not in path.read_bytes()


WHERE = ("source", "mapping", "consent")
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
FORBIDDEN = (
    "select * from read_text('{state}/plan.key')",
    "select * from read_blob('{state}/*')",
    "select * from read_parquet('{state}/plans/*')",
    "select * from sqlite_scan('{state}/journal.sqlite', 'runs')",
    "select * from '{state}/dead-letters.jsonl'",
    "select * from glob('{state}/*')",
    "select * from read_csv('/etc/passwd')",
    "select getenv('AGILLIC_SECRET') as email",
    "select * from read_text('http://127.0.0.1:9/')",
    "select * from duckdb_settings()",
    "attach '{state}/snapshot.duckdb' as s",
    "copy (select 1) to '{state}/out.csv'",
    "select * from source; drop table source",
    "install httpfs",
    "set enable_external_access = true",
    "pragma database_list",
)


@pytest.mark.parametrize("where", WHERE)
def test_sql_of_a_job_reaches_nothing_but_its_rows(world: World, where: str) -> None:
    world.run(PEOPLE, [person("bea")])
    before = sorted(path.name for path in world.state(PEOPLE).iterdir())
    sent = world.writes()
    for number, sql in enumerate(FORBIDDEN):
        if LONG or number % len(WHERE) == WHERE.index(where):
            text = sql.format(state=world.state(PEOPLE))
            check_it_is_stopped(world, hostile(where, text), text)
            assert world.writes() == sent, sql
            assert sorted(path.name for path in world.state(PEOPLE).iterdir()) == before, sql


def hostile(where: str, text: str) -> dict[str, Any]:
    name = f"hostile-{where}"
    if where == "source":
        return job(PEOPLE, name=name, source={"sql": text})
    if where == "mapping":
        return job(PEOPLE, name=name, mapping={"FIRSTNAME": {"sql": f"({text})"}})
    return job(PANEL, name=name, consent={"column": f"({text})"})


def check_it_is_stopped(world: World, values: dict[str, Any], text: str) -> None:
    # `duckdb_settings` has no such columns, or more than one.
    expected = SyncError if "duckdb_settings" in text else (JobError, SourceError)
    try:
        world.run(values, [person("ada")])
    except expected:
        return
    pytest.fail(f"it ran: {text}")


def test_the_key_of_hashes_must_be_there_and_makes_other_hashes(world: World) -> None:
    values = job(PEOPLE, state={"hash_key_variable": "HASH_KEY"})
    with pytest.raises(SyncError, match="HASH_KEY is not set"):
        world.run(values, [ADA])
    world.environ["HASH_KEY"] = "a key of hashes"
    assert counts(world.run(values, [ADA])) == {"written": 1}
    assert counts(world.run(values, [ADA])) == {"unchanged": 1}
    folder = world.state(values)
    assert all(b"a key of hashes" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    world.environ["HASH_KEY"] = "another key of hashes"
    assert counts(world.run(values, [ADA])) == {"written": 1}


def test_a_secret_in_a_job_file_is_an_error_that_does_not_show_it(world: World) -> None:
    path = world.folder / "people.toml"
    path.write_text(f'# {world.mock.secret}\nname = "people"\n')
    environ = {**world.environ, "AGILLIC_SECRET": world.mock.secret}
    with pytest.raises(JobError, match="AGILLIC_SECRET") as found:
        sync.run(path, client=world.client, environ=environ)
    assert world.mock.secret not in str(found.value)


def test_a_webhook_gets_no_value_and_a_command_no_more_than_a_path(world: World) -> None:
    to = world.folder / "argument.txt"
    values = job(PEOPLE, run={"on_end": ["/bin/sh", "-c", f'echo "$@" > {to}', "sh"]})
    world.run(values, [ADA])
    assert VALUE not in to.read_text()
    assert "reports" in to.read_text()
