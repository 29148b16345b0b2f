"""The program `target-agillic`, which says what to install where singer-sdk is missing."""

import sys
from importlib.util import find_spec


def main() -> None:
    """Run the target."""
    if find_spec("singer_sdk") is None:
        sys.exit("singer-sdk is not installed; run: pip install 'agillic[singer]'")
    from agillic.pipelines.singer.target import TargetAgillic  # noqa: PLC0415 - there may be none

    TargetAgillic.cli()
