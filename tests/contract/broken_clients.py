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
from agillic_api import AsyncClient, File, Response, StatusError, client, types
from agillic_api.models import AssetUpload, PersonData, PushFeedback, Recipient
from agillic_api.types import UNSET, Operation, Parameter, Request, Unset
from generator.load.json_values import Json, is_mapping

P = ParamSpec("P")
T = TypeVar("T")


def _put(place: object, whole: Callable[P, T], broken: Callable[P, T]) -> AbstractContextManager[object]:
    """Put a broken function in the place of a whole one, as long as the context lasts."""
    return patch.object(place, whole.__name__, broken)


def _path_values(write: Callable[[str, Any], str]) -> AbstractContextManager[object]:
    return _put(types, path_value, write)


def path_encoded_once() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("%25", "%"))


def space_as_plus() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("%2520", "+"))


def equals_sign_encoded() -> AbstractContextManager[object]:
    return _path_values(lambda name, value: path_value(name, value).replace("=", "%253D"))


def dots_let_through() -> AbstractContextManager[object]:
    return _path_values(lambda _, value: quote(quote(str(value), safe="*"), safe="*"))


def literal_paths_let_through() -> AbstractContextManager[object]:
    return patch.object(types, "refuse_competing")


def _values(change: Callable[[dict[str, Any], Operation], None]) -> AbstractContextManager[object]:
    """Change the values of parameters before a request is made of them."""
    build = types.build_request

    def broken(operation: Operation, values: Mapping[str, Any], body: object = UNSET) -> Request:
        changed = dict(values)
        change(changed, operation)
        return build(operation, changed, body)

    return _put(client, types.build_request, broken)


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
    build = types.build_request
    return _put(
        client, types.build_request, lambda operation, values, body=UNSET: change(build(operation, values, body))
    )


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
    def broken(operation: Operation, target: str, headers: list[tuple[str, str]], body: Any) -> Request:  # noqa: ANN401 - any body
        members: dict[str, Any] = getattr(body, "to_dict", lambda: body)()
        form = {name: str(value) for name, value in members.items()}
        return Request(operation, target, tuple(headers), form=form)

    return patch.object(types, "_with_body", broken)


def nulls_left_out() -> AbstractContextManager[object]:
    """A null clears a field; a body without it does not."""

    def some(value: Json) -> Json:
        return {name: some(each) for name, each in value.items() if each is not None} if is_mapping(value) else value

    write = types.json_bytes
    return _put(types, types.json_bytes, lambda value: write(some(json.loads(write(value)))))


def filter_encoded_twice() -> AbstractContextManager[object]:
    return _put(types, filter_text, lambda value: quote(filter_text(value), safe=""))


def _texts(write: Callable[[Parameter, Any], str | None]) -> AbstractContextManager[object]:
    """Write some values of parameters otherwise; None leaves a value as it is."""
    usual = types.text_of
    return _put(types, types.text_of, lambda parameter, value: write(parameter, value) or usual(parameter, value))


def booleans_as_python_has_them() -> AbstractContextManager[object]:
    return _texts(lambda _, value: str(value) if isinstance(value, bool) else None)


def moments_without_zone() -> AbstractContextManager[object]:
    return _texts(lambda _, value: value.strftime("%Y-%m-%dT%H:%M:%S") if hasattr(value, "strftime") else None)


def lists_joined_by_commas() -> AbstractContextManager[object]:
    usual = types.query_items

    def broken(parameter: Parameter, value: object) -> Iterator[tuple[str, str]]:
        texts = [text for _, text in usual(parameter, value)]
        yield from [(parameter.name, ",".join(texts))] if len(texts) > 1 else usual(parameter, value)

    return _put(types, usual, broken)


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


def _answers(read: Callable[[Operation, httpx.Response], Response[Any] | None]) -> AbstractContextManager[object]:
    """Read some answers otherwise; None leaves them to the client."""
    usual = client.read_answer

    def broken(operation: Operation, answer: httpx.Response, parse: Callable[[Response[Any]], Any]) -> Response[Any]:
        return read(operation, answer) or usual(operation, answer, parse)

    return patch.object(client, "read_answer", broken)


def _nothing(operation: Operation, answer: httpx.Response) -> Response[Any]:
    return Response(operation, answer.status_code, answer.headers, answer.content, lambda _: None)


def accepted_left_unread() -> AbstractContextManager[object]:
    return _answers(lambda operation, answer: _nothing(operation, answer) if answer.status_code == 202 else None)


def missing_read_as_none() -> AbstractContextManager[object]:
    return _answers(lambda operation, answer: _nothing(operation, answer) if answer.status_code == 404 else None)


def created_taken_for_an_error() -> AbstractContextManager[object]:
    def read(operation: Operation, answer: httpx.Response) -> None:
        if answer.status_code == 201:
            raise StatusError(operation=operation.id, status_code=201, headers={}, content=b"")

    return _answers(read)


def async_errors_swallowed() -> AbstractContextManager[object]:
    """The client for asyncio alone."""
    call = AsyncClient.call

    async def broken(self: AsyncClient, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - those of the method
        try:
            return await call(self, *arguments, **named)
        except StatusError:
            return None

    return _put(AsyncClient, AsyncClient.call, broken)


def async_header_missing() -> AbstractContextManager[object]:
    """The client for asyncio alone, which says another Accept."""
    send = AsyncClient.send

    async def broken(self: AsyncClient, request: Request) -> httpx.Response:
        return await send(self, replace(request, headers=(*request.headers, ("Accept", "*/*"))))

    return _put(AsyncClient, AsyncClient.send, broken)


@contextmanager
def _sent_again(again: Callable[[httpx.Response], str | None]) -> Generator[None, None, None]:
    """Send the same once more after some answers, to the URL that is told for them."""
    usual, usual_async = httpx.Client.request, httpx.AsyncClient.request

    def broken(self: httpx.Client, method: str, url: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        answer = usual(self, method, url, **options)
        target = again(answer)
        return usual(self, method, target, **options) if target else answer

    async def broken_async(self: httpx.AsyncClient, method: str, url: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        answer = await usual_async(self, method, url, **options)
        target = again(answer)
        return await usual_async(self, method, target, **options) if target else answer

    with ExitStack() as stack:
        stack.enter_context(patch.object(httpx.Client, "request", broken))
        stack.enter_context(patch.object(httpx.AsyncClient, "request", broken_async))
        yield


def errors_tried_again() -> AbstractContextManager[object]:
    return _sent_again(lambda answer: str(answer.url) if answer.status_code == 503 else None)


def credentials_to_other_hosts() -> AbstractContextManager[object]:
    return _sent_again(lambda answer: answer.headers["location"] if answer.is_redirect else None)
