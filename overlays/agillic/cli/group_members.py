"""What `agillic target-groups add` and `remove` share: the recipients of a file, by the recipient key."""

import argparse
from collections.abc import Iterator
from typing import Any, Literal

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

_OPERATIONS = {"add": "addToStaticTargetGroup", "remove": "removeFromStaticTargetGroup"}


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of these commands."""
    parser.add_argument("name", metavar="GROUP", help="the name of a static target group")
    parser.add_argument(
        "--key",
        default="EMAIL",
        metavar="COLUMN",
        help="the column with the recipient, by the value of the recipient key; others are not sent "
        "(default: %(default)s)",
    )
    add_import_options(parser, asks=True)


def run(options: argparse.Namespace, change: Literal["add", "remove"]) -> int:
    """Change the members of a group; return the exit code.

    Args:
        options: what was parsed.
        change: the method of the client's target groups.
    """
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from agillic.resources.batch_options import BatchOptions  # noqa: PLC0415 - so
    from sdk_core.cli.import_rows import OnFailure, Target, import_rows  # noqa: PLC0415 - so

    key: str = options.key

    def start(client: Agillic, rows: Iterator[str], on_failure: OnFailure) -> Any:  # noqa: ANN401 - a run
        bounds = BatchOptions(on_failure=on_failure, max_kept_failures=0)
        groups = client.target_groups
        return (groups.add if change == "add" else groups.remove)(options.name, rows, bounds)

    def recipient(values: dict[str, Any]) -> str:
        found = values.get(key)
        if found in (None, ""):
            raise ValueError(f"it has no {key}, which says who it is: give one, or name another column by --key")
        return str(found)

    advice = "one column says who they are: name it by --key"
    return import_rows(options, Target(_OPERATIONS[change], start, recipient, (key,), advice))
