# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Tokens of users are made by a function, once for each, anew before they end, and seen in no error."""

import asyncio
import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import httpx
import jwt as pyjwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from iterable_parts import HOST, KEY, Clock, opened, rejection, sync_and_async, told
from planted import seen_of

from iterable_client import AuthenticationError, TokenSubject
from iterable_client.credentials import ApiKey, Jwt
from iterable_client.jwt import signer
from sdk_core.transport.auth.token_function import MAX_SUBJECTS, SUBJECT, expiry

SECRET = "FAKE-JWT-SECRET-of-thirty-two-bytes-or-more"  # noqa: S105 - made up
ADA = TokenSubject(email="ada@example.com", operation="updateUser")
BOB = TokenSubject(user_id="bob", operation="trackEvent")


def token(number: int, ends: float) -> str:
    """Return an unsigned token that ends at a time."""
    payload = urlsafe_b64encode(json.dumps({"n": number, "exp": ends}).encode()).decode().rstrip("=")
    return f"e30.{payload}.sig"


class Maker:
    """Makes tokens that live for some seconds, and counts them."""

    def __init__(self, clock: Clock, life: float = 600.0) -> None:
        self.clock, self.life = clock, life
        self.asked: list[TokenSubject] = []

    def __call__(self, subject: TokenSubject) -> str:
        self.asked.append(subject)
        return token(len(self.asked), self.clock.now + self.life)


class Guard:
    """A server that rejects some tokens, and keeps the headers of all calls."""

    def __init__(self, rejected: Callable[[int], bool] = lambda _: False) -> None:
        self.calls: list[tuple[str, str | None]] = []
        self._rejected = rejected

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls.append((request.headers["Api-Key"], request.headers.get("Authorization")))
        return httpx.Response(401 if self._rejected(len(self.calls)) else 200, json={})

    def send(self, auth: ApiKey, *subjects: TokenSubject, asynchronous: bool = False) -> list[int]:
        transport = httpx.MockTransport(self)
        if not asynchronous:
            with httpx.Client(auth=auth, transport=transport, base_url=HOST) as client:
                return [client.get("/api/x", extensions={SUBJECT: each}).status_code for each in subjects]

        async def run() -> list[int]:
            async with httpx.AsyncClient(auth=auth, transport=transport, base_url=HOST) as client:
                return [(await client.get("/api/x", extensions={SUBJECT: each})).status_code for each in subjects]

        return asyncio.run(run())


def auth_of(jwt: Jwt, clock: Clock) -> ApiKey:
    return ApiKey(KEY, HOST, jwt=jwt, clock=clock, wall_clock=clock)


