"""Runs `agillic mock` with the arguments given to it. It ends when its standard input closes or its time is over."""

import os
import signal
import sys
import threading

from agillic.cli.main import main

LIFETIME = 600
"""Seconds."""


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)  # it stops as the user would stop it


def _wait_for_the_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 64):
        pass
    _end()


if __name__ == "__main__":
    threading.Thread(target=_wait_for_the_end_of_input, daemon=True).start()
    alarm = threading.Timer(LIFETIME, _end)
    alarm.daemon = True
    alarm.start()
    sys.exit(main(["mock", "--port", "0", "--seed", "1", *sys.argv[1:]]))
