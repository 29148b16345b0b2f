"""What the room of an API gives the pages for people: plain data, which the core's pages show for any API."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

Tone = Literal["", "good", "warn", "bad"]
"""How a badge is colored."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a fact: what is written as code, and words behind it; one of them may be empty."""

    text: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that holds for the instance, in lines."""

    name: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A first call; `{url}` in its text stands for where the mock is. The label is read to people who do not see it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages show of the instance. No secret is in it.

    Attributes:
        instance: What it is called.
        facts: What it has, beside its people, faults and assumptions, which the core adds.
        snippets: How it is called.
        hint: Where the credentials are that the snippets leave open.
    """

    instance: str
    facts: Sequence[Fact]
    snippets: Sequence[Snippet]
    hint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list.

    Attributes:
        key: Tells it from the others of its list.
        text: What it is called.
        moment: Stands in front of it, ISO 8601.
        badge: A word or number behind it.
        code: Stands below it, and so do `notes`, a line each.
        details: What opens below it, by names. An entry with details has no search.
        search: A search that finds the people who belong to it.
    """

    key: str | int
    text: str
    moment: str | None = None
    badge: str = ""
    tone: Tone = ""
    code: str = ""
    notes: Sequence[str] = ()
    details: Mapping[str, Any] | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on the page, such as of groups or tasks.

    Attributes:
        name: Names it in the page: letters and dashes.
        title: What it is called.
        entries: As many as fit; the latest where there are more.
        empty: What is said when there are none.
        below: What it stands below.
        count: How many there are, also those that do not fit; None says nothing of it.
    """

    name: str
    title: str
    entries: Sequence[Entry]
    empty: str
    below: Literal["people", "requests"]
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands now: how many people there are, and lists of other things."""

    people: int
    listings: Sequence[Listing]


@dataclass(frozen=True, slots=True)
class Found:
    """A person who was found: the number, the name, and some of what is known of them."""

    number: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class People:
    """Who was found, the latest first.

    Attributes:
        people: As many as fit.
        more: Whether there are others.
        by: What was searched by: nothing, text, or a condition of the API's own.
    """

    people: Sequence[Found]
    more: bool
    by: Literal["all", "text", "filter"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is known of a person: values by their names, or rows of a table, or words. The others are empty.

    A section with none of them is not shown.
    """

    title: str
    pairs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    rows: Sequence[Mapping[str, Any]] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """All that is known of a person."""

    number: int
    name: str
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class ReferenceSettings:
    """How the reference page calls the API.

    Attributes:
        scheme: The security scheme of the document by which the page is authorized from the start, with the mock's
            `page_token` as the key or token.
        client_id: What a form for tokens begins with.
        client_in_form: Whether calls for a token carry the client's id and secret in their form, and not in the header.
        path_encodings: How often values in paths are percent-encoded.
        unencoded: A regular expression with one group: what stands at the beginning of a value before a `=` that is
            not encoded, such as the name of a field; empty where there is no such thing.
    """

    scheme: str
    client_id: str = ""
    client_in_form: bool = False
    path_encodings: int = 1
    unencoded: str = ""


def _no_samples() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """What an API's room gives the pages. Each function is given the mock, and only reads it.

    Attributes:
        people: What the API calls people, such as "Recipients"; `person` is one of them.
        search: What the field for searches takes, in a few words.
        facts: Returns what holds for the instance.
        overview: Returns what stands now. It is called again whenever the state has changed.
        find_people: Returns who is found by a text; of no characters, all are.
        read_person: Returns all that is known of a person by their number; None when there is none (any more).
        reference: Returns how the reference page calls the API.
        samples: Returns a program for each operation by its operationId, with `{url}` for where the mock is.
    """

    people: str
    person: str
    search: str
    facts: Callable[[Any], Facts]
    overview: Callable[[Any], Overview]
    find_people: Callable[[Any, str], People]
    read_person: Callable[[Any, int], Person | None]
    reference: Callable[[Any], ReferenceSettings]
    samples: Callable[[], Mapping[str, str]] = _no_samples


def moment_text(moment: datetime) -> str:
    """Return a moment as the pages show it, in UTC.

    >>> moment_text(datetime(2026, 7, 4, 8, 30, tzinfo=UTC))
    '2026-07-04 08:30:00'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
