"""Mocks of Iterable that are broken on purpose, each in one place; as `broken_mocks` for Agillic."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pkgutil import resolve_name
from unittest.mock import patch

from broken_parts import Inside, Make, answering, without
from broken_state_parts import responses

from iterable_client.mock.state.fields import Checked
from sdk_core.mock.app import MockResponse

_STATE = "iterable_client.mock.state"
_CORE = "sdk_core.mock.app"


@contextmanager
def broken(place: str, make: Make) -> Generator[None, None, None]:
    """Break the mocks of this process in one place."""
    with patch(place.replace(":", "."), make(resolve_name(place))):
        yield


def _as_text(*path: str | int) -> Inside:
    """Return a change that makes text of a member."""

    def change(response: MockResponse) -> MockResponse:
        body: Inside = json.loads(json.dumps(response.body))
        inside = body
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = str(inside[path[-1]])
        return replace(response, body=body)

    return change


def _with(**named: Inside) -> Make:
    """Call with other arguments."""

    def make(original: Inside) -> Inside:
        def changed(*arguments: Inside, **given: Inside) -> Inside:
            return original(*arguments, **{**given, **named})

        return changed

    return make


def _of_bulk(original: Inside) -> Inside:
    """Take the first event alone, and say that all were taken."""

    def track_events(call: Inside) -> MockResponse:
        every = call.body["events"]
        call.body["events"] = every[:1]
        response: MockResponse = original(call)
        body: Inside = response.body
        return replace(response, body={**body, "successCount": len(every) - 1, "failCount": 1})

    return track_events


def _bulk_handler(original: Inside) -> Inside:
    def get(self: Inside, id_: str) -> Inside:
        registered = original(self, id_)
        return replace(registered, handler=_of_bulk(registered.handler)) if id_ == "trackEvents" else registered

    return get


def _one_more(original: Inside) -> Inside:
    def constructor(self: Inside, calls: int, seconds: int) -> None:
        original(self, calls + 1, seconds)

    return constructor


def _without_header(original: Inside) -> Inside:
    def error(self: Inside, *arguments: Inside, **named: Inside) -> Inside:
        found = original(self, *arguments, **named)
        found.headers.clear()
        return found

    return error


def _first_key(original: Inside) -> Inside:
    """Take any key for the first of the project."""

    def authenticate(keys: Inside, operation: Inside, headers: Inside, assumptions: Inside, now: float) -> Inside:
        every = [*keys]
        return original(every, operation, {**headers, "api-key": every[0].key}, assumptions, now)

    return authenticate


def _any_kind(original: Inside) -> Inside:
    def authenticate(keys: Inside, *others: Inside, **more: Inside) -> Inside:
        return original([replace(each, kind="server-side", jwt_secret="") for each in keys], *others, **more)

    return authenticate


def _unchecked(_: Inside) -> Inside:
    def check(_: Inside, __: str, data: Mapping[str, Inside], **___: Inside) -> Inside:
        return Checked(dict(data), (), ())

    return check


def _anew(original: Inside) -> Inside:
    def write(self: Inside, user: int, event: Inside) -> str:
        return str(original(self, user, replace(event, id=None)))

    return write


def _no_code(_: Inside) -> Inside:
    def response(error: Inside, _: Inside) -> MockResponse:
        return MockResponse(error.status, {"msg": ""})

    return response


FORM: Mapping[str, tuple[str, tuple[str, Make]]] = {
    "a campaign without its name": ("getCampaign", answering("getCampaign", without("name"))),
    "a list without its type": (
        "listLists",
        answering("listLists", without("lists", 0, "listType")),
    ),
    "an id that is text": ("createList", answering("createList", _as_text("listId"))),
    "a count that is text": ("subscribeToList", answering("subscribeToList", _as_text("successCount"))),
    "404 where none is documented": (
        "findUserByEmail",
        answering("findUserByEmail", lambda response: replace(response, status=404)),
    ),
    "204 for a delete": ("deleteUserById", answering("deleteUserById", lambda _: MockResponse(204))),
    "text that says it is HTML": (
        "listListUsers",
        answering("listListUsers", lambda response: replace(response, headers={"Content-Type": "text/html"})),
    ),
    "JSON that says it is text": (
        "listCatalogs",
        answering("listCatalogs", lambda response: replace(response, headers={"Content-Type": "text/plain"})),
    ),
    "an error of the server": ("listTemplates", answering("listTemplates", lambda _: MockResponse(500))),
    "any key": ("listWebhooks", ("iterable_client.mock.backend:authenticate", _first_key)),
    "bodies that are not checked": (
        "trackEvent",
        ("sdk_core.mock.app.document:Operation.check_body", responses(value=None)),
    ),
    "errors without their code": (
        "forgetUser",
        (
            "iterable_client.mock.backend:error_response",
            _no_code,
        ),
    ),
}
"""What schemathesis must find, calling this operation: where each is broken, and by what."""

CONDUCT: Mapping[str, tuple[str, Make]] = {
    "objects that are always merged": (f"{_STATE}.users:written", _with(merge_nested=True)),
    "objects that are never merged": (f"{_STATE}.users:written", _with(merge_nested=False)),
    "fields of any type": (f"{_STATE}.fields:Fields.check", _unchecked),
    "a delete that deletes nothing": (f"{_STATE}.users:Users.delete", responses(value=None)),
    "forgotten users who are taken": (f"{_STATE}.forgotten:Forgotten.check", responses(value=None)),
    "users who stay forgotten": (f"{_STATE}.forgotten:Forgotten.remove", responses(value=None)),
    "a subscription that is not kept": (f"{_STATE}.lists:Lists.put", responses(value=True)),
    "a list that nobody leaves": (f"{_STATE}.lists:Lists.take_off", responses(value=True)),
    "an event lost among many": ("sdk_core.mock.app.routes:Routes.get", _bulk_handler),
    "events that are there twice": (f"{_STATE}.events:Events.write", _anew),
    "a minute with one call more": ("iterable_client.mock.http.limits:LeakyBucket.__init__", _one_more),
    "limits that nobody counts": ("iterable_client.mock.http.limits:LeakyBucket.count", responses(value=None)),
    "a rejection that does not say when": ("iterable_client.mock.http.limits:Limits.error", _without_header),
    "keys of any kind": ("iterable_client.mock.backend:authenticate", _any_kind),
    "items that are always merged": (f"{_STATE}.catalogs:Catalogs.write", _with(merge=True)),
    "items that are never merged": (f"{_STATE}.catalogs:Catalogs.write", _with(merge=False)),
    "an email that cannot be canceled": (f"{_STATE}.sends:Sends.cancel", responses(value=None)),
    "an email that is never sent": ("iterable_client.mock.backend:send_due", responses(value=None)),
    "an export that never ends": ("iterable_client.mock.backend:end_due", responses(value=None)),
    "an export without files": (f"{_STATE}.exports:Exports.names", responses(value=[])),
}
"""What a check must find: where each is broken, and by what."""
