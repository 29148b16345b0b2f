"""What programs and the command line do with jobs: plan, run, retry, undo, and look.

Each function takes a `Job`, the path of a file with one job, or the tables of such a file as dicts, and then the name
of the API by `api=`. An API's room offers them with its own name given.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from sdk_core.client import BaseClient
from sdk_core.sync.context import JobContext, JobInput, Progress, open_job, resolve_job
from sdk_core.sync.model.errors import GuardStopped, JobError, SyncError
from sdk_core.sync.model.job import Job
from sdk_core.sync.plan_making import Truth, make_plan_file, new_id, work_connection
from sdk_core.sync.plan_running import PlanRun, plan_path, stopped_report
from sdk_core.sync.planning.plan_file import PlanFile, check_runnable, open_plan
from sdk_core.sync.planning.plan_text import markdown_of, text_of
from sdk_core.sync.planning.stale import StaleEntry, find_stale
from sdk_core.sync.planning.undo import make_undo
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.wire.errors import ApiError

Stale = Literal["stop", "skip", "ignore"]
