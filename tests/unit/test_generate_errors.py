"""Errors of generated packages: one hierarchy for all APIs, a base for each, and the words of their documents."""

import inspect
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest
from conftest import ROOT
from small_specs import bundled, generated, imported, small_document, small_operation

from generator.bundle.bundler import bundle
from generator.generate.client import write_client
from generator.generate.problems import GenerationError
from generator.generate.settings import Settings
from generator.load.json_values import Json
from generator.load.source import Source
from sdk_core.wire import errors

Package: TypeAlias = Any
"""A generated package, which is known only when this runs."""

X_ERRORS: dict[str, Json] = {
    "message": ["/msg", "/errors/0/text"],
    "code": "/code",
    "kinds": {
        "RateLimitExceeded": "rate-limited",
        "ForgottenUserError": "forgotten",
        "100": "bad-color",
        "423": "bad-color",
        "Down": "server-error",
    },
    "statuses": {"423": "locked"},
    "parents": {"forgotten": "conflict"},
    "advice": {"401": "ask for another key", "forgotten": "leave this person alone"},
}
DOCUMENT = small_document({"/things": {"get": small_operation()}}, **{"x-errors": X_ERRORS})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with imported(generated(tmp_path_factory.mktemp("small"), DOCUMENT)) as package:
        yield package


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    folder = tmp_path_factory.mktemp("tiny") / "tiny_api"
    write_client(bundle(Source(ROOT / "tests" / "specs", "tiny")), Settings("tiny"), folder)
    with imported(folder) as package:
        yield package


def raised(package: Package, response: httpx.Response | Exception) -> errors.ApiError:
    """Return what a call raises that is returned so, or not at all."""

    def respond(_: httpx.Request) -> httpx.Response:
        if isinstance(response, Exception):
            raise response
        return response

    client = package.Client(http_client=httpx.Client(transport=httpx.MockTransport(respond)))
    with pytest.raises(errors.ApiError) as caught:
        client.call(next(iter(package.OPERATIONS.values())))
    return caught.value


class TestTwoApis:
    def test_each_has_a_base_that_the_other_does_not_raise(self, small: Package, tiny: Package) -> None:
        for response in (httpx.Response(404), httpx.Response(503), httpx.ReadTimeout("slow")):
            assert isinstance(raised(small, response), small.SmallError)
            assert isinstance(raised(tiny, response), tiny.TinyError)
            assert not isinstance(raised(small, response), tiny.TinyError)

    @pytest.mark.parametrize("kind", errors.CLASSES, ids=lambda kind: kind.__name__)
    def test_each_has_its_own_class_of_every_kind(
        self, kind: type[errors.ApiError], small: Package, tiny: Package
    ) -> None:
        for package, base in ((small, small.SmallError), (tiny, tiny.TinyError)):
            own = getattr(package.errors, kind.__name__)
            assert issubclass(own, kind)
            assert issubclass(own, base)
            assert own.__module__ == package.errors.__name__
            parents = [parent for parent in kind.__mro__[1:] if parent in errors.CLASSES]
            assert all(issubclass(own, getattr(package.errors, parent.__name__)) for parent in parents)
            assert (inspect.getdoc(own) or "").startswith((inspect.getdoc(kind) or "").split("\n")[0])
        assert not issubclass(getattr(small.errors, kind.__name__), getattr(tiny.errors, kind.__name__))

    def test_code_for_any_api_catches_the_errors_of_both(self, small: Package, tiny: Package) -> None:
        for package in (small, tiny):
            error = raised(package, httpx.Response(429, headers={"Retry-After": "7"}))
            assert isinstance(error, errors.RateLimited)
            assert (error.status, error.outcome, error.retryable, error.retry_after) == (429, "rejected", True, 7.0)

    def test_they_share_what_requests_are_made_of(self, small: Package, tiny: Package) -> None:
        assert small.UNSET is tiny.UNSET
        assert small.Operation is tiny.Operation


