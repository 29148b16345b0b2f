"""A plan as text: for a terminal, and as Markdown for a pull request."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Final

from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_estimates import last_day, seconds_of, truth_text
from sdk_core.sync.planning.plan_examples import Example, examples_of
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.sync.planning.plan_meta import PlanMeta
from sdk_core.wire.counting import are, counted

_SIGNS: Final = {"create": "+", "upsert": "+~", "update": "~", "restore": "~", "add": "+", "delete": "-", "remove": "-"}
_WORDS: Final = {
    "create": "create",
    "upsert": "create or update",
    "update": "update",
    "restore": "restore",
    "add": "add",
    "delete": "delete",
    "remove": "remove",
}
"""In this order: what removes comes last."""
_KB: Final = 1_000
_MINUTE: Final = 60


def terminal_text(  # noqa: PLR0913 - how it is to look, by names
    plan: PlanFile,
    target: Target,
    *,
    first: int = 5,
    masked: frozenset[str] = frozenset(),
    seconds_per_call: float = 0.5,
    concurrency: int = 20,
) -> str:
    """Return a plan as text for a terminal.

    Args:
        plan: the plan.
        target: its target.
        first: how many entries of each kind are shown with their values; from 0 on.
        masked: fields whose values are not shown; see `plan_examples.masked_fields`.
        seconds_per_call: from the call to its response, for the estimate of the time.
        concurrency: calls in flight, for the same; 1 or more.
    """
    meta = plan.meta
    lines = [_title(meta), "", _rows_text(meta)]
    changes = [
        f"  {_SIGNS[name]:>2} {meta.changes[name]:,} to {_WORDS[name]}" for name in _WORDS if meta.changes.get(name)
    ]
    lines += changes or ["  nothing to do"]
    for change, examples in examples_of(plan, target, first=first, masked=masked).items():
        lines += ["", _heading(change, len(examples), meta.changes[change])]
        for example in examples:
            lines.append(f"  {_SIGNS[change]:>2} {_name(example)}")
            lines += [f"       {value.field}: {_arrow(value.old, value.new)}" for value in example.values]
    for state, reasons in meta.reasons.items():
        lines += ["", f"{counted(sum(reasons.values()), 'row')} {state}:"]
        lines += [f"  {number:,} {reason}" for reason, number in _by_number(reasons)]
    if meta.entries:
        lines += ["", "Calls:"]
        lines += [
            f"  {name}: {counted(step.entries, 'entry', 'entries')} in {counted(step.calls, 'call')}, "
            f"{_size(step.bytes)}"
            for name, step in meta.steps.items()
            if step.entries
        ]
        lines.append(f"  {_cost(meta, target, seconds_per_call, concurrency)}")
    for text in _remarks(meta):
        lines += ["", text]
    return "\n".join(map(_printable, lines)) + "\n"


def markdown_text(  # noqa: PLR0913 - how it is to look, by names
    plan: PlanFile,
    target: Target,
    *,
    first: int = 5,
    masked: frozenset[str] = frozenset(),
    seconds_per_call: float = 0.5,
    concurrency: int = 20,
) -> str:
    """Return a plan as Markdown, such as for a comment on a pull request; see `terminal_text`.

    Values are shown as text: nothing of them works as Markdown or HTML.
    """
    meta = plan.meta
    lines = [f"### {_code(_title(meta))}", "", _rows_text(meta), ""]
    if meta.entries:
        lines += ["| | entries |", "|---|---:|"]
        lines += [f"| {_WORDS[name]} | {meta.changes[name]:,} |" for name in _WORDS if meta.changes.get(name)]
    else:
        lines.append("**Nothing to do.**")
    for change, examples in examples_of(plan, target, first=first, masked=masked).items():
        heading = _heading(change, len(examples), meta.changes[change])
        lines += ["", f"<details><summary>{heading}</summary>", ""]
        for example in examples:
            lines.append(f"- {_code(_name(example))}")
            for value in example.values:
                old = f"{_code(value.old)} → " if value.old else ""
                lines.append(f"  - {_code(value.field)}: {old}{_code(value.new)}")
        lines += ["", "</details>"]
    for state, reasons in meta.reasons.items():
        lines += ["", f"| {state} | rows |", "|---|---:|"]
        lines += [f"| {_code(reason)} | {number:,} |" for reason, number in _by_number(reasons)]
    if meta.entries:
        lines += ["", "| step | entries | calls | bytes |", "|---|---:|---:|---:|"]
        lines += [
            f"| {_code(name)} | {step.entries:,} | {step.calls:,} | {_size(step.bytes)} |"
            for name, step in meta.steps.items()
            if step.entries
        ]
        lines += ["", _cost(meta, target, seconds_per_call, concurrency)]
    for text in _remarks(meta):
        lines += ["", f"> {escape(text)}"]
    return "\n".join(lines) + "\n"


def _title(meta: PlanMeta) -> str:
    made = datetime.fromtimestamp(meta.created, UTC).strftime("%Y-%m-%d %H:%M UTC")
    until = datetime.fromtimestamp(meta.created + meta.max_age, UTC).strftime("%Y-%m-%d %H:%M UTC")
    what = f"undo of the run {meta.undoes}" if meta.undoes else f"mode {meta.mode}"
    return f"Plan {meta.id} of the job {meta.job}: {meta.target}, {what}; made {made}, to be run until {until}"


def _rows_text(meta: PlanMeta) -> str:
    """Return what becomes of the rows of the source, as far as it is known."""
    sent = meta.source_rows - sum(meta.rows.values())
    parts = [f"{sent:,} to be sent"]
    parts += [
        f"{meta.rows[name]:,} {name}" for name in ("unchanged", "skipped", "rejected", "unknown") if meta.rows.get(name)
    ]
    known = [f"{number:,} {_KNOWN[name]}" for name, number in meta.known.items() if number]
    of_known = f" By what earlier runs wrote: {', '.join(known)}." if known and not meta.undoes else ""
    return f"{counted(meta.source_rows, 'row')}: {', '.join(parts)}.{of_known}"


_KNOWN: Final = {"new": "new", "changed": "changed"}


def _heading(change: str, shown: int, total: int) -> str:
    return f"To {_WORDS[change]}:" if shown == total else f"To {_WORDS[change]} (the first {shown:,} of {total:,}):"


def _name(example: Example) -> str:
    place = f"row {example.row:,}" if example.row else ""
    reason = f"({example.reason})" if example.reason else ""
    return " ".join(part for part in (place, example.key, reason) if part)


def _arrow(old: str, new: str) -> str:
    """Return a value as it was and as it will be; one that was there already, or not looked at, alone."""
    return f"{old} -> {new or 'nothing'}" if old else new


def _by_number(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(reasons.items(), key=lambda each: (-each[1], each[0]))


def _cost(meta: PlanMeta, target: Target, seconds_per_call: float, concurrency: int) -> str:
    """Return what the plan costs of the day's calls and of time."""
    size = sum(step.bytes for step in meta.steps.values())
    text = f"{counted(meta.calls, 'call')} and {_size(size)} in all"
    if meta.calls_left is not None:
        of = f"{meta.calls_left:,} of the {counted(meta.calls_limit, 'call')}" if meta.calls_limit else ""
        text += f"; {of or counted(meta.calls_left, 'call')} {are(meta.calls_left)} left today"
    seconds = seconds_of(meta, target, seconds_per_call=seconds_per_call, concurrency=concurrency)
    text += f"; about {_duration(seconds)} with {counted(concurrency, 'call')} at a time of {seconds_per_call:g} s"
    if meta.calls_left is not None and meta.calls > meta.calls_left:
        day = last_day(meta)
        text += f". That is more than is left: {f'it ends on {day}' if day else 'it goes on by later runs'}"
    return f"{text}."


