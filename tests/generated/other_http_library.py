"""The clients on httpx2, which continues httpx with the same names: the runtime names its HTTP library in one place."""

import importlib
import sys
from collections.abc import Generator
from contextlib import contextmanager
from unittest.mock import patch

import sdk_core.client


@contextmanager
def on_httpx2() -> Generator[None]:
    """Have generated packages that are imported now call by httpx2; those that are there already are left alone."""
    ours = sdk_core.client
    with patch.dict(sys.modules, {"httpx": importlib.import_module("httpx2")}):
        for name in [*sys.modules]:
            if name.startswith(ours.__name__) or name.split(".")[0].endswith("_api"):
                del sys.modules[name]
        try:
            yield
        finally:
            sdk_core.client = ours  # the import of another one has put it here
