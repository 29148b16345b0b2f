"""What a change or a question of a mock's state can fail with; the API's room gives each its status."""


class StateError(Exception):
    """The state refuses, and nothing was changed. The message names fields and places and never a person's values.

    Attributes:
        field: The field or column that it is about.
        type: The JSON type of the value that was sent for it.
        assumption: The document's assumption by whose option it is refused.
    """

    field: str | None = None
    type: str | None = None
    assumption: str | None = None
