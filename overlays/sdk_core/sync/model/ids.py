"""Ids of runs and plans."""

import secrets
import time


def new_id(now: float) -> str:
    """Return an id for a run or a plan, which sorts by time.

    >>> new_id(0.0)[:15]
    '19700101-000000'
    """
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now))}-{secrets.token_hex(3)}"
