"""The client broken in one place each: what the checks of the client are checked with.

Each function is a context manager, within which both generated clients do one thing wrong, or only one of them where it
says so.
"""

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch
from urllib.parse import quote

import httpx

from agillic.wire.path_encoding import path_value
from agillic.wire.rsql import filter_text
from agillic_api import AsyncClient, Client, File, Response
from agillic_api.models import AssetUpload, PersonData, PushFeedback, Recipient
from agillic_api.types import UNSET, WIRE, Operation, Parameter, Request, Unset
from generator.load.json_values import Json, is_mapping
from sdk_core.client import AsyncBaseClient, BaseClient
from sdk_core.wire.errors import StatusError
from sdk_core.wire.requests import Wire

P = ParamSpec("P")
T = TypeVar("T")


def _put(place: object, whole: Callable[P, T], broken: Callable[P, T]) -> AbstractContextManager[object]:
    """Put a broken function in the place of a whole one, as long as the context lasts."""
    return patch.object(place, whole.__name__, broken)


@contextmanager
def _wire(changed: Wire) -> Generator[None, None, None]:
    """Have both clients write requests otherwise."""
    with patch.object(Client, "_wire", changed), patch.object(AsyncClient, "_wire", changed):
        yield


def _path_values(write: Callable[[str, Any], str]) -> AbstractContextManager[object]:
    return _wire(replace(WIRE, path_value=write))


def path_encoded_once() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("%25", "%"))


def space_as_plus() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("%2520", "+"))


def equals_sign_encoded() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("=", "%253D"))


def dots_let_through() -> AbstractContextManager[object]:
    return _path_values(lambda _, value: quote(quote(str(value), safe="*"), safe="*"))


def literal_paths_let_through() -> AbstractContextManager[object]:
    return patch("sdk_core.wire.requests.check_competing")


def _values(change: Callable[[dict[str, Any], Operation], None]) -> AbstractContextManager[object]:
    """Change the values of parameters before a request is made of them."""
    build = Wire.build_request

    def broken(self: Wire, operation: Operation, values: Mapping[str, Any], body: object = UNSET) -> Request:
        changed = dict(values)
        change(changed, operation)
        return build(self, operation, changed, body)

    return _put(Wire, build, broken)


def query_parameter_dropped() -> AbstractContextManager[object]:
    return _values(lambda values, _: values.pop("pageSize", None))


def none_written_as_text() -> AbstractContextManager[object]:
    def change(values: dict[str, Any], _: Operation) -> None:
        values.update({name: "None" for name, value in values.items() if value is None})

    return _values(change)


def nothing_written_as_empty_text() -> AbstractContextManager[object]:
    def change(values: dict[str, Any], operation: Operation) -> None:
        left_out = [each.name for each in operation.parameters if isinstance(values.get(each.name, UNSET), Unset)]
        values.update(dict.fromkeys(left_out, ""))

    return _values(change)


def _requests(change: Callable[[Request], Request]) -> AbstractContextManager[object]:
    """Change requests after they were made."""
    build = Wire.build_request
    return _put(Wire, build, lambda self, operation, values, body=UNSET: change(build(self, operation, values, body)))


def query_parameter_renamed() -> AbstractContextManager[object]:
    return _requests(
        lambda request: replace(request, target=request.target.replace("objectResponse", "object_response"))
    )


def wrong_method() -> AbstractContextManager[object]:
    return _requests(
        lambda request: (
            replace(request, operation=replace(request.operation, method="POST"))
            if request.operation.method == "PUT"
            else request
        )
    )


def trailing_slash() -> AbstractContextManager[object]:
    return _requests(lambda request: replace(request, target=request.target.rstrip("/") + "/"))


def boundary_that_cuts_files() -> AbstractContextManager[object]:
    header = ("Content-Type", "multipart/form-data; boundary=+++")
    return _requests(lambda request: replace(request, headers=(*request.headers, header)) if request.files else request)


def file_names_lost() -> AbstractContextManager[object]:
    return _put(File, File.to_tuple, lambda self: ("file", self.payload, self.mime_type))


def line_ends_changed() -> AbstractContextManager[object]:
    return _put(
        File, File.to_tuple, lambda self: (self.file_name, self.payload.read().replace(b"\r\n", b"\n"), self.mime_type)
    )


def body_as_form() -> AbstractContextManager[object]:
    def broken(_: Wire, operation: Operation, target: str, headers: list[tuple[str, str]], body: Any) -> Request:  # noqa: ANN401 - any body
        members: dict[str, Any] = getattr(body, "to_dict", lambda: body)()
        form = {name: str(value) for name, value in members.items()}
        return Request(operation, target, tuple(headers), form=form)

    return patch.object(Wire, "_with_body", broken)


def nulls_left_out() -> AbstractContextManager[object]:
    """A null clears a field; a body without it does not."""

    def some(value: Json) -> Json:
        return {name: some(each) for name, each in value.items() if each is not None} if is_mapping(value) else value

    write = Wire.json_bytes
    return _put(Wire, write, lambda self, value: write(self, some(json.loads(write(self, value)))))


def filter_encoded_twice() -> AbstractContextManager[object]:
    def twice(value: Any) -> str:  # noqa: ANN401 - a filter, or its text
        return quote(filter_text(value), safe="")

    return _wire(replace(WIRE, texts={"rsql": twice}))


