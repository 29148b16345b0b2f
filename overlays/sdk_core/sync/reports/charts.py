"""Charts as inline SVG. Places are percentages, so that a chart gets narrower and its texts do not.

Each has a title and a description for those who do not see it, and stands beside a table with the same numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from sdk_core.sync.reports.markup import Markup, element, joined
from sdk_core.wire.counting import counted

_ALL: Final = 100.0
_MIN_SHARE: Final = 1.4
"""Percent that a part has at least which is there at all, so that one row of a million is seen."""
_MIN_LABELED: Final = 16.0
"""Percent from which a part has room for its number."""
_BAR: Final = 34
_THIN: Final = 24
"""Pixels below which a bar has no room for numbers."""
_HEIGHT: Final = 230
_TOP: Final = 10
_BOTTOM: Final = 26
_SCALE: Final = 56
"""Pixels for the numbers of a scale."""
_MAX_COLUMNS: Final = 120
_FEW_COLUMNS: Final = 60
_BIN_SECONDS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400)
_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_GRID_LINES: Final = 4
_MAX_TICKS: Final = 5
_TICK_ROOM: Final = 0.17
"""The part of a narrow chart's width that a tick's text takes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar.

    Attributes:
        name: what it is, for people.
        number: how large it is.
        kind: the class that colors it.
    """

    name: str
    number: int
    kind: str


def stacked_bar(parts: Sequence[Part], *, name: str, title: str, whole: int = 0, height: int = _BAR) -> Markup:
    """Return a bar of parts side by side, over the whole width if they are all there is.

    Args:
        parts: the parts; those of 0 are not shown.
        name: an id that no other chart of the page has.
        title: what the chart is of.
        whole: what the whole width stands for; 0 for the sum of the parts.
        height: in pixels.
    """
    shown = [each for each in parts if each.number > 0]
    total = max(whole, sum(each.number for each in shown), 1)
    drawn: list[Markup] = []
    between: list[Markup] = []
    left = 0.0
    for part, width in zip(shown, _widths([each.number for each in shown], total), strict=True):
        text = f"{part.number:,}"
        fits = width >= _MIN_LABELED and height >= _THIN
        label = element("text", text, x=f"{left + width / 2:.3f}%", y="50%", class_="on-bar") if fits else None
        if left:
            between.append(element("line", x1=f"{left:.3f}%", x2=f"{left:.3f}%", y1=0, y2=height, class_="between"))
        drawn.append(
            element(
                "g",
                element("title", f"{part.name}: {text}"),
                element("rect", x=f"{left:.3f}%", y=0, width=f"{width:.3f}%", height=height, class_=part.kind),
                label,
                class_="part",
            )
        )
        left += width
    spoken = ", ".join(f"{each.name} {each.number:,}" for each in shown) or "nothing"
    return _svg([*drawn, *between], name=name, title=title, description=spoken, height=height, class_="bar")


def _widths(numbers: Sequence[int], total: int) -> list[float]:
    """Return widths in percent: as the numbers are, but none too thin to be seen, and not more than all together."""
    widths = [max(_ALL * number / total, _MIN_SHARE) for number in numbers]
    excess = sum(widths) - _ALL
    if excess > 0:  # the wide ones give what the thin ones got
        wide = sum(each for each in widths if each > 2 * _MIN_SHARE)
        widths = [each - excess * each / wide if wide and each > 2 * _MIN_SHARE else each for each in widths]
    return widths


@dataclass(frozen=True, slots=True)
class Column:
    """Rows of some seconds of a run.

    Attributes:
        start: the first second.
        seconds: how many there are.
        rows: rows with an outcome in them.
    """

    start: int
    seconds: int
    rows: int

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds


def columns_of(timeline: Iterable[tuple[int, int]], seconds: float) -> list[Column]:
    """Return a timeline in as few columns as can be distinguished.

    Args:
        timeline: pairs of a second and a number of rows.
        seconds: how long the run took.

    >>> columns_of([(0, 5), (1, 7), (1, 1)], 2.0)
    [Column(start=0, seconds=1, rows=5), Column(start=1, seconds=1, rows=8)]
    """
    pairs = [(max(second, 0), number) for second, number in timeline]
    if not pairs:
        return []
    length = max(max(second for second, _ in pairs) + 1, ceil(max(seconds, 0.0)))
    width = next((each for each in _BIN_SECONDS if length <= each * _MAX_COLUMNS), ceil(length / _MAX_COLUMNS))
    rows = [0] * ceil(length / width)
    for second, number in pairs:
        rows[second // width] += number
    return [Column(n * width, min(width, length - n * width), number) for n, number in enumerate(rows)]


def timeline_chart(columns: Sequence[Column], mean: float, *, name: str, title: str, description: str) -> Markup:
    """Return the rows per second of a run as columns, with a scale that is easy to read.

    Args:
        columns: at least one; see `columns_of`.
        mean: rows per second of the whole run.
        name: an id that no other chart of the page has.
        title: what the chart is of.
        description: what it shows, in words.
    """
    top = nice_top(max(mean, *(each.rate for each in columns)))
    end = columns[-1].start + columns[-1].seconds
    plot = _HEIGHT - _TOP - _BOTTOM
    drawn = [*_grid(plot), *_ticks(end)]
    gap = 0.18 if len(columns) <= _FEW_COLUMNS else 0.0
    for each in columns:
        left, width = _ALL * each.start / end, _ALL * each.seconds / end
        height = plot * each.rate / top
        noun = "row" if each.rate == 1 else "rows"
        drawn.append(
            element(
                "g",
                element(
                    "title", f"{clock(each.start)}: {_rate(each.rate)} {noun} per second, {counted(each.rows, 'row')}"
                ),
                element("rect", x=f"{left:.3f}%", y=_TOP, width=f"{width:.3f}%", height=plot, class_="hit"),
                element(
                    "rect",
                    x=f"{left + gap * width / 2:.3f}%",
                    y=_TOP + plot - height,
                    width=f"{width * (1 - gap):.3f}%",
                    height=height,
                    rx=2 if gap else None,
                    class_="written",
                ),
                class_="column",
            )
        )
    y = _TOP + plot * (1 - mean / top)
    drawn.append(element("line", x1="0", x2="100%", y1=y, y2=y, class_="mean"))
    chart = _svg(drawn, name=name, title=title, description=description, height=_HEIGHT, class_="timeline")
    return element("div", _scale(top, plot), chart, class_="scaled")


def _scale(top: float, plot: int) -> Markup:
    """Return the numbers beside a chart, of a width that does not depend on the window's."""
    texts = [
        element("text", _rate(top * line / _GRID_LINES), x=_SCALE - 10, y=_TOP + plot * (1 - line / _GRID_LINES) + 4)
        for line in range(_GRID_LINES + 1)
    ]
    return element("svg", *texts, width=_SCALE, height=_HEIGHT, aria_hidden="true", class_="scale")


