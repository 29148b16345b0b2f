"""A server that repeats our credentials, in whatever form, gets them into nothing that a program keeps or shows."""

import html
import json
import pickle
import traceback
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Generator
from pathlib import Path
from typing import cast
from urllib.parse import quote, quote_plus

import pytest
from client_surface import sync_and_async
from security_callers import Caller, own_folders
from security_listener import Asked, Last, Listener, task_response, token_response
from security_planted import watched
from slow_peers import SlowPeer

from agillic import Agillic, AgillicError
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.wire.known_secrets import hide_known, hide_known_json, remember
from sdk_core.wire.redaction import redact
from sdk_core.wire.secret import Secret

KEY, SECRET, TOKEN = "candystorekey", 'pâss/wörd+"&<x>\\end', "plainwordsonlytoken~+/=="
PAIR = f"{KEY}:{SECRET}"
FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent-encoded": lambda text: quote(text, safe=""),
    "percent-encoded as in paths": quote,
    "percent-encoded as in forms": quote_plus,
    "percent-encoded in small letters": lambda text: quote(text, safe="").lower(),
    "percent-encoded twice": lambda text: quote(quote(text, safe=""), safe=""),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON of other letters": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON with slashes": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "HTML": html.escape,
    "Python": lambda text: repr(text)[1:-1],
    "base64": lambda text: b64encode(text.encode()).decode(),
    "base64 in a URL": lambda text: quote(b64encode(text.encode()).decode(), safe=""),
    "base64 for URLs": lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "hexadecimal": lambda text: text.encode().hex(),
    "capitals": lambda text: text.upper(),
}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[Path]:
    with own_folders(tmp_path):
        yield tmp_path


def repeated(form: Callable[[str], str]) -> list[str]:
    return [form(each) for each in (KEY, SECRET, TOKEN, PAIR)]


def assert_hidden(error: BaseException, secrets: list[str], *more: str) -> None:
    places = ["".join(traceback.format_exception(error)), *more]
    link: BaseException | None = error
    while link is not None:
        places += [str(link), repr(link), repr(vars(link)), repr(link.args)]
        if isinstance(link, AgillicError) or hasattr(link, "content"):
            again = cast("object", pickle.loads(pickle.dumps(link)))  # noqa: S301 - our own
            places += [repr(vars(again)), repr(pickle.dumps(link))]
        link = link.__cause__ or link.__context__
    for place in places:
        assert not [each for each in secrets if each in place or repr(each)[1:-1] in place], place


