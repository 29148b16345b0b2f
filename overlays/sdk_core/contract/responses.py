"""Responses as probes see them, and requests that depart from the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson


@dataclass(frozen=True)
class ReceivedResponse:
    """A response that came. Only its shape may be shown; `repr` hides the rest.

    Attributes:
        operation: The operationId that was called.
        access: What the operation may do, as `x-traits.access` has it.
        as_documented: Whether the request was one that the document describes, so that the response has to be, too.
        should_succeed: Whether it names only what is there, so that it has no reason to be rejected.
        status: The HTTP status; 0 when the instance contradicted itself, so that no response can be believed.
        media_type: The media type of the body, in lower case and without parameters.
        content: The body.
        says_when_to_retry: Whether it carries Retry-After.
    """

    operation: str
    access: str
    as_documented: bool
    should_succeed: bool
    status: int
    media_type: str = ""
    content: bytes = field(default=b"", repr=False)
    says_when_to_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status <= 299  # noqa: PLR2004 - as HTTP has it

    @property
    def only_reads(self) -> bool:
        """Whether the operation changes nothing."""
        return self.access == "read"

    @cached_property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The body as JSON; None when it is none."""
        try:
            return orjson.loads(self.content)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Override:
    """What is odd about a request: its response need not be as documented. Without more, its body is odd.

    Attributes:
        target: The raw path and query to send in place of the usual one.
        headers: To send in place of the usual ones.
        content: The bytes to send in place of the usual body.
    """

    target: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    content: bytes = field(default=b"", repr=False)
