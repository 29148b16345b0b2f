"""`agillic target-groups remove`: see `group_members`."""

import argparse
from typing import Final

from agillic.cli import group_members

DESCRIPTION: Final = (
    "Remove the recipients of a file from a static target group. The server passes over recipients whom it does not "
    "know, without a word.\n"
    "This may send messages to people: it starts what may send. It asks first, unless --yes is given."
)
add_arguments = group_members.add_arguments


def run(options: argparse.Namespace) -> int:
    """Change the group; return the exit code."""
    return group_members.run(options, "remove")
