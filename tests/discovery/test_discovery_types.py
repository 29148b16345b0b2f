"""What a module is for: type checkers reject wrong lines of code that uses it, and accept right ones."""

import re
import subprocess
import sys
from pathlib import Path

from discovery_parts import STRANGE

from agillic.discovery import module_text

USE = """\
from datetime import UTC, date, datetime
from decimal import Decimal

from agillic import Agillic, Filter, wildcard
from my_instance import PERSON_DATA, Events, F, OneToMany, OrderLinesRow, PersonData, StaticTargetGroups

recent: Filter = (F.AGE >= 20) & (F.EMAIL == wildcard("*@example.com")) & (F.BIRTHDAY < date(2000, 1, 1))
other = F.AGE.in_(20, 21.5, Decimal(22)) | (F.NEWSLETTER == True) | (F.class_ != "Gold")
person: PersonData = {"EMAIL": "ada@example.com", "AGE": 20, "INVOICE LINES": Decimal("19.90"), "class": "Gold"}
cleared: PersonData = {"EMAIL": "", "AGE": None, "LAST VISIT": datetime(2026, 7, 4, tzinfo=UTC)}


def use(agillic: Agillic) -> None:
    for recipient in agillic.recipients.iterate(filter=recent & other):
        read = PERSON_DATA.read(recipient, agillic.dates)
        age = read.get("AGE")
        if age is not None:
            print(age + 1, read.get("EMAIL", "").lower())
    agillic.recipients.upsert([person, cleared]).run()
    line: OrderLinesRow = {"ID": "7", "PRICE": 12}
    agillic.one_to_many.upsert(OneToMany.ORDER_LINES.name, [("ada@example.com", line)]).run()
    agillic.target_groups.add(StaticTargetGroups.Gold_members, ["ada@example.com"]).run()
    agillic.events.achieve("ada@example.com", Events.order_placed)
    print(OneToMany.ORDER_LINES.write(line, agillic.dates))


"""
WRONG = {
    "F.AEG >= 20": "an unknown field",
    'F.AGE >= "20"': "a comparison with a value of another type",
    'a: PersonData = {"EMIAL": "ada@example.com"}': "an unknown key",
    'b: PersonData = {"AGE": "20"}': "a wrong value",
    'wrong: Filter = F.AGE == "20"': "a wrong comparison by ==, where the filter is used",
    "F.BIRTHDAY.in_(1815)": "one with a list",
    'c: OrderLinesRow = {"PRICE": 1, "NAME": "x"}': "an unknown column of a table",
    "StaticTargetGroups.All": "a target group that is not static",
    "Events.order_shipped": "an unknown event",
    "F.AGE = F.EMAIL": "a field put in place of another",
}  # fmt: skip
"""Lines that are wrong, and why."""


PAGE = (Path(__file__).parents[2] / "docs/discovery.md").read_text("utf-8")


def rejected(command: list[str], folder: Path) -> tuple[list[str], str]:
    """Return the lines in which a checker finds errors, and what it says."""
    (folder / "my_instance.py").write_text(module_text(STRANGE), "utf-8")
    code = USE + "\n".join(WRONG) + "\n"
    (folder / "use.py").write_text(code, "utf-8")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    lines = {
        (path, int(number))
        for path, number in re.findall(r"(\w+\.py):(\d+)(?::\d+)?(?: -|:) error", done.stdout)
    }  # fmt: skip
    assert {path for path, _ in lines} <= {"use.py"}, done.stdout
    return [code.splitlines()[number - 1] for _, number in sorted(lines)], done.stdout


def test_mypy_rejects_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path), "use.py"]
    lines, said = rejected(command, tmp_path)
    assert lines == list(WRONG)
    shown = re.findall(r"^error: .*$", PAGE, re.MULTILINE)
    assert len(shown) == 4
    assert [each for each in shown if each not in said] == []
    assert all(f"\n{each}\n" in PAGE for each in list(WRONG)[:4])


def test_pyright_rejects_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "use.py"]
    assert rejected(command, tmp_path)[0] == list(WRONG)