class TestWordsOfTheDocument:
    def test_the_server_s_own_words_are_found_by_pointers(self, small: Package) -> None:
        for body in ({"msg": "no such thing"}, {"msg": "", "errors": [{"text": "no such thing"}]}):
            assert raised(small, httpx.Response(404, json=body)).server_message == "no such thing"

    @pytest.mark.parametrize("body", [{"msg": ["a"]}, {"errors": "b"}, {"errors": []}, ["msg"], "msg", None, {}])
    def test_a_body_of_another_form_has_no_words(self, body: Json, small: Package) -> None:
        assert raised(small, httpx.Response(404, json=body)).server_message == ""

    def test_a_code_makes_the_kind_and_the_status_stays(self, small: Package) -> None:
        error = raised(small, httpx.Response(400, json={"code": "ForgottenUserError", "msg": "x"}))
        assert type(error) is small.Forgotten
        assert isinstance(error, small.Conflict)
        assert str(error) == "getThing returned 400 (x): leave this person alone"
        limited = raised(small, httpx.Response(400, json={"code": "RateLimitExceeded"}))
        assert isinstance(limited, small.RateLimited)
        assert (limited.status, limited.retryable) == (400, True)

    @pytest.mark.parametrize(
        ("status", "code", "kind"),
        [
            (429, "ForgottenUserError", "RateLimited"),
            (503, "ForgottenUserError", "ServerError"),
            (500, "RateLimitExceeded", "ServerError"),
            (400, "Down", "BadRequest"),
            (404, "Down", "NotFound"),
            (302, "ForgottenUserError", "ServerError"),
        ],
    )
    def test_a_code_says_more_of_a_rejected_call_than_its_status_and_never_the_contrary(
        self, status: int, code: str, kind: str, small: Package
    ) -> None:
        error = raised(small, httpx.Response(status, json={"code": code}, headers={"Retry-After": "7"}))
        assert type(error) is getattr(small, kind)
        assert getattr(error, "retry_after", 7.0) == 7.0

    def test_an_unknown_code_leaves_it_to_the_status(self, small: Package) -> None:
        for body in ({"code": "Other"}, {"code": 7}, {"code": None}, {}):
            assert type(raised(small, httpx.Response(409, json=body))) is small.Conflict

    def test_a_status_may_mean_something_of_its_own(self, small: Package) -> None:
        error = raised(small, httpx.Response(423))
        assert type(error) is small.Locked
        assert str(error).endswith(small.BadRequest.advice)

    def test_a_number_may_be_a_code_and_is_no_status(self, small: Package) -> None:
        assert type(raised(small, httpx.Response(400, json={"code": 100}))) is small.BadColor
        assert type(raised(small, httpx.Response(400, json={"code": "423"}))) is small.BadColor
        assert type(raised(small, httpx.Response(423, json={"code": "other"}))) is small.Locked
        assert "for 100, 423." in " ".join((inspect.getdoc(small.BadColor) or "").split())

    def test_advice_is_the_document_s_where_it_has_some(self, small: Package, tiny: Package) -> None:
        assert str(raised(small, httpx.Response(401))).endswith(": ask for another key")
        assert "What to do: ask for another key." in (inspect.getdoc(small.AuthenticationError) or "")
        assert str(raised(tiny, httpx.Response(401))).endswith(f": {errors.AuthenticationError.advice}")
        assert small.DailyCapReached.advice == errors.DailyCapReached.advice

    @pytest.mark.parametrize(
        "given",
        [
            {"headers": {"Api-Key": "sk-Live_9x7Yq"}},
            {"headers": {"authorization": "Bearer sk-Live_9x7Yq"}},
            {"auth": ("ada", "sk-Live_9x7Yq")},
        ],
        ids=["key", "token", "password"],
    )
    def test_credentials_that_the_server_repeats_are_hidden(self, given: dict[str, Any], small: Package) -> None:
        said = "the key sk-Live_9x7Yq is not known"

        def respond(_: httpx.Request) -> httpx.Response:
            return httpx.Response(400, json={"msg": said}, headers={"X-Said": said})

        with (
            httpx.Client(transport=httpx.MockTransport(respond)) as http,
            small.Client(http_client=http, **given) as client,
            pytest.raises(small.BadRequest) as caught,
        ):
            client.call(next(iter(small.OPERATIONS.values())))
        told = (str(caught.value), caught.value.server_message, caught.value.headers["x-said"], caught.value.content)
        assert "9x7Yq" not in repr(told)
        assert "the key *** is not known" in told[0]

    def test_errors_of_own_kinds_pickle_without_what_was_returned(self, small: Package) -> None:
        error = raised(small, httpx.Response(400, json={"code": "ForgottenUserError", "about": "ada@example.com"}))
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert type(again) is small.Forgotten
        assert (str(again), again.status, again.content) == (str(error), 400, b"")
        assert b"ada@example.com" in error.content


@pytest.mark.parametrize(
    ("api", "x_errors", "message"),
    [
        (
            "small",
            {"kinds": {"X": "not found"}},
            "the kind 'not found' would have the class 'NotFound', which",
        ),
        (
            "small",
            {"kinds": {"X": "small-error"}},
            "the kind 'small-error' would have the class 'SmallError', which",
        ),
        ("small", {"kinds": {"X": "404"}}, "the kind '404' would have the class '404', which"),
        ("small", {"kinds": {"X": "none"}}, "the kind 'none' would have the class 'None', which"),
        ("small", {"kinds": {"X": "a-b", "Y": "a--b"}}, "the kind 'a--b' would have the class 'AB', which"),
        (
            "small",
            {"statuses": {"404": "gone", "500": "gone"}},
            "#/x-errors/statuses/500\n    the kind 'gone' is for statuses of the classes NotFound and ServerError",
        ),
        ("small", {"parents": {"gone": "conflict"}}, "'gone' is a 'conflict': name a kind of this API, and one of"),
        ("small", {"kinds": {"X": "gone"}, "parents": {"gone": "x"}}, "'gone' is a 'x': name a kind of this API"),
        (
            "small",
            {"advice": {"gone": "x"}},
            "advice/gone\n    x-errors has advice for 'gone', which is neither a status nor a kind; the kinds are",
        ),
        ("status", {}, "the base of the errors of status would be called StatusError, which is taken"),
    ],
)
def test_names_that_errors_cannot_have_are_rejected(
    api: str, x_errors: dict[str, Json], message: str, tmp_path: Path
) -> None:
    document = {**DOCUMENT, "x-errors": x_errors}
    with pytest.raises(GenerationError) as caught:
        write_client(bundled(tmp_path, document), Settings(api), tmp_path / "api")
    assert message in str(caught.value)
