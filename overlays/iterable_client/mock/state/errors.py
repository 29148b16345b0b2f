"""What a change or a question of the state can fail with; `http/state_errors.py` gives each its status and code.

Messages name fields and places and never a person's values.
"""

from sdk_core.mock.errors import StateError

__all__ = ["StateError", "WrongFileError"]


class WrongFileError(StateError):
    """The file cannot hold the state of this project; it was left as it is."""
