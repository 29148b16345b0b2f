"""Whatever deletes, and whatever may send a message, is asked for first."""

import sys
from collections.abc import Callable
from typing import Final, TextIO

from sdk_core.cli.tables import Entry

DELETES: Final = "deletes data"
SENDS: Final = {
    "direct": "sends messages to people",
    "indirect": "may send messages to people: it starts what may send",
}


class UsageError(ValueError):
    """A command is rejected; the message says why, and what to do."""


def warning(entry: Entry) -> str:
    """Return what an operation does that cannot be undone; empty for the others.

    >>> entry = {"access": "send", "sends": "indirect"}
    >>> warning(entry)
    'may send messages to people: it starts what may send'
    """
    texts = [DELETES] if entry["access"] == "delete" else []
    if entry["access"] == "send" or "sends" in entry:
        texts.append(SENDS[entry.get("sends", "direct")])
    return ", and ".join(texts)


def confirmed(question: str, stdin: TextIO, stderr: TextIO) -> bool:
    """Ask on a terminal, and tell whether the response is yes. Anything but `y` and `yes` is no."""
    stderr.write(f"{question} [y/N] ")
    stderr.flush()
    return stdin.readline().strip().lower() in ("y", "yes")


def may_go_on(entry: Entry, question: Callable[[], str], *, yes: bool, is_stdin_used: bool) -> bool:
    """Tell whether a command may call an operation: it does no harm, or somebody said yes.

    Args:
        entry: the operation.
        question: returns what is about to be done.
        yes: whether that was said beforehand.
        is_stdin_used: whether data comes by standard input, so that no response can.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    text = warning(entry)
    if not text or yes:
        return True
    if is_stdin_used or not sys.stdin.isatty():
        raise UsageError(
            f"{entry['id']} {text}, and there is no terminal to confirm it on; give --yes when that is meant, or "
            "--dry-run to see the request"
        )
    return confirmed(f"{question()}\nThis {text}. Go on?", sys.stdin, sys.stderr)
