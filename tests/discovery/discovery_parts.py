"""Instances of strangers: ordinary ones, and ones whose names are meant to break what is written of them."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from hypothesis import strategies as st

from agillic.discovery.instance import Event, Field, Instance, Table, TargetGroup

HOSTILE = (
    "INVOICE LINES",
    "INVOICE_LINES",
    "class",
    "None",
    "__class__",
    "__eq__",
    "_x",
    "__x",
    "",
    " ",
    "2ND",
    "Final",
    "RowType",
    "F",
    "Number",
    '"""',
    "'''",
    "\\",
    '\\"',
    'x"); import os; os.abort() #',
    "a\nb",
    "\r\n# --- Events ---\n",
    "\u202e\u2066",
    "\ud800",
    "\x00",
    "ﬁ",
    "fi",
    "ÅRSKORT",
    "A\u030arskort",
    "mro",
    "price€",
    "👍",
    "\u00b2",
    "PurchasesRow",
)
"""Names that a server may return: people choose them."""
TYPES = ("STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP")

names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
_types = st.one_of(st.sampled_from(TYPES), st.just("MONEY\n"))
_texts = st.text(max_size=10)
fields = st.builds(Field, names, _types, st.booleans(), st.sampled_from(["", "UNIQUE", "INDEXED", "?"]), _texts)


def _by_name(item: Field | Table | TargetGroup) -> str:
    return item.name


def _sorted_fields(min_size: int = 0) -> st.SearchStrategy[tuple[Field, ...]]:
    found = st.lists(fields, min_size=min_size, max_size=6, unique_by=_by_name)
    return found.map(lambda each: tuple(sorted(each, key=_by_name)))


tables = st.lists(st.builds(Table, names, _sorted_fields(), _texts), max_size=4, unique_by=_by_name).map(
    lambda each: tuple(sorted(each, key=_by_name))
)
_groups = st.lists(
    st.builds(TargetGroup, names, _texts, st.booleans(), st.booleans()), max_size=5, unique_by=_by_name
).map(lambda each: tuple(sorted(each, key=_by_name)))
_events = st.lists(st.builds(Event, names, _texts), max_size=4, unique_by=lambda each: each.id).map(
    lambda each: tuple(sorted(each, key=lambda one: one.id))
)
instances = st.builds(
    Instance,
    person_data=_sorted_fields(),
    one_to_many=tables,
    historical=tables,
    global_data=_sorted_fields(),
    global_data_tables=tables,
    target_groups=_groups,
    events=_events,
)
"""Instances with any names."""

_word = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "P", "S"]), min_size=1, max_size=10)
plain_names = st.one_of(st.sampled_from(["AGE", "INVOICE LINES", "class", "æble", 'say "hi"', "it's", "F"]), _word)
"""Names that a mock can have too; a few of them are left out there all the same."""

STRANGE = Instance(
    person_data=(
        Field("AGE", "NUMBER"),
        Field("BIRTHDAY", "DATE"),
        Field("EMAIL", "STRING", identifier=True),
        Field("INVOICE LINES", "NUMBER"),
        Field("LAST VISIT", "TIMESTAMP"),
        Field("MEMBER-NO", "STRING"),
        Field("NEWSLETTER", "BOOLEAN"),
        Field("class", "STRING"),
    ),
    one_to_many=(Table("ORDER LINES", (Field("ID", "STRING", identifier=True), Field("PRICE", "NUMBER"))),),
    target_groups=(TargetGroup("Gold members", static=True), TargetGroup("All", static=False)),
    events=(Event("order.placed", "Order placed"),),
)
"""An instance with names of a usual oddness."""


def load(text: str, folder: Path, name: str = "my_instance") -> ModuleType:
    """Import the text of a module."""
    path = folder / f"{name}.py"
    path.write_text(text, "utf-8")
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
