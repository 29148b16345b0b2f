"""The process's own streams, taken for the protocol, so that nothing else can write or read there.

Clients read the protocol from standard output, and one line of anything else breaks some of them. Libraries print, and
so do children and code in C. So the streams get new numbers that nobody else knows, standard output leads to standard
error, and standard input is empty. Call `take_standard_streams` before anything else is imported; this module imports
next to nothing for that.
"""

import os
import sys
from typing import NamedTuple


class ProtocolStreams(NamedTuple):
    """File descriptors that the protocol travels over. Children do not inherit them.

    Attributes:
        incoming: what the client writes.
        outgoing: what the client reads.
    """

    incoming: int
    outgoing: int


def take_standard_streams() -> ProtocolStreams:
    """Take standard input and output away from the rest of the process, and return them.

    Raises:
        OSError: one of them is closed. The message says so.
    """
    try:
        os.fstat(2)
    except OSError:  # nobody reads errors: what is printed goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    streams = ProtocolStreams(_private_copy(0), _private_copy(1))
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - it is None without a console
        sys.stdout.flush()  # what was printed before this call
    sys.stdout = sys.stderr
    return streams


def _private_copy(number: int) -> int:
    """Return a descriptor of the same stream that is none of the standard ones, and that blocks."""
    try:
        copies = [os.dup(number)]
    except OSError as error:
        names = ("standard input", "standard output")
        raise OSError(
            error.errno, f"{names[number]} is closed, and the protocol needs it: start with both open"
        ) from error
    while copies[-1] <= 2:  # noqa: PLR2004 - the last of the standard descriptors
        copies.append(os.dup(number))
    for each in copies[:-1]:
        os.close(each)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - is on Windows only

        msvcrt.setmode(copies[-1], os.O_BINARY)
    else:
        os.set_blocking(copies[-1], True)
    return copies[-1]