class TestTokens:
    @sync_and_async
    def test_a_token_is_made_once_for_each_user_and_anew_before_it_ends(self, *, asynchronous: bool) -> None:
        clock, guard = Clock(), Guard()
        make = Maker(clock)
        auth = auth_of(make, clock)
        assert guard.send(auth, ADA, ADA, BOB, asynchronous=asynchronous) == [200] * 3
        assert make.asked == [ADA, BOB]
        clock.now += 539
        guard.send(auth, ADA, asynchronous=asynchronous)
        assert len(make.asked) == 2
        clock.now += 2  # a minute before its end
        guard.send(auth, ADA, asynchronous=asynchronous)
        assert make.asked == [ADA, BOB, ADA]
        assert [authorization for _, authorization in guard.calls[::4]] == [
            f"Bearer {token(n, Clock().now + end)}" for n, end in ((1, 600), (3, 1141))
        ]

    @sync_and_async
    def test_a_rejected_token_is_made_anew_once(self, *, asynchronous: bool) -> None:
        clock = Clock()
        make, guard = Maker(clock), Guard(lambda call: call == 1)
        assert guard.send(auth_of(make, clock), ADA, asynchronous=asynchronous) == [200]
        assert len(make.asked) == len({*guard.calls}) == 2
        make, guard = Maker(clock), Guard(lambda _: True)
        assert guard.send(auth_of(make, clock), ADA, asynchronous=asynchronous) == [401]
        assert len(make.asked) == len(guard.calls) == 2

    @sync_and_async
    @pytest.mark.parametrize("life", [0.0, -1.0, -1e9])
    def test_a_token_that_is_over_when_made_is_sent_and_made_again_for_each_call(
        self, life: float, *, asynchronous: bool
    ) -> None:
        clock, guard = Clock(), Guard()
        make = Maker(clock, life)
        assert guard.send(auth_of(make, clock), ADA, ADA, asynchronous=asynchronous) == [200, 200]
        assert make.asked == [ADA, ADA]
        assert len({authorization for _, authorization in guard.calls}) == 2

    def test_threads_ask_the_function_once(self) -> None:
        clock, guard, ready = Clock(), Guard(), threading.Barrier(4)
        make = Maker(clock)

        def slow(subject: TokenSubject) -> str:
            ready.wait()  # all others have begun; they find this one fetching, or its token
            return make(subject)

        auth = auth_of(slow, clock)

        def call(*, wait: bool) -> None:
            if wait:
                ready.wait()
            guard.send(auth, ADA)

        threads = [threading.Thread(target=call, kwargs={"wait": n > 0}) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert (len(make.asked), len(guard.calls)) == (1, 4)

    def test_tasks_ask_an_asynchronous_function_once(self) -> None:
        clock, guard = Clock(), Guard()
        make = Maker(clock)

        async def slow(subject: TokenSubject) -> str:
            await asyncio.sleep(0)
            return make(subject)

        async def run() -> None:
            transport = httpx.MockTransport(guard)
            async with httpx.AsyncClient(auth=auth_of(slow, clock), transport=transport, base_url=HOST) as client:
                await asyncio.gather(*(client.get("/api/x", extensions={SUBJECT: ADA}) for _ in range(9)))

        asyncio.run(run())
        assert (len(make.asked), len(guard.calls)) == (1, 9)

    def test_a_canceled_maker_hands_its_work_on(self) -> None:
        clock, guard = Clock(), Guard()
        make = Maker(clock)
        began: list[TokenSubject] = []

        async def slow(subject: TokenSubject) -> str:
            began.append(subject)
            if len(began) == 1:
                await asyncio.Event().wait()
            return make(subject)

        async def run() -> int:
            transport = httpx.MockTransport(guard)
            async with httpx.AsyncClient(auth=auth_of(slow, clock), transport=transport, base_url=HOST) as client:
                calls = [asyncio.ensure_future(client.get("/", extensions={SUBJECT: ADA})) for _ in range(2)]
                for _ in range(9):  # one asks, the other waits
                    await asyncio.sleep(0)
                calls[0].cancel()
                return (await calls[1]).status_code

        assert asyncio.run(run()) == 200
        assert (began, len(guard.calls)) == ([ADA, ADA], 1)

    @sync_and_async
    @pytest.mark.parametrize(
        ("make", "why"),
        [
            (lambda _: 1 // 0, "it raised ZeroDivisionError"),
            (lambda _: None, "it returned no text that can be sent in a header"),
            (lambda _: "two words", "it returned no text that can be sent in a header"),
        ],
        ids=["raises", "nothing", "words"],
    )
    def test_a_function_that_fails_is_said_to(self, make: Any, why: str, *, asynchronous: bool) -> None:  # noqa: ANN401
        rejected = pytest.raises(AuthenticationError, match=f"given as jwt: {why}")
        with opened(asynchronous=asynchronous, jwt=make) as iterable, rejected as caught:
            iterable.do(lambda client: client.users.update({"email": "ada@example.com"}))
        assert (caught.value.operation, caught.value.outcome, iterable.requests) == ("updateUser", "not-sent", [])

    def test_an_asynchronous_function_is_for_asynchronous_clients(self) -> None:
        async def make(_: TokenSubject) -> str:
            return "never"

        with opened(jwt=make) as iterable, pytest.raises(AuthenticationError, match="give a plain function"):
            iterable.client.users.update({"email": "ada@example.com"})

    @sync_and_async
    @pytest.mark.parametrize(
        ("call", "asked"),
        [
            (lambda client: client.users.update({"email": "ada@example.com"}), ("ada@example.com", "", "updateUser")),
            (lambda client: client.users.update(b'{"userId":"bob"}'), ("", "bob", "updateUser")),
            (lambda client: client.events.track({"eventName": "x", "userId": "bob"}), ("", "bob", "trackEvent")),
            (
                lambda client: client.users.merge({"sourceUserId": "anonymous", "destinationEmail": "ada@example.com"}),
                ("ada@example.com", "", "mergeUsers"),
            ),
            (lambda client: client.lists.list(), ("", "", "listLists")),
        ],
        ids=["model", "bytes", "event", "merge", "nobody"],
    )
    def test_the_function_is_told_whom_a_call_is_about(self, call: Any, asked: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        subjects: list[TokenSubject] = []

        def make(subject: TokenSubject) -> str:
            subjects.append(subject)
            return "e30.e30.sig"

        with opened(told(json={"lists": [], "code": "", "msg": ""}), asynchronous=asynchronous, jwt=make) as iterable:
            iterable.do(call)
        assert [(each.email, each.user_id, each.operation) for each in subjects] == [asked]
        assert "ada" not in repr(subjects)

    @sync_and_async
    def test_tokens_are_seen_in_no_error_and_not_repeated_by_any(self, *, asynchronous: bool) -> None:
        word = token(1, 1e12)
        echo = rejection("InvalidJwtPayload", f"the token {word} is not valid", 401)
        with opened(echo, asynchronous=asynchronous, jwt=lambda _: word) as iterable:
            with pytest.raises(AuthenticationError) as caught:
                iterable.do(lambda client: client.users.update({"email": "ada@example.com"}))
            assert word not in seen_of(caught.value)
            assert word.encode() not in caught.value.content

    def test_only_some_users_are_remembered(self) -> None:
        clock, guard = Clock(), Guard()
        make = Maker(clock)
        auth = auth_of(make, clock)
        guard.send(auth, ADA, *(TokenSubject(user_id=str(n)) for n in range(MAX_SUBJECTS)), ADA)
        assert len(make.asked) == MAX_SUBJECTS + 2

    @given(st.text(max_size=200))
    def test_whatever_a_token_is_its_end_is_a_number(self, word: str) -> None:
        assert isinstance(expiry(word), float)

    @given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(), st.lists))
    def test_whatever_exp_is_the_end_is_a_number(self, ends: object) -> None:
        payload = urlsafe_b64encode(json.dumps({"exp": ends}).encode()).decode()
        assert isinstance(expiry(f"e30.{payload}.sig"), float)


class TestSigning:
    def test_a_token_names_its_user_and_ends(self) -> None:
        clock = Clock()
        sign = signer(SECRET, life=60, wall_clock=clock)
        key = {"options": {"verify_exp": False, "verify_iat": False}, "algorithms": ["HS256"]}
        assert pyjwt.decode(sign(ADA), SECRET, **key) == {  # type: ignore[arg-type] # options of one kind each
            "email": "ada@example.com",
            "iat": int(clock.now),
            "exp": int(clock.now) + 60,
        }
        assert json.loads(urlsafe_b64decode(sign(BOB).split(".")[1] + "=="))["userId"] == "bob"

    def test_what_cannot_be_signed_is_rejected(self) -> None:
        with pytest.raises(ValueError, match="listLists names no user"):
            signer(SECRET)(TokenSubject(operation="listLists"))
        with pytest.raises(ValueError, match="the secret is empty"):
            signer("")
        with pytest.raises(ValueError, match="life cannot be 0"):
            signer(SECRET, life=0)

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "jwt", None)
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'agillic\[jwt\]'"):
            signer(SECRET)
