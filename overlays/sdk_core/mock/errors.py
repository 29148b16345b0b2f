"""What can be wrong with an instance file, a file that keeps a state, and a change or a question of the state."""


class InstanceError(ValueError):
    """An instance file that cannot be used. The message names the file, the line and the place, and the remedy."""


class StateError(Exception):
    """The state rejects, and nothing was changed; the API's room gives it a status.

    The message names fields and places and never a person's values.

    Attributes:
        field: The field or column that it is about.
        type: The JSON type of the value that was sent for it.
        assumption: The document's assumption by whose option it is rejected.
    """

    field: str | None = None
    type: str | None = None
    assumption: str | None = None


class WrongFileError(StateError):
    """The file cannot hold the state of this instance; it was left as it is."""
