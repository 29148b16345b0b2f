"""Which responses are not believed before they came twice.

A proxy, a deployment or a restart brings a 404 or an empty 200 once in a while. A claim about the API must not rest on
one of these. A full response, as documented, is believed at once.
"""

from dataclasses import dataclass

from sdk_core.contract.differences import Difference, differences
from sdk_core.contract.json_values import is_empty
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.contract.rules import CallRules

_OF_WRONG_CREDENTIALS = (400, 401, 403)


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


def doubt_of(rules: CallRules, response: ReceivedResponse, *, is_first: bool = True) -> Doubt | None:
    """Return what is doubtful about a response; None when it is believed.

    Rejections are doubted, and successes that are empty or not as documented.

    Args:
        rules: Which operations a repeat would change, and which exchanges credentials.
        response: The response.
        is_first: Whether nothing else was returned before. If so, the few successes that a repeat would change are
            taken as they are; `verdicts` looks at them together with others of their kind.
    """
    if response.ok and response.operation in rules.changed_by_repeating and is_first:
        return None
    if (
        response.operation == rules.token_operation
        and response.should_succeed
        and response.status in _OF_WRONG_CREDENTIALS
    ):
        return None  # a key may be locked whose secret is wrong
    departures = tuple(differences(rules.document, response, frozenset())) if response.as_documented else ()
    empty = not response.content or is_empty(response.json)
    return Doubt(response.status, empty, departures) if not response.ok or empty or departures else None
