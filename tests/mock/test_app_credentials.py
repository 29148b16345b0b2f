"""Who may call: keys, tokens and scopes."""

from base64 import b64encode
from urllib.parse import quote_plus

import pytest
from app_calls import APP_BASIC, BASIC, FORM, KEY, SECRET, App

from agillic.mock.instance import Key

GROUPS = "/discovery/targetgroups"
FEEDBACK = "/apps/feedback/ruby%2540sweetmail.com"
REPORT = {"reportId": "1", "clientAppId": "com.candystore.app", "feedbackStatus": "OPENED"}


def app(**options: str) -> App:
    named = {name.replace("_", "-"): option for name, option in options.items()}
    return App("discoverTargetGroups", "recordFeedback body", options=named, strict=False)


def bearer(token: str) -> str:
    return f"Bearer {token}"


def test_a_token_is_given_for_key_and_secret() -> None:
    """[S1], assumption token-response-members."""
    response = App().token()
    assert response.status == 200
    assert set(response.json) == {"access_token", "token_type", "expires_in"}
    assert (response.json["token_type"], response.json["expires_in"]) == ("bearer", 7200)


def test_a_token_lives_two_hours_of_the_clock_of_the_mock() -> None:
    """[S1]."""
    made = app()
    token = bearer(made.token().json["access_token"])
    made.mock.clock.advance(7199)
    assert made.call("GET", GROUPS, authorization=token).status == 200
    made.mock.clock.advance(1)
    assert made.call("GET", GROUPS, authorization=token).status == 401


@pytest.mark.parametrize(
    ("option", "members"),
    [
        ("three-members", {"access_token", "token_type", "expires_in"}),
        ("token-only", {"access_token"}),
        ("with-refresh-token", {"access_token", "token_type", "expires_in", "refresh_token"}),
    ],
)
def test_the_members_of_the_token_response_can_be_switched(option: str, members: set[str]) -> None:
    """Assumption token-response-members."""
    assert set(app(token_response_members=option).token().json) == members


@pytest.mark.parametrize("wrong", [{"client_secret": "wrong"}, {"client_id": "nobody"}, {"client_secret": "\u00e9"}])
def test_a_wrong_key_or_secret_gets_no_token(wrong: dict[str, str]) -> None:
    """[C-OMNI], assumption token-error-status."""
    response = App().token(**wrong)
    assert (response.status, response.json["error"]) == (401, "invalid_client")
    assert app(token_error_status="status-400").token(**wrong).status == 400  # noqa: S106 - an option
    empty = app(token_error_status="status-401-empty").token(**wrong)  # noqa: S106 - an option
    assert (empty.status, empty.content) == (401, b"")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"client_id": None}, "invalid_request"),
        ({"client_secret": ""}, "invalid_request"),
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_malformed_token_call_gets_400(fields: dict[str, str | None], error: str) -> None:
    """Assumption token-malformed-status."""
    response = App().token(**fields)
    assert (response.status, response.json["error"]) == (400, error)
    assert app(token_malformed_status="status-401").token(**fields).status == 401  # noqa: S106 - an option


def test_the_token_call_may_take_key_and_secret_from_a_header() -> None:
    """Assumption token-basic-header."""
    form = b"grant_type=client_credentials"
    for made, status in [(app(), 200), (app(token_basic_header="form-only"), 400)]:  # noqa: S106 - an option
        assert made.call("POST", "/oauth2/token", body=form, content_type=FORM).status == status


@pytest.mark.parametrize(
    ("form", "header", "status"),
    [
        ("", f"{KEY}:{SECRET}", 200),
        ("&client_id=", f"{KEY}:{SECRET}", 200),
        (f"&client_id={KEY}", f"{KEY}:{SECRET}", 200),  # requests-oauthlib with include_client_id
        (f"&client_id={KEY}&client_secret=", f"{KEY}:{SECRET}", 200),
        ("&client_id=another", f"{KEY}:{SECRET}", 400),
        ("", f"{KEY}:wrong", 401),
        ("", KEY, 400),
        (f"&client_id={KEY}&client_secret={SECRET}", "another:wrong", 200),  # the form counts where it holds a secret
        (f"&client_id={KEY}&client_secret=wrong", f"{KEY}:{SECRET}", 401),
    ],
)
def test_key_and_secret_of_form_and_header(form: str, header: str, status: int) -> None:
    """Assumption token-basic-header: how OAuth libraries of several languages call [C-OMNI]."""
    body = f"grant_type=client_credentials{form}".encode()
    authorization = f"Basic {b64encode(header.encode()).decode()}"
    response = app().call("POST", "/oauth2/token", body=body, content_type=FORM, authorization=authorization)
    assert response.status == status


def test_a_key_and_a_secret_in_a_header_may_be_form_encoded() -> None:
    """As the OAuth standard asks (RFC 6749, 2.3.1), and as the library of a running client does [C-OMNI]."""
    odd = Key("candy+store key", "100%/ä", "public")
    made = App(keys=(odd,))
    for pair in (f"{odd.key}:{odd.secret}", f"{quote_plus(odd.key)}:{quote_plus(odd.secret)}"):
        authorization = f"Basic {b64encode(pair.encode()).decode()}"
        form = b"grant_type=client_credentials"
        response = made.call("POST", "/oauth2/token", body=form, content_type=FORM, authorization=authorization)
        assert response.status == 200, pair


def test_what_to_send_names_the_header_where_it_counts() -> None:
    for option, names in (("form-or-header", True), ("form-only", False)):
        response = app(token_basic_header=option).token(client_secret=None)
        assert ("Basic header" in response.json["error_description"]) is names


@pytest.mark.parametrize(
    ("option", "same", "first_lives"),
    [("stay-valid", False, True), ("replaced", False, False), ("same-token", True, True)],
)
def test_what_becomes_of_earlier_tokens(option: str, same: bool, first_lives: bool) -> None:  # noqa: FBT001 - rows
    """Assumption token-renewal."""
    made = app(token_renewal=option)
    first, second = (made.token().json["access_token"] for _ in range(2))
    assert (first == second) is same
    assert (made.call("GET", GROUPS, authorization=bearer(first)).status == 200) is first_lives


def test_key_and_secret_may_stand_on_every_call() -> None:
    """[S1]."""
    made = app()
    assert made.call("GET", GROUPS, authorization=BASIC).status == 200
    assert made.last.key is not None
    assert made.last.key.scope == "public"


@pytest.mark.parametrize("header", [None, "", "Bearer x", "Basic ?", "Basic eA==", "Basic eDp5", "Digest x", "B\u00e9"])
def test_without_good_credentials_there_is_401_and_no_body(header: str | None) -> None:
    """[S1]."""
    made = App("discoverTargetGroups")
    response = made.call("GET", GROUPS, authorization=header)
    assert (response.status, response.content) == (401, b"")
    assert not made.calls


def test_app_keys_may_call_apps_alone() -> None:
    """[S1], assumption forbidden-scope-status."""
    made = App("discoverTargetGroups", "recordFeedback body")
    response = made.call("GET", GROUPS, authorization=APP_BASIC)
    assert (response.status, response.content) == (403, b"")
    assert made.call("POST", FEEDBACK, body=REPORT, authorization=APP_BASIC).status == 200


@pytest.mark.parametrize("status", [401, 403, 404])
def test_the_status_of_a_foreign_scope_can_be_switched(status: int) -> None:
    """Assumption forbidden-scope-status."""
    made = app(forbidden_scope_status=f"status-{status}")
    assert made.call("GET", GROUPS, authorization=APP_BASIC).status == status
