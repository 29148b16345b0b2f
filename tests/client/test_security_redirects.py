"""Redirects through the whole client: no response leads a call, its token or its body anywhere else."""

import os
from collections.abc import Generator
from contextlib import suppress
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from client_surface import BY_ID, EVERY, sync_and_async
from security_callers import Caller, own_folders
from security_listener import Answer, Asked, Listener, task_response, token_response

from agillic import AgillicError, PagingError
from agillic.errors import TransportError

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
STATUSES = (301, 302, 303, 307, 308)
TOKEN = "token-of-the-test"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[None]:
    with own_folders(tmp_path):
        yield


@pytest.fixture
def home() -> Generator[Listener]:
    """Where calls are meant to go."""
    with Listener() as listener:
        yield listener


@pytest.fixture
def foreign() -> Generator[Listener]:
    """Where nothing may arrive, not even a connection."""
    with Listener() as listener:
        yield listener
        assert listener.connections == 0


def elsewhere(home: Listener, foreign: Listener) -> list[str]:
    """Return places that a response may try to lead to."""
    port = foreign.port
    return [
        f"http://127.0.0.1:{port}/x",
        f"http://localhost:{port}/x",
        f"https://127.0.0.1:{port}/x",
        f"http://127.0.0.1:{home.port}@127.0.0.1:{port}/x",
        f"http://user:password@127.0.0.1:{port}/x",
        f"//127.0.0.1:{port}/x",
        f"http:\\\\127.0.0.1:{port}\\x",
        f"http://127.0.0.1:{port}/recipients/../x",
        f"http://[::ffff:127.0.0.1]:{port}/x",
        f"{home.url}/other",
        "/other",
        "?x=1",
    ]


def with_token(response: Answer) -> Answer:
    return lambda asked: token_response(TOKEN) if asked.is_for_token else response(asked)


def fixed(response: bytes) -> Answer:
    return lambda _: response


def redirect(status: int, place: str) -> Answer:
    return fixed(task_response(status, Location=place))


@sync_and_async
@pytest.mark.parametrize("first", STATUSES if LONG else STATUSES[:1])
def test_redirects_of_no_operation_are_followed(
    home: Listener, foreign: Listener, first: int, *, asynchronous: bool
) -> None:
    """Each operation meets another status and place; the next test has all of them."""
    places, statuses = cycle(elsewhere(home, foreign)), cycle(STATUSES)
    while next(statuses) != first:
        pass
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        for operation in EVERY:
            if operation.id == "getOAuthToken":
                continue
            home.asked.clear()
            status = next(statuses)
            home.response = with_token(redirect(status, next(places)))
            with pytest.raises(AgillicError) as caught:
                caller.call(operation)
            assert caught.value.status == status, (operation.id, len(home.calls))
            assert len(home.calls) == 1
            assert "127.0.0.1" not in str(caught.value)
    assert foreign.connections == 0


@sync_and_async
def test_every_place_is_rejected_for_every_status(home: Listener, foreign: Listener, *, asynchronous: bool) -> None:
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        for status in STATUSES:
            for place in elsewhere(home, foreign):
                home.response = with_token(redirect(status, place))
                with pytest.raises(AgillicError):
                    caller.call(BY_ID["createRecipient"])
    assert len(home.calls) == len(STATUSES) * len(elsewhere(home, foreign))


@sync_and_async
def test_a_redirected_token_request_sends_key_and_secret_nowhere_else(
    home: Listener, foreign: Listener, *, asynchronous: bool
) -> None:
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        for status in STATUSES:
            for place in elsewhere(home, foreign):
                home.response = redirect(status, place)
                with pytest.raises(AgillicError, match="getOAuthToken") as caught:
                    caller.call(BY_ID["getRecipient"])
                assert caught.value.outcome == "not-sent"
    assert home.calls == []


@sync_and_async
def test_other_headers_that_name_places_lead_nowhere(home: Listener, foreign: Listener, *, asynchronous: bool) -> None:
    place = f"{foreign.url}/x"
    headers = {
        "Location": place,
        "Content_Location": place,
        "Refresh": f"0; url={place}",
        "Link": f'<{place}>; rel="next"',
    }
    headers |= {"Alt_Svc": f'http/1.1="127.0.0.1:{foreign.port}"'}
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        for status in (200, 201, 202, 401, 429, 503):
            home.response = with_token(fixed(task_response(status, {}, **headers)))
            with suppress(AgillicError):
                caller.call(BY_ID["createRecipient"])
    assert {each.target for each in home.calls} == {BY_ID["createRecipient"].path}


