"""The audit log: whatever somebody does to its files is found, and whatever ends a process damages nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.audit.log import HEAD, KEY, AuditLog
from sdk_core.agents.audit.verify import Verdict, verify

NOVEMBER = 1_795_996_800.0
DECEMBER = NOVEMBER + 30 * 86_400


class Place:
    """A log of a few lines in a folder of its own."""

    def __init__(self, folder: Path, lines: int = 5) -> None:
        self.folder, self.state = folder / "log", folder / "state"
        self.time = NOVEMBER
        self.log = AuditLog(self.folder, self.state, now=lambda: self.time)
        for number in range(lines):
            self.log.write({"event": "called", "number": number})

    @property
    def file(self) -> Path:
        (found,) = self.folder.iterdir()
        return found

    def lines(self) -> list[bytes]:
        return self.file.read_bytes().splitlines(keepends=True)

    def verify(self) -> Verdict:
        return verify(self.folder, self.state)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_nobody_touched_fits(place: Place) -> None:
    assert place.verify() == Verdict(lines=5)
    records = [json.loads(line) for line in place.lines()]
    assert [each["sequence"] for each in records] == [1, 2, 3, 4, 5]
    assert records[0]["time"] == "2026-11-30T00:00:00.000Z"
    assert records[1]["previous"] == records[0]["hash"]


def test_files_are_of_this_user_alone(place: Place) -> None:
    for path in (place.file, place.state / HEAD, place.state / KEY):
        assert path.stat().st_mode & 0o777 == 0o600
    assert place.folder.stat().st_mode & 0o777 == 0o700


Lines = list[bytes]
CHANGES: list[tuple[Callable[[Lines], Lines], str]] = [
    (lambda lines: [lines[0], lines[1].replace(b'"number":1', b'"number":9'), *lines[2:]], "line 2: was edited"),
    (lambda lines: [lines[0], lines[1].replace(b"{", b"{ ", 1), *lines[2:]], ""),
    (lambda lines: [lines[0], *lines[2:]], "line 2: 1 line before it is missing"),
    (lambda lines: [lines[0], *lines[3:]], "line 2: 2 lines before it are missing"),
    (lambda lines: lines[1:], "line 1: 1 line before it is missing"),
    (lambda lines: lines[:-1], "the end: 1 line after line 4 of the chain were cut off"),
    (lambda lines: lines[:0], "the end: 5 lines after line 0 of the chain were cut off"),
    (lambda lines: [lines[1], lines[0], *lines[2:]], "line 1: 1 line before it is missing"),
    (lambda lines: [*lines, lines[-1]], "line 6: does not follow the line before it"),
    (lambda lines: [*lines[:2], b"not a record\n", *lines[2:]], "line 3: is no record"),
    (lambda lines: [*lines[:2], b"[]\n", *lines[2:]], "line 3: is no record"),
    (lambda lines: [*lines[:-1], lines[-1][:20]], "the end: 1 line after line 4 of the chain were cut off"),
]


@pytest.mark.parametrize(("change", "problem"), CHANGES)
def test_changes_are_found(place: Place, change: Callable[[Lines], Lines], problem: str) -> None:
    place.file.write_bytes(b"".join(change(place.lines())))
    problems = place.verify().problems
    assert [each for each in problems if problem in each] if problem else problems == []


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_change_of_a_byte_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    place = Place(tmp_path_factory.mktemp("log"), lines=3)
    content = bytearray(place.file.read_bytes())
    before = content.split()
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    place.file.write_bytes(content)
    assert place.verify().problems or content.split() == before  # white space around a line says nothing


def test_a_cut_tail_stays_found_after_more_was_written(place: Place) -> None:
    place.file.write_bytes(b"".join(place.lines()[:-1]))
    place.log.write({"event": "called"})
    assert [each for each in place.verify().problems if "1 line before it is missing" in each]


def test_a_tail_that_is_cut_with_the_head_is_found_by_whoever_wrote_it(place: Place) -> None:
    place.file.write_bytes(b"".join(place.lines()[:-2]))
    (place.state / HEAD).unlink()
    place.log.write({"event": "called"})
    assert place.verify().problems == ["audit-2026-11.jsonl, line 4: 2 lines before it are missing"]


def test_what_another_process_wrote_after_a_cut_hides_nothing(place: Place) -> None:
    other = AuditLog(place.folder, place.state, now=lambda: NOVEMBER)
    other.write({"event": "called"})
    lines = place.lines()
    for _ in range(2):
        place.log.write({"event": "called"})
    place.file.write_bytes(b"".join(lines))
    (place.state / HEAD).unlink()
    for _ in range(3):  # it knows nothing of what is gone
        other.write({"event": "denied"})
    assert place.verify().problems == []
    place.log.write({"event": "called"})
    assert place.verify().problems == [
        "audit-2026-11.jsonl, line 10: does not follow the line before it; lines were reordered, repeated or put in"
    ]


def test_a_log_whose_last_file_is_gone_with_the_head_goes_on_from_what_was_written(place: Place) -> None:
    place.file.unlink()
    (place.state / HEAD).unlink()
    place.time = DECEMBER
    place.log.write({"event": "called"})
    assert place.verify().problems == ["audit-2026-12.jsonl, line 1: 5 lines before it are missing"]


def test_a_head_that_is_lost_at_the_end_of_a_month_breaks_nothing(place: Place) -> None:
    (place.state / HEAD).unlink()
    place.time = DECEMBER
    place.log.write({"event": "called"})
    assert place.verify() == Verdict(lines=6)


def test_a_line_that_a_killed_process_has_not_ended_is_a_note(place: Place) -> None:
    with place.file.open("ab") as file:
        file.write(b'{"sequence":6,"ti')
    assert place.verify().problems == []
    assert "line 6: is not whole" in place.verify().notes[0]
    place.log.write({"event": "called"})
    verdict = place.verify()
    assert (verdict.lines, verdict.problems, len(verdict.notes)) == (6, [], 1)
    place.file.write_bytes(place.file.read_bytes().replace(b'{"sequence":6,"ti\n', b'{"sequence":6,"xx\n'))
    assert place.verify().problems


def test_a_line_whose_writer_was_killed_before_it_noted_the_head_is_kept(place: Place) -> None:
    head = (place.state / HEAD).read_bytes()
    place.log.write({"event": "called", "number": 5})
    (place.state / HEAD).write_bytes(head)
    assert place.verify() == Verdict(lines=6)
    place.log.write({"event": "called", "number": 6})
    assert place.verify() == Verdict(lines=7)


def test_a_line_that_somebody_without_the_key_has_added_is_found(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", lines=6)
    with place.file.open("ab") as file:
        file.write(other.lines()[5])
    assert place.verify().problems
    place.log.write({"event": "called"})
    assert place.verify().problems


def test_a_new_month_is_a_new_file_that_continues_the_chain(place: Place) -> None:
    place.time = DECEMBER
    place.log.write({"event": "called"})
    assert sorted(each.name for each in place.folder.iterdir()) == ["audit-2026-11.jsonl", "audit-2026-12.jsonl"]
    assert place.verify() == Verdict(lines=6)
    (place.folder / "audit-2026-11.jsonl").unlink()
    assert place.verify().problems == ["audit-2026-12.jsonl, line 1: 5 lines before it are missing"]


def test_a_clock_that_is_set_back_begins_no_file_anew(place: Place) -> None:
    place.time = DECEMBER
    place.log.write({"event": "called"})
    place.time = NOVEMBER
    place.log.write({"event": "called"})
    assert place.verify() == Verdict(lines=7)


def test_two_writers_keep_one_chain(place: Place) -> None:
    others = [AuditLog(place.folder, place.state, now=lambda: NOVEMBER) for _ in range(4)]

    def write(log: AuditLog) -> None:
        for number in range(25):
            log.write({"event": "called", "number": number})

    threads = [Thread(target=write, args=(each,)) for each in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert place.verify() == Verdict(lines=105)


def test_a_file_that_was_moved_away_gets_no_line_more(place: Place) -> None:
    moved = place.folder / "moved"
    before = place.file.read_bytes()
    place.file.rename(moved)
    place.log.write({"event": "called"})
    assert moved.read_bytes() == before
    assert place.verify().problems == ["audit-2026-11.jsonl, line 1: 5 lines before it are missing"]
    moved.replace(place.folder / "audit-2026-11.jsonl")
    place.log.write({"event": "called"})
    assert place.file.read_bytes().startswith(before)
    assert place.verify().problems == ["audit-2026-11.jsonl, line 6: 1 line before it is missing"]


def test_a_head_whose_file_was_replaced_is_read_and_written_there(place: Place) -> None:
    copy = place.state / "copy"
    copy.write_bytes((place.state / HEAD).read_bytes())
    place.log.write({"event": "called"})
    copy.replace(place.state / HEAD)
    place.log.write({"event": "called"})
    assert place.verify() == Verdict(lines=7)


def test_rights_that_somebody_has_widened_are_narrowed_again(place: Place) -> None:
    for path in (place.file, place.state / HEAD):
        path.chmod(0o644)
    place.log.write({"event": "called"})
    assert {path.stat().st_mode & 0o777 for path in (place.file, place.state / HEAD)} == {0o600}


def test_a_closed_log_opens_its_files_again(place: Place) -> None:
    place.log.close()
    place.log.write({"event": "called"})
    assert place.verify() == Verdict(lines=6)


_FORKED = """
import os, sys
from pathlib import Path
from sdk_core.agents.audit import log
folder = Path(sys.argv[1])
audit = log.AuditLog(folder / "log", folder / "state", now=lambda: 1795996800.0)
audit.write({"event": "called"})
child = os.fork()
for number in range(200):
    audit.write({"event": "called", "number": number})
