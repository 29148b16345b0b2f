"""What `mock` does once its arguments are read. It needs the extra `mock`."""

import logging
import os
import shlex
import signal
import sys
from argparse import Namespace
from collections.abc import Generator
from contextlib import closing, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, Final

from sdk_core.api import Api
from sdk_core.cli.program import room_module
from sdk_core.mock.admin import tick
from sdk_core.mock.app import Backend
from sdk_core.mock.building import build_application, build_mock
from sdk_core.mock.errors import InstanceError, WrongFileError
from sdk_core.mock.server.server import Server, ServerError

_CHECK: Final = 0.5  # seconds between two looks at whether the server lives; a stop is acted on at once


class FileError(Exception):
    """An instance file cannot be written; the message says why, and what to do."""


PROBLEMS: Final = (InstanceError, WrongFileError, ServerError, FileError)
"""What can be wrong with the arguments; the messages are for the one who wrote them."""


def find_backend(api: Api) -> Backend[Any, Any]:
    """Return what makes the mock of an API.

    Raises:
        ModuleNotFoundError: The extra is not installed.
        ValueError: The API has no mock.
    """
    if not api.backend:
        raise ValueError(f"{api.name} has no mock yet; give another API")
    backend: Backend[Any, Any] = import_module(api.backend).BACKEND
    return backend


def secret_of(api: Api, given: str | None) -> str | None:
    """Return the secret of the key: the argument, or the API's variable of the environment."""
    return os.environ.get(api.variable("mock_secret")) if given is None else given


def serve(backend: Backend[Any, Any], options: Namespace) -> None:
    """Serve a mock until a signal comes, and print its URL when it responds.

    Args:
        backend: What makes the mock.
        options: The arguments of `mock`.

    Raises:
        InstanceError, WrongFileError, ServerError: The instance, the database or the address cannot be used.
    """
    instance = backend.load_instance(_path(options.instance))
    secret = secret_of(backend.api, options.secret)
    if options.key is not None or secret is not None:
        instance = backend.with_key(instance, options.key, secret)
    if options.log:
        _log_reasons(backend.api.package)
    with (
        _stop_at_signals() as stop,
        closing(
            build_mock(backend, instance, seed=options.seed, database=_path(options.db), latency=options.latency)
        ) as mock,
    ):
        ticking = partial(tick, mock)
        with Server(build_application(mock), host=options.host, port=options.port, tick=ticking) as server:
            print(server.url, flush=True)  # noqa: T201 - what scripts wait for
            while server.is_running and not stop.wait(_CHECK):
                pass


def write_instance(backend: Backend[Any, Any], options: Namespace) -> None:
    """Write the built-in instance, or the one that is discovered, to a file that is not there.

    Args:
        backend: What makes the mock.
        options: The arguments of `mock`.

    Raises:
        ApiError: A call of discovery failed.
        FileError: It is there, or cannot be written.
        SettingsError: Nothing says which instance is to be discovered.
    """
    path = Path(options.init)
    if path.exists():
        raise FileError(f"{path} is there already and stays as it is; give another name")
    content = _discovered(options) if options.discover else backend.built_in()
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise FileError(f"{path} is there already and stays as it is; give another name") from None
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror}); give a file in a folder that is there") from None
    command = options.prog if options.is_own_api else f"{options.prog} --api {options.api}"
    sys.stdout.write(f"wrote {path}; change it, then start with: {command} --instance {shlex.quote(str(path))}\n")


def _discovered(options: Namespace) -> bytes:
    module = room_module(options.api, "cli.mock_instance")
    if module is None:
        raise FileError(f"{options.api} has no discovery; leave --discover out")
    text: str = import_module(module).discovered_instance(options.profile, sys.stderr)
    return text.encode()


@contextmanager
def _stop_at_signals() -> Generator[Event]:
    """Return what SIGINT and SIGTERM set; afterwards they do what they did."""
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log_reasons(package: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger(f"{package}.mock")
    log.handlers[:] = [handler]
    log.propagate = False


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)
