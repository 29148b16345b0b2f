"""The module of an instance: deterministic, formatted, and safe whatever names people chose."""

import ast
import subprocess
import sys
import time
from types import ModuleType
from typing import Any

import pytest
from discovery_parts import HOSTILE, STRANGE, instances
from hypothesis import example, given

from agillic.discovery import module_text
from agillic.discovery.instance import Event, Field, Instance, Table, TargetGroup
from agillic.wire.rsql.builder import Field as FilterField

HARMLESS = {"Final", "TypedDict", "RowType", "_Fields"}
WHOLE = Instance(
    person_data=tuple(Field(name, "NUMBER") for name in sorted(HOSTILE)),
    one_to_many=tuple(Table(name, (Field(name, "DATE"),)) for name in sorted(HOSTILE)),
    historical=tuple(Table(name, (Field(name, "DATE"),)) for name in sorted(HOSTILE)),
    global_data=tuple(Field(name, "STRING") for name in sorted(HOSTILE)),
    global_data_tables=tuple(Table(name) for name in sorted(HOSTILE)),
    target_groups=tuple(TargetGroup(name, static=True) for name in sorted(HOSTILE)),
    events=tuple(Event(name) for name in sorted(HOSTILE)),
)


def run(text: str) -> Any:  # noqa: ANN401 - a module, whose names are those of an instance
    module = ModuleType("my_instance")
    exec(compile(text, "my_instance.py", "exec"), module.__dict__)  # noqa: S102 - that nothing bad happens is tested
    return module


def members(holder: object) -> list[Any]:
    return [value for name, value in vars(holder).items() if not name.startswith("__")]


def filterable(name: str) -> bool:
    try:
        FilterField(name)
    except ValueError:
        return False
    return True


@given(instances)
@example(WHOLE)
@example(Instance())
def test_every_name_is_in_it_as_it_is_and_nothing_else_runs(instance: Instance) -> None:
    text = module_text(instance)
    assert text == module_text(instance)
    only_assigns(text)
    module = run(text)
    assert {*module.PersonData.__annotations__} == {each.name for each in instance.person_data} - {""}
    assert sorted(each.name for each in members(module.F.__class__)) == [
        each.name for each in instance.person_data if filterable(each.name)
    ]
    for holder, tables in (
        (module.OneToMany, instance.one_to_many),
        (module.Historical, instance.historical),
        (module.GlobalDataTables, instance.global_data_tables),
    ):
        assert {each.name: {*each.types} for each in members(holder)} == {
            table.name: {field.name for field in table.fields} - {""} for table in tables
        }
    assert sorted(members(module.GlobalData)) == [each.name for each in instance.global_data]
    assert sorted(members(module.TargetGroups)) == [each.name for each in instance.target_groups]
    assert sorted(members(module.StaticTargetGroups)) == [each.name for each in instance.target_groups if each.static]
    assert sorted(members(module.Events)) == [each.id for each in instance.events]


def only_assigns(text: str) -> None:
    """Check that a module consists of imports, literals, and calls of what it imports."""
    for node in ast.walk(ast.parse(text)):
        assert isinstance(
            node,
            ast.Module | ast.Expr | ast.Constant | ast.ImportFrom | ast.alias | ast.ClassDef | ast.Assign
            | ast.AnnAssign | ast.Name | ast.Call | ast.keyword | ast.Dict | ast.expr_context,
        ), ast.dump(node)  # fmt: skip
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)
            assert node.func.id in HARMLESS or node.func.id.endswith("Field")
        if isinstance(node, ast.ImportFrom):
            assert node.module in {"typing", "agillic.discovery"}


@given(instances)
def test_each_field_has_the_type_that_was_discovered(instance: Instance) -> None:
    module = run(module_text(instance))
    expected = {
        each.name: "STRING" if "MONEY" in each.type else each.type for each in instance.person_data if each.name
    }
    assert module.PERSON_DATA.types == expected
    kinds = {each.name: type(each).__name__.removesuffix("Field") for each in members(module.F.__class__)}
    words = {"STRING": "Text", "NUMBER": "Number", "BOOLEAN": "Boolean", "DATE": "Date", "TIMESTAMP": "Timestamp"}
    assert kinds == {name: words[type_] for name, type_ in expected.items() if name in kinds}


@pytest.mark.parametrize("width", ["88", "120"])
@pytest.mark.parametrize("instance", [STRANGE, WHOLE, Instance(), Instance(left_out=("events", "person_data"))])
def test_the_formatter_leaves_it_as_it_is(instance: Instance, width: str) -> None:
    text = module_text(instance)
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", width, "--diff", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603 - our own command
    assert not done.stdout.decode(), done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()


def test_names_keep_their_spelling_where_they_can() -> None:
    module = run(module_text(STRANGE))
    assert str(module.F.AGE >= 20) == "AGE>=20"
    assert str(module.F.class_ == "Gold") == "class==Gold"
    assert str(module.F.MEMBER_NO == "7") == 'MEMBER-NO=="7"'
    assert not hasattr(module.F, "INVOICE_LINES")  # no filter can name it
    assert module.OneToMany.ORDER_LINES.name == "ORDER LINES"
    assert module.TargetGroups.Gold_members == module.StaticTargetGroups.Gold_members == "Gold members"
    assert module.Events.order_placed == "order.placed"


def test_names_that_would_become_the_same_stay_apart() -> None:
    fields = tuple(Field(name, "STRING") for name in ("A-B", "A/B", "A_B", "A_B_2"))
    module = run(module_text(Instance(person_data=fields)))
    assert {name: getattr(module.F, name).name for name in ("A_B", "A_B_2", "A_B_3", "A_B_4")} == {
        "A_B": "A_B",
        "A_B_2": "A_B_2",
        "A_B_3": "A-B",
        "A_B_4": "A/B",
    }


def test_ten_thousand_fields_take_a_moment() -> None:
    fields = tuple(Field(f"FIELD {n:05}" if n % 2 else f"FIELD_{n:05}", "NUMBER") for n in range(10_000))
    start = time.process_time()
    module = run(module_text(Instance(person_data=tuple(sorted(fields, key=lambda each: each.name)))))
    assert len(module.PERSON_DATA.types) == 10_000
    assert time.process_time() - start < 20  # a second or two; what grows with the square takes minutes


def test_the_command_to_run_again_names_no_person_and_no_folder() -> None:
    head = module_text(STRANGE, "my $instance.py").splitlines()[:4]
    assert head[0].startswith("# Written by `agillic discover`.")
    assert head[1] == "#     agillic discover --recipient RECIPIENT_ID -o 'my $instance.py'"
    assert head[2].startswith("# Discovery: sha256:")
    assert module_text(STRANGE, "a\nb").splitlines()[1].endswith("-o FILE")