if child:
    os.waitpid(child, 0)
"""


def test_a_process_and_its_fork_keep_one_chain(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", _FORKED, str(tmp_path)], check=True)  # noqa: S603 - Python itself
    assert verify(tmp_path / "log", tmp_path / "state") == Verdict(lines=401)


_KILLED = """
import os, sys
from pathlib import Path
from sdk_core.agents.audit import log
write, count = os.write, 0
def dying(descriptor, content):
    global count
    count += 1
    if count == int(sys.argv[2]):
        write(descriptor, bytes(content)[: len(content) // 2])
        os._exit(9)
    return write(descriptor, content)
os.write = dying
folder = Path(sys.argv[1])
audit = log.AuditLog(folder / "log", folder / "state", now=lambda: 1795996800.0)
for number in range(3):
    audit.write({"event": "called", "number": number})
"""


@pytest.mark.parametrize("at", range(1, 9))
def test_a_kill_at_any_write_damages_nothing(tmp_path: Path, at: int) -> None:
    """The first write is of the key, then in turns of a line and of the head."""
    arguments = [sys.executable, "-c", _KILLED, str(tmp_path), str(at)]
    code = subprocess.run(arguments, check=False).returncode  # noqa: S603 - Python itself
    assert code == (9 if at <= 7 else 0)
    verdict = Place(tmp_path, lines=1).verify()
    assert verdict.problems == []
    assert verdict.lines == 1 + (at - 1) // 2  # those that were whole, and the one after


def test_a_head_that_is_cut_anywhere_is_healed(place: Place) -> None:
    head = (place.state / HEAD).read_bytes()
    place.log.write({"event": "called"})
    after = (place.state / HEAD).read_bytes()
    for at in range(len(after)):
        (place.state / HEAD).write_bytes(after[:at] + head[at:])
        assert place.verify().problems == []
        assert place.verify().lines == 6


def test_a_full_disk_is_said_and_the_next_line_fits(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def full(descriptor: int, content: bytes) -> int:
        write(descriptor, bytes(content)[:7])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(AuditError, match=r"cannot be written \(No space left on device\): make room"):
            place.log.write({"event": "called"})
    place.log.write({"event": "called"})
    verdict = place.verify()
    assert (verdict.lines, verdict.problems) == (6, [])


def test_a_lost_key_is_not_made_anew(place: Place) -> None:
    (place.state / KEY).unlink()
    with pytest.raises(AuditError, match="put the file back"):
        AuditLog(place.folder, place.state, now=lambda: NOVEMBER)


def test_a_lost_head_is_made_anew_from_the_log(place: Place) -> None:
    (place.state / HEAD).write_bytes(b"")
    place.log.write({"event": "called"})
    assert place.verify() == Verdict(lines=6)


def test_a_head_that_is_no_head_is_said(place: Place) -> None:
    (place.state / HEAD).write_bytes(b"nonsense")
    with pytest.raises(AuditError, match="put a copy of the head back"):
        place.log.write({"event": "called"})
    with pytest.raises(AuditError, match="put a copy of the head back"):
        place.verify()
