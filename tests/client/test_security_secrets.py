"""Secrets through the whole client: planted everywhere, every kind of outcome provoked, and none found again."""

import os
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from client_surface import sync_and_async
from security_callers import Caller, few_authorities, own_folders
from security_listener import Listener, token_response
from security_planted import KEY, MARK, NEVER, PASSWORD, SECRET, TOKEN, Watch, text_of, watched
from security_scenes import FAILS, SUCCEEDS, TOKENS, create, get, quoting

from agillic import AgillicError
from sdk_core.transport.retries.policy import RetryPolicy


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[Path]:
    with own_folders(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def server() -> Generator[Listener]:
    with Listener() as listener:
        yield listener


def opened(server: Listener, watch: Watch, *, asynchronous: bool, **given: Any) -> Caller:  # noqa: ANN401 - settings
    """Open a client with a secret in each setting that may hold one; the server is its own proxy."""
    proxy = f"http://{MARK}:{PASSWORD}@127.0.0.1:{server.port}"
    given = {
        "base_url": server.url,
        "proxy": proxy,
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


@sync_and_async
@pytest.mark.parametrize("name", [*SUCCEEDS, *FAILS])
def test_nothing_planted_is_found_after_any_outcome(
    server: Listener, folders: Path, name: str, *, asynchronous: bool
) -> None:
    response, play = {**SUCCEEDS, **FAILS}[name]
    server.asked.clear()
    server.response = lambda asked: token_response(TOKEN) if asked.is_for_token else response(asked)
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous) as caller:
        try:
            play(caller)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            watch.errors.append(error)
        assert bool(watch.errors) == (name in FAILS)
        assert len(watch.spans) > len(server.asked)
        nothing_found(watch, caller, folders, before)
    assert all("proxy-authorization" in each.headers for each in server.asked), "a password was not even planted"


@sync_and_async
@pytest.mark.parametrize("name", TOKENS)
def test_nothing_planted_is_found_when_no_token_comes(
    server: Listener, folders: Path, name: str, *, asynchronous: bool
) -> None:
    server.response = TOKENS[name]
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous) as caller:
        with pytest.raises(AgillicError) as caught:
            create(caller)
        assert caught.value.outcome == "not-sent"
        watch.errors.append(caught.value)
        nothing_found(watch, caller, folders, before)


@sync_and_async
@pytest.mark.parametrize(
    "given",
    [
        {"active_recipients": 0, "environment": "production"},
        {"scope": "app"},
        {"authentication": "basic"},
        {"proxy": f"http://{MARK}:{PASSWORD}@127.0.0.1:1"},
        {"base_url": "https://api.agillic.test"},
        {"retry_policy": RetryPolicy(max_retries=2, backoff_base=0)},
    ],
    ids=["daily cap", "scope", "basic", "no proxy there", "tunnel rejected", "retries"],
)
def test_nothing_planted_is_found_with_other_settings(
    server: Listener, folders: Path, given: dict[str, Any], *, asynchronous: bool
) -> None:
    failing = quoting(503)
    server.response = lambda asked: token_response(TOKEN) if asked.is_for_token else failing(asked)
    before = dict(os.environ)
    with watched() as watch, opened(server, watch, asynchronous=asynchronous, **given) as caller:
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
