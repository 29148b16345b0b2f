"""What asking for a token gets."""

from base64 import b64encode

from agillic.contract.run import Run
from sdk_core.contract.json_values import as_object, member
from sdk_core.contract.probes import Probes
from sdk_core.contract.responses import Override

probes = Probes[Run]()
WRONG_SECRET = Probes[Run]()
"""Apart, for an instance may lock a key whose secret was wrong."""

_GRANT = {"grant_type": "client_credentials"}


@probes("token-response-members")
def _members(run: Run) -> str | None:
    names = set(as_object(run.seen("getOAuthToken"))) if "getOAuthToken" in run.last else set[str]()
    if "refresh_token" in names:
        return "with-refresh-token"
    return {1: "token-only", 3: "three-members"}.get(len(names & {"access_token", "token_type", "expires_in"}))


@probes("token-malformed-status")
def _malformed(run: Run) -> str | None:
    status = run.status("getOAuthToken", body=_GRANT)  # without key and secret, so that none can be locked
    return {400: "status-400", 401: "status-401"}.get(status)


@probes("token-basic-header")
def _basic_header(run: Run) -> str | None:
    encoded = b64encode(":".join(run.credentials).encode()).decode()
    response = run.calls.call(
        "getOAuthToken", body=_GRANT, override=Override(headers={"Authorization": f"Basic {encoded}"})
    )
    return {200: "form-or-header", 400: "form-only", 401: "form-only"}.get(response.status)


@probes("token-renewal")
def _renewal(run: Run) -> str | None:
    first = member(run.seen("getOAuthToken"), "access_token")
    second = member(ask_for_token(run), "access_token")
    if not isinstance(first, str) or not isinstance(second, str):
        return None
    if first == second:
        return "same-token"
    with_first = run.calls.call("discoverPersonData", override=Override(headers={"Authorization": f"Bearer {first}"}))
    run.calls.headers = (("Authorization", f"Bearer {second}"),)
    return {200: "stay-valid", 401: "replaced"}.get(with_first.status)


@probes("forbidden-scope-status")
def _forbidden_scope(run: Run) -> str | None:
    """Call by a key of the scope app, where there is one, what only the scope public may."""
    if not run.app_credentials:
        return None
    key, secret = run.app_credentials
    body = {**_GRANT, "client_id": key, "client_secret": secret}
    token = member(run.calls.call("getOAuthToken", body=body, should_succeed=True).json, "access_token")
    if not isinstance(token, str) or not token.isprintable():
        return None
    override = Override(headers={"Authorization": f"Bearer {token}"})
    status = run.calls.call("discoverPersonData", override=override).status
    return f"status-{status}" if status in (401, 403, 404) else None


@WRONG_SECRET("token-error-status")
def _wrong_secret(run: Run) -> str | None:
    body = {**_GRANT, "client_id": run.credentials[0], "client_secret": run.prefix}
    response = run.calls.call("getOAuthToken", body=body, once=True)
    if response.status == 401:  # noqa: PLR2004 - HTTP
        return "status-401" if response.content else "status-401-empty"
    return {400: "status-400"}.get(response.status)


def ask_for_token(run: Run) -> object:
    """Ask for a token, and return the JSON of the response."""
    key, secret = run.credentials
    return run.read("getOAuthToken", body={**_GRANT, "client_id": key, "client_secret": secret}).json
