"""Runs drt, the open tool for the same work, on the same rows into the same mock, in the bench's own environment.

Its generic REST destination sends batches of 1,000 with a template for the body, one after the other. Its source is a
DuckDB view of the file.
"""

import shutil
import subprocess
import time
from pathlib import Path

import duckdb

from bench.data import ROWS
from bench.processes import RUNTIME, environment
from bench.raw import KEY, SECRET

LIMIT = 300
"""Seconds."""
_PROFILE = """\
bench:
  type: duckdb
  database: {folder}/source.duckdb
"""
_PROJECT = """\
name: bench
version: "0.1"
profile: bench
"""
_SYNC = """\
name: recipients
model: select * from recipients
destination:
  type: rest_api
  url: http://127.0.0.1:{port}/recipients/:batch
  method: POST
  headers: {{Content-Type: application/json}}
  auth: {{type: basic, username_env: BENCH_KEY, password_env: BENCH_SECRET}}
  body_mode: batch
  max_records_per_request: {rows}
  batch_template: >-
    [{{% for row in rows %}}{{"personData": {{{{ row | tojson }}}}}}
    {{%- if not loop.last %}},{{% endif %}}{{% endfor %}}]
sync:
  mode: full
  batch_size: {rows}
  rate_limit: {{requests_per_second: 1000000}}
"""


def run_drt(port: str, file: Path, folder: Path) -> float:
    """Send the rows of a file to a server; return the seconds that its process took.

    Args:
        port: the server's.
        file: Parquet.
        folder: for its project; it is made anew.

    Raises:
        SystemExit: it failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "syncs").mkdir(parents=True)
    (folder / ".drt").mkdir()
    (folder / ".drt" / "profiles.yml").write_text(_PROFILE.format(folder=folder), "utf-8")
    (folder / "drt_project.yml").write_text(_PROJECT, "utf-8")
    (folder / "syncs" / "recipients.yml").write_text(_SYNC.format(port=port, rows=ROWS), "utf-8")
    with duckdb.connect(str(folder / "source.duckdb")) as connection:
        connection.execute(f"create view recipients as select * from read_parquet('{file}')")  # noqa: S608 - our own
    variables = {"HOME": str(folder), "BENCH_KEY": KEY, "BENCH_SECRET": SECRET, "DO_NOT_TRACK": "1"}
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - a list of the bench's own making, without a shell
        [RUNTIME.parent / "drt", "run", "--select", "recipients"],
        cwd=folder,
        env=environment() | variables | {"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    taken = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"drt failed with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
    return taken
