"""Rows of text responses, one by one: lines, CSV, or JSON in each line, by the trait `rows` of their operation.

Problem: such a response may have any length, and breaks off as any response may. Here it is kept in a temporary file
    until
it has come whole, and read from there: memory stays small, a repeated call hands no row over twice, no row is handed
over of a response that fails, and a caller that reads slowly holds no connection and no slot.
"""

import csv
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Final, Self

from sdk_core.calls.files.browser_pages import check_no_page
from sdk_core.calls.files.download import saving, saving_async
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import ResponseParseError
from sdk_core.wire.operations import Operation
from sdk_core.wire.responses import read_json

MAX_BYTES: Final = 1 << 30
"""Bytes of a response that are taken unless the caller says otherwise."""
MAX_LINE: Final = 16 << 20
"""Bytes of one line. A longer one would fill the memory."""
_IN_MEMORY: Final = 1 << 20
"""Bytes that are kept in memory; what is longer goes to a file of this machine's folder for such."""
_JSON_SPACE: Final = b" \t\r\n"
_MARK: Final = b"\xef\xbb\xbf"
_READ_ERRORS: Final = (csv.Error, LookupError, RecursionError, TypeError, ValueError)


class _Spool:
    """A sink that keeps a response until it is read."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by who reads it to its end

    def restart(self) -> None:
        """Forget what came before."""
        self.file.seek(0)
        self.file.truncate()

    def write(self, part: bytes, /) -> None:
        """Keep the next part."""
        self.file.write(part)


class _FieldTooLongError(ValueError):
    """A field of CSV has more characters than Python's reader takes in this process."""


class _Rows:
    """What both kinds of iterators are: a response that is fetched by the first step, and how its rows are read."""

    def __init__(self, operation: Operation, errors: ErrorReader, max_bytes: int) -> None:
        if "rows" not in operation.traits:
            raise ValueError(f"the response to {operation.id} is no text that is read row by row")
        if max_bytes < 1:
            raise ValueError(f"max_bytes cannot be {max_bytes}: give a whole number, 1 or more")
        self._operation, self._errors, self._max_bytes = operation, errors, max_bytes
        self._spool: _Spool | None = None
        self._rows: Iterator[Any] | None = None
        self._number = 0

    def _opened(self) -> _Spool:
        return _Spool(self._max_bytes)

    def _begin(self, spool: _Spool, media_type: str) -> None:
        try:  # lines of a page would pass for rows, and a table without any for an empty one
            check_no_page(media_type, self._operation, self._errors, "rows")
        except ResponseParseError:
            spool.file.close()
            raise
        spool.file.seek(0)
        self._spool, self._rows = spool, rows_in(_lines(spool.file), self._operation.traits["rows"])

    def _next(self, end: type[Exception]) -> Any:  # noqa: ANN401 - as the response has it
        ended: Exception = end()
        try:
            row = next(self._rows or iter(()))
        except StopIteration:
            self._close()
        except _READ_ERRORS as error:
            ended = self._failed(error)
            self._close()
        else:
            self._number += 1
            return row
        raise ended  # outside of the handler: the text of the cause may quote what could not be read

    def _failed(self, error: Exception) -> ResponseParseError:
        why = type(error).__name__
        if isinstance(error, _FieldTooLongError):
            most = csv.field_size_limit()
            why = f"a field has more than {most:,} characters: allow more in this process by csv.field_size_limit(...)"
        return self._errors.own(ResponseParseError)(
            message=f"row {self._number + 1} of the response to {self._operation.id} cannot be read ({why})",
            operation=self._operation.id,
            outcome="done",
            retryable=is_idempotent(self._operation),
        )

    def _close(self) -> None:
        self._rows = iter(())
        if self._spool is not None:
            self._spool.file.close()


class Rows(_Rows, Iterator[Any]):
    """The rows of a response: texts of lines, dicts of CSV, or what JSON lines mean. Empty lines are left out.

    The call is made by the first step; a step after its failure makes it again. It is closed when it was read to its
    end or failed; who breaks off may close it, or use it as a context manager.

    Args:
        client: makes the call; one of a generated package alone cannot.
        operation: what is called; its trait `rows` says how it is read.
        values: its parameters by their names on the wire.
        max_bytes: how many bytes of the response are taken, compressed and decoded each.

    Raises:
        TypeError: the client cannot.
        ValueError: the response to the operation has no rows, or the number is out of its range.
        ApiError: while iterating: no response came, one without success, or one that is too large or cannot be read.
    """

    def __init__(
        self, client: BaseClient, operation: Operation, values: Mapping[str, Any], *, max_bytes: int = MAX_BYTES
    ) -> None:
        super().__init__(operation, error_reader_of(client), max_bytes)
        self._core, self._values = saving(client), values

    def __next__(self) -> Any:  # noqa: ANN401 - as the response has it
        if self._rows is None:
            spool = self._opened()
            try:
                media_type = self._core.stream_to(self._operation, self._values, spool)
            except BaseException:
                spool.file.close()
                raise
            self._begin(spool, media_type)
        return self._next(StopIteration)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the response; nothing follows. It may be called twice."""
        self._close()


class AsyncRows(_Rows, AsyncIterator[Any]):
    """The same for asyncio; see `Rows`. The loop waits for a row to be read from the temporary file."""

    def __init__(
        self, client: AsyncBaseClient, operation: Operation, values: Mapping[str, Any], *, max_bytes: int = MAX_BYTES
    ) -> None:
        super().__init__(operation, error_reader_of(client), max_bytes)
        self._core, self._values = saving_async(client), values

    async def __anext__(self) -> Any:  # noqa: ANN401 - as the response has it
        if self._rows is None:
            spool = self._opened()
            try:
                media_type = await self._core.stream_to(self._operation, self._values, spool)
            except BaseException:
                spool.file.close()
                raise
            self._begin(spool, media_type)
        return self._next(StopAsyncIteration)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of the response; nothing follows. It may be called twice."""
        self._close()


def rows_in(lines: Iterable[bytes], kind: str) -> Iterator[Any]:
    r"""Yield the rows that lines have.

    Args:
        lines: in UTF-8, each with its end.
        kind: what the trait `rows` says.

    Raises:
        ValueError: a line is not of that kind.

    >>> list(rows_in([b"email,age\r\n", b'ada@example.com,"2\n', b'0"\n'], "csv"))
    [{'email': 'ada@example.com', 'age': '2\n0'}]
    >>> list(rows_in([b'{"age": 20}\n', b"\n", b"[]"], "json-lines"))
    [{'age': 20}, []]
    """
    if kind == "csv":
        yield from _of_csv(lines)
        return
    if kind == "json-lines":
        yield from (read_json(bare) for line in lines if (bare := line.strip(_JSON_SPACE)))
        return
    yield from (bare.decode() for line in lines if (bare := line.rstrip(b"\r\n")))


def _of_csv(lines: Iterable[bytes]) -> Iterator[dict[str, str]]:
    records = _records(csv.reader((line.decode() for line in lines), strict=True))
    names = next(records, list[str]())
    if len(set(names)) < len(names):
        raise ValueError("two columns have one name")
    for record in records:
        if record:
            yield dict(zip(names, record, strict=True))


def _records(records: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from records
    except csv.Error as error:
        # Its limit is one of the whole process, so it is not changed here.
        if str(error).startswith("field larger than field limit"):
            raise _FieldTooLongError from None
        raise


def _lines(file: "SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    is_first = True
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise ValueError(f"a line has more than {MAX_LINE:,} bytes")
        yield line.removeprefix(_MARK) if is_first else line
        is_first = False
