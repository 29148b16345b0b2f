"""What the core gets to know of Agillic, and that its errors are Agillic's own wherever they come from."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Literal

import pytest

import agillic
import sdk_core
from agillic.api import API
from agillic.errors import AgillicError, StateFileError
from agillic.limits import LocalRateLimiter
from agillic.settings import Settings
from agillic_api.client import BASE_URL
from sdk_core.transport import errors
from sdk_core.transport.settings.sources import declared
from sdk_core.wire.errors import ApiError
from sdk_core.wire.secret import Secret


def of_the_core(kind: type[ApiError] = ApiError) -> Iterator[type[ApiError]]:
    """Yield the classes of errors that the core defines, those left out that only others are made of."""
    for each in kind.__subclasses__():
        if each.__module__.startswith(("sdk_core", "sdk_core.transport")) and not each.__name__.startswith("_"):
            yield each
        yield from of_the_core(each)


def test_the_room_has_a_class_for_each_error_of_the_core() -> None:
    for module in walk_packages(sdk_core.__path__, "sdk_core."):
        import_module(module.name)
    found = {*of_the_core()}
    assert len(found) > len([ApiError])
    for kind in found:
        own = API.error(kind)
        assert own is not kind, f"agillic.errors has no class of its own for {kind.__name__}"
        assert issubclass(own, kind)
        assert issubclass(own, AgillicError)


def test_what_the_core_is_told_is_what_the_generated_package_says() -> None:
    assert API.base_url == BASE_URL == Settings(key=Secret("k"), secret=Secret("s")).base_url
    assert API.max_concurrency == 20
    assert (API.variable("key"), API.package) == ("AGILLIC_KEY", agillic.__name__)


def test_what_the_core_is_told_loads_no_http_library() -> None:
    code = "import sys, agillic, agillic.api; print({'httpx', 'httpcore', 'ssl'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "set()\n"


def test_each_setting_is_declared_once_and_documented() -> None:
    assert {*declared(Settings)} == {each.name for each in fields(Settings)}
    assert [*declared(Settings)][:2] == ["key", "secret"]
    for name, each in declared(Settings).items():
        assert f"\n        {name}: {each.metadata['meaning']}" in (Settings.__doc__ or "")
        assert each.metadata["secret"] is ("Secret" in str(each.type)), name


@pytest.mark.parametrize("trouble", ["link", "locked", "descriptors", ""])
def test_trouble_with_files_is_an_error_of_agillic_that_names_its_variable(
    trouble: Literal["link", "locked", "descriptors", ""],
) -> None:
    found = errors.StateFileError(message="it is not usable", trouble=trouble)
    own = found.of_class(API.error(errors.StateFileError))
    assert isinstance(own, StateFileError)
    assert own is own.of_class(StateFileError)
    assert str(own) == str(found).replace(errors.NAME_SETTING, f"{errors.NAME_SETTING} (AGILLIC_STATE_DIRECTORY)")
    again = pickle.loads(pickle.dumps(own))  # noqa: S301 - of our own making
    assert (type(again), str(again), again.trouble, again.retryable) == (
        *(StateFileError, str(own), trouble),
        trouble == "locked",
    )


def test_files_that_cannot_be_used_are_told_as_errors_of_agillic(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(StateFileError, match=r"is a link.*\(AGILLIC_STATE_DIRECTORY\)$"):
        LocalRateLimiter("https://api.agillic.test", "key", directory=tmp_path / "link")
    limiter = LocalRateLimiter("https://api.agillic.test", "key", directory=tmp_path / "state")
    limiter.close()
    (file,) = (tmp_path / "state").iterdir()
    file.write_bytes(b"something else" * 100)
    for use in (limiter.acquire, limiter.limits):
        with pytest.raises(StateFileError, match="holds no count of calls"):
            use()
