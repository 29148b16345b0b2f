"""`agents stop` and `agents start`: the file that denies all calls of all agents while it is there."""

import json
import os
import sys
from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.folders import Folders
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.cli import exit_codes
from sdk_core.cli.agents_parts import folders_of, person, record
from sdk_core.cli.exit_codes import CodedError
from sdk_core.cli.plain_text import for_terminal
from sdk_core.real_time import wall_time
from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory

_MAX_REASON: Final = 500


def stop(options: Namespace) -> int:
    """Stop all agents of a state folder, and say whether they were stopped already.

    They are stopped first and the line of the record is written then: a full disk of the record keeps none going.

    Raises:
        CodedError: the stop file cannot be written, so agents go on.
    """
    found, by = folders_of(options), person(None)
    if os.path.lexists(found.stop_file):
        sys.stderr.write(f"agents were stopped already ({_since(found)}); start them again by `agents start`\n")
        return exit_codes.DONE
    reason = visible(options.reason, _MAX_REASON)
    moment = datetime.fromtimestamp(wall_time(), UTC).isoformat(timespec="seconds")
    content = json.dumps({"by": by, "time": moment, "reason": reason}).encode()
    try:
        write_private(private_directory(found.state) / found.stop_file.name, content, replace=False)
    except (OSError, StateFileError) as error:
        message = f"agents are NOT stopped: {found.stop_file} cannot be written ({error}); end their servers"
        raise CodedError(message, exit_codes.FAILED) from error
    sys.stderr.write(f"all agents are stopped: while {found.stop_file} is there, no call is let through\n")
    try:
        record(found, "stopped", by=by, reason=reason)
    except AuditError as error:
        sys.stderr.write(f"but that is not recorded: {for_terminal(str(error))}\n")
    return exit_codes.DONE


def start(options: Namespace) -> int:
    """Let the agents of a state folder go on, and say whether they were stopped at all.

    Raises:
        AuditError: it cannot be recorded, so agents stay stopped.
        OSError: the stop file cannot be removed, so agents stay stopped.
    """
    found = folders_of(options)
    if not os.path.lexists(found.stop_file):
        sys.stderr.write(f"agents were not stopped: there is no {found.stop_file}\n")
        return exit_codes.DONE
    record(found, "started", by=person(None))
    found.stop_file.unlink(missing_ok=True)
    sys.stderr.write(f"agents may go on: {found.stop_file} is removed\n")
    return exit_codes.DONE


def stopped(found: Folders) -> dict[str, str] | None:
    """Return who has stopped the agents of a state folder, when and why; None when they are not stopped.

    Whatever is at the place of the file stops them, also what cannot be read.
    """
    if not os.path.lexists(found.stop_file):
        return None
    try:
        content = json.loads(found.stop_file.read_bytes())
        return {name: str(content[name]) for name in ("by", "time", "reason")}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _since(found: Folders) -> str:
    told = stopped(found) or {}
    return for_terminal(f"since {told['time']}, by {told['by']}") if told else "nobody knows by whom"
