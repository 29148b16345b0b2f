"""What replaces a function of the mock to break it: each does nearly the same as what it replaces."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pkgutil import resolve_name
from typing import Any

from agillic.mock.filters.joining import Condition
from agillic.mock.state.errors import BeyondEndError
from agillic.wire.rsql.tree import And, Or, all_of, any_of
from sdk_core.mock.app import HTTPError, MockResponse

Inside = Any
"""A part of the mock's inside, which these replacements know and nobody else should."""
Make = Callable[[Inside], Inside]
"""Makes the replacement of the function or number that it is given."""


# --- responses --------------------------------------------------------------------------------------------------------


def answering(operation: str, change: Callable[[MockResponse], MockResponse]) -> tuple[str, Make]:
    """Change what an operation responds when it succeeds."""

    def make(original: Inside) -> Inside:
        def get(self: Inside, id_: str) -> Inside:
            registered = original(self, id_)
            if id_ != operation:
                return registered

            def handler(call: Inside) -> MockResponse:
                return change(registered.handler(call))

            return replace(registered, handler=handler)

        return get

    return "sdk_core.mock.app.routes:Routes.get", make


def without(*path: str | int) -> Callable[[MockResponse], MockResponse]:
    """Leave a member out of a response."""

    def change(response: MockResponse) -> MockResponse:
        body: Inside = json.loads(json.dumps(response.body))
        inside = body
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]
        return replace(response, body=body)

    return change


def always_told(original: Inside) -> Inside:
    def response(self: Inside, operation: Inside, error: HTTPError, assumptions: Inside) -> MockResponse:
        bare: MockResponse = original(self, operation, error, assumptions)
        return replace(bare, body={"message": error.message})

    return response


# --- what is given to the mock ----------------------------------------------------------------------------------------


def decoded_once(original: Inside) -> Inside:
    def decode(raw: str) -> str:
        return str(original(raw.replace("%", "%25")))

    return decode


def with_other(**options: Inside) -> Make:
    """Give other options than those that are given."""

    def make(original: Inside) -> Inside:
        def made(**named: Inside) -> Inside:
            return original(**{**named, **options})

        return made

    return make


def header_as_it_is(_: Inside) -> Inside:
    def masked(_: str, value: str) -> str:
        return value

    return masked


def form_as_it_is(_: Inside) -> Inside:
    def masked(body: bytes, **_: Inside) -> bytes:
        return body

    return masked


# --- limits and credentials -------------------------------------------------------------------------------------------


def rejects_and_does(original: Inside) -> Inside:
    async def response(self: Inside, exchange: Inside) -> MockResponse:
        real: MockResponse = await original(self, exchange)
        if real.status == 429:
            with suppress(HTTPError):
                await self._handled(exchange, exchange.target.operation, exchange.logged.body, None)
        return real

    return response


def one_more(attribute: str) -> Make:
    """Raise a number that a constructor sets."""

    def make(original: Inside) -> Inside:
        def constructor(self: Inside, *arguments: Inside, **named: Inside) -> None:
            original(self, *arguments, **named)
            setattr(self, attribute, getattr(self, attribute) + 1)

        return constructor

    return make


def tokens_for_ever(original: Inside) -> Inside:
    def authenticate(self: Inside, authorization: str) -> Inside:
        known = self._tokens.get(authorization.removeprefix("Bearer "))
        return known[0] if known else original(self, authorization)

    return authenticate


def every_scope(original: Inside) -> Inside:
    def authenticate(self: Inside, authorization: str) -> Inside:
        key = original(self, authorization)
        return key and replace(key, scope="public")

    return authenticate


# --- filters and pages ------------------------------------------------------------------------------------------------


def or_first(original: Inside) -> Inside:
    def read(self: Inside, text: str) -> Inside:
        found = original(self, text)
        if isinstance(found, Or) and isinstance(found.terms[-1], And):
            first, *others = found.terms[-1].terms
            return all_of((any_of((*found.terms[:-1], first)), *others))
        return found

    return read


def not_like(original: Inside) -> Inside:
    def comparison(self: Inside, column: Inside, sign: str, argument: Inside) -> Inside:
        if sign == "!=" and "*" in argument.text:
            like = self._pattern(column, argument.text)
            return Condition(f"NOT ({like.text})", like.values)
        return original(self, column, sign, argument)

    return comparison


def of_page(change: Callable[[Inside, Inside, int, int], Inside]) -> tuple[str, Make]:
    """Change a page of a document, given the documents, the page, its start and its size."""

    def make(original: Inside) -> Inside:
        def page(self: Inside, document: str, start: int = 1, size: int = 1000, fields: Inside = None) -> Inside:
            return change(self, original(self, document, start, size, fields), start, size)

        return page

    return "state.documents:Documents.page", make


def last_page_lost(_: Inside, page: Inside, start: int, size: int) -> Inside:
    if start > 1 and start + size > page.total:
        raise BeyondEndError(page.total)
    return page


def as_it_is_now(documents: Inside, page: Inside, start: int, size: int) -> Inside:
    return replace(page, content=documents._recipients.select(offset=start - 1, limit=size))  # noqa: SLF001 - a part of the mock, see `Inside`


def filter_on_every_page(original: Inside) -> Inside:
    filter_of = resolve_name("agillic.mock.operations.recipient_lists:filter_of")

    def page(call: Inside, start: int, size: int) -> Inside:
        filter_of(call)
        return original(call, start, size)

    return page


def without_the_last(original: Inside) -> Inside:
    def of(*arguments: Inside) -> Inside:
        return original(*arguments)[:-1]

    return of
