"""Makes the call of a command: opens the client, asks where it must, calls, pages, and prints.

It is imported when something is called, for it imports the client.
"""

import sys
from argparse import Namespace
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TextIO, cast

from sdk_core.api import Api
from sdk_core.apis import find_api
from sdk_core.calls.files.text_rows import Rows
from sdk_core.calls.pagination.iterators import Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.cli import exit_codes
from sdk_core.cli.arguments import value_of
from sdk_core.cli.bodies import STDIN, body_of, read_body
from sdk_core.cli.clients import open_client
from sdk_core.cli.confirmation import UsageError, may_go_on
from sdk_core.cli.downloads import save
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.cli.program import ALL, reader_of
from sdk_core.cli.row_stream import STREAMED, paged, write_pages
from sdk_core.cli.tables import Entry, Parameter, option
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.wire.counting import are, counted
from sdk_core.wire.operations import Operation
from sdk_core.wire.pointers import found
from sdk_core.wire.prepared import PreparedRequest
from sdk_core.wire.responses import Response, any_response


class Call:
    """One command's call.

    Args:
        entry: the row of the table.
        options: what was parsed; see `commands`.
        given: the texts of parameters and of a form's members, by their names on the wire.

    Raises:
        OSError: a file cannot be read.
        ValueError: a parameter or the body cannot be used.
    """

    def __init__(self, entry: Entry, options: Namespace, given: Mapping[str, list[str]]) -> None:
        self.entry, self.options = entry, options
        self.api: Api = find_api(options.api)
        self.operation: Operation = self.api.operations[entry["id"]]
        by_name = {each["name"]: each for each in entry.get("parameters", [])}
        self.values = {name: self._value(by_name[name], texts) for name, texts in given.items() if name in by_name}
        self._check_exclusive()
        self.body = self._read_body({name: texts for name, texts in given.items() if name not in by_name})
        self.pages = "page" in entry and not set(entry.get("page", ())) & set(self.values)

    def _value(self, parameter: Parameter, texts: list[str]) -> Any:  # noqa: ANN401 - as the document has it
        value = value_of(parameter, texts)
        read = reader_of(self.options.api, parameter["name"]) if isinstance(value, str) else None
        return value if read is None else read(value)

    def _read_body(self, members: Mapping[str, list[str]]) -> Any:  # noqa: ANN401 - bytes, a map or parts
        source: str | None = self.options.body
        if "body" not in self.entry:
            if source is not None or members:
                raise UsageError(f"{self.entry['id']} takes no body; leave {'--body' if source else min(members)} out")
            return None
        content = None if source is None else read_body(source, sys.stdin.buffer)
        return body_of(self.entry["body"], content, members)

    def _check_exclusive(self) -> None:
        names = {each["name"]: option(each) for each in self.entry.get("parameters", [])}
        for rivals in self.entry.get("exclusive", []):
            if len(both := [f"--{names[name]}" for name in rivals if name in self.values]) > 1:
                raise UsageError(f"{' and '.join(both)} exclude each other; give one of them")

    def run(self) -> int:
        """Make the call, or show its request, and return the exit code.

        Raises:
            ApiError: the call failed.
            UsageError: no terminal is there to confirm it on.
        """
        with open_client(self.api, self.options.profile, dry_run=self.options.dry_run) as client:
            if self.options.dry_run:
                self._show(client.prepare(self.operation, self._first_values(), self.body))
                return exit_codes.DONE
            if not self._may_go_on(client):
                sys.stderr.write("nothing was sent\n")
                return exit_codes.FAILED
            return self._page(client) if self.pages else self._call(client)

    def _first_values(self) -> Mapping[str, Any]:
        return self._paginator().next_call() or {} if self.pages else self.values

    def _may_go_on(self, client: SyncAPIClient) -> bool:
        def question() -> str:
            request = client.prepare(self.operation, self._first_values(), self.body)
            return f"{request.method} {request.url}"

        return may_go_on(self.entry, question, yes=self.options.yes, is_stdin_used=self.options.body == STDIN)

    def _paginator(self) -> Paginator[Any]:
        limit = self.options.limit
        largest = self.operation.traits["page"].get("max_size")
        size = largest if limit is None or largest is None else max(1, min(limit, largest))
        options = PageOptions(limit=limit, page_size=size)
        return Paginator(self.operation, _as_it_came, values=self.values, options=options)

    def _page(self, client: SyncAPIClient) -> int:
        paginator, limit = self._paginator(), self.options.limit
        if self._format() in STREAMED:
            count = write_pages((page.items for page in Pages(client, paginator)), self._style(), sys.stdout)
        else:
            rows = list(Items(client, paginator))
            count = len(rows)
            self._write(rows)
        if limit is not None and count == limit:
            sys.stderr.write(
                f"{counted(count, 'row')}, as many as --limit lets through; there may be more (--limit {ALL})\n"
            )
        return exit_codes.DONE

    def _call(self, client: SyncAPIClient) -> int:
        if self.entry.get("response") == "bytes":
            save(client, self.operation, self.values, self.options.to)
            return exit_codes.DONE
        if "rows" in self.operation.traits:
            return self._print_rows(client)
        response = client.call_raw(self.operation, self.values, any_response, self.body)
        self._write(self._read(response))
        traits = self.operation.traits
        failed = found(_json(response), traits.get("batch", {}).get("outcome", {}).get("failed"))
        if failed:
            count = len(cast("list[object]", failed)) if isinstance(failed, list) else cast("int", failed)
            rejected = f"{counted(count, 'entry', 'entries')} {are(count, 'was', 'were')} rejected"
            sys.stderr.write(f"{rejected}; the response says which, where it does\n")
            return exit_codes.PARTLY_FAILED
        return exit_codes.DONE

    def _read(self, response: Response[Any]) -> object:
        """Return what a response means: where its envelope holds what was asked for, that."""
        data: object = response.parsed
        if isinstance(data, bytes):
            return response.text
        if self._format() == "json" and not self.options.fields:
            return data
        place = self.operation.traits.get("page", {}).get("items", self.operation.traits.get("response"))
        inner = found(data, place)
        return data if inner is None else inner

    def _print_rows(self, client: SyncAPIClient) -> int:
        """Print a response of text row by row."""
        with Rows(client, self.operation, self.values) as rows:
            if self._format() in STREAMED:
                write_pages(paged(rows), self._style(), sys.stdout)
            else:
                self._write(list(rows))
        return exit_codes.DONE

    def _format(self) -> Any:  # noqa: ANN401 - a Format, as argparse has it
        return self.options.output or usual_format(sys.stdout)

    def _style(self) -> Style:
        fields = tuple(name.strip() for name in (self.options.fields or "").split(",") if name.strip())
        return Style(self._format(), fields, self.options.excel_safe)

    def _write(self, data: object) -> None:
        write(data, self._style(), sys.stdout)

    def _show(self, request: PreparedRequest) -> None:
        if self.options.output in (None, "table"):
            show(request, sys.stdout)
            return
        shown: dict[str, object] = {"method": request.method, "url": request.url, "headers": dict(request.headers)}
        if request.content:
            try:
                shown["body"] = request.content.decode()
            except UnicodeDecodeError:
                shown["body_base64"] = b64encode(request.content).decode()
        write(shown, Style("json" if self.options.output == "csv" else self.options.output), sys.stdout)


def show(request: PreparedRequest, stream: TextIO) -> None:
    """Print a request as it goes over the wire; a body that is no text by its length."""
    stream.write(f"{request.method} {request.url}\n")
    stream.writelines(f"{name}: {value}\n" for name, value in request.headers)
    if request.content:
        text = f"({counted(len(request.content), 'byte')})"
        with suppress(UnicodeDecodeError):
            text = request.content.decode()
        stream.write(f"\n{text}\n")


def _as_it_came(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return item


def _json(response: Response[Any]) -> object:
    try:
        return response.json()
    except ValueError:
        return None