@sync_and_async
def test_links_of_pages_are_read_for_their_numbers_and_never_followed(
    home: Listener, foreign: Listener, *, asynchronous: bool
) -> None:
    """A link's host, path and document are not looked at: the next page is asked for where the first one was."""
    for place in elsewhere(home, foreign):
        home.response = with_token(partial(page_at, place))
        home.asked.clear()
        with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
            found = caller.collect(caller.client.recipients.iterate(page_size=1))
            assert [each.person_data["EMAIL"] for each in found] == ["1@example.com", "2@example.com"]
            assert len(caller.collect(caller.client.exports.iterate("t1"))) == 2
        targets = [each.target for each in home.calls]
        assert len(targets) == 4
        assert all(target.startswith(("/recipients?", "/export/activity/t1?")) for target in targets)
        assert not any("stolen" in target for target in targets)
        assert {each.headers["authorization"] for each in home.calls} == {f"Bearer {TOKEN}"}


@sync_and_async
@pytest.mark.parametrize("href", ["//{foreign}/", "http://{foreign}/?pageStart=x", "http://{foreign}/?pageStart=1"])
def test_a_link_without_a_number_that_leads_on_is_an_error(
    home: Listener, foreign: Listener, href: str, *, asynchronous: bool
) -> None:
    href = href.replace("{foreign}", f"127.0.0.1:{foreign.port}")
    page = {
        "links": [{"rel": "next", "href": href}],
        "content": [{"personData": {"EMAIL": "1@example.com"}}],
        "page": {"documentId": "d", "totalElements": 2},
    }
    home.response = with_token(lambda _: task_response(200, page))
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller, pytest.raises(AgillicError) as caught:
        caller.collect(caller.client.recipients.iterate(page_size=1))
    assert isinstance(caught.value, PagingError) or "not what the document describes" in str(caught.value)
    assert str(foreign.port) not in str(caught.value)
    assert len(home.calls) == 1


def page_at(place: str, asked: Asked) -> bytes:
    """Response with the first or second of two pages; their links name another place."""
    start = 2 if "pageStart=2" in asked.target else 1
    query = f"{place.split('?', maxsplit=1)[0]}?documentId=stolen&pageStart="
    links = [{"rel": "self", "href": f"{query}{start}"}]
    if start == 1:
        links.append({"rel": "next", "href": f"{query}2"})
    page = {"links": links, "content": [{"personData": {"EMAIL": f"{start}@example.com"}}]}
    if asked.target.startswith("/recipients"):
        return task_response(200, {**page, "page": {"documentId": "d", "totalElements": 2}})
    return task_response(200, page)


@sync_and_async
@pytest.mark.parametrize("authentication", ["oauth2", "basic"])
def test_credentials_are_for_the_home_alone(
    home: Listener, foreign: Listener, authentication: str, *, asynchronous: bool
) -> None:
    """Whoever changes where a client sends, by mistake or not, sends no credentials there."""
    home.response = with_token(lambda _: task_response(200, []))
    with Caller(asynchronous=asynchronous, base_url=home.url, authentication=authentication) as caller:
        caller.call(BY_ID["listRecipients"])
        caller.client.base_url = foreign.url
        with pytest.raises(ValueError, match="another host than the base URL"):
            caller.call(BY_ID["listRecipients"])
        caller.client.base_url = home.url
        assert caller.call(BY_ID["listRecipients"]) == []
    assert foreign.connections == 0


@sync_and_async
def test_a_proxy_of_the_environment_is_no_way_around_for_this_machine(
    home: Listener, foreign: Listener, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, foreign.url)
        monkeypatch.setenv(name.lower(), foreign.url)
    home.response = with_token(lambda _: task_response(200, []))
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        assert caller.call(BY_ID["listRecipients"]) == []


@sync_and_async
def test_netrc_files_are_not_read(
    home: Listener,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    asynchronous: bool,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login stranger password secret\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    home.response = with_token(lambda _: task_response(200, []))
    with Caller(asynchronous=asynchronous, base_url=home.url) as caller:
        caller.call(BY_ID["listRecipients"])
    assert {each.headers.get("authorization") for each in home.asked} == {None, f"Bearer {TOKEN}"}


@sync_and_async
def test_a_redirect_of_a_proxy_is_not_followed(home: Listener, foreign: Listener, *, asynchronous: bool) -> None:
    home.response = lambda _: task_response(307, Location=f"{foreign.url}/x")
    given = {"base_url": "https://api.agillic.test", "proxy": home.url}
    with Caller(asynchronous=asynchronous, **given) as caller, pytest.raises(TransportError):
        caller.call(BY_ID["listRecipients"])
    assert {each.method for each in home.asked} == {"CONNECT"}
    assert not any("authorization" in each.headers or each.body for each in home.asked)
