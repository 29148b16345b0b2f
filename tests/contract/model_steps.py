"""What the state machine draws from: few values, so that they meet again, and among them those that are hard to carry.

A filter is drawn as its text together with a function that says the same in Python; nothing parses the text here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
from model_world import GROUPS, TABLES

from agillic import Filter as RsqlFilter
from agillic import raw_filter

Condition = Callable[[Mapping[str, Any]], bool]

KEYS = ("ada@x.test", "Ada@x.test", "a+b/c%40=d@x.test", "ö ä&?#*", "plain")
MOBILES, NUMBERS = ("+4511", "+4522", "+45 33"), ("C=1", "C/2")
CITIES = ("Odense", "odense", "Od*", "New York", "Århus")

keys = st.sampled_from(KEYS)


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, str]:
    """Draw how a recipient is named: mostly by the key, sometimes by another field, which may not be unique."""
    kind = draw(st.integers(1, 12))
    if kind <= 8:
        return "EMAIL", draw(keys)
    if kind <= 10:
        return "MOBILE", draw(st.sampled_from(MOBILES))
    return ("CUSTOMER_ID", draw(st.sampled_from(NUMBERS))) if kind == 11 else ("FIRSTNAME", "Ada")


_cleared = st.sampled_from((None, ""))
_fields: Mapping[str, st.SearchStrategy[Any]] = {
    "FIRSTNAME": st.sampled_from(("Ada", "Zoë", 'the "best"')) | _cleared,
    "MOBILE": st.sampled_from(MOBILES) | _cleared,
    "CUSTOMER_ID": st.sampled_from(NUMBERS) | _cleared,
    "BIRTHDAY": st.sampled_from(("01.05.1990", "31.12.1989")) | _cleared,
    "AGE": st.sampled_from((20, "20", 30, 19.5, "7")) | _cleared,
    "CITY": st.sampled_from(CITIES) | _cleared,
    "FAVORITE_CANDY_TYPE": st.sampled_from(("Chocolate", "Caramel")) | _cleared,
    "LOYALTY_LEVEL": st.sampled_from(("Gold", "Silver")) | _cleared,
    "NEWSLETTER": st.sampled_from((True, False, "true", "False")) | _cleared,
}
_misfits = {"AGE": "many", "NEWSLETTER": "perhaps", "BIRTHDAY": "31.02.2017", "NICKNAME": "A"}
_ONCE_IN = 10


@st.composite
def _person_data(draw: st.DrawFn) -> dict[str, Any]:
    """Draw person data without the recipient key; now and then, something in them is wrong."""
    data = draw(st.fixed_dictionaries({}, optional=_fields))
    if draw(st.integers(1, _ONCE_IN)) == _ONCE_IN:
        name = draw(st.sampled_from(tuple(_misfits)))
        data[name] = _misfits[name]
    return data


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw person data that may have the recipient key."""
    data = draw(_person_data())
    if draw(st.integers(1, 4)) == 4:
        data["EMAIL"] = draw(keys | _cleared)
    return data


@st.composite
def persons(draw: st.DrawFn) -> dict[str, Any]:
    """Draw person data with the recipient key, nearly always."""
    data = draw(_person_data())
    if draw(st.integers(1, _ONCE_IN)) < _ONCE_IN:
        data["EMAIL"] = draw(keys)
    return data


