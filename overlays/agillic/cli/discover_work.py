"""What `agillic discover` does once its arguments are read."""

import shlex
import sys
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from secrets import token_hex
from typing import cast

from agillic.cli.mock_instance import instance_text
from agillic.client import Agillic
from agillic.discovery.drift import NotAModuleError, drift, is_module
from agillic.discovery.instance import Instance
from agillic.discovery.module import module_text
from agillic.discovery.reading import discover
from sdk_core.apis import find_api
from sdk_core.cli import exit_codes
from sdk_core.cli.clients import open_client
from sdk_core.cli.plain_text import for_terminal


def run(options: Namespace) -> int:
    """Discover an instance, and write its module or compare it; return the exit code.

    Args:
        options: `api`, `output`, `check`, `profile`, `recipient` and `mock_instance`.

    Raises:
        AgillicError: a call failed, or all were rejected.
        OSError: a file cannot be read or written.
        SettingsError: there are no credentials, or a setting cannot be used.
        ValueError: the arguments or a file do not fit together; nothing was sent or written.
    """
    module: Path | None = options.output
    before = _before(module, is_check=options.check)
    if options.mock_instance is not None and options.mock_instance.exists():
        raise ValueError(f"{options.mock_instance} is there already and stays as it is; give another name")
    with closing(cast("Agillic", open_client(find_api(options.api), options.profile))) as client:
        instance = discover(client, recipient=options.recipient, note=_note)
        text = instance_text(client, instance, _note) if options.mock_instance is not None else ""
    if options.mock_instance is not None:
        _write_new(options.mock_instance, text)
    if options.check:
        return _check(cast("str", before), instance, cast("Path", module).name)
    if module is not None:
        _replace(module, module_text(instance, module.name))
        _note(f"wrote {module}")
    elif options.mock_instance is None:
        sys.stdout.write(module_text(instance))
    return exit_codes.DONE


def _before(module: Path | None, *, is_check: bool) -> str | None:
    """Return the text of the module that is there, before anything is sent."""
    if module is None:
        if is_check:
            raise ValueError("--check compares a file: give it by -o FILE")
        return None
    try:
        text = module.read_text("utf-8")
    except FileNotFoundError:
        if is_check:
            raise ValueError(f"{module} is not there: write it first, by the same command without --check") from None
        return None
    except UnicodeDecodeError:
        text = ""
    if not is_module(text):
        raise NotAModuleError(f"{module} was not written by `agillic discover` and stays as it is; give another name")
    return text


def _check(before: str, instance: Instance, name: str) -> int:
    found = drift(before, instance, name)
    for line in found.lines:
        print(for_terminal(line))  # noqa: T201 - a command line prints
    if found.lines:
        _note(f"{name} differs from the instance: write it again, by the same command without --check")
        return exit_codes.FAILED
    if found.edited:
        _note(f"{name} was changed since it was written, or formatted in another way; what it says is right")
    return exit_codes.DONE


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    _note(f"wrote {path}; start a mock of it by: agillic mock --instance {shlex.quote(str(path))}")


def _replace(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole, or as it was."""
    part = path.with_name(f"{path.name}.{token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _note(text: str) -> None:
    sys.stderr.write(f"{for_terminal(text)}\n")
