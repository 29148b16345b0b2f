"""Which answers are not believed before they came twice.

A proxy, a deployment or a restart answers 404 or an empty 200 once in a while. A claim about the API must not rest on
one of these. A full answer, as documented, is believed at once.
"""

from collections.abc import Hashable

from agillic.contract.answers import Answer
from agillic.contract.differences import differences
from agillic.contract.document import answer_of
from agillic.contract.json_values import is_empty


def doubt_of(answer: Answer) -> Hashable | None:
    """Return what is doubtful about an answer, the same for answers that agree; None when it is believed.

    Refusals are doubted, and of operations that only read, successes that are empty or not as documented. What was
    written is not written again for a doubt: a second time, another answer may be right.
    """
    if answer.ok and not answer.only_reads:
        return None
    if answer.operation == "getOAuthToken" and answer.should_succeed:
        return None  # a key may be locked whose secret is wrong
    departures = tuple(differences(answer, frozenset())) if answer.as_documented else ()
    empty = _is_empty(answer)
    return (answer.status, empty, departures) if not answer.ok or empty or departures else None


def _is_empty(answer: Answer) -> bool:
    if not answer.content:
        described = answer_of(answer.operation, answer.status)
        return described is None or "content" in described
    return is_empty(answer.json)
