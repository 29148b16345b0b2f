"""What differs between two versions of one operation: path, parameters, body, responses, security."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bundle.document import Operation, may_be_empty, parameters, resolve
from generator.diff.change import Impact, shown
from generator.diff.schemas import Finding, SchemaComparison
from generator.diff.traits import trait_changes
from generator.lint.names import snake_case
from generator.load.json_values import Json, mapping, sequence, walk


@dataclass(frozen=True)
class Version:
    """An operation and the document it is in."""

    document: dict[str, Json]
    operation: Operation

    @property
    def parameters(self) -> dict[tuple[str, str], dict[str, Json]]:
        """Its parameters by name and place."""
        return {(p["name"], p["in"]): p for _, p in parameters(self.document, self.operation)}

    @property
    def body(self) -> dict[str, Json]:
        """What it says of its request body; empty when it takes none."""
        return mapping(resolve(self.document, self.operation.value.get("requestBody", {})))

    @property
    def responses(self) -> dict[str, dict[str, Json]]:
        """Its responses by status: what each says of its bodies by media type."""
        responses = self.operation.responses.items()
        return {status: mapping(mapping(resolve(self.document, r)).get("content")) for status, r in responses}

    @property
    def success(self) -> dict[str, Json]:
        """What its successes have as body, by media type: the client parses any of them by the first that has one."""
        contents = [content for status, content in sorted(self.responses.items()) if status.startswith("2") and content]
        return contents[0] if contents else {}

    @property
    def may_be_empty(self) -> bool:
        """Whether a success may be None for the client, which else has a model."""
        return may_be_empty(self.document, self.operation)

    @property
    def security(self) -> set[frozenset[str]]:
        """The ways in which a caller may identify itself; an empty set among them stands for anonymous calls."""
        required = sequence(self.operation.value.get("security", self.document.get("security")))
        return {frozenset(mapping(each)) for each in required} or {frozenset()}

    def everything(self) -> Json:
        """Return the operation without its id and all that it refers to, words and examples included."""
        found: dict[str, Json] = {}
        own = {key: part for key, part in self.operation.value.items() if key != "operationId"}
        waiting: list[Json] = [own]
        while waiting:
            for _, value in walk(waiting.pop()):
                reference = mapping(value).get("$ref")
                if isinstance(reference, str) and reference not in found:
                    found[reference] = resolve(self.document, {"$ref": reference})
                    waiting.append(found[reference])
        return own, found


def operation_changes(old: Version, new: Version) -> Iterator[Finding]:
    """Yield what differs between two versions of one operation."""
    findings = [
        *_address(old, new),
        *_parameters(old, new),
        *_body(old, new),
        *_responses(old, new),
        *_security(old, new),
        *trait_changes(old.operation.traits, new.operation.traits),
    ]
    yield from findings
    if not findings and old.everything() != new.everything():
        yield "compatible", "only words, examples, links or evidence changed"


def webhook_changes(old: Version, new: Version) -> Iterator[Finding]:
    """Yield what differs between two versions of a webhook. The API writes its body, and callers read it."""
    comparison = SchemaComparison(old.document, new.document, "response")
    findings: list[Finding] = []
    if old.operation.method != new.operation.method:
        findings.append(("breaking", f"HTTP method {old.operation.method.upper()} -> {new.operation.method.upper()}"))
    if old.body and not new.body:
        findings.append(("breaking", "body removed"))
    elif new.body and not old.body:
        findings.append(("attention", "body added"))
    contents = mapping(old.body.get("content")), mapping(new.body.get("content"))
    findings += _contents(comparison, *contents, "body") if old.body and new.body else []
    gone, come = {*old.responses} - {*new.responses}, {*new.responses} - {*old.responses}
    findings.extend(("attention", f"response {status} is expected no longer") for status in gone)
    findings.extend(("compatible", f"response {status} is expected now") for status in come)
    findings += trait_changes(old.operation.traits, new.operation.traits)
    yield from findings
    if not findings and old.everything() != new.everything():
        yield "compatible", "only words, examples, links or evidence changed"


def _address(old: Version, new: Version) -> Iterator[Finding]:
    if old.operation.method != new.operation.method:
        yield "breaking", f"HTTP method {old.operation.method.upper()} -> {new.operation.method.upper()}"
    if old.operation.path != new.operation.path:
        yield "breaking", f"path {old.operation.path} -> {new.operation.path}"
    before, after = snake_case(old.operation.tag), snake_case(new.operation.tag)
    if before != after:
        yield "breaking", f"resource {before} -> {after}"


def _parameters(old: Version, new: Version) -> Iterator[Finding]:
    comparison = SchemaComparison(old.document, new.document, "request")
    for (name, place), parameter in old.parameters.items():
        label = f"parameter {name} ({place})"
        after = new.parameters.get((name, place))
        if after is None:
            yield "breaking", f"{label} removed"
            continue
        if bool(parameter.get("required")) != bool(after.get("required")):
            now = bool(after.get("required"))
            yield "breaking" if now else "compatible", f"{label} is {'required' if now else 'optional'} now"
        yield from comparison.compare(parameter.get("schema", {}), after.get("schema", {}), label)
    for (name, place), parameter in new.parameters.items():
        if (name, place) not in old.parameters:
            required = bool(parameter.get("required"))
            yield _added(required=required), f"{'required ' * required}parameter {name} ({place}) added"


def _body(old: Version, new: Version) -> Iterator[Finding]:
    before, after = old.body, new.body
    if before and not after:
        yield "breaking", "body removed"
    elif after and not before:
        required = bool(after.get("required"))
        yield _added(required=required), f"{'required ' * required}body added"
    elif bool(before.get("required")) != bool(after.get("required")):
        now = bool(after.get("required"))
        yield _added(required=now), f"body is {'required' if now else 'optional'} now"
    first, second = mapping(before.get("content")), mapping(after.get("content"))
    comparison = SchemaComparison(old.document, new.document, "request")
    if before and after:
        yield from _contents(comparison, first, second, "body")


def _added(*, required: bool) -> Impact:
    return "breaking" if required else "compatible"


def _responses(old: Version, new: Version) -> Iterator[Finding]:
    before, after = old.responses, new.responses
    for status in (status for status in before if status not in after):
        yield "compatible", f"response {status} removed"
    for status in (status for status in after if status not in before):
        yield "compatible", f"response {status} added"
    comparison = SchemaComparison(old.document, new.document, "response")
    if old.success and not new.success:
        yield "breaking", "success has no body any more"
    elif new.success and not old.success:
        yield "attention", "success has a body now"
    else:
        yield from _contents(comparison, old.success, new.success, "success")
    if new.success and new.may_be_empty and not old.may_be_empty:
        yield "breaking", "success may be without content now"
    elif new.success and old.may_be_empty and not new.may_be_empty:
        yield "compatible", "success is never without content now"
    for status in before:
        if status in after and not status.startswith("2"):
            yield from _contents(comparison, before[status], after[status], f"response {status}")


def _contents(
    comparison: SchemaComparison, old: dict[str, Json], new: dict[str, Json], where: str
) -> Iterator[Finding]:
    for media_type in (media_type for media_type in old if media_type not in new):
        yield "breaking", f"{where}: {media_type} removed"
    for media_type in (media_type for media_type in new if media_type not in old):
        yield "compatible", f"{where}: {media_type} added"
    for media_type in (media_type for media_type in old if media_type in new):
        yield from comparison.compare(old[media_type].get("schema", {}), new[media_type].get("schema", {}), where)


def _security(old: Version, new: Version) -> Iterator[Finding]:
    for way in sorted(old.security - new.security, key=sorted):
        yield "breaking", f"security: {_way(way)} is taken no longer"
    for way in sorted(new.security - old.security, key=sorted):
        yield "compatible", f"security: {_way(way)} is taken now"


def _way(way: frozenset[str]) -> str:
    return shown(" and ".join(sorted(way))) if way else "no credentials"
