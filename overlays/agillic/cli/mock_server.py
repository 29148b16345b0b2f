"""What `agillic mock` does once its arguments are read. It needs the extra `mock`."""

from argparse import Namespace
from contextlib import closing
from functools import partial
from threading import Event

from agillic.mock.building import build_application, build_mock, with_key
from agillic.mock.instance import InstanceError, load_instance
from sdk_core.mock.server.server import Server, ServerError
from agillic.mock.state.errors import WrongFileError
from sdk_core.mock.admin import tick

PROBLEMS = (InstanceError, WrongFileError, ServerError)
"""What can be wrong with the arguments of `serve`; the messages are for the one who wrote them."""

_CHECK = 0.5  # seconds between two looks at whether the server lives; a stop is acted on at once


def serve(options: Namespace, credentials: tuple[str, str] | None, stop: Event) -> None:
    """Serve a mock, and print its URL when it answers.

    Args:
        options: The arguments of `agillic mock`.
        credentials: A key and its secret, in place of the instance's public keys.
        stop: Ends it, when set.

    Raises:
        InstanceError, WrongFileError, ServerError: The instance, the database or the address cannot be used.
    """
    instance = load_instance(options.instance)
    if credentials:
        instance = with_key(instance, *credentials)
    with closing(build_mock(instance, seed=options.seed, database=options.db, latency=options.latency)) as mock:
        ticking = partial(tick, mock)
        with Server(build_application(mock), host=options.host, port=options.port, tick=ticking) as server:
            print(server.url, flush=True)  # noqa: T201 - what scripts wait for
            while server.is_running and not stop.wait(_CHECK):
                pass
