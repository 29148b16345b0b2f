"""What differs between two documents: operations that came, went or changed, and what holds for all of them."""

from collections.abc import Iterator

from generator.bundle.document import Operation, operations, webhooks
from generator.bundle.paths import competing_pairs
from generator.diff.change import Change, Impact, shown
from generator.diff.operations import Version, operation_changes, webhook_changes
from generator.load.json_values import Json, mapping, sequence


def document_changes(old: dict[str, Json], new: dict[str, Json]) -> list[Change]:
    """Return what differs between two bundled documents, in the order of the old one.

    Args:
        old: the document that callers know.
        new: the document that they will meet.

    Example:
        >>> shop = {"info": {"version": "1"}, "servers": [{"url": "https://shop.example"}], "paths": {}}
        >>> document_changes(shop, {**shop, "servers": [{"url": "https://new.example"}]})[0].message
        "'https://shop.example' -> 'https://new.example'"
    """
    before = {operation.id: Version(old, operation) for operation in operations(old)}
    after = {operation.id: Version(new, operation) for operation in operations(new)}
    changes = [*_whole(old, new)]
    renamed: set[str] = set()
    for id_, version in before.items():
        heir = id_ if id_ in after else _at(new, version.operation)
        if heir is None:
            changes.append(Change("breaking", "document", id_, "operation removed"))
        elif heir != id_ and heir in before:
            changes.append(Change("breaking", "document", id_, f"operation removed; its path is now that of {heir}"))
        else:
            if heir != id_:
                renamed.add(heir)
                changes.append(Change("breaking", "document", id_, f"operation renamed to {heir}"))
            found = operation_changes(version, after[heir])
            changes += [Change(impact, "document", heir, message) for impact, message in found]
    added = [id_ for id_ in after if id_ not in before and id_ not in renamed]
    changes += [Change("compatible", "document", id_, "operation added") for id_ in added]
    return [*changes, *webhook_differences(old, new)]


def webhook_differences(old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    """Yield what differs between the webhooks of two documents, of which each may be empty."""
    before = {webhook.id: Version(old, webhook) for webhook in webhooks(old)}
    after = {webhook.id: Version(new, webhook) for webhook in webhooks(new)}
    for name in [*before, *(name for name in after if name not in before)]:
        subject = f"webhook {name}"
        if name not in after:
            yield Change("breaking", "document", subject, "removed")
        elif name not in before:
            yield Change("compatible", "document", subject, "added")
        else:
            for impact, message in webhook_changes(before[name], after[name]):
                yield Change(impact, "document", subject, message)


def _at(document: dict[str, Json], operation: Operation) -> str | None:
    """Return the id of the operation that has the method and path of another one."""
    address = operation.method, operation.path
    return next((each.id for each in operations(document) if (each.method, each.path) == address), None)


def _whole(old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    """Yield what differs outside of operations and webhooks."""
    yield from _values("version", {"": old["info"]["version"]}, {"": new["info"]["version"]}, "compatible")
    yield from _values("server", {"": old["servers"][0]["url"]}, {"": new["servers"][0]["url"]}, "attention")
    yield from _values("security scheme", _schemes(old), _schemes(new), "attention", gone="breaking", come="compatible")
    yield from _values("kind of keys", _keys(old), _keys(new), "attention", gone="breaking", come="compatible")
    yield from _values("limit", _limits(old), _limits(new), "attention")
    yield from _values("error", _errors(old), _errors(new), "attention")
    yield from _values("literal path", _literals(old), _literals(new), "attention")
    yield from _values("assumption", _assumptions(old), _assumptions(new), "attention", come="compatible")


def _values(  # noqa: PLR0913 - three judgments, each with its name at the call
    kind: str,
    old: dict[str, Json],
    new: dict[str, Json],
    changed: Impact,
    *,
    gone: Impact = "attention",
    come: Impact = "attention",
) -> Iterator[Change]:
    for name in [*old, *(name for name in new if name not in old)]:
        subject = f"{kind} {name}".strip()
        if name not in new:
            yield Change(gone, "document", subject, "removed")
        elif name not in old:
            yield Change(come, "document", subject, "added")
        elif old[name] != new[name]:
            yield Change(changed, "document", subject, f"{shown(old[name])} -> {shown(new[name])}")


def _schemes(document: dict[str, Json]) -> dict[str, Json]:
    schemes = mapping(mapping(document.get("components")).get("securitySchemes"))
    return {name: {k: v for k, v in scheme.items() if k != "description"} for name, scheme in schemes.items()}


def _limits(document: dict[str, Json]) -> dict[str, Json]:
    declared = mapping(document.get("x-limits"))
    named = {name: limit.get("value") for name, limit in mapping(declared.get("named")).items()}
    rates = [{k: v for k, v in rate.items() if k not in ("sources", "note")} for rate in sequence(declared.get("all"))]
    return {**named, **({"of all calls": rates} if rates else {})}


def _keys(document: dict[str, Json]) -> dict[str, Json]:
    return dict.fromkeys(mapping(document.get("x-keys")), "")


def _errors(document: dict[str, Json]) -> dict[str, Json]:
    declared = mapping(document.get("x-errors"))
    places: dict[str, Json] = {name: declared[name] for name in ("message", "code") if name in declared}
    kinds = {f"code {code}": kind for code, kind in mapping(declared.get("kinds")).items()}
    kinds |= {f"status {status}": kind for status, kind in mapping(declared.get("statuses")).items()}
    advice = {f"advice for {name}": text for name, text in mapping(declared.get("advice")).items()}
    parents = {f"kind {name}": f"a {kind}" for name, kind in mapping(declared.get("parents")).items()}
    return {**places, **kinds, **parents, **advice}


def _literals(document: dict[str, Json]) -> dict[str, Json]:
    return {f"{literal} instead of {template}": "" for literal, template in competing_pairs(document)}


def _assumptions(document: dict[str, Json]) -> dict[str, Json]:
    return {name: entry.get("default") for name, entry in mapping(document.get("x-assumptions")).items()}
