"""docs/evidence/NAME.md: how well each operation is known, from where, and what would settle the rest."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from generator.bundle.document import Operation, operations, webhooks
from generator.load.json_values import Json, mapping
from generator.report.tables import table

LEVELS = {
    "confirmed": "a trusted source agrees on path and shape",
    "corrected": "a trusted source contradicts or completes what this document was begun from; its facts are used",
    "partial": "the operation is backed, details are not, or sources disagree",
    "assumed": "no trusted source knows it",
}
"""What the levels mean, where the document's `x-evidence` does not say it in words of its own."""
WRITTEN = "Written by `make evidence` from `spec/`; do not edit."
SHARED = 12
"""An assumption under more operations than this is listed once for all of them."""


def totals(document: dict[str, Json]) -> dict[str, int]:
    """Return the number of operations at each level, best first."""
    counted = Counter(operation.evidence.get("level", "unsaid") for operation in operations(document))
    return {level: counted[level] for level in [*LEVELS, "unsaid"] if level in LEVELS or counted[level]}


def level_words(document: dict[str, Json]) -> dict[str, str]:
    """Return what each level means in a document, best first."""
    return {**LEVELS, **mapping(mapping(document.get("x-evidence")).get("levels"))}


def evidence_path(api: str) -> str:
    """Return where the page of an API is written, relative to the folder of results."""
    return f"docs/evidence/{api}.md"


def evidence_page(document: dict[str, Json]) -> str:
    """Return the page as Markdown."""
    parts = (_head, _operations, _webhooks, _assumptions, _sources)
    return "\n".join(line for part in parts for line in part(document)) + "\n"


def _head(document: dict[str, Json]) -> Iterator[str]:
    counts, words = totals(document), level_words(document)
    known_by = mapping(document.get("x-evidence")).get("known_by", "")
    yield f"# How well the {document['info']['title']} is known"
    yield ""
    yield from textwrap.wrap(f"{WRITTEN} {known_by}", 120, break_long_words=False, break_on_hyphens=False)
    yield ""
    yield from table(
        ("Level", "Operations", "Meaning"),
        [(level, str(count), words.get(level, "nothing is said")) for level, count in counts.items()]
        + [("**all**", f"**{sum(counts.values())}**", "")],
    )


def _operations(document: dict[str, Json]) -> Iterator[str]:
    assumptions, shared = _shared_assumptions(document)
    for tag in document.get("tags", []):
        of_tag = [o for o in operations(document) if o.tag == tag["name"]]
        yield ""
        yield f"## {tag['name']}"
        yield ""
        yield from table(
            ("Operation", "Call", "Level", "Sources", "Assumptions", "What would settle it"),
            [_row(operation, assumptions, shared) for operation in of_tag],
        )


def _webhooks(document: dict[str, Json]) -> Iterator[str]:
    assumptions, shared = _shared_assumptions(document)
    if rows := [_row(webhook, assumptions, shared) for webhook in webhooks(document)]:
        yield ""
        yield "## Webhooks"
        yield ""
        yield "Requests that the API makes; they are no operations, and not counted above."
        yield ""
        head = ("Webhook", "Level", "Sources", "Assumptions", "What would settle it")
        yield from table(head, [(row[0], *row[2:]) for row in rows])


def _shared_assumptions(document: dict[str, Json]) -> tuple[dict[str, Json], set[str]]:
    """Return the assumptions, and which of them are listed once for all operations."""
    assumptions: dict[str, Json] = document.get("x-assumptions", {})
    return assumptions, {name for name, a in assumptions.items() if len(a["operations"]) > SHARED}


def _row(operation: Operation, assumptions: dict[str, Json], shared: set[str]) -> tuple[str, ...]:
    evidence = operation.evidence
    own = [name for name in evidence.get("assumptions", []) if name not in shared]
    settle = [evidence["settle"]] if "settle" in evidence else []
    settle += [assumptions[name]["settle"] for name in own if name in assumptions]
    return (
        f"`{operation.id}`",
        f"{operation.method.upper()} `{operation.path}`",
        str(evidence.get("level", "")),
        ", ".join(evidence.get("sources", [])),
        ", ".join(f"[{name}](#{name})" for name in own),
        " ".join(settle),
    )


def _assumptions(document: dict[str, Json]) -> Iterator[str]:
    assumptions: dict[str, Json] = document.get("x-assumptions", {})
    yield ""
    yield f"## Assumptions ({len(assumptions)})"
    yield ""
    yield f"Those under more than {SHARED} operations are not repeated in the tables above."
    for name, assumption in assumptions.items():
        yield ""
        yield f"### {name}"
        yield ""
        yield f"{assumption['question']} Concerns {assumption['concerns']}; {_rests(assumption['operations'])}"
        yield ""
        for option, text in assumption["options"].items():
            chosen = " **(chosen)**" if option == assumption["default"] else ""
            yield f"- `{option}`{chosen}: {text}"
        yield ""
        yield f"To settle it: {assumption['settle']}{_observed(assumption.get('observable'))}"


def _observed(settled: dict[str, Json] | None) -> str:
    """Say whether calls can settle it; nothing of what no call shows because it concerns the document."""
    if settled is None:
        return ""
    if settled["by"] == "nothing":
        return f" No call shows it safely: {settled['because']}."
    needs = f"; it needs {settled['needs']}" if "needs" in settled else ""
    excepted = "".join(f"; but not `{option}`: {reason}" for option, reason in settled.get("except", {}).items())
    return f" Calls can show it ({settled['by']}){needs}{excepted}."


def _rests(ids: list[str]) -> str:
    if len(ids) > SHARED:
        return f"{len(ids)} operations rest on it."
    return f"under {', '.join(f'`{id_}`' for id_ in ids)}."


def _sources(document: dict[str, Json]) -> Iterator[str]:
    yield ""
    yield "## Sources"
    yield ""
    rows = [
        (key, source["title"], source["by"], source["seen"], source.get("url", ""))
        for key, source in document.get("x-sources", {}).items()
    ]
    yield from table(("Key", "Title", "By", "Seen", "Address"), rows)
