"""Following the links of a document from one operation after the other.

In one run over a whole document schemathesis begins with calls that take nothing from others, and most links lie too
far from those. So each operation that links lead from has runs of its own, with those that they lead to; and where that
is not enough, for its responses come of what others left, with those that lead to it.
"""

from collections.abc import Iterator

from schemathesis_coverage import Coverage
from schemathesis_subject import Subject

from generator.bundle.document import Operation, resolve

_OF_ALL = 3
"""How many attempts are made for all links."""


def neighbourhoods(subject: Subject, coverage: Coverage, attempt: int) -> Iterator[tuple[str, ...]]:
    """Return groups of operationIds, each around a link that was not followed so far.

    Args:
        subject: Whose document it is.
        coverage: Where the links that were followed are kept meanwhile.
        attempt: At first all targets of a source are with it; then one of them, for an operation that has links of its
            own may keep others from being begun with; then one of them, and one that leads to the source. Later on,
            links of responses that never came are not tried any more.
    """
    targets = {each.id: _targets(subject, each) for each in subject.operations}
    for source in subject.operations:
        start = f"{source.method.upper()} {source.path} ->"
        followed = coverage.followed()
        open_links = [
            each
            for each in coverage.all_links()
            if each.startswith(start) and each not in followed and (attempt < _OF_ALL or coverage.has_come(each))
        ]
        leading_here = [id_ for id_, leads_to in targets.items() if source.id in leads_to and id_ != source.id]
        ends = sorted({coverage.target(each) for each in open_links} - {source.id})
        if not open_links:
            continue
        if attempt == 0:
            yield source.id, *ends
        elif attempt % 2 or not leading_here:
            yield from (tuple(dict.fromkeys((source.id, end))) for end in ends or [source.id])
        else:
            groups = ((source.id, before, end) for before in leading_here for end in ends or [source.id])
            yield from (tuple(dict.fromkeys(group)) for group in groups)


def _targets(subject: Subject, operation: Operation) -> set[str]:
    return {
        str(resolve(subject.document, link)["operationId"])
        for response in operation.responses.values()
        for link in resolve(subject.document, response).get("links", {}).values()
    }