def _grid(plot: int) -> list[Markup]:
    heights = [(line, _TOP + plot * (1 - line / _GRID_LINES)) for line in range(_GRID_LINES + 1)]
    return [element("line", x1="0", x2="100%", y1=y, y2=y, class_="grid" if line else "axis") for line, y in heights]


def _ticks(end: int) -> list[Markup]:
    step = next((each for each in _BIN_SECONDS if end <= each * _MAX_TICKS), ceil(end / _MAX_TICKS))
    moments = [*range(0, end, step)]
    if len(moments) > 1 and end - moments[-1] < _TICK_ROOM * end:
        moments.pop()  # the end has its own, which needs room
    texts = [(moment, "start" if not moment else "middle") for moment in moments] + [(end, "end")]
    return [
        element("text", clock(moment), x=f"{_ALL * moment / end:.3f}%", y=_HEIGHT - 6, text_anchor=anchor)
        for moment, anchor in texts
    ]


def nice_top(highest: float) -> float:
    """Return the end of a scale that holds a number, and whose quarters are easy to read.

    >>> nice_top(870), nice_top(12), nice_top(0)
    (1000.0, 20.0, 4.0)
    """
    if highest <= _GRID_LINES:
        return float(_GRID_LINES)
    unit = 10.0 ** floor(log10(highest))
    return next(each * unit for each in _NICE if highest <= each * unit * (1 + 1e-9))


def clock(seconds: int) -> str:
    """Return a moment of a run as a clock has it.

    >>> clock(75), clock(3_725)
    ('1:15', '1:02:05')
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 or rate == int(rate) else f"{rate:.1f}"  # noqa: PLR2004 - two digits are enough


def _svg(  # noqa: PLR0913 - what each chart says of itself
    drawn: Iterable[Markup], *, name: str, title: str, description: str, height: int, class_: str
) -> Markup:
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        joined(drawn),
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width="100%",
        height=height,
        class_=f"chart {class_}",
    )
