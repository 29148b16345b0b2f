"""Writes the streams of a pipeline into an instance, by one client."""

import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import Any

from agillic.client import Agillic
from agillic.pipelines.options import Options
from agillic.pipelines.streams import Stream
from sdk_core.pipelines.dead_letters import DeadLetters
from sdk_core.pipelines.delivery import Delivered, Delivery


class Writer:
    """Writes the streams of one run of a pipeline. Threads may share it; `close` it at the end.

    Args:
        options: what the pipeline is configured by.
        run: tells its dead letters from those of other runs; left out, the time and some letters by chance.
    """

    def __init__(self, options: Options, run: str | None = None) -> None:
        self._options = options
        run = run or f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
        letters = DeadLetters(options.dead_letters, run) if options.dead_letters else None
        self._delivery = Delivery(letters, options.max_errors)
        self._client: Agillic | None = None
        self._lock = Lock()

    @property
    def streams(self) -> Mapping[str, Delivered]:
        """How many rows of each stream were taken, and how many failed."""
        return self._delivery.streams

    def open(self, name: str, known: Collection[str], keys: Sequence[str]) -> Stream:
        """Return a stream, and open the client if that was not done.

        Args:
            name: what the pipeline calls it.
            known: the names of its fields.
            keys: those of them that identify a record.

        Raises:
            PipelineError: nothing says where its rows go, or which field identifies a recipient.
            SettingsError: there are no credentials, or a setting cannot be used.
        """
        stream = Stream(name, self._options.stream(name), self._options.empty, known, keys)
        self._opened()
        return stream

    def write(
        self, stream: Stream, records: Sequence[Mapping[str, Any]], problems: Mapping[int, str] | None = None
    ) -> None:
        """Write records; see `Delivery.deliver` for what is settled then, and what it raises.

        Args:
            stream: where they belong.
            records: by the stream's names of fields.
            problems: why some of them cannot be sent, by their places.
        """
        client = self._opened()
        rows = [stream.row(record) for record in records]
        self._delivery.deliver(
            stream.name, rows, stream.prepare, lambda ready: stream.send(client, ready), problems=problems
        )

    def close(self) -> None:
        """Close the client. What is written after that opens another."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _opened(self) -> Agillic:
        with self._lock:
            if self._client is None:
                self._client = Agillic(profile=self._options.profile, profile_file=self._options.profile_file)
            return self._client
