"""Which responses are not believed before they came twice.

A proxy, a deployment or a restart answers 404 or an empty 200 once in a while. A claim about the API must not rest on
one of these. A full response, as documented, is believed at once.
"""

from dataclasses import dataclass

from agillic.contract.differences import Difference, differences
from agillic.contract.responses import ReceivedResponse
from sdk_core.contract.json_values import is_empty

_CHANGED_BY_REPEATING = frozenset(
    ("createRecipient", "updateRecipient", "deleteRecipient", "addConsent", "withdrawConsent")
)
"""Where another response may be right when the same is asked for again."""

_OF_A_WRONG_SECRET = (400, 401, 403)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful about a response; that of responses that agree is equal.

    Attributes:
        status: Of the response.
        is_empty: Whether it holds nothing.
        departures: How it differs from the document.
    """

    status: int
    is_empty: bool
    departures: tuple[Difference, ...]


def doubt_of(response: ReceivedResponse, *, is_first: bool = True) -> Doubt | None:
    """Return what is doubtful about a response; None when it is believed.

    Refusals are doubted, and successes that are empty or not as documented.

    Args:
        response: The response.
        is_first: Whether nothing else was answered before. If so, the few successes that a repeat would change are
            taken as they are; `findings` judges them together with others of their kind.
    """
    if response.ok and response.operation in _CHANGED_BY_REPEATING and is_first:
        return None
    if response.operation == "getOAuthToken" and response.should_succeed and response.status in _OF_A_WRONG_SECRET:
        return None  # a key may be locked whose secret is wrong
    departures = tuple(differences(response, frozenset())) if response.as_documented else ()
    empty = not response.content or is_empty(response.json)
    return Doubt(response.status, empty, departures) if not response.ok or empty or departures else None
