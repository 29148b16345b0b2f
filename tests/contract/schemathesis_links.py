"""Following the links of a document from one operation after the other.

In one run over a whole document schemathesis begins with calls that take nothing from others, and most links lie too
far from those. So each operation that links lead from has runs of its own, with those that they lead to; and where that
is not enough, for its answers come of what others left, with those that lead to it.
"""

from collections.abc import Iterator

from schemathesis_coverage import Coverage
from schemathesis_subject import Subject

from generator.bundle.document import Operation, resolve


def neighbourhoods(subject: Subject, coverage: Coverage) -> Iterator[tuple[str, ...]]:
    """Return groups of operationIds: a source of links first, with what surrounds it.

    Args:
        subject: Whose document it is.
        coverage: Where the links that were followed are kept meanwhile.
    """
    targets = {each: _targets(subject, each) for each in subject.operations}
    for operation, others in targets.items():
        if others:
            yield operation.id, *sorted(others - {operation.id})
    for operation, others in targets.items():
        start = f"{operation.method.upper()} {operation.path} ->"
        if any(each.startswith(start) and each not in coverage.followed() for each in coverage.all_links()):
            before = {each.id for each, leads_to in targets.items() if operation.id in leads_to}
            yield operation.id, *sorted((others | before) - {operation.id})


def _targets(subject: Subject, operation: Operation) -> set[str]:
    return {
        str(resolve(subject.document, link)["operationId"])
        for response in operation.responses.values()
        for link in resolve(subject.document, response).get("links", {}).values()
    }
