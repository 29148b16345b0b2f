"""What `agillic mock` does once its arguments are read. It needs the extra `mock`."""

import os
from argparse import Namespace
from contextlib import closing
from functools import partial
from importlib import import_module
from threading import Event
from typing import Any

from sdk_core.apis import find_api
from sdk_core.mock.admin import tick
from sdk_core.mock.app import Backend
from sdk_core.mock.building import build_application, build_mock
from sdk_core.mock.errors import InstanceError, WrongFileError
from sdk_core.mock.server.server import Server, ServerError

PROBLEMS = (InstanceError, WrongFileError, ServerError)
"""What can be wrong with the arguments of `serve`; the messages are for the one who wrote them."""

_CHECK = 0.5  # seconds between two looks at whether the server lives; a stop is acted on at once


def find_backend(api: str) -> Backend[Any, Any]:
    """Return what makes the mock of an API.

    Raises:
        ValueError: There is no API of this name, or it has no mock; the message says what there is.
    """
    module = find_api(api).backend
    if not module:
        raise ValueError(f"{api} has no mock yet; give another API")
    backend: Backend[Any, Any] = import_module(module).BACKEND
    return backend


def secret_of(options: Namespace) -> str | None:
    """Return the secret of the key: the argument, or the API's variable of the environment."""
    given: str | None = options.secret
    return os.environ.get(find_api(options.api).variable("mock_secret")) if given is None else given


def serve(options: Namespace, stop: Event) -> None:
    """Serve a mock, and print its URL when it responds.

    Args:
        options: The arguments of `agillic mock`.
        stop: Ends it, when set.

    Raises:
        InstanceError, WrongFileError, ServerError: The instance, the database or the address cannot be used.
    """
    backend = find_backend(options.api)
    instance = backend.load_instance(options.instance)
    secret = secret_of(options)
    if options.key is not None or secret is not None:
        instance = backend.with_key(instance, options.key, secret)
    with closing(
        build_mock(backend, instance, seed=options.seed, database=options.db, latency=options.latency)
    ) as mock:
        ticking = partial(tick, mock)
        with Server(build_application(mock), host=options.host, port=options.port, tick=ticking) as server:
            print(server.url, flush=True)  # noqa: T201 - what scripts wait for
            while server.is_running and not stop.wait(_CHECK):
                pass
