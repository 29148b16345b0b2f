"""A request as it would be sent, for people to look at: without credentials, and with known secrets taken out."""

from dataclasses import dataclass, field
from typing import Final

MASKED: Final = "***"


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A request that was not sent.

    Attributes:
        method: the HTTP method.
        url: all of it, encoded as it would be sent.
        headers: names in lower case and values, in the order of sending; `***` for credentials.
        content: the body.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes = field(default=b"", repr=False)