@st.composite
def _alike(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw many entries with the same fields, as exports of other systems have them."""
    names = draw(st.lists(st.sampled_from(tuple(_fields)), unique=True, max_size=3))
    entry = st.fixed_dictionaries({"EMAIL": keys, **{name: _fields[name] for name in names}})
    return draw(st.lists(entry, min_size=10, max_size=14))


@st.composite
def batches(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw entries of a batch."""
    return draw(_alike() if draw(st.integers(1, 4)) == 4 else st.lists(persons(), max_size=6))


tables = st.sampled_from((*TABLES, *TABLES, "PURCHASES", "purchases"))
_columns: Mapping[str, st.SearchStrategy[Any]] = {
    "PURCHASES": st.fixed_dictionaries(
        {},
        optional={
            "PRODUCT_ID": st.just("428642"),
            "PAID": st.sampled_from((True, "True", "false", "", None)),
            "PURCHASE_DATE": st.sampled_from(("20.12.2017", "", "soon")),
        },
    ),
    "VOUCHERS": st.fixed_dictionaries({}, optional={"AMOUNT": st.sampled_from((9.5, "100", "", "much"))}),
    "RECOMMENDATION TO PRODUCT": st.fixed_dictionaries({}, optional={"SCORE": st.sampled_from((1, "0.5", None))}),
    "AGILLIC_REGISTRATION": st.fixed_dictionaries({}, optional={"COUNT_REGISTER": st.sampled_from((1, "2", "often"))}),
}
row_keys = st.sampled_from(("1", "2", "a/b"))


@st.composite
def rows(draw: st.DrawFn, table: str) -> list[dict[str, Any]]:
    """Draw rows for a table; those for one that is not there may look like any."""
    drawn = draw(st.lists(_columns.get(table, _columns["PURCHASES"]), max_size=4))
    for row in drawn:
        if draw(st.integers(1, _ONCE_IN)) < _ONCE_IN:
            row["ID"] = draw(row_keys)
    return drawn


@st.composite
def tables_with_rows(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Draw a table, which may not be there, and rows for it."""
    table = draw(tables)
    return table, draw(rows(table))


@st.composite
def rows_by_table(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw rows as tasks take them."""
    table = draw(st.sampled_from(tuple(TABLES)))
    return {table: draw(rows(table))}


groups = st.sampled_from((*GROUPS, "TastingPanel", "Tasting guests", "tastingpanel"))
advances = st.sampled_from((1, 1, 2, 30, 240, 299, 300, 301, 1500, 1799, 7199, 86_400))
callbacks = st.sampled_from((None, "every", "success", "failure"))


@dataclass(frozen=True)
class Filter:
    """A filter's text, and what it means; without a meaning, the status that it is rejected with."""

    text: str | RsqlFilter | None
    condition: Condition = lambda _: True
    rejected: int | None = None


def _leaf(text: str, condition: Condition) -> Filter:
    return Filter(text, condition)


_START = datetime(2026, 1, 1, 8, tzinfo=UTC)
_leaves = st.sampled_from(
    (
        _leaf("CITY==Odense", lambda has: has.get("CITY") == "Odense"),
        _leaf("CITY!=Odense", lambda has: has.get("CITY") != "Odense"),
        _leaf("CITY==Od*", lambda has: has.get("CITY", "").startswith("Od")),
        _leaf("CITY==?dense", lambda has: len(has.get("CITY", "")) == 6 and has["CITY"].endswith("dense")),
        _leaf("CITY!=Od*", lambda has: has.get("CITY") != "Od*"),
        _leaf('CITY=in=(Odense or "New York")', lambda has: has.get("CITY") in ("Odense", "New York")),
        _leaf("AGE>=20", lambda has: has.get("AGE", -1) >= 20),
        _leaf("AGE<30", lambda has: has.get("AGE", 99) < 30),
        _leaf("AGE==20", lambda has: has.get("AGE") == 20),
        _leaf("AGE!=20", lambda has: has.get("AGE") != 20),
        _leaf("AGE=in=(20,19.5)", lambda has: has.get("AGE") in (20, 19.5)),
        _leaf("NEWSLETTER==true", lambda has: has.get("NEWSLETTER") is True),
        _leaf("BIRTHDAY>=1990-01-01", lambda has: has.get("BIRTHDAY", date.min) >= date(1990, 1, 1)),
        _leaf('EMAIL=="*a@x*"', lambda has: "a@x" in has["EMAIL"]),
        _leaf('CREATED>"2026-01-01T08:00:30Z"', lambda has: has["CREATED"] > _START + timedelta(seconds=30)),
    )
)
_joined: tuple[Callable[[Filter, Filter, Filter], Filter], ...] = (
    lambda a, b, c: _leaf(
        f"{a.text} and {b.text} or {c.text}", lambda has: (a.condition(has) and b.condition(has)) or c.condition(has)
    ),
    lambda a, b, c: _leaf(
        f"{a.text} or {b.text} and {c.text}", lambda has: a.condition(has) or (b.condition(has) and c.condition(has))
    ),
    lambda a, b, c: _leaf(
        f"({a.text} or {b.text}) and {c.text}", lambda has: (a.condition(has) or b.condition(has)) and c.condition(has)
    ),
)
_rejected = st.sampled_from(
    (
        Filter("NICKNAME==A", rejected=422),
        *(
            Filter(raw_filter(text), rejected=400)
            for text in ("CITY=", "AGE==abc", "AGE!=abc", "AGE==2*", 'CITY!=""', "NEWSLETTER==1", "BIRTHDAY<soon")
        ),
    )
)


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Draw a filter: none, one comparison, several, or one that is rejected."""
    kind = draw(st.integers(1, _ONCE_IN))
    if kind == 1:
        return Filter(None)
    if kind == _ONCE_IN:
        return draw(_rejected)
    first = draw(_leaves)
    return first if kind < 6 else draw(st.sampled_from(_joined))(first, draw(_leaves), draw(_leaves))