@sync_and_async
@pytest.mark.parametrize("authentication", ["basic", "oauth2"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_credentials_in_any_form(form: Callable[[str], str], authentication: str, *, asynchronous: bool) -> None:
    said = repeated(form)
    if authentication == "basic":  # which never had a token
        said.remove(form(TOKEN))
    bodies = {
        400: json.dumps({"message": " | ".join(said), "other": said}).encode(),
        500: " ".join(said).encode(),
        409: json.dumps({"error": f"x{'y'.join(said)}z"}).encode(),
    }

    def behave(asked: Asked) -> bytes:
        headers = {f"X_{place}": quote(each, safe="!#$&'()*+,/:;=?@[]~ %\\<>\"") for place, each in enumerate(said)}
        header = said[0] if said[0].isascii() else "x"
        return (
            token_response(TOKEN)
            if asked.is_for_token
            else task_response(status, bodies[status], Server=header, **headers)
        )

    given = {"key": KEY, "secret": SECRET, "authentication": authentication}
    with Listener(behave) as server:
        for status in bodies:
            with (
                watched() as watch,
                Caller(
                    asynchronous=asynchronous, base_url=server.url, hooks=watch.hooks, tracing=True, **given
                ) as caller,
                pytest.raises(AgillicError) as caught,
            ):
                caller.wait(caller.client.recipients.create({"personData": {"EMAIL": "ada@example.com"}}))
            assert_hidden(caught.value, said, "\n".join(watch.lines), repr(watch.spans), repr(watch.events))
            assert status == 500 or "***" in caught.value.server_message


@sync_and_async
def test_a_response_that_cannot_be_read(*, asynchronous: bool) -> None:
    content = json.dumps({"content": [KEY, SECRET, TOKEN]}).encode()
    with Listener(lambda asked: token_response(TOKEN) if asked.is_for_token else task_response(200, content)) as server:
        given = {"key": KEY, "secret": SECRET, "base_url": server.url}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(AgillicError) as caught:
            caller.wait(caller.client.recipients.list())
    assert_hidden(caught.value, [KEY, SECRET, TOKEN])


@sync_and_async
def test_credentials_that_the_caller_sends_in_a_form(*, asynchronous: bool) -> None:
    form = {"grant_type": "client_credentials", "client_id": "anotherkey", "client_secret": "another&secret"}
    with Listener(
        lambda _: task_response(400, {"error": "anotherkey and another&secret or another%26secret"})
    ) as server:
        given = {"key": KEY, "secret": SECRET, "base_url": server.url}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(AgillicError) as caught:
            caller.wait(caller.client.authentication.get_token(form))
    assert caught.value.server_message == "*** and *** or ***"
    assert_hidden(caught.value, ["anotherkey", "another&secret", "another%26secret"])


@sync_and_async
def test_a_proxy_that_repeats_its_password(*, asynchronous: bool) -> None:
    said = b"HTTP/1.1 407 who is ada:hunter-two-x and YWRhOmh1bnRlci10d28teA==\r\nContent-Length: 0\r\n\r\n"
    with SlowPeer(said) as peer, watched() as watch:
        given = {"proxy": f"http://ada:hunter-two-x@127.0.0.1:{peer.port}", "base_url": "https://api.agillic.test"}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(AgillicError) as caught:
            caller.wait(caller.client.recipients.list())
    assert_hidden(caught.value, ["hunter-two-x", "YWRhOmh1bnRlci10d28teA"], "\n".join(watch.lines))


@sync_and_async
@pytest.mark.parametrize(
    "content", [b"HTTP/1.1 200 OK\r\n%s\r\n\r\n", b"%s\r\n\r\n", b"HTTP/1.1 200 OK\r\nServer: %s\r\n\r\n{"]
)
def test_bytes_of_broken_responses_are_in_no_log(content: bytes, *, asynchronous: bool) -> None:
    def behave(asked: Asked) -> bytes:
        return token_response(TOKEN) if asked.is_for_token else Last(content % KEY.encode())

    with Listener(behave) as server, watched() as watch:
        given = {"key": KEY, "secret": SECRET, "base_url": server.url}
        with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(AgillicError) as caught:
            caller.wait(caller.client.recipients.list())
    assert_hidden(caught.value, [KEY], "\n".join(watch.lines))


@sync_and_async
def test_what_the_state_of_a_task_says(*, asynchronous: bool) -> None:
    errors: list[object] = [{"index": 0, "message": TOKEN}, f"rows of {KEY}"]
    details = {"message": f"{KEY} {SECRET}", "errors": errors, "sent": {SECRET: [TOKEN]}}
    state = {"status": "failed", "details": details}
    with Listener(lambda asked: token_response(TOKEN) if asked.is_for_token else task_response(200, state)) as server:
        given = {"key": KEY, "secret": SECRET, "base_url": server.url}
        with Caller(asynchronous=asynchronous, **given) as caller:
            task = caller.client.tasks.resume("1", operation="asyncBatchUpsertRecipients")
            with pytest.raises(AgillicError) as caught:
                caller.wait(task.wait(timeout=1))
            told = cast("TaskStatus", caller.wait(task.status()))
    words = [each.message for each in told.failures]
    assert words == ["***", "rows of ***"]
    assert_hidden(caught.value, [KEY, SECRET, TOKEN], repr(told.details), pickle.dumps(told).decode("latin-1"))


def test_of_a_secret_that_holds_another_one_nothing_is_left() -> None:
    class Owner: ...

    owner = Owner()
    remember(owner, [Secret("blueberry"), Secret("blueberry-0a1b2c3d")])
    assert hide_known("blueberry-0a1b2c3d or blueberry") == "*** or ***"


def test_each_text_in_json_is_searched_by_itself() -> None:
    class Owner: ...

    owner = Owner()
    remember(owner, [Secret("blueberry\n0a1b2c3d"), Secret("b1u")])
    texts = {"b1u": ["blueberry", "0a1b2c3d", {"a": "my b1u"}, "b1", "u", 1, None]}
    assert hide_known_json(texts) == {"***": ["blueberry", "0a1b2c3d", {"a": "my ***"}, "b1", "u", 1, None]}


def test_short_secrets_hide_themselves_and_leave_words_alone() -> None:
    for key, secret, said, shown in (
        ("key", "5kg", "the keys of key and 5kg, 15kg", "the keys of *** and ***, 15kg"),
        ("k", "s-e-c", "it's k", "it's k"),
    ):
        with Agillic(key=key, secret=secret):
            assert redact(said) == shown
