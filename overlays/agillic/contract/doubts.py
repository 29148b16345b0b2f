"""Which answers are not believed before they came twice.

A proxy, a deployment or a restart answers 404 or an empty 200 once in a while. A claim about the API must not rest on
one of these. A full answer, as documented, is believed at once.
"""

from dataclasses import dataclass

from agillic.contract.differences import Difference, differences
from agillic.contract.responses import Answer
from sdk_core.contract.json_values import is_empty

_CHANGED_BY_REPEATING = frozenset(
    ("createRecipient", "updateRecipient", "deleteRecipient", "addConsent", "withdrawConsent")
)
"""Where another answer may be right when the same is asked for again."""

_OF_A_WRONG_SECRET = (400, 401, 403)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful about an answer; that of answers that agree is equal.

    Attributes:
        status: Of the answer.
        is_empty: Whether it holds nothing.
        departures: How it differs from the document.
    """

    status: int
    is_empty: bool
    departures: tuple[Difference, ...]


def doubt_of(answer: Answer, *, is_first: bool = True) -> Doubt | None:
    """Return what is doubtful about an answer; None when it is believed.

    Refusals are doubted, and successes that are empty or not as documented.

    Args:
        answer: The answer.
        is_first: Whether nothing else was answered before. If so, the few successes that a repeat would change are
            taken as they are; `findings` judges them together with others of their kind.
    """
    if answer.ok and answer.operation in _CHANGED_BY_REPEATING and is_first:
        return None
    if answer.operation == "getOAuthToken" and answer.should_succeed and answer.status in _OF_A_WRONG_SECRET:
        return None  # a key may be locked whose secret is wrong
    departures = tuple(differences(answer, frozenset())) if answer.as_documented else ()
    empty = not answer.content or is_empty(answer.json)
    return Doubt(answer.status, empty, departures) if not answer.ok or empty or departures else None
