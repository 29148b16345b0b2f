"""Serves the client that started this process, over standard input and output.

The streams are read and written here and not by the SDK, whose reader sits in a thread that no signal reaches. Each
message is one line of JSON. A line that is none, or is too long, is answered as such.
"""

import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from typing import Any, Final

import anyio
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
from anyio.from_thread import run as run_in_loop
from anyio.lowlevel import EventLoopToken, current_token
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from anyio.to_thread import run_sync as run_in_thread
from mcp.server import Server
from mcp.shared.message import SessionMessage

from sdk_core.agents.server.ending import GRACE, Ending
from sdk_core.agents.server.failures import log_to_stderr
from sdk_core.agents.server.malformed import TOO_LARGE, MalformedRecord, OnMalformed
from sdk_core.agents.server.messages import MalformedMessageError, read_message
from sdk_core.agents.server.open_requests import OpenRequests
from sdk_core.agents.server.standard_streams import ProtocolStreams

MAX_LINE: Final = 4 * 1024 * 1024
"""Bytes of one message."""
_CHUNK: Final = 65_536
LAST_ANSWERS: Final = 1.0
"""Seconds that requests have to be answered in once the client has closed its end. Clients wait for two, then they end
the process."""
_BRIEF: Final = 0.001
"""Seconds between two looks at a thread that takes some microseconds."""


def serve_stdio(
    server: Server[Any],
    streams: ProtocolStreams,
    *,
    grace: float = GRACE,
    last_answers: float = LAST_ANSWERS,
    on_malformed: OnMalformed | None = None,
) -> None:
    """Serve until the client closes its end, or SIGTERM or SIGINT comes. The rest of the process's life is this.

    A client may close its end right behind a request, as a pipe in a shell does: it is answered first.

    Args:
        server: what `make_server` returned.
        streams: what `take_standard_streams` returned, before anything was imported or printed.
        grace: seconds that calls under way have to end in; then the process ends, with code 0 (130 after Ctrl-C).
        last_answers: seconds before that, in which requests are answered when the client has closed its end.
        on_malformed: called for messages that are refused before they are read, at most once a second for each kind.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, and the server has ended.
    """
    log_to_stderr()
    with Ending(grace) as ending:
        anyio.run(_serve, server, streams, ending, last_answers, MalformedRecord(on_malformed))
    if ending.is_interrupted:
        raise KeyboardInterrupt


async def _serve(
    server: Server[Any], streams: ProtocolStreams, ending: Ending, last_answers: float, record: MalformedRecord
) -> None:
    incoming_end, incoming = anyio.create_memory_object_stream[SessionMessage | Exception]()
    outgoing, outgoing_end = anyio.create_memory_object_stream[SessionMessage]()
    reader = _Reader(streams.incoming, incoming_end, outgoing.clone(), ending, current_token(), record)
    async with anyio.create_task_group() as group:
        group.start_soon(_write, streams.outgoing, outgoing_end, reader.requests, ending)
        threading.Thread(target=reader.run, name="protocol-reader", daemon=True).start()
        group.start_soon(_close_at_end, ending, incoming_end, reader)
        async with anyio.create_task_group() as answering:
            answering.start_soon(_end_when_answered, reader, ending, last_answers)
            await server.run(incoming, outgoing, server.create_initialization_options())
            answering.cancel_scope.cancel()
        ending.begin()
        await reader.finished()
        await record.finish()


async def _end_when_answered(reader: "_Reader", ending: Ending, last_answers: float) -> None:
    """Begin the end once the client has closed its own and each of its requests is answered, or time is up."""
    await reader.end_of_input.wait()
    with anyio.move_on_after(last_answers):
        await reader.requests.all_answered()
    ending.begin()


async def _close_at_end(
    ending: Ending, incoming_end: MemoryObjectSendStream[SessionMessage | Exception], reader: "_Reader"
) -> None:
    await ending.wait()
    reader.close()
    incoming_end.close()


async def _write(
    number: int, outgoing: MemoryObjectReceiveStream[SessionMessage], requests: OpenRequests, ending: Ending
) -> None:
    async with outgoing:
        async for item in outgoing:
            line = item.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n"
            try:
                await run_in_thread(_write_all, number, line)
            except OSError:  # the client has gone
                ending.begin()
                return
            requests.sent(item.message)


def _write_all(number: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(number, rest) :]


class _Reader:
    """Reads messages in a thread of its own, which ends with the process: nothing interrupts a read."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parts that it ties together
        self,
        number: int,
        incoming: MemoryObjectSendStream[SessionMessage | Exception],
        outgoing: MemoryObjectSendStream[SessionMessage],
        ending: Ending,
        loop: EventLoopToken,
        record: MalformedRecord,
    ) -> None:
        self._number, self._incoming, self._outgoing = number, incoming, outgoing
        self._ending, self._loop, self._record = ending, loop, record
        self.requests, self.end_of_input = OpenRequests(), anyio.Event()
        self._gate = threading.Lock()
        self._is_closed = self._hands_over = False

    def run(self) -> None:
        try:
            for line in lines(self._number, MAX_LINE):
                if (line is None or line.strip()) and not self._hand_over(self._take, line):
                    return
            if self._hand_over(self._take_end):
                return  # that begins once all is answered
        except (OSError, RuntimeError, CancelledError, anyio.BrokenResourceError, anyio.ClosedResourceError):
            pass  # the stream, or the server, has ended
        self._ending.begin()

    def _hand_over(self, take: Callable[..., Coroutine[Any, Any, None]], *given: bytes | None) -> bool:
        """Give a line, or the end, to the loop, and return whether it takes any."""
        with self._gate:
            if self._is_closed:
                return False
            self._hands_over = True
        try:
            run_in_loop(take, *given, token=self._loop)
        finally:
            self._hands_over = False
        return True

    def close(self) -> None:
        self._outgoing.close()

    async def finished(self) -> None:
        """Take no more lines, and wait for the one that is being given: a loop that closes amid that complains."""
        with self._gate:
            self._is_closed = True
        while self._hands_over:  # noqa: ASYNC110 - a thread ends it, for which the loop must run
            await anyio.sleep(_BRIEF)

    async def _take(self, line: bytes | None) -> None:
        if line is None:
            reason = f"the message is over {MAX_LINE:,} bytes"
            await self._reject(MalformedMessageError(types.PARSE_ERROR, reason, kind=TOO_LARGE), None)
            return
        try:
            message = read_message(line)
        except MalformedMessageError as error:
            await self._reject(error, line)
        else:
            self.requests.came(message.message)
            await self._incoming.send(message)

    async def _take_end(self) -> None:
        self.end_of_input.set()

    async def _reject(self, error: MalformedMessageError, line: bytes | None) -> None:
        await self._record.add(error.kind, line)
        await self._outgoing.send(SessionMessage(error.response))


def lines(number: int, limit: int) -> Iterator[bytes | None]:
    """Return the lines that come in at a descriptor, each as soon as it is whole, and what is left at the end.

    Args:
        number: the descriptor.
        limit: bytes of a line; a longer one is None, and takes no more memory than that.

    Raises:
        OSError: it cannot be read.
    """
    line, is_too_long = bytearray(), False
    while chunk := os.read(number, _CHUNK):
        first, *others = chunk.split(b"\n")
        for part, is_new in ((first, False), *((each, True) for each in others)):
            if is_new:
                yield None if is_too_long else bytes(line)
                line, is_too_long = bytearray(), False
            is_too_long = is_too_long or len(line) + len(part) > limit
            if is_too_long:
                line.clear()
            else:
                line += part
    if is_too_long or line:
        yield None if is_too_long else bytes(line)
