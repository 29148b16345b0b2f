"""How a path names a recipient."""

from dataclasses import dataclass
from dataclasses import field as attribute


@dataclass(frozen=True, slots=True)
class Address:
    """By a field, or by the instance's recipient key when the field is None [S1].

    The value is often personal data, so `repr` hides it.
    """

    field: str | None
    value: str = attribute(repr=False)
