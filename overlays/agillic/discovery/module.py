"""Writes an instance as a Python module: types of its rows, its fields for filters, and its names.

The text is the same for the same discovery, and `ruff format` leaves it as it is. It is made of sections, one for each
part of an instance, by which `agillic.discovery.drift` compares.
"""

import hashlib
import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from agillic.discovery.instance import TITLES, Field, Instance, Table
from agillic.discovery.spelling import class_name, distinct, identifier, literal
from agillic.wire.rsql.builder import Field as FilterField

WIDTH: Final = 88
"""Characters of a line, from where `ruff format` breaks it."""
MARK: Final = "# Written by `agillic discover`."
"""How the first line of each module begins."""
DIGEST: Final = "# Discovery: sha256:"
_ROW_WORDS: Final = {"NUMBER": "Number", "BOOLEAN": "Boolean", "DATE": "Date", "TIMESTAMP": "Timestamp"}
_IMPORTED: Final = (
    "Boolean",
    "BooleanField",
    "Date",
    "DateField",
    "Number",
    "NumberField",
    "RowType",
    "Text",
    "TextField",
    "Timestamp",
    "TimestampField",
)
_FIXED: Final = frozenset(
    {
        *_IMPORTED, "Final", "TypedDict", "F", "PersonData", "PERSON_DATA", "OneToMany", "Historical", "GlobalData",
        "GlobalDataValues", "GLOBAL_DATA", "GlobalDataTables", "TargetGroups", "StaticTargetGroups", "Events",
    }
)  # fmt: skip
"""What names of an instance may not become: what a module has already."""
_LITERAL: Final = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""")
SECTION: Final = "# --- {} ---"


def module_text(instance: Instance, file_name: str = "my_instance.py") -> str:
    """Return the module of an instance.

    Args:
        instance: as it was discovered.
        file_name: the name of the module's file, for the command that writes it again.

    >>> text = module_text(Instance(person_data=(Field("AGE", "NUMBER"),)))
    >>> '"AGE": Number,' in text, 'AGE: Final = NumberField("AGE")' in text
    (True, True)
    """
    parts = sections(instance)
    body = "\n\n\n".join(parts.values())
    command = _command(instance, file_name)
    return f"{_header(body, command)}\n\n{_imports(body)}\n\n\n{body}\n"


def sections(instance: Instance) -> dict[str, str]:
    """Return the sections of a module by the parts of an instance, without blank lines around them."""
    classes = _class_names(instance)
    found: dict[str, str] = {}
    for part, title in TITLES.items():
        blocks = [SECTION.format(title)]
        if part in instance.left_out:
            blocks[0] += f"\n# {title} are left out: they were not read."
        else:
            blocks += _WRITERS[part](instance, classes)
        found[part] = "\n\n\n".join(blocks)
    return found


def _command(instance: Instance, file_name: str) -> str:
    shown = shlex.quote(file_name)
    recipient = "" if "events" in instance.left_out else " --recipient RECIPIENT_ID"  # whom is no matter of a file
    return f"agillic discover{recipient} -o {shown if shown.isprintable() else 'FILE'}"


def _header(body: str, command: str) -> str:
    return "\n".join(
        (
            f"{MARK} Do not edit it: run the command again.",
            f"#     {command}",
            f"{DIGEST}{hashlib.sha256(body.encode('utf-8')).hexdigest()}",
            '"""The fields, tables and names of an Agillic instance, with their types."""',
        )
    )


def _imports(body: str) -> str:
    words = set(re.findall(r"\w+", _LITERAL.sub("", body)))
    typing = [each for each in ("Final", "TypedDict") if each in words]
    own = [each for each in _IMPORTED if each in words]
    found: list[str] = []
    if typing:
        found.append(f"from typing import {', '.join(typing)}")
    if own:
        found.append("\n".join(["from agillic.discovery import (", *(f"    {each}," for each in own), ")"]))
    return "\n\n".join(found)


_Classes = Mapping[tuple[str, str], str]
"""The names of the classes of rows, by the part and the table."""
_KINDS: Final = {"one_to_many": "Row", "historical": "HistoricalRow", "global_data_tables": "Record"}


def _class_names(instance: Instance) -> _Classes:
    found: dict[tuple[str, str], str] = {}
    for part, ending in _KINDS.items():
        tables: tuple[Table, ...] = getattr(instance, part)
        own = distinct(
            ((each.name, class_name(each.name, ending)) for each in tables), reserved={*_FIXED, *found.values()}
        )
        found |= {(part, name): spelled for name, spelled in own.items()}
    return found


def _person_data(instance: Instance, _classes: _Classes) -> list[str]:
    fields = [each for each in instance.person_data if _can_be_filtered(each.name)]
    names = distinct(((each.name, identifier(each.name)) for each in fields), reserved=_FIXED)
    lines = [
        _assigned(names[each.name], f"{_ROW_WORDS.get(each.type, 'Text')}Field", [literal(each.name)])
        for each in sorted(fields, key=lambda each: names[each.name])
    ]
    return [
        _row("PersonData", instance.person_data),
        _top("PERSON_DATA", "RowType", ["PersonData", literal("person data")]),
        _class("_Fields", "The fields by which recipients are filtered.", lines),
        "F: Final = _Fields()",
    ]


def _can_be_filtered(name: str) -> bool:
    """Tell whether filters can name a field: the dialect has no way to quote names."""
    try:
        FilterField(name)
    except ValueError:
        return False
    return True


def _tables(part: str, class_: str, about: str) -> "_Writer":
    def write(instance: Instance, classes: _Classes) -> list[str]:
        tables: tuple[Table, ...] = getattr(instance, part)
        reserved = {*_FIXED, *classes.values()}
        names = distinct(((each.name, identifier(each.name)) for each in tables), reserved=reserved)
        lines = [
            _assigned(names[each.name], "RowType", [classes[part, each.name], literal(each.name)])
            for each in sorted(tables, key=lambda each: names[each.name])
        ]
        return [*(_row(classes[part, each.name], each.fields) for each in tables), _class(class_, about, lines)]

    return write


def _global_data(instance: Instance, _classes: _Classes) -> list[str]:
    return [
        _row("GlobalDataValues", instance.global_data),
        _top("GLOBAL_DATA", "RowType", ["GlobalDataValues", literal("Global Data")]),
        _constants("GlobalData", "The names of Global Data.", [each.name for each in instance.global_data]),
    ]


def _target_groups(instance: Instance, _classes: _Classes) -> list[str]:
    groups = instance.target_groups
    return [
        _constants("TargetGroups", "The names of all target groups.", [each.name for each in groups]),
        _constants(
            "StaticTargetGroups",
            "The names of those whose members are kept by hand, or by calls.",
            [each.name for each in groups if each.static],
        ),
    ]


def _events(instance: Instance, _classes: _Classes) -> list[str]:
    return [_constants("Events", "The ids of the events.", [each.id for each in instance.events])]


_Writer = Callable[[Instance, _Classes], list[str]]
_WRITERS: Final[Mapping[str, _Writer]] = {
    "person_data": _person_data,
    "one_to_many": _tables("one_to_many", "OneToMany", "The one-to-many tables."),
    "historical": _tables("historical", "Historical", "The historical tables."),
    "global_data": _global_data,
    "global_data_tables": _tables("global_data_tables", "GlobalDataTables", "The Global Data Tables."),
    "target_groups": _target_groups,
    "events": _events,
}


def _row(name: str, fields: Iterable[Field]) -> str:
    """Write a TypedDict by its call, which takes any name as a key; but an empty one, which pyright rejects."""
    lines = [f"        {literal(each.name)}: {_ROW_WORDS.get(each.type, 'Text')}," for each in fields if each.name]
    members = ["    {", *lines, "    },"] if lines else ["    {},"]
    return "\n".join([f"{name} = TypedDict(", f"    {literal(name)},", *members, "    total=False,", ")"])


def _constants(class_: str, about: str, names: Sequence[str]) -> str:
    spelled = distinct(((each, identifier(each)) for each in names), reserved=_FIXED)
    lines = [f"{spelled[each]}: Final = {literal(each)}" for each in sorted(names, key=spelled.__getitem__)]
    return _class(class_, about, lines)


def _class(name: str, about: str, members: Iterable[str]) -> str:
    lines = [f"    {line}" for each in members for line in each.split("\n")]
    return "\n".join([f"class {name}:", f'    """{about}"""', *(["", *lines] if lines else [])])


def _top(name: str, call: str, arguments: Sequence[str]) -> str:
    return f"{name}: Final = {call}({', '.join(arguments)})"


def _assigned(name: str, call: str, arguments: Sequence[str]) -> str:
    line = _top(name, call, arguments)
    if len(line) + 4 <= WIDTH:
        return line
    return "\n".join([f"{name}: Final = {call}(", *(f"    {each}," for each in arguments), ")"])
