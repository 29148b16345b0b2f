"""The file of the limits where a client is used: places that hold none, what is said of it, and who has the slots."""

import asyncio
import errno
import os
import pickle
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scripted_server import ScriptedServer, answering, response

from agillic import Agillic, AsyncAgillic, SlotTimeout, StateFileError
from agillic.limits import MAX_CONCURRENCY, LocalRateLimiter
from agillic.settings import SettingsInput
from sdk_core.transport.limits import local_limiter as machine

TASK = response(200, b'{"taskId":"7","status":"completed","failedEntries":[]}')
KEY = "a-developer-key"
SETTING = r"state_directory \(AGILLIC_STATE_DIRECTORY\)"


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(machine, "_warned_of_memory", [])  # as in a process that was not warned yet


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(behave=answering(TASK)) as server:
        yield server


def of(server: ScriptedServer, folder: Path | None = None) -> SettingsInput:
    return {
        "state_directory": folder,
        "key": KEY,
        "secret": "scrub_traceback-scrub_traceback",
        "authentication": "basic",
        "base_url": server.url,
    }


def reject_to_make(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the system reject to make any folder, as this test may be run by who is rejected nothing."""

    def reject(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", reject)


def reject_to_open(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def reject(path: Path, *_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(os, "open", reject)


def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", nowhere)


def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)


PLACES: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "read-only file system": lambda patch: reject_to_make(patch, errno.EROFS),
    "not allowed": lambda patch: reject_to_make(patch, errno.EACCES),
    "no home": homeless,
    "home is no folder": no_folder,
    "no locks": lambda patch: reject_to_open(patch, errno.ENOLCK),
}


@pytest.mark.parametrize("place", PLACES)
def test_where_no_file_can_be_kept_clients_share_their_process_and_warn_once(
    monkeypatch: pytest.MonkeyPatch, server: ScriptedServer, place: str
) -> None:
    PLACES[place](monkeypatch)
    with pytest.warns(RuntimeWarning, match=f"memory of this process alone.*{SETTING}") as warned:
        first, second = Agillic(**of(server)), Agillic(**of(server))
    assert len(warned) == 1
    before = second.limits.used_today  # the port may be that of an earlier test
    with first:
        for _ in range(2):
            first.tasks.get("7")
    with second:
        second.tasks.get("7")
        assert (second.limits.used_today, second.limits.in_flight) == (before + 3, 0)

    async def call() -> int:
        async with AsyncAgillic(**of(server)) as agillic:
            await agillic.tasks.get("7")
            return agillic.limits.used_today

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asyncio.run(call()) == before + 4


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EROFS, "read-only"),
        (errno.EACCES, "let this user own and write it"),
        (errno.ENOSPC, "make room on that disk"),
        (errno.EDQUOT, "make room on that disk"),
        (errno.EMFILE, "raise the limit of open files"),
        (errno.ENOLCK, "has no locks"),
        (errno.EIO, "check that disk"),
    ],
)
def test_a_folder_that_was_named_and_cannot_be_used_is_an_error_that_says_what_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: ScriptedServer, number: int, said: str
) -> None:
    reject_to_open(monkeypatch, number)
    with pytest.raises(StateFileError, match=said) as raised:
        Agillic(**of(server, tmp_path))
    assert os.strerror(number) in str(raised.value)
    assert number == errno.EMFILE or "(AGILLIC_STATE_DIRECTORY)" in str(raised.value)
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert (str(again), again.outcome, again.trouble) == (str(raised.value), "not-sent", raised.value.trouble)


def test_a_full_disk_of_the_usual_place_is_an_error_and_no_reason_to_count_apart(
    monkeypatch: pytest.MonkeyPatch, server: ScriptedServer
) -> None:
    reject_to_open(monkeypatch, errno.ENOSPC)
    with pytest.raises(StateFileError, match="make room") as raised:
        Agillic(**of(server))
    assert raised.value.retryable


def test_a_disk_that_becomes_full_is_told_and_the_next_call_after_that_works(
    monkeypatch: pytest.MonkeyPatch, server: ScriptedServer
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Agillic(**of(server)) as agillic:
        agillic.tasks.get("7")
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", full)
            with pytest.raises(StateFileError, match=r"No space left.*make room"):
                agillic.tasks.get("7")
        agillic.tasks.get("7")
        assert agillic.limits.used_today == server.seen.total() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no file of ours" * 1_000, "holds no count of calls: remove it, and today's count starts again"),
        (bytes(256) + b"agillic limits 7\n", "written by another version of agillic.*use one version"),
    ],
)
def test_a_file_of_something_else_is_said_by_name(
    tmp_path: Path, server: ScriptedServer, content: bytes, said: str
) -> None:
    Agillic(**of(server)).close()
    (path,) = (tmp_path / "state" / "agillic").iterdir()
    path.unlink()
    path.write_bytes(content)
    with pytest.raises(StateFileError, match=f"{said}.*{SETTING}"), Agillic(**of(server)) as agillic:
        agillic.tasks.get("7")
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0, 10])  # bytes of each copy's beginning
def test_a_damaged_count_is_said_by_name(tmp_path: Path, server: ScriptedServer, kept: int) -> None:
    for _ in range(2):
        with Agillic(**of(server)) as agillic:
            agillic.tasks.get("7")
    (path,) = (tmp_path / "state" / "agillic").iterdir()
    content = bytearray(path.read_bytes())
    copies = [match.start() for match in re.finditer(rb"counts\r\n", content)]
    assert len(copies) == 2
    for begin in copies:
        content[begin + kept : begin + 80] = b"x" * (80 - kept)
    path.write_bytes(content)
    said = f"{re.escape(str(path))} holds no count of calls that can be read: remove it.*{SETTING}"
    with pytest.raises(StateFileError, match=said), Agillic(**of(server)) as agillic:
        agillic.tasks.get("7")


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_call_that_waits_in_vain_for_a_slot_says_who_has_them_and_what_to_do(
    server: ScriptedServer, *, asynchronous: bool
) -> None:
    async def call_async() -> None:
        async with AsyncAgillic(**of(server)) as agillic:
            await agillic.with_options(deadline=0.01).tasks.get("7")

    def call() -> None:
        with Agillic(**of(server)) as agillic:
            agillic.with_options(deadline=0.01).tasks.get("7")

    limiter = LocalRateLimiter(server.url, KEY)
    slots = [limiter.acquire() for _ in range(MAX_CONCURRENCY)]
    message = (
        r"^getTaskStatus timed out waiting for a concurrency slot: the 20 of this key on this machine are taken "
        r"\(20 by this process\): nothing was changed; lower the concurrency or raise the deadline$"
    )
    with pytest.raises(SlotTimeout, match=message) as raised:
        asyncio.run(call_async()) if asynchronous else call()
    assert (raised.value.outcome, raised.value.retryable) == ("not-sent", True)
    for slot in slots:
        slot.release()
    assert server.seen.total() == 0
