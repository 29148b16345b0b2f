"""What is sent, and that the document knows it."""

import doctest
import importlib
import pkgutil
from contextlib import nullcontext

import pytest
from app_calls import App
from operation_calls import Api
from starlette.testclient import TestClient

from agillic.mock.document import document
from agillic.mock.routes import Routes
from sdk_core.mock import app as package
from sdk_core.mock.app import HTTPError, MockResponse, Operation, Rule, UndocumentedResponse

GROUPS = "/discovery/targetgroups"


def received(response: MockResponse | Exception, **options: str) -> App:
    named = {name.replace("_", "-"): option for name, option in options.items()}
    made = App("discoverTargetGroups", "getRecipient", options=named)
    made.response = response
    return made


@pytest.mark.parametrize("module", [each.name for each in pkgutil.iter_modules(package.__path__)])
def test_the_examples_in_the_docstrings_run(module: str) -> None:
    assert not doctest.testmod(importlib.import_module(f"{package.__name__}.{module}")).failed


def test_a_response_is_sent_as_json() -> None:
    """[S1]."""
    response = received(MockResponse(200, [], {"X-Note": "1"})).call("GET", GROUPS)
    assert (response.status, response.content) == (200, b"[]")
    assert (response.headers["content-type"], response.headers["x-note"]) == ("application/json; charset=utf-8", "1")


def test_bytes_are_sent_as_they_are() -> None:
    """[V-EXP]."""
    made = App("downloadExportFile")
    made.response = MockResponse(200, b"\x00\xff")
    response = made.call("GET", "/export/files/download?file=a.ZIP")
    assert (response.content, response.headers["content-type"]) == (b"\x00\xff", "application/octet-stream")


def test_400_says_what_was_wrong_and_other_errors_do_not() -> None:
    """[S1], assumption bodiless-errors."""
    said = received(HTTPError(400, "no")).call("GET", "/recipients/x")
    assert (said.status, said.json) == (400, {"message": "no"})
    unsaid = received(HTTPError(404, "no")).call("GET", "/recipients/x")
    assert (unsaid.status, unsaid.content) == (404, b"")


def test_a_token_call_that_cannot_be_read_is_rejected_in_the_words_of_oauth() -> None:
    form = "application/x-www-form-urlencoded"
    rejected = Api().call("POST", "/oauth2/token?word=%FF", b"grant_type=client_credentials", content_type=form)
    assert (rejected.status, rejected.json["error"]) == (400, "invalid_request")
    assert "word" in rejected.json["error_description"] or "UTF-8" in rejected.json["error_description"]


def test_other_errors_say_what_was_wrong_under_an_option() -> None:
    """Assumption bodiless-errors."""
    made = received(HTTPError(404, "no"), bodiless_errors="message")
    assert made.call("GET", "/recipients/x").json == {"message": "no"}
    assert made.call("GET", "/nothing").json["message"].startswith("there is no such path")


def test_an_operation_without_a_handler_responds_to_by_its_example_and_the_journal_says_so() -> None:
    made = App()
    response = made.call("GET", GROUPS)
    operation = document().operations["discoverTargetGroups"]
    assert (response.status, response.json) == (operation.success, operation.example[0])
    (reason,) = made.mock.journal.requests()[-1].reasons
    assert reason.rule == "no-handler"
    assert "discoverTargetGroups" in reason.message
    assert made.call("GET", f"{GROUPS}?nothing=1").status == 200
    assert made.call("GET", "/recipients?pageSize=x").status == 400, "calls are checked all the same"


def test_a_success_that_the_document_does_not_know_is_the_one_it_has() -> None:
    """So a status that is corrected in the document needs no change of a handler."""
    assert received(MockResponse(202, {"personData": {}})).call("GET", "/recipients/x").status == 200


def test_a_success_by_a_chosen_option_stands() -> None:
    api = Api({"delete-success-status": "status-204"})
    assert api.call("DELETE", "/recipients/ruby%2540sweetmail.com").status == 204


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (MockResponse(302), "responded 302, which the document lacks"),
        (MockResponse(200), "without a body"),
        (MockResponse(200, b"x"), "with application/octet-stream"),
        (MockResponse(404, {"message": "x"}), "the document has no body"),
        (MockResponse(200, {"personData": 7}), "its body at /personData is of another type"),
        (HTTPError(409, "x"), "responded 409"),
    ],
)
def test_in_strict_mode_an_undocumented_response_fails_loudly(response: MockResponse | Exception, message: str) -> None:
    with pytest.raises(UndocumentedResponse, match=message):
        received(response).call("GET", "/recipients/x")


@pytest.mark.parametrize("operation", document().operations.values(), ids=lambda operation: operation.id)
def test_every_schema_of_the_document_can_be_checked(operation: Operation) -> None:
    for schemas in operation.responses.values():
        for schema in schemas.values():
            operation.validator(schema)
    if operation.bodies:
        for unknown_members in (None, Rule(400)):
            with pytest.raises(HTTPError) if operation.body_required else nullcontext():
                operation.check_body(None, unknown_members=unknown_members)


def test_a_handler_is_registered_once_and_for_a_known_operation() -> None:
    routes = Routes()
    assert len(routes.missing()) == len(document().operations) - 1
    for operation, message in [("getOAuthToken", "a handler already"), ("nothing", "no operation")]:
        with pytest.raises(ValueError, match=message):
            routes(operation)
    with pytest.raises(ValueError, match="no query parameter 'nothing'"):
        routes("listRecipients", "nothing")


def test_secrets_and_personal_values_stay_out_of_what_is_printed() -> None:
    made = received(MockResponse(200, []))
    made.call("GET", GROUPS)
    assert "candystore-secret" not in repr(made.last) + repr(made.mock)


def test_it_is_an_application_for_any_server() -> None:
    made = received(MockResponse(200, []))
    with TestClient(made.application) as client:
        response = client.get(GROUPS, auth=("candystore-key", "candystore-secret"))
    assert (response.status_code, response.json()) == (200, [])
