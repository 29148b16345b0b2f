"""Which operations, parameters, documented statuses and links a run has reached."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from client_surface import DOCUMENT, EVERY

from generator.bundle.document import Operation, parameters, resolve

_BODY = "(body)"


class Coverage:
    """Counts what was called.

    Attributes:
        links: That were followed, each as schemathesis writes it: `GET /a -> [200] Name -> GET /b`.
    """

    def __init__(self) -> None:
        self._statuses: dict[str, Counter[int]] = defaultdict(Counter)
        self._parameters: dict[str, set[str]] = defaultdict(set)
        self.links: set[str] = set()

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return sum(each.total() for each in self._statuses.values())

    def add(self, journal: Any) -> None:  # noqa: ANN401 - of schemathesis, whose generic classes have no arguments
        """Count the calls of a scenario, which schemathesis recorded."""
        for id_, interaction in journal.interactions.items():
            node = journal.cases[id_]
            case, response = node.value, interaction.response
            if response is None or case.method.upper() != case.operation.method.upper():
                continue  # a probe with a method that the path does not have is no call of the operation
            operation = str(case.operation.definition.raw["operationId"])
            self._statuses[operation][response.status_code] += 1
            self._parameters[operation] |= {*case.path_parameters, *case.query}
            if interaction.request.body:
                self._parameters[operation].add(_BODY)
            if node.transition is not None:
                self.links.add(node.transition.id)

    def called(self) -> set[str]:
        """Return the operations that were called."""
        return {id_ for id_, seen in self._statuses.items() if seen}

    def successes(self) -> set[str]:
        """Return the operations that have succeeded at least once."""
        return {id_ for id_, seen in self._statuses.items() if any(status // 100 == 2 for status in seen)}

    def report(self) -> str:
        """Return what was covered and what was not, in Markdown."""
        statuses = [(each, status) for each in EVERY for status in sorted(each.responses)]
        missed = [(each, status) for each, status in statuses if not self._has(each, status)]
        sent = [(each, name) for each in EVERY for name in _parameters(each)]
        unsent = [(each, name) for each, name in sent if name not in self._parameters[each.id]]
        uncalled = [each for each in EVERY if each.id not in self.called()]
        links = [link for each in EVERY for link in _links(each)]
        unfollowed = [link for link in links if not any(each.startswith(f"{link} ->") for each in self.links)]
        lines = [
            "# What schemathesis reached",
            "",
            "| | reached | documented |",
            "| --- | --- | --- |",
            f"| operations | {len(EVERY) - len(uncalled)} | {len(EVERY)} |",
            f"| operations that succeeded | {len(self.successes())} | {len(EVERY)} |",
            f"| parameters and bodies sent | {len(sent) - len(unsent)} | {len(sent)} |",
            f"| statuses answered | {len(statuses) - len(missed)} | {len(statuses)} |",
            f"| links followed | {len(links) - len(unfollowed)} | {len(links)} |",
            "",
            f"{self.calls:,} calls in all. Not reached:",
            "",
            *(f"- {each.id} was not called" for each in uncalled),
            *(f"- {each.id} was not sent {name}" for each, name in unsent),
            *(f"- the link {link} was not followed" for link in unfollowed),
            *_by_status(missed),
        ]
        return "\n".join(lines) + "\n"

    def _has(self, operation: Operation, status: str) -> bool:
        seen = self._statuses[operation.id]
        return any(str(each) == status or f"{each // 100}XX" == status for each in seen)


def _parameters(operation: Operation) -> Iterator[str]:
    for _, parameter in parameters(DOCUMENT, operation):
        if parameter["in"] in ("path", "query"):
            yield str(parameter["name"])
    if resolve(DOCUMENT, operation.value.get("requestBody", {})):
        yield _BODY


def _links(operation: Operation) -> Iterator[str]:
    for status, response in operation.responses.items():
        for name in resolve(DOCUMENT, response).get("links", {}):
            yield f"{operation.method.upper()} {operation.path} -> [{status}] {name}"


def _by_status(missed: list[tuple[Operation, str]]) -> Iterator[str]:
    """Return a line for each status; tests/mock/test_every_status.py reaches those that data alone does not."""
    by_status: dict[str, list[str]] = defaultdict(list)
    for operation, status in missed:
        by_status[status].append(operation.id)
    for status, ids in sorted(by_status.items()):
        all_of_them = [each for each in EVERY if status in each.responses]
        named = "any of its operations" if len(ids) == len(all_of_them) else ", ".join(ids)
        yield f"- {status} was not answered by {named}"
