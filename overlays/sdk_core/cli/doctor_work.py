"""`doctor`: makes one check after the other, and prints what each found."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import Final, Protocol, TextIO, cast

from sdk_core.api import Api
from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.doctor_calls import check_calls
from sdk_core.cli.doctor_connection import check_connection
from sdk_core.cli.doctor_findings import Check, Examined, Finding
from sdk_core.cli.doctor_limits import check_limits, check_rate_limiter
from sdk_core.cli.doctor_machine import check_settings, check_state_folder
from sdk_core.cli.output import Style, usual_format, write
from sdk_core.cli.plain_text import for_terminal
from sdk_core.cli.program import room_module
from sdk_core.real_time import wall_time
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.errors import StateFileError
from sdk_core.wire.counting import counted
from sdk_core.wire.errors import ApiError


class _WithOptions(Protocol):
    def with_options(self, *, max_retries: int) -> SyncAPIClient: ...


_WIDTH: Final = 26
_INDENT: Final = " " * 10


def run(options: Namespace) -> int:
    """Make all checks, print what they found, and return the exit code.

    Args:
        options: `api`, `profile`, `output` and `prog`.
    """
    style = Style(options.output or usual_format(sys.stdout))
    findings: list[Finding] = []
    for each in examine(find_api(options.api), options.profile):
        findings.append(each)
        if style.format == "table":
            _print(each, sys.stdout)
    if style.format != "table":
        write([each._asdict() for each in findings], style, sys.stdout)
    failed = [each.check for each in findings if each.result == "failed"]
    if failed:
        sys.stderr.write(f"{options.prog}: {len(failed)} of {counted(len(findings), 'check')} failed\n")
    return exit_codes.FAILED if failed else exit_codes.DONE


def examine(api: Api, profile: str | None = None, *, wall_clock: Callable[[], float] = wall_time) -> Iterator[Finding]:
    """Yield what each check finds, as soon as it does.

    Args:
        api: the API.
        profile: the name of the profile whose settings are checked; None for those of the environment.
        wall_clock: returns the time of this machine, in seconds since 1970.
    """
    examined = Examined(api, profile, wall_clock)
    yield from check_settings(examined)
    if examined.settings is None:
        yield Finding("connection", "skipped", "there are no settings to connect with")
        return
    yield from check_state_folder(examined)
    yield from check_rate_limiter(examined)
    yield from check_connection(examined)
    if not examined.is_reachable:
        yield Finding("credentials", "skipped", "the server cannot be reached")
        return
    if not examined.is_limited:
        yield Finding("credentials", "skipped", "no call can be made: the rate limiter cannot be used")
        return
    with ExitStack() as stack:
        try:
            client = stack.enter_context(open_client(api, profile))
        except StateFileError as error:
            problem, advice = error.problem_and_advice()
            yield Finding("credentials", "skipped", f"no call can be made: {problem}", advice)
            return
        # What a retry would hide is what is looked for.
        examined.client = cast("_WithOptions", client).with_options(max_retries=0)
        yield from check_calls(examined)
        yield from check_limits(examined)
        for check in _of_room(api) if examined.accepted else ():
            try:
                yield from check(examined)
            except ApiError as error:
                yield Finding(
                    check.__name__.removeprefix("check_").replace("_", " "), "skipped", *error.problem_and_advice()
                )


def _of_room(api: Api) -> tuple[Check, ...]:
    """Return the checks that only this API has."""
    module = room_module(api.name, "cli.doctor")
    return () if module is None else import_module(module).CHECKS


def _print(finding: Finding, stream: TextIO) -> None:
    stream.write(f"{finding.result:<9} {finding.check:<{_WIDTH}} {for_terminal(finding.message)}\n")
    if finding.advice:
        stream.write(f"{_INDENT}{'':<{_WIDTH}} -> {for_terminal(finding.advice)}\n")
    stream.flush()
