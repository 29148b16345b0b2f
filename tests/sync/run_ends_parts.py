"""Jobs with a webhook and a command, run by the command line."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agillic.cli.main import main
from agillic.mock.local import LocalMock
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.report_file import from_json

ROWS = "email,name,age\n" + "".join(f"p{n}@example.com,P{n},30\n" for n in range(5))
JOB = """
name = "{name}"
after_failure = {after}
source = {source}
target = {{ name = "recipients", mode = "upsert" }}
run = {{ on_end = {command}, webhook = "{url}"{run} }}
guards = {{ {guards} }}
mapping = {mapping}
"""
CSV = """{ path = "people.csv", delimiter = ",", quote = '"', header = true }"""
MAPPING = '{ EMAIL = "email", FIRSTNAME = "name", AGE = "age" }'
SCRIPT = 'echo "$1" >> called; cp "$1" last.json; test -e "$1"'


@dataclass
class Ends:
    """What was called at the ends of runs, and what runs them."""

    folder: Path
    mock: LocalMock
    url: str
    posted: list[dict[str, Any]]

    def job(self, *, name: str = "people", **parts: str) -> Path:
        """Write a job file; parts are texts of TOML."""
        values = {"source": CSV, "run": "", "guards": "", "mapping": MAPPING, "after": "false"} | parts
        command = json.dumps(["/bin/sh", "-c", SCRIPT, "sh"])
        path = self.folder / f"{name}.toml"
        path.write_text(JOB.format(name=name, command=command, url=self.url, **values))
        return path

    def run(self, *arguments: str) -> int:
        """Run a command of `sync`; return its exit code."""
        return main(["sync", *arguments])

    def only(self) -> RunReport:
        """Return the report of the only run that ended: command and webhook were called once, and say the same."""
        called = (self.folder / "called").read_text().splitlines()
        assert (len(called), len(self.posted)) == (1, 1)
        report = from_json((self.folder / "last.json").read_bytes(), "what the command got")
        assert self.posted[0]["body"]["run"] == report.run
        assert self.posted[0]["body"]["end"] == report.end
        assert sum(report.rows.values()) in (0, report.source_rows)
        (self.folder / "called").unlink()
        self.posted.clear()
        return report

    def nothing(self) -> bool:
        """Return whether nothing was called."""
        return not self.posted and not (self.folder / "called").exists()

    def writes(self) -> int:
        """Return how many calls arrived that write."""
        own = [each for each in self.mock.requests if each.operation and each.operation != "getOAuthToken"]
        return sum(each.method != "GET" for each in own)
