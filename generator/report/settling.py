"""docs/contract/NAME.md: what calls can settle of what is undocumented, and what no call may or can."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from generator.lint.observability import BY, OBSTACLES
from generator.load.json_values import Json, mapping
from generator.report.tables import table

WRITTEN = "Written by `make evidence` from `spec/`; do not edit."
TOOL = (
    "The contract tool settles an assumption by calls that only read, or with `--write` by a round trip on objects "
    "made for it. A test runs it against the mock under every option of each: it names the option in "
    "force, or says nothing."
)
DOCUMENT = "document"
WORDS = {"reading": "reading", "throwaway": "writing", "wrong-credentials": "a wrong secret", "nothing": "nothing"}
"""What the values of `observable.by` are called here."""


def settling_path(api: str) -> str:
    """Return where the page of an API is written, relative to the folder of results."""
    return f"docs/contract/{api}.md"


def settling_page(document: dict[str, Json]) -> str:
    """Return the page as Markdown.

    Args:
        document: The bundle of the API.
    """
    return "\n".join([*_head(document), "", *_rows(document)]) + "\n"


def _head(document: dict[str, Json]) -> Iterator[str]:
    assumptions: dict[str, Json] = document.get("x-assumptions", {})
    counts = Counter(_kind(each) for each in assumptions.values())
    yield f"# What calls can settle about the {document['info']['title']}"
    yield ""
    yield from textwrap.wrap(f"{WRITTEN} {TOOL}", 120, break_long_words=False, break_on_hyphens=False)
    yield ""
    meanings = {WORDS[kind]: meaning for kind, meaning in BY.items() if kind != "nothing"}
    meanings |= {f"nothing: {obstacle}": meaning for obstacle, meaning in OBSTACLES.items()}
    meanings[DOCUMENT] = "the words of this document alone depend on it"
    yield from table(
        ("Settled by", "Assumptions", "Meaning"),
        [(kind, str(counts[kind]), meaning) for kind, meaning in meanings.items()]
        + [("**all**", f"**{sum(counts.values())}**", "")],
    )


def _rows(document: dict[str, Json]) -> Iterator[str]:
    assumptions: dict[str, Json] = document.get("x-assumptions", {})
    yield from table(
        ("Assumption", "Settled by", "What it takes"),
        [(f"`{name}`", _kind(each), _takes(each)) for name, each in assumptions.items()],
    )


def _kind(assumption: dict[str, Json]) -> str:
    """Return what settles an assumption; of what nothing does, also what is in the way."""
    observable = mapping(assumption.get("observable"))
    if not observable:
        return DOCUMENT
    word = WORDS[observable["by"]]
    return f"{word}: {observable['obstacle']}" if observable["by"] == "nothing" else word


def _takes(assumption: dict[str, Json]) -> str:
    """Return what the instance must have, and which options cannot be observed nevertheless."""
    observable = mapping(assumption.get("observable"))
    parts = [observable["needs"]] if "needs" in observable else []
    parts += [f"not `{option}`: {reason}" for option, reason in mapping(observable.get("except")).items()]
    return "; ".join(parts)
