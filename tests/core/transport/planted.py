"""A secret to plant, and where it must not be found again."""

import logging
import pickle
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import tiny_client

import sdk_apis
import sdk_core

PLANTED = "FAKE-SECRET"
OURS = [
    *(Path(package.__file__ or "").parent for package in (sdk_core, tiny_client)),
    *(each for package in (sdk_core, sdk_apis) for each in Path(package.__file__ or "").parents[1].iterdir()),
]
"""The folders of all packages of this tree, whichever APIs it has."""
LOGGERS = [each.name for each in OURS if each.is_dir()] + ["httpx", "httpcore", "asyncio"]


def seen_of(error: BaseException) -> str:
    """Return all that a crash report shows of an error: its text, its chain, and the locals of our frames."""
    shown = [str(error), repr(error)]
    report: traceback.TracebackException | None = traceback.TracebackException.from_exception(
        error, capture_locals=True
    )
    while report is not None:
        shown += ["".join(report.format_exception_only())]
        for frame in report.stack:
            if any(Path(frame.filename).is_relative_to(folder) for folder in OURS):
                shown.append(f"{frame.name}: {frame.locals}")
        report = report.__cause__ or (None if report.__suppress_context__ else report.__context__)
    return "\n".join(shown)


def pickled(error: BaseException) -> bytes:
    """Return an error as it crosses to another process."""
    return pickle.dumps(error)


class Everything(logging.Handler):
    """Keeps all that is logged, as text and as arguments."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.lines += [self.format(record), repr(record.__dict__)]


@contextmanager
def everything_logged() -> Generator[list[str]]:
    """Log at every level, as the HTTP library does for debugging too, and give the lines."""
    handler, root = Everything(), logging.getLogger()
    loggers = [
        root,
        *(logging.getLogger(name) for name in LOGGERS),
    ]
    levels = [each.level for each in loggers]
    root.addHandler(handler)
    try:
        for each in loggers:
            each.setLevel(logging.DEBUG)
        yield handler.lines
    finally:
        root.removeHandler(handler)
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)
