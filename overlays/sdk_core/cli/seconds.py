"""Reads seconds that an option gives, before anything is called with them."""

import argparse
from typing import Final

MAX_SECONDS: Final = 31_536_000
"""A year: what is longer is a mistake, or more than clocks of an operating system take."""


def seconds(text: str) -> float:
    """Return the seconds that a text says.

    Args:
        text: what was given.

    Raises:
        argparse.ArgumentTypeError: it is no number from 0 to a year.

    >>> seconds("0"), seconds("600")
    (0.0, 600.0)
    """
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= MAX_SECONDS:  # nor is it NaN then
        raise argparse.ArgumentTypeError(f"{text!r} is no time; give seconds, from 0 to {MAX_SECONDS:,}")
    return number
