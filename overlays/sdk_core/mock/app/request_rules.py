"""What is rejected before a handler is called, and how: an API's room fills it by its assumptions."""

from collections.abc import Callable
from dataclasses import dataclass

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.responses import Rule

_TOO_LARGE, _MEDIA_TYPE, _BAD_REQUEST, _UNKNOWN = Rule(413), Rule(415), Rule(400), Rule(404)


def _no_limit(_operation: Operation | None) -> int | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRules:
    """What is rejected, and how; None where it is not.

    Attributes:
        body_limit: Returns how many bytes the body of an operation may have (None stands for an unknown path) where
            that is another number than the document's `x-limits.named.request_body`, or less for a batch; else None.
        body_too_large: A larger body.
        media_type: A body of a media type that the operation does not take.
        accept: An Accept header that excludes what is sent.
        batch_too_long: A batch of more entries than its trait allows; without a rule, those too many are dropped.
        unknown_query: A query parameter that is not documented.
        unknown_members: A member of a body that the schema neither names nor rejects.
        trailing_slash: A path with a slash too many at its end; without a rule, it counts as the path without it.
        unlimited: The operations that count toward no limit.
    """

    body_limit: Callable[[Operation | None], int | None] = _no_limit
    body_too_large: Rule = _TOO_LARGE
    media_type: Rule = _MEDIA_TYPE
    accept: Rule | None = None
    batch_too_long: Rule | None = _BAD_REQUEST
    unknown_query: Rule | None = None
    unknown_members: Rule | None = None
    trailing_slash: Rule | None = _UNKNOWN
    unlimited: frozenset[str] = frozenset()
