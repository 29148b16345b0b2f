"""Which operations, parameters, documented statuses and links a run has reached, and what of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from schemathesis_subject import Subject

from generator.bundle.document import Operation, parameters, resolve

_BODY = "(body)"
Pair = tuple[str, str]
"""An operationId and a status, as the document writes it."""


class Coverage:
    """Counts what was called.

    Args:
        subject: Whose document it is.

    Attributes:
        links: That were followed with what they give, each as schemathesis writes it:
            `GET /a -> [200] Name -> GET /b`.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._statuses: dict[str, Counter[int]] = defaultdict(Counter)
        self._by: dict[str, set[Pair]] = {}
        self._parameters: dict[str, set[str]] = defaultdict(set)
        self.links: set[str] = set()
        every = [found for each in subject.operations for found in _links(subject, each)]
        self._links = {link: target for link, _, target in every}
        self._sources: dict[str, Pair] = {link: source for link, source, _ in every}

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return sum(each.total() for each in self._statuses.values())

    def add(self, journal: Any, source: str) -> None:  # noqa: ANN401 - of schemathesis, whose generic classes have no arguments
        """Count the calls of a scenario, which schemathesis recorded.

        Args:
            journal: Of schemathesis.
            source: What made the calls.
        """
        for id_, interaction in journal.interactions.items():
            node = journal.cases[id_]
            case, response = node.value, interaction.response
            if response is None or case.method.upper() != case.operation.method.upper():
                continue  # a probe with a method that the path does not have is no call of the operation
            operation = str(case.operation.definition.raw["operationId"])
            self.add_status(operation, response.status_code, source)
            self._parameters[operation] |= {*case.path_parameters, *case.query}
            if interaction.request.body:
                self._parameters[operation].add(_BODY)
            if node.transition is not None and node.is_transition_applied:
                self.links.add(node.transition.id)

    def add_status(self, operation: str, status: int, source: str) -> None:
        """Count a call that was returned."""
        self._statuses[operation][status] += 1
        described = next(each for each in self._subject.operations if each.id == operation).responses
        word = next((each for each in (str(status), f"{status // 100}XX") if each in described), "")
        self._by.setdefault(source, set()).add((operation, word))

    def called(self) -> set[str]:
        """Return the operations that were called."""
        return {id_ for id_, seen in self._statuses.items() if seen}

    def successes(self) -> set[str]:
        """Return the operations that have succeeded at least once."""
        return {id_ for id_, seen in self._statuses.items() if any(status // 100 == 2 for status in seen)}

    def documented(self) -> list[Pair]:
        """Return every status of the document."""
        return [(each.id, status) for each in self._subject.operations for status in sorted(each.responses)]

    def reached(self) -> set[Pair]:
        """Return the documented statuses that were returned."""
        return {pair for pairs in self._by.values() for pair in pairs} & {*self.documented()}

    def all_links(self) -> list[str]:
        """Return every link of the document."""
        return [*self._links]

    def target(self, link: str) -> str:
        """Return the operationId that a link leads to."""
        return self._links[link]

    def has_come(self, link: str) -> bool:
        """Return whether a response came that has a link."""
        return self._sources[link] in self.reached()

    def followed(self) -> set[str]:
        """Return the links of the document that were followed, as `all_links` names them."""
        return {each.rpartition(" -> ")[0] for each in self.links} & self._links.keys()

    def report(self) -> str:
        """Return what was covered and what was not, in Markdown."""
        every, documented, links = self._subject.operations, self.documented(), self.all_links()
        missed = [pair for pair in documented if pair not in self.reached()]
        sent = [(each, name) for each in every for name in _parameters(self._subject, each)]
        unsent = [(each, name) for each, name in sent if name not in self._parameters[each.id]]
        uncalled = [each for each in every if each.id not in self.called()]
        unfollowed = [link for link in links if link not in self.followed()]
        lines = [
            f"# What was reached of {self._subject.name}",
            "",
            "| | reached | documented |",
            "| --- | --- | --- |",
            f"| operations | {len(every) - len(uncalled)} | {len(every)} |",
            f"| operations that succeeded | {len(self.successes())} | {len(every)} |",
            f"| parameters and bodies sent | {len(sent) - len(unsent)} | {len(sent)} |",
            f"| statuses returned | {len(documented) - len(missed)} | {len(documented)} |",
            f"| links followed | {len(links) - len(unfollowed)} | {len(links)} |",
            "",
            *self._by_source(),
            "",
            f"{self.calls:,} calls in all. Not reached:",
            "",
            *(f"- {each.id} was not called" for each in uncalled),
            *(f"- {each.id} was not sent {name}" for each, name in unsent),
            *(f"- the link {link} was not followed" for link in unfollowed),
            *self._by_status(missed),
        ]
        return "\n".join(lines) + "\n"

    def _by_source(self) -> Iterator[str]:
        yield from ("| statuses by | reached | of which nothing above reached |", "| --- | --- | --- |")
        above: set[Pair] = set()
        for source, pairs in self._by.items():
            found = pairs & {*self.documented()}
            yield f"| {source} | {len(found)} | {len(found - above)} |"
            above |= found

    def _by_status(self, missed: list[Pair]) -> Iterator[str]:
        by_status: dict[str, list[str]] = defaultdict(list)
        for operation, status in missed:
            by_status[status].append(operation)
        for status, ids in sorted(by_status.items()):
            all_of_them = [each for each in self._subject.operations if status in each.responses]
            named = "any of its operations" if len(ids) == len(all_of_them) else ", ".join(ids)
            yield f"- {status} got no response by {named}"


def _parameters(subject: Subject, operation: Operation) -> Iterator[str]:
    for _, parameter in parameters(subject.document, operation):
        if parameter["in"] in ("path", "query"):
            yield str(parameter["name"])
    if resolve(subject.document, operation.value.get("requestBody", {})):
        yield _BODY


def _links(subject: Subject, operation: Operation) -> Iterator[tuple[str, Pair, str]]:
    """Return the links of an operation, each with the response that has it and the operationId it leads to."""
    for status, response in operation.responses.items():
        for name, link in resolve(subject.document, response).get("links", {}).items():
            target = str(resolve(subject.document, link)["operationId"])
            yield f"{operation.method.upper()} {operation.path} -> [{status}] {name}", (operation.id, status), target
