"""Secrets of every kind to plant, and all the places in which they are looked for again."""

import os
import pickle
import sys
import traceback
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from planted import everything_logged

from agillic import AgillicError, Hooks
from sdk_core.transport.instrumentation.hooks import CallEvent

MARK = "fake-secret".upper()
"""In all that is planted; written otherwise here, so that no line of source that a traceback shows holds it."""
KEY, SECRET, TOKEN, PASSWORD = (f"{MARK}-{name}-0a1b2c3d4e5f6071" for name in ("key", "secret", "token", "password"))
NEVER = (KEY, SECRET, TOKEN, PASSWORD)
"""What not even the locals of frames show, ours or a library's. What the caller passed to a call is his own: the frames
of that call hold it, as his own frames do, so his values of paths, queries and bodies may be in them, and nowhere
else."""
PERSON = f"{MARK}.person@example.com"
FILTER = f'EMAIL=="{PERSON}"'
FILE_NAME = f"{MARK}.png"
SERVERS = f"{MARK}-servers-own-0a1b2c3d4e5f6071"
"""What only the server says."""


class Watch:
    """Everything that leaves the client by another way than the wire.

    Attributes:
        lines: what was logged, by any logger at any level, with the arguments of the records.
        events: what hooks were told.
        errors: what was raised.
        spans: what a tracer of OpenTelemetry was told.
        warned: the texts of warnings.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.events: list[CallEvent] = []
        self.errors: list[BaseException] = []
        self.spans: list[object] = []
        self.warned: list[warnings.WarningMessage] = []
        self.hooks = Hooks(on_request=self.events.append, on_response=self.events.append, on_retry=self.events.append)

    def places(self, client: object, folder: Path) -> dict[str, str]:
        """Return all that can be seen, by the place where it is."""
        return {
            "logs": "\n".join(self.lines),
            "hooks": repr(self.events),
            "spans": repr(self.spans),
            "warnings": "\n".join(str(each) for each in self.warned),
            "objects": "\n".join(shown(each) for each in reachable(client)),
            "errors": "\n".join(text_of(each) for each in self.errors),
            "pickles": "\n".join(str(pickled(each)) for each in self.errors),
            "files": "\n".join(f"{each} {each.read_bytes()!r}" for each in folder.rglob("*") if each.is_file()),
            "environment": repr(dict(os.environ)),
            "arguments": repr(sys.orig_argv),
        }

    def locals_(self) -> list[str]:
        """Return the locals of all frames but those of tests in the tracebacks of all that was raised."""
        return [line for each in self.errors for line in _locals(each)]


def _locals(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if TESTS not in Path(frame.f_code.co_filename).parents:
                for name, value in frame.f_locals.items():
                    with suppress(Exception):  # half-made objects cannot be written
                        yield f"{frame.f_code.co_filename}:{frame.f_code.co_name}: {name} = {value!r}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


TESTS = Path(__file__).parents[1]
OURS = ("agillic", "sdk_core")


@contextmanager
def watched() -> Generator[Watch]:
    """Watch all that happens."""
    watch = Watch()
    with everything_logged() as lines, traced(watch), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        watch.lines, watch.warned = lines, warned
        yield watch


class Tracer(ModuleType):
    """Stands for `opentelemetry.trace`, for its tracer and for each span, and keeps all that they are told."""

    def __init__(self, told: list[object]) -> None:
        super().__init__("opentelemetry.trace")
        self._told = told
        self.SpanKind = self.StatusCode = SimpleNamespace(CLIENT="client", ERROR="error")

    def get_tracer(self, name: str) -> "Tracer":
        self._told.append(name)
        return self

    @contextmanager
    def start_as_current_span(self, *told: object, **named: object) -> Generator["Tracer"]:
        self._told.append((told, named))
        try:
            yield self
        except BaseException as error:
            if named["record_exception"] or named["set_status_on_exception"]:  # what OpenTelemetry would do by itself
                self._told.append(traceback.format_exception(error))
            raise

    def add(self, *told: object) -> None:
        self._told.append(told)

    set_attribute = set_status = add_event = add


@contextmanager
def traced(watch: Watch) -> Generator[None]:
    """Stand for OpenTelemetry."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "opentelemetry", ModuleType("opentelemetry"))
        patch.setitem(sys.modules, "opentelemetry.trace", Tracer(watch.spans))
        yield


def text_of(error: BaseException) -> str:
    """Return what a program prints of an error: its text, its chain, its notes, its attributes."""
    public = {name: value for name, value in vars(error).items() if name not in OWN_DATA}
    return "\n".join([str(error), repr(error), str(error.args), *traceback.format_exception(error), repr(public)])


OWN_DATA = ("failures", "summary", "__notes__")
"""What errors hand over as data, for the caller's own rows. Notes are printed with the traceback already."""


def pickled(error: BaseException) -> bytes:
    """Return an error as it crosses to another process, without the data that it hands over."""
    if not isinstance(error, AgillicError):
        return b""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - of our own making
    for name in OWN_DATA:
        if hasattr(again, name):
            delattr(again, name)
    return pickle.dumps(again)


def reachable(thing: Any, depth: int = 4) -> list[Any]:  # noqa: ANN401 - anything
    """Return an object and what its public attributes lead to, methods and plain values left out."""
    layer = [thing, thing._line, thing._pipeline.settings]  # noqa: SLF001 - a debugger shows these too
    found = [*layer]
    for _ in range(depth):
        layer = [inner for each in layer for inner in _public(each) if not any(inner is known for known in found)]
        found += layer
    return found


def _public(thing: Any) -> list[Any]:  # noqa: ANN401 - anything
    if not type(thing).__module__.startswith(OURS):
        return []
    values = [getattr(thing, name) for name in dir(thing) if not name.startswith("_")]
    return [value for value in values if type(value).__module__.startswith(OURS)]


def shown(thing: object) -> str:
    """Return an object in all the ways in which Python writes it."""
    return f"{thing!r} {thing} {thing:} {getattr(thing, '__dict__', '')!r}"
