"""What POST /oauth2/token responds [S1]."""

from collections.abc import Mapping
from typing import cast
from urllib.parse import unquote_plus

from agillic.mock.calls import Call
from sdk_core.mock.app.responses import MockResponse
from sdk_core.mock.reasons import Reason, note

_FIELDS = ("grant_type", "client_id", "client_secret")


def response_token_call(call: Call) -> MockResponse:
    """Exchange a developer key and secret for an access token.

    Which members the response has, and which errors there are, is nowhere documented: the assumptions
    `token-response-members`, `token-error-status`, `token-malformed-status` and `token-basic-header` say.
    """
    choice = call.mock.assumptions.choice
    form = dict(cast("Mapping[str, object]", call.body or {}))
    pairs = [(form.get("client_id"), form.get("client_secret"))]
    if choice("token-basic-header") == "form-or-header" and not form.get("client_secret"):
        pairs = _pairs_of_header(call, form.get("client_id")) or pairs
    form["client_id"], form["client_secret"] = pairs[0]
    surplus = set(form) - set(_FIELDS) if choice("unknown-members") == "status-400" else ()
    missing = [name for name in _FIELDS if not isinstance(form.get(name), str) or not form[name]]
    if missing or surplus:
        what = f"{missing[0]} is missing" if missing else "there is an unknown field"
        return _malformed(call, "invalid_request", f"{what}; {_remedy(choice('token-basic-header'))}")
    if form["grant_type"] != "client_credentials":
        return _malformed(call, "unsupported_grant_type", "write client_credentials as grant_type")
    granted = next(
        filter(None, (call.mock.state.credentials.grant(str(key), str(secret)) for key, secret in pairs)), None
    )
    if granted is None:
        return _wrong_secret(call)
    token, life = granted
    members: dict[str, object] = {"access_token": token}
    if choice("token-response-members") != "token-only":
        members |= {"token_type": "bearer", "expires_in": life}
    if choice("token-response-members") == "with-refresh-token":
        members["refresh_token"] = call.mock.state.ids.access_token()  # of no use: nothing documented takes it
    return MockResponse(200, members)


def _pairs_of_header(call: Call, client_id: object) -> list[tuple[object, object]]:
    """Return the key and secret of a Basic header: as they are, and form-decoded, as the OAuth standard encodes them.

    Both are to be tried, since some clients encode the two [C-OMNI] and others do not. A `client_id` of the form beside
    the header must be the header's, else the header is not used.
    """
    pair = call.mock.state.credentials.read_basic(call.headers.get("authorization", ""))
    if pair is None:
        return []
    pairs = dict.fromkeys((pair, (unquote_plus(pair[0]), unquote_plus(pair[1]))))
    return [(key, secret) for key, secret in pairs if client_id in (None, "", key)]


def _remedy(option: str) -> str:
    fields = f"send {', '.join(_FIELDS)} as a form"
    return f"{fields}, or key and secret in a Basic header" if option == "form-or-header" else fields


def _malformed(call: Call, error: str, description: str) -> MockResponse:
    if call.mock.assumptions.choice("token-malformed-status") == "status-401":
        return _error(401, "invalid_client", "Bad client credentials", "token-malformed-status")
    return _error(400, error, description, "token-malformed-status")


def _wrong_secret(call: Call) -> MockResponse:
    option = call.mock.assumptions.choice("token-error-status")
    response = _error(
        400 if option == "status-400" else 401, "invalid_client", "Bad client credentials", "token-error-status"
    )
    return MockResponse(401) if option == "status-401-empty" else response


def _error(status: int, error: str, description: str, assumption: str) -> MockResponse:
    note(Reason(error.replace("_", "-"), description, assumption=assumption))
    return MockResponse(status, {"error": error, "error_description": description})