def _remarks(meta: PlanMeta) -> Iterator[str]:
    """Yield what else a person should know."""
    if meta.truth.looked_at or (meta.entries and not meta.unavailable and not meta.undoes):
        yield truth_text(meta.truth, undoes=bool(meta.undoes))
    for reason in meta.unavailable:
        yield f"Unavailable: {reason}"
    yield from meta.notes
    if meta.forced:
        yield f"Guards that --force passed: {', '.join(meta.forced)}."


def _size(size: int) -> str:
    if size < _KB:
        return f"{size} B"
    return f"{size / _KB:.1f} kB" if size < _KB * _KB else f"{size / _KB / _KB:.1f} MB"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{max(seconds, 1):.0f} s"
    minutes = seconds / _MINUTE
    return f"{minutes:.0f} min" if minutes < 2 * _MINUTE else f"{minutes / _MINUTE:.1f} h"


def _code(text: str) -> str:
    """Return a text that Markdown and HTML leave as it is, also in a table."""
    if not text:
        return "nothing"
    plain = _printable(" ".join(text.splitlines()))
    return f"<code>{''.join(_ENTITIES.get(character, character) for character in plain)}</code>"


def _printable(text: str) -> str:
    """Return a text without what a terminal would obey, or what turns the direction of writing."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


_ENTITIES: Final = {character: f"&#{ord(character)};" for character in "&|`*_[]()!#<>~\\@:\"'"}
