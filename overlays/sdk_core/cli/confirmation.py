"""Whatever deletes, and whatever may send a message, is asked for first."""

from typing import Final, TextIO

from sdk_core.cli.tables import Entry

DELETES: Final = "deletes data"
SENDS: Final = {
    "direct": "sends messages to people",
    "indirect": "may send messages to people: it starts what may send",
}


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
