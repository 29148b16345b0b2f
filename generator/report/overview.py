"""A first look at a document, for a terminal."""

import json
import textwrap
from collections.abc import Iterator, Mapping

from generator.bundle.document import Operation, described, media_types, operations, parameters, resolve, webhooks
from generator.lint.names import snake_case
from generator.load.json_values import Json
from generator.report.evidence import evidence_path, level_words, totals
from sdk_core.wire.counting import counted

WIDTH = 100
LIMITS = {"max_items": "entries", "max_bytes": "bytes"}


def overview(api: str, document: dict[str, Json], operation_id: str | None = None) -> str:
    """Return the resources, the totals by evidence and, if named, one operation with its examples.

    Args:
        api: the name of the API, a folder of spec/.
        document: its bundled document.
        operation_id: an operation of it or the name of a webhook, see `having`.
    """
    lines = [*_resources(document), "", *_evidence(api, document)]
    for operation in described(document):
        if operation.id == operation_id:
            lines += ["", *_operation(document, operation)]
    return "\n".join(lines)


def having(documents: Mapping[str, dict[str, Json]], operation_id: str) -> str:
    """Return which API has an operation, or a webhook of that name.

    Args:
        documents: the bundled documents by the names of their APIs.
        operation_id: the operationId to look for.

    Raises:
        LookupError: none of them has it, or several have; the message says what there is.
    """
    ids = {api: [operation.id for operation in described(document)] for api, document in documents.items()}
    found = [api for api, known in ids.items() if operation_id in known]
    if len(found) > 1:
        raise LookupError(f"{operation_id!r} is an operation of {' and of '.join(found)}: name one of them by --api")
    if not found:
        several = len(ids) > 1
        close = [
            f"{each} ({api})" if several else each
            for api, known in ids.items()
            for each in known
            if operation_id.lower() in each.lower()
        ]
        hint = f"; did you mean {', '.join(close)}?" if close else "; `make evidence` lists them all"
        raise LookupError(f"there is no operation {operation_id!r}{hint}")
    return found[0]


def _resources(document: dict[str, Json]) -> Iterator[str]:
    every = operations(document)
    info = document["info"]
    yield f"{info['title']} {info['version']}: {counted(len(every), 'operation')}"
    yield ""
    for tag in document.get("tags", []):
        count = sum(o.tag == tag["name"] for o in every)
        yield f"  {tag['name']:<15} {count:>3}  {tag['description']}"
    if incoming := webhooks(document):
        yield ""
        yield from _wrapped(f"webhooks, requests that it makes: {', '.join(webhook.id for webhook in incoming)}")


def _evidence(api: str, document: dict[str, Json]) -> Iterator[str]:
    counts, words = totals(document), level_words(document)
    assumptions = len(document.get("x-assumptions", {}))
    yield f"How well they are known ({assumptions} named assumptions; {evidence_path(api)} says more)"
    yield ""
    longest = max(1, *counts.values())
    for level, count in counts.items():
        bar = "#" * round(20 * count / longest)
        yield from _wrapped(words.get(level, ""), f"  {level:<10} {count:>3}  {bar:<20}  ", " " * 41)


def _operation(document: dict[str, Json], operation: Operation) -> Iterator[str]:
    traits = operation.traits
    evidence = operation.evidence
    yield f"{operation.id}: {operation.value['summary']}"
    yield ""
    yield from _wrapped(operation.value["description"])
    yield ""
    if operation.root == "webhooks":
        yield f"  a webhook: the API makes the request, {operation.method.upper()} to a URL of the receiver"
        yield f"  {_pii_words(traits)}"
    else:
        yield f"  {operation.method.upper()} {operation.path}"
        yield f"  {_product(document)}.{snake_case(operation.tag)}.{traits['name']}"
        yield f"  {_traits_line(traits)}"
    yield f"  known: {evidence['level']}, from {', '.join(evidence['sources'])}"
    if note := evidence.get("note"):
        yield from _wrapped(note, "         ")
    for _, parameter in parameters(document, operation):
        yield f"  {parameter['in']} {parameter['name']}, for example {parameter.get('example')!r}"
    for what, _, _, content in media_types(document, operation):
        if what == "request" or what.startswith("2"):
            for example in content.get("examples", {}).values():
                example = resolve(document, example)  # noqa: PLW2901
                yield ""
                yield f"  {what}: {example.get('summary', '')}"
                yield textwrap.indent(json.dumps(example.get("value"), indent=2, ensure_ascii=False), "    ")
    yield ""
    for status, response in operation.responses.items():
        yield from _wrapped(f"{status}  {resolve(document, response)['description']}", "  ", "       ")


def _product(document: dict[str, Json]) -> str:
    return str(document["info"]["title"]).split()[0].lower()


def _traits_line(traits: dict[str, Json]) -> str:
    parts = [
        f"access {traits['access']}" + (f" ({traits['sends']})" if "sends" in traits else ""),
        f"keys: {', '.join(traits['keys']) or 'none needed'}",
        _pii_words(traits),
        "may be repeated" if traits["idempotent"] else "not repeated by itself",
    ]
    if batch := traits.get("batch"):
        parts += [f"up to {batch[member]} {what}" for member, what in LIMITS.items() if member in batch]
    parts += [shown_rate(rate) for rate in traits.get("limits", [])]
    parts += [f"one of {', '.join(names)} at most" for names in traits.get("exclusive", [])]
    if "task" in traits:
        parts.append("asynchronous")
    if traits.get("finishes") == "later":
        parts.append("a success means accepted, not done")
    return ", ".join(parts)


def _pii_words(traits: dict[str, Json]) -> str:
    return "personal data" if traits["pii"] else "no personal data"


def shown_rate(rate: dict[str, Json]) -> str:
    """Return a rate as people say it.

    >>> shown_rate({"calls": 5, "seconds": 60, "of": "project", "bucket": "exports", "note": "by name"})
    '5 calls in 60 s (by project, together with others in the bucket exports; by name)'
    >>> shown_rate({"at_once": 4, "counts": "tasks", "of": "key", "over": "queued"})
    '4 tasks at once (by key, more are queued)'
    >>> shown_rate({"calls": 1, "seconds": 1, "of": "key"})
    '1 call in 1 s (by key)'
    """
    if "at_once" in rate:
        what = rate.get("counts", "calls")
        most = f"{counted(rate['at_once'], what.removesuffix('s'), what)} at once"
    else:
        most = f"{counted(rate['calls'], 'call')} " + ("a day" if "per" in rate else f"in {rate['seconds']} s")
    notes = [f"by {rate['of']}"]
    if "bucket" in rate:
        notes.append(f"together with others in the bucket {rate['bucket']}")
    if rate.get("over") == "queued":
        notes.append("more are queued")
    note = f"; {rate['note'].rstrip('.')}" if "note" in rate else ""
    return f"{most} ({', '.join(notes)}{note})"


def _wrapped(text: str, indent: str = "  ", later: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent if later is None else later)
