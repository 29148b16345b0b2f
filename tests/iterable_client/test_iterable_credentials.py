# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false
# Calls are lambdas of either kind of client.
"""Keys travel in a header of calls to their host, and are seen nowhere else."""

import logging
from typing import Any, get_args

import httpx
import pytest
from iterable_parts import DONE, HOST, KEY, opened, rejection, sync_and_async, told
from planted import everything_logged, pickled, seen_of

from iterable_api import OPERATIONS
from iterable_client import IterableError, PermissionDenied
from iterable_client.credentials import ApiKey, KeyKind


class TestKeys:
    @sync_and_async
    def test_the_key_is_in_its_header_and_nowhere_else(self, *, asynchronous: bool) -> None:
        seen: list[httpx.Headers] = []

        def response(request: httpx.Request) -> httpx.Response:
            seen.append(request.headers.copy())
            return httpx.Response(200, json=DONE)

        with opened(response, asynchronous=asynchronous) as iterable:
            iterable.do(lambda client: client.users.with_raw_response.find_by_email(email="ada@example.com"))
            iterable.do(lambda client: client.users.update({"email": "ada@example.com"}))
        for headers, url, body in zip(seen, iterable.urls, iterable.wire.bodies, strict=True):
            assert [name for name, value in headers.multi_items() if KEY in value] == ["api-key"]
            assert KEY not in f"{url} {body.decode()}"

    def test_it_is_sent_to_no_other_host(self) -> None:
        seen: list[httpx.Request] = []

        def response(request: httpx.Request) -> httpx.Response:
            seen.append(request)
            return httpx.Response(200)

        with httpx.Client(auth=ApiKey(KEY, HOST), transport=httpx.MockTransport(response)) as client:
            for url in (
                "https://api.eu.iterable.com/api",
                "https://files.example.com/1",
                "https://api.iterable.com:444/",
            ):
                with pytest.raises(ValueError, match="no credentials are sent there"):
                    client.get(url)
        assert seen == []

    @sync_and_async
    @pytest.mark.parametrize(
        "step",
        [
            rejection("BadApiKey", f"the key {KEY} is not known", 401),
            told(500, content=f"<p>{KEY}</p>".encode()),
            told(200, content=f'{{"user": {KEY}'.encode()),
            httpx.ReadTimeout(f"nothing came for {KEY}"),
        ],
        ids=["rejected", "failed", "unreadable", "silent"],
    )
    def test_it_is_seen_in_no_error_and_in_no_log(self, step: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        with everything_logged() as lines, opened(step, asynchronous=asynchronous) as iterable:
            with pytest.raises(IterableError) as caught:
                iterable.do(lambda client: client.users.find_by_email(email="ada@example.com"))
            shown = "".join([seen_of(caught.value), repr(iterable.client), repr(vars(iterable.client)), *lines])
            assert KEY not in shown
            assert KEY.encode() not in pickled(caught.value) + caught.value.content
            cause = caught.value.__cause__
            if isinstance(cause, httpx.RequestError):  # which crash reports look into
                assert KEY not in repr(cause.request.headers)
        logging.getLogger("iterable_client").setLevel(logging.NOTSET)

    @pytest.mark.parametrize("kind", get_args(KeyKind))
    @pytest.mark.parametrize("id_", [*OPERATIONS])
    def test_a_key_calls_what_its_kind_may(self, kind: KeyKind, id_: str) -> None:
        operation = OPERATIONS[id_]
        request = httpx.Request(operation.method, HOST, extensions={"sdk_core.operation": operation})
        flow = ApiKey(KEY, HOST, kind=kind).sync_auth_flow(request)
        if kind in operation.traits["keys"]:
            assert next(flow).headers["Api-Key"] == KEY
            return
        with pytest.raises(
            PermissionDenied, match=f"{id_} needs a key of the kind .*this key is of the kind {kind}"
        ) as e:
            next(flow)
        assert (e.value.outcome, e.value.operation) == ("not-sent", id_)

    @sync_and_async
    def test_a_client_rejects_what_its_key_may_not_call(self, *, asynchronous: bool) -> None:
        rejected = pytest.raises(PermissionDenied, match="needs a key of the kind server-side")
        with opened(asynchronous=asynchronous, key_kind="read-only") as iterable, rejected:
            iterable.do(lambda client: client.users.find_by_email(email="ada@example.com"))
        assert iterable.requests == []