def _texts(write: Callable[[Parameter, Any], str | None]) -> AbstractContextManager[object]:
    """Write some values of parameters otherwise; None leaves a value as it is."""
    usual = Wire.text_of
    return _put(Wire, usual, lambda self, parameter, value: write(parameter, value) or usual(self, parameter, value))


def booleans_as_python_has_them() -> AbstractContextManager[object]:
    return _texts(lambda _, value: str(value) if isinstance(value, bool) else None)


def moments_without_zone() -> AbstractContextManager[object]:
    return _texts(lambda _, value: value.strftime("%Y-%m-%dT%H:%M:%S") if hasattr(value, "strftime") else None)


def lists_joined_by_commas() -> AbstractContextManager[object]:
    usual = Wire.query_items

    def broken(self: Wire, parameter: Parameter, value: object) -> Iterator[tuple[str, str]]:
        texts = [text for _, text in usual(self, parameter, value)]
        yield from [(parameter.name, ",".join(texts))] if len(texts) > 1 else usual(self, parameter, value)

    return _put(Wire, usual, broken)


def members_renamed() -> AbstractContextManager[object]:
    return _put(Recipient, Recipient.to_dict, lambda self: {"person_data": self.person_data.to_dict()})


def unset_members_as_empty_text() -> AbstractContextManager[object]:
    write = PushFeedback.to_dict
    return _put(PushFeedback, PushFeedback.to_dict, lambda self: {"metadata": "", **write(self)})


def free_members_dropped() -> AbstractContextManager[object]:
    """What the document does not name is left out when a form is written."""
    write = AssetUpload.to_multipart
    return _put(
        AssetUpload,
        AssetUpload.to_multipart,
        lambda self: [part for part in write(self) if part[0] in ("file", "folder")],
    )


def names_read_in_lower_case() -> AbstractContextManager[object]:
    read = PersonData.from_dict
    return _put(PersonData, read, lambda src_dict: read({name.lower(): value for name, value in src_dict.items()}))


@contextmanager
def _responses(read: Callable[[Operation, httpx.Response], Response[Any] | None]) -> Generator[None, None, None]:
    """Read some responses otherwise; None leaves them to the client."""
    usual = getattr(BaseClient, "_read")  # noqa: B009 - a plain attribute would be private to the type checkers

    def broken(self: object, operation: Operation, response: httpx.Response, parse: object) -> Response[Any]:
        found: Response[Any] = read(operation, response) or usual(self, operation, response, parse)
        return found

    with patch.object(BaseClient, "_read", broken), patch.object(AsyncBaseClient, "_read", broken):
        yield


def _nothing(operation: Operation, response: httpx.Response) -> Response[Any]:
    return Response(operation, response.status_code, response.headers, response.content, lambda _: None)


def accepted_left_unread() -> AbstractContextManager[object]:
    return _responses(
        lambda operation, response: _nothing(operation, response) if response.status_code == 202 else None
    )


def missing_read_as_none() -> AbstractContextManager[object]:
    return _responses(
        lambda operation, response: _nothing(operation, response) if response.status_code == 404 else None
    )


def created_taken_for_an_error() -> AbstractContextManager[object]:
    def read(operation: Operation, response: httpx.Response) -> None:
        if response.status_code == 201:
            raise StatusError(message="it was created", operation=operation.id, status=201)

    return _responses(read)


def async_errors_swallowed() -> AbstractContextManager[object]:
    """The client for asyncio alone."""
    call = AsyncBaseClient.call

    async def broken(self: AsyncBaseClient, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - those of the method
        try:
            return await call(self, *arguments, **named)
        except StatusError:
            return None

    return _put(AsyncBaseClient, AsyncBaseClient.call, broken)


def async_header_missing() -> AbstractContextManager[object]:
    """The client for asyncio alone, which says another Accept."""
    send = AsyncBaseClient.send

    async def broken(self: AsyncBaseClient, request: Request) -> httpx.Response:
        return await send(self, replace(request, headers=(*request.headers, ("Accept", "*/*"))))

    return _put(AsyncBaseClient, AsyncBaseClient.send, broken)


@contextmanager
def _sent_again(again: Callable[[httpx.Response], str | None]) -> Generator[None, None, None]:
    """Send the same once more after some responses, to the URL that is told for them."""
    usual, usual_async = httpx.Client.send, httpx.AsyncClient.send

    def broken(self: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        response = usual(self, request, **options)
        target = again(response)
        return usual(self, _copy(request, target, request.read()), **options) if target else response

    async def broken_async(self: httpx.AsyncClient, request: httpx.Request, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        response = await usual_async(self, request, **options)
        target = again(response)
        return await usual_async(self, _copy(request, target, await request.aread()), **options) if target else response

    with ExitStack() as stack:
        stack.enter_context(patch.object(httpx.Client, "send", broken))
        stack.enter_context(patch.object(httpx.AsyncClient, "send", broken_async))
        yield


def _copy(request: httpx.Request, url: str, content: bytes) -> httpx.Request:
    headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
    return httpx.Request(request.method, url, headers=headers, content=content, extensions=request.extensions)


def errors_tried_again() -> AbstractContextManager[object]:
    return _sent_again(lambda response: str(response.url) if response.status_code == 503 else None)


def credentials_to_other_hosts() -> AbstractContextManager[object]:
    return _sent_again(lambda response: response.headers["location"] if response.is_redirect else None)
