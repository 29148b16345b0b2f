"""Serves hostile tools over stdio or HTTP, as a process: they print, start children, hang, and read what is not theirs.

Run as `python agents_server_process.py stdio`, or `python agents_server_process.py http TOKEN_FILE`; seconds of grace
may follow, and over stdio those of last answers.
"""

from sdk_core.agents.server.standard_streams import take_standard_streams

STREAMS = take_standard_streams()

import ctypes  # noqa: E402 - the streams are taken first
import logging  # noqa: E402 - so
import os  # noqa: E402 - so
import select  # noqa: E402 - so
import subprocess  # noqa: E402 - so
import sys  # noqa: E402 - so
import threading  # noqa: E402 - so
from collections.abc import Mapping  # noqa: E402 - so
from pathlib import Path  # noqa: E402 - so
from typing import Any  # noqa: E402 - so

from agents_server_parts import NaiveToolbox, server_of  # noqa: E402 - so

from sdk_core.agents.server.ending import GRACE  # noqa: E402 - so
from sdk_core.agents.server.http import serve_http  # noqa: E402 - so
from sdk_core.agents.server.stdio import LAST_ANSWERS, serve_stdio  # noqa: E402 - so
from sdk_core.agents.tools.model import Answer, CallCancelled, Steps  # noqa: E402 - so

INTERRUPTED = 130
HANGS = b"the record of this hangs"


def noise(_arguments: Mapping[str, Any], _steps: Steps) -> Answer:
    """Write to standard output in every way that there is, and read from standard input."""
    print("noise of print", flush=True)  # noqa: T201 - what is tested
    if sys.__stdout__ is not None:
        sys.__stdout__.write("noise of the first stdout\n")
        sys.__stdout__.flush()
    os.write(1, b"noise of a descriptor\n")
    subprocess.run(["echo", "noise of a child"], check=True)  # noqa: S607 - the one on the path
    library = ctypes.CDLL(None)
    library.puts(b"noise of C")
    library.fflush(None)
    logging.getLogger("noise").warning("noise of a log")
    try:
        int("ada@example.com")
    except ValueError:
        logging.getLogger("noise").exception("noise of an exception")
    child = subprocess.run(["cat"], check=True, stdout=subprocess.PIPE)  # noqa: S607 - so
    try:
        read = input()
    except EOFError:
        read = ""
    return Answer({"read by a child": child.stdout.decode(), "read here": read})


def endless(_arguments: Mapping[str, Any], steps: Steps) -> Answer:
    """Go on until somebody cancels it."""
    number = 0
    try:
        while True:
            number += 1
            steps.done(number, None, "")
            if number == 1:
                sys.stderr.write("endless has begun\n")
    except CallCancelled:
        sys.stderr.write("endless was stopped at its next step\n")
        raise


def hang(_arguments: Mapping[str, Any], _steps: Steps) -> Answer:
    """Never come back, and look at no step."""
    sys.stderr.write("hang has begun\n")
    threading.Event().wait()
    return Answer({})


def late(_arguments: Mapping[str, Any], _steps: Steps) -> Answer:
    """Come back once the client has closed its end."""
    end = select.poll()
    end.register(STREAMS.incoming, 0)
    end.poll()
    return Answer({"closed": True})


def refused(reason: str, content: bytes | None, messages: int) -> None:
    """Say which messages were refused; one of them hangs, as a disk may."""
    sys.stderr.write(f"refused {messages}: {reason} ({None if content is None else len(content)})\n")
    if content == HANGS:
        threading.Event().wait()


def main(transport: str, *rest: str) -> int:
    server = server_of(NaiveToolbox(noise=noise, endless=endless, hang=hang, late=late))
    try:
        if transport == "stdio":
            grace, last_answers = (*map(float, rest), *(GRACE, LAST_ANSWERS)[len(rest) :])
            serve_stdio(server, STREAMS, grace=grace, last_answers=last_answers, on_malformed=refused)
        else:
            os.write(STREAMS.outgoing, b"")
            serve_http(
                server,
                token_file=Path(rest[0]),
                on_ready=lambda url: os.write(STREAMS.outgoing, url.encode() + b"\n"),
                grace=float(rest[1]) if len(rest) > 1 else GRACE,
                on_malformed=refused,
            )
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
