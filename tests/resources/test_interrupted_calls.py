"""Ctrl-C at every step of a plain call: nothing is kept that the call had taken, and whoever waits for it goes on.

As in `test_batches_interrupted.py`, the interrupt is raised before the n-th line that is run, for all n.
"""

import asyncio
import gc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from interrupts import Interrupts, ended

from agillic import Agillic, AsyncAgillic, TransportError
from agillic.limits import LocalRateLimiter
from agillic.mock.local import LocalMock
from agillic.settings import SettingsInput
from sdk_core import transport
from sdk_core.calls import files
from sdk_core.transport.settings.parsers import TransportName

TRANSPORT = str(Path(transport.__file__).parent)
LIMITS = f"{TRANSPORT}/limits/"
SENDING = (f"{TRANSPORT}/http/retry_transport.py", f"{TRANSPORT}/http/async_retry_transport.py")
OTHERS = ("connection_pool.py", "deadline_transport.py", "response_body.py")
FAST = tuple(f"{TRANSPORT}/http/{name}.py" for name in ("fast_transport", "http1_request", "http1_response"))
CALL = (*SENDING, *(f"{TRANSPORT}/http/{name}" for name in OTHERS))
FILE = "ExportFlow/customers.csv"
KINDS = [KeyboardInterrupt, SystemExit, asyncio.CancelledError]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    gc.disable()  # what it runs is no step of a call
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # what was interrupted before it began, or as it was made
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
        gc.enable()
        gc.collect()


def opened(mock: LocalMock, *, by_token: bool = False, over: TransportName = "httpx") -> Agillic:
    authentication: Literal["oauth2", "basic"] = "oauth2" if by_token else "basic"
    return Agillic(key=mock.key, secret=mock.secret, base_url=mock.url, authentication=authentication, transport=over)


def used(client: Any) -> set[object]:  # noqa: ANN401 - its private parts are asked
    """Return the connections that are counted as used, which no public name tells."""
    sending = client._http_client._transport  # noqa: SLF001 - so
    return set(sending._transport._pool._used)  # noqa: SLF001 - so


def end_of(action: Callable[[], object], interrupts: Interrupts) -> BaseException | None:
    def work() -> BaseException | None:
        try:
            with interrupts:
                action()
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


def each_step(
    action: Callable[[], object], within: tuple[str, ...], kind: type[BaseException], *, least: int, stride: int = 1
) -> Iterator[int]:
    """Do it again and again, interrupted one line later each time, until it comes to its end."""
    for number in range(1, 20_000, stride):
        interrupts = Interrupts(number, kind=kind, within=within)
        error = end_of(action, interrupts)
        if not interrupts.raised:
            assert (error, number > least) == (None, True)
            return
        assert type(error) is kind, number
        yield number
    pytest.fail("it never came to its end")


def works(client: Agillic) -> None:
    """Call by another thread, which would wait for whatever lock the interrupted one has kept."""
    assert end_of(lambda: client.recipients.get("ada@example.com"), Interrupts(0)) is None


PARTS: list[tuple[TransportName, tuple[str, ...], int]] = [
    ("httpx", CALL, 30),
    ("httpx", (LIMITS,), 30),
    ("httptools", FAST, 60),  # whose parser wraps what is raised amid a response
]
"""What carries a call, what is interrupted in it, and how many lines that has at least."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("over", "within", "least"), PARTS, ids=["sending", "limits", "sending over httptools"])
def test_an_interrupted_call_keeps_no_slot_and_no_connection(
    agillic_mock: LocalMock, over: TransportName, within: tuple[str, ...], least: int, kind: type[BaseException]
) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    with opened(agillic_mock, over=over) as client:
        for number in each_step(lambda: client.recipients.get("ada@example.com"), within, kind, least=least):
            assert client.limits.in_flight == 0, number
            assert not used(client), number
            if not number % 5:
                works(client)
        works(client)


def test_who_is_interrupted_while_it_waits_for_a_slot_leaves_the_line(agillic_mock: LocalMock) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    limiter = LocalRateLimiter(agillic_mock.url, agillic_mock.key)  # the same slots
    with opened(agillic_mock) as client:
        slots = [limiter.acquire() for _ in range(20)]
        call = client.with_options(deadline=0.001).recipients

        def wait() -> None:
            with pytest.raises(TransportError, match="20 by this process"):
                call.get("ada@example.com")

        for number in each_step(wait, (LIMITS, *SENDING), KeyboardInterrupt, least=50):
            assert (client.limits.in_flight, client.limits.waiting) == (20, 0), number
        for slot in slots:
            slot.release()
        assert client.limits.in_flight == 0
        works(client)


def test_waiters_are_told_when_the_call_that_fetches_their_token_is_interrupted(agillic_mock: LocalMock) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    clients = [opened(agillic_mock, by_token=True)]
    names = ("auth/oauth2", "auth/base", "auth/token_cache", "shared_future")
    within = tuple(f"{TRANSPORT}/{name}.py" for name in names)
    action = lambda: clients[-1].recipients.get("ada@example.com")  # noqa: E731 - short
    for number in each_step(action, within, KeyboardInterrupt, least=50):
        client = clients.pop()
        works(client)  # it would wait for the token that nobody fetches any more
        assert client.limits.in_flight == 0, number
        client.close()
        clients.append(opened(agillic_mock, by_token=True))
    clients.pop().close()


@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupted_download_leaves_no_partial_file(
    agillic_mock: LocalMock, tmp_path: Path, kind: type[BaseException]
) -> None:
    agillic_mock.state.export_files.put(FILE, b"EMAIL\nada@example.com\n")
    folder = tmp_path / "downloads"
    folder.mkdir()
    with opened(agillic_mock) as client:
        within = (str(Path(files.__file__).parent), *CALL)
        action = lambda: client.exports.download(FILE, folder, overwrite=True)  # noqa: E731 - short
        for number in each_step(action, within, kind, least=50):
            assert [each.name for each in folder.iterdir()] in ([], ["customers.csv"]), number
            assert client.limits.in_flight == 0, number


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_asynchronous_call_keeps_no_slot(agillic_mock: LocalMock, kind: type[BaseException]) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    given: SettingsInput = {
        "key": agillic_mock.key,
        "secret": agillic_mock.secret,
        "base_url": agillic_mock.url,
        "authentication": "basic",
    }

    async def call() -> None:
        async with AsyncAgillic(**given) as client:
            await client.recipients.get("ada@example.com")

    with opened(agillic_mock) as other:
        within = (*SENDING, LIMITS)
        for number in each_step(lambda: asyncio.run(call()), within, kind, least=50, stride=17):
            assert other.limits.in_flight == 0, number
        works(other)
