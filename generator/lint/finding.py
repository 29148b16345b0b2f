"""What rules share: making a finding."""

from generator.bundle.bundler import Bundle
from generator.load.json_values import Pointer
from generator.load.problems import Problem


def finding(bundle: Bundle, rule: str, pointer: Pointer, message: str, remedy: str) -> Problem:
    """Return a problem at a place of the bundle, named by the source file that place comes from."""
    return Problem(bundle.place(pointer), rule, message, remedy)
