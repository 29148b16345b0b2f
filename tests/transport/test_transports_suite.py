"""The tests of the client over the transports that are not the default: a sample, and all of them with `make contract`.

They run in processes of their own, whose environment chooses the transport for all clients that choose none.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from sdk_core.transport.settings.parsers import TransportName

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
FOLDERS = ("tests/client", "tests/core/transport", "tests/transport", "tests/iterable_client")
SAMPLE = (
    "tests/client/test_reliability_cancellation.py",
    "tests/client/test_reliability_closing.py",
    "tests/client/test_reliability_network.py",
    "tests/client/test_reliability_sharing.py",
    "tests/client/test_security_tls.py",
)
PREFIXES = ("AGILLIC", "ITERABLE", "TINY")
"""Of the environment's variables."""


@pytest.mark.parametrize("over", [each for each in get_args(TransportName) if each != "httpx"])
@pytest.mark.parametrize("paths", [[each] for each in FOLDERS] if LONG else [SAMPLE], ids=lambda paths: str(paths[0]))
def test_each_transport_keeps_what_the_default_promises(over: str, paths: Sequence[str]) -> None:
    chosen = dict.fromkeys((f"{each}_TRANSPORT" for each in PREFIXES), over)
    left_out = ("PYTEST_", "AGILLIC_CONTRACT")  # the long forms of its tests are run over the default alone
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    workers = ("--numprocesses", "2" if LONG else "0", "--ignore", __file__)
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *workers, *paths]
    done = subprocess.run(  # noqa: S603 - this interpreter, with files of the project
        command, cwd=ROOT, env=environment | chosen, capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
