"""A process whose threads write users in bulk, as often as its rate limiter lets them."""

import sys
from threading import Thread

from iterable_client import IterableClient

THREADS, CALLS = 2, 3
"""Of each process, and of each thread."""


def main(number: str) -> None:
    """Call as the environment says where and with which key.

    Args:
        number: tells processes apart.
    """
    with IterableClient(project="shop") as iterable:

        def call(thread: int) -> None:
            for n in range(CALLS):
                users = [{"email": f"reader-{number}-{thread}-{n}@example.com"}]
                iterable.users.bulk_update(users).run(strict=True)

        threads = [Thread(target=call, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main(sys.argv[1])
