"""`agents policy`: checks, explains and tests policies, and prints one to begin with."""

import sys
from argparse import Namespace
from pathlib import Path

from sdk_core.agents.policy.explain import explain
from sdk_core.agents.setup.example import example_policy
from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.agents_parts import catalog, catalogs_of, needs_extra, one_line, policy_in, rooms_of
from sdk_core.cli.plain_text import for_terminal


def check(options: Namespace) -> int:
    """Say that a policy can be used, and for which agent and APIs.

    Raises:
        PolicyError: it cannot be used; the message says where and why.
    """
    policy = policy_in(options.file)
    apis = ", ".join(f"{name} ({rules.access})" for name, rules in policy.apis.items())
    sys.stdout.write(f"{for_terminal(options.file)} can be used: agent {policy.agent}; {apis}\n")
    return exit_codes.DONE


def explain_file(options: Namespace) -> int:
    """Say in sentences what a policy lets its agent do.

    Raises:
        PolicyError: it cannot be used.
    """
    policy = policy_in(options.file)
    for line in explain(policy, catalogs_of(policy)).splitlines():
        indent = len(line) - len(line.lstrip())
        sys.stdout.write(f"{line[:indent]}{for_terminal(line[indent:])}\n")
    return exit_codes.DONE


def test(options: Namespace) -> int:
    """Run the cases of a file against a policy, and print what became of each.

    Raises:
        PolicyError: one of the files cannot be used.
        UsageError: the extra is not installed.
    """
    policy = policy_in(options.file)
    with needs_extra(find_api(options.api)):
        from sdk_core.agents.gateway.policy_cases import run_cases  # noqa: PLC0415 - only cases need it, and the extra
    results = run_cases(Path(options.cases), policy, catalogs_of(policy), rooms_of(policy))
    for each in results:
        sys.stdout.write(f"{'failed' if each.problem else 'passed'}  {one_line(each.name)}\n")
        if each.problem:
            sys.stdout.write(f"        {for_terminal(each.problem)}\n")
    failed = sum(bool(each.problem) for each in results)
    sys.stdout.write(f"{len(results) - failed} passed, {failed} failed\n")
    return exit_codes.FAILED if failed else exit_codes.DONE


def example(options: Namespace) -> int:
    """Print a policy with comments for the API of the program."""
    sys.stdout.write(example_policy(catalog(options.api)))
    return exit_codes.DONE
