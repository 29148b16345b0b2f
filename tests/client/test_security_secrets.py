"""Secrets through the whole client: planted everywhere, every kind of outcome provoked, and none found again."""

import os
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any, get_args

import pytest
from client_surface import sync_and_async
from security_callers import Caller, few_authorities, own_folders
from security_listener import Listener, token_response
from security_planted import KEY, MARK, NEVER, PASSWORD, SECRET, TOKEN, Watch, text_of, watched
from security_scenes import FAILS, SUCCEEDS, TOKENS, create, get, quoting

from agillic import AgillicError
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.transport.settings.parsers import TransportName

over_each = pytest.mark.parametrize("over", get_args(TransportName))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[Path]:
    with own_folders(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def server() -> Generator[Listener]:
    with Listener() as listener:
        yield listener


def opened(
    server: Listener,
    watch: Watch,
    *,
    asynchronous: bool,
    over: TransportName = "httpx",
    **given: Any,  # noqa: ANN401 - settings
) -> Caller:
    """Open a client with a secret in each setting that may hold one.

    The server is its own proxy, but for the transport that goes through none.
    """
    if over == "httpx":
        given = {"proxy": f"http://{MARK}:{PASSWORD}@127.0.0.1:{server.port}", **given}
    given = {
        "base_url": server.url,
        "transport": over,
        "key": KEY,
        "secret": SECRET,
        "hooks": watch.hooks,
        "tracing": True,
        **given,
    }
    return Caller(asynchronous=asynchronous, **given)


def nothing_found(watch: Watch, caller: Caller, folder: Path, before: dict[str, str]) -> None:
    assert dict(os.environ) == before
    for place, text in watch.places(caller.client, folder).items():
        found = [text[max(0, at - 200) : at + 60] for at in [text.find(MARK)] if at >= 0]
        assert not found, (place, found)
    leaks = [line for line in watch.locals_() if any(secret in line for secret in NEVER)]
    assert not leaks, leaks[0]


@over_each
@sync_and_async
@pytest.mark.parametrize("name", [*SUCCEEDS, *FAILS])
def test_nothing_planted_is_found_after_any_outcome(
    server: Listener, folders: Path, name: str, *, asynchronous: bool, over: TransportName
) -> None:
    response, play = {**SUCCEEDS, **FAILS}[name]
    server.asked.clear()
    server.response = lambda asked: token_response(TOKEN) if asked.is_for_token else response(asked)
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous, over=over) as caller:
        try:
            play(caller)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            watch.errors.append(error)
        assert bool(watch.errors) == (name in FAILS)
        assert len(watch.spans) > len(server.asked)
        nothing_found(watch, caller, folders, before)
    if over == "httpx":
        planted, calls = "proxy-authorization", server.asked
    else:
        planted, calls = "authorization", [each for each in server.asked if not each.is_for_token]
    assert all(planted in each.headers for each in calls), "a password was not even planted"


@over_each
@sync_and_async
@pytest.mark.parametrize("name", TOKENS)
def test_nothing_planted_is_found_when_no_token_comes(
    server: Listener, folders: Path, name: str, *, asynchronous: bool, over: TransportName
) -> None:
    server.response = TOKENS[name]
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous, over=over) as caller:
        with pytest.raises(AgillicError) as caught:
            create(caller)
        assert caught.value.outcome == "not-sent"
        watch.errors.append(caught.value)
        nothing_found(watch, caller, folders, before)


OTHERS: dict[str, dict[str, Any]] = {
    "daily cap": {"active_recipients": 0, "environment": "production"},
    "scope": {"scope": "app"},
    "basic": {"authentication": "basic"},
    "retries": {"retry_policy": RetryPolicy(max_retries=2, backoff_base=0)},
}
PROXIED: dict[str, dict[str, Any]] = {
    "no proxy there": {"proxy": f"http://{MARK}:{PASSWORD}@127.0.0.1:1"},
    "tunnel rejected": {"base_url": "https://api.agillic.test"},
}


@sync_and_async
@pytest.mark.parametrize(
    ("over", "given"),
    [
        *(pytest.param("httpx", given, id=f"{name}-httpx") for name, given in {**OTHERS, **PROXIED}.items()),
        *(pytest.param("httptools", given, id=f"{name}-httptools") for name, given in OTHERS.items()),
    ],
)
def test_nothing_planted_is_found_with_other_settings(
    server: Listener, folders: Path, given: dict[str, Any], *, asynchronous: bool, over: TransportName
) -> None:
    failing = quoting(503)
    server.response = lambda asked: token_response(TOKEN) if asked.is_for_token else failing(asked)
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous, over=over, **given) as caller:
        with pytest.raises(AgillicError) as caught:
            get(caller)
        watch.errors.append(caught.value)
        nothing_found(watch, caller, folders, before)


@sync_and_async
@pytest.mark.parametrize(
    "wrong",
    [
        *({name: MARK} for name in ("scope", "environment", "authentication", "time_zone", "base_url", "read_timeout")),
        *({name: f"/none/{MARK}"} for name in ("ca_bundle", "client_certificate", "profile_file")),
        {"proxy": f"ftp://{MARK}:{PASSWORD}@proxy.test"},
        {"secret": f"{SECRET}\n"},
        {"client_key_password": PASSWORD, "client_certificate": few_authorities()},
        {"authentication": "basic", "key": f"{KEY}:colon"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_client_that_cannot_be_opened_shows_nothing(
    server: Listener, wrong: dict[str, Any], *, asynchronous: bool
) -> None:
    with watched() as watch, pytest.raises(ValueError, match=r"\w") as caught:
        opened(server, watch, asynchronous=asynchronous, **wrong)
    shown = text_of(caught.value)
    if "profile_file" not in wrong:  # a path that was given is told
        assert MARK not in shown
    watch.errors.append(caught.value)
    assert not [line for line in watch.locals_() if any(secret in line for secret in NEVER)]


def test_what_looks_for_secrets_finds_them(server: Listener, folders: Path) -> None:
    """Else all tests above would be worth nothing."""
    (folders / "leaked").write_text(MARK, "utf-8")
    with watched() as watch, opened(server, watch, asynchronous=False) as caller:
        watch.lines.append(MARK)
        error = AgillicError(message=MARK)
        error.add_note(MARK)
        watch.errors.append(error)
        places = watch.places(caller.client, folders)
        assert {place for place, text in places.items() if MARK in text} == {"logs", "errors", "pickles", "files"}
        assert "Recipients" in places["objects"]
        assert MARK in "".join(traceback.format_exception(error))
