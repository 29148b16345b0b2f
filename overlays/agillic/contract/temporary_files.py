"""Throw-away files in a folder of resources that the user named for it: uploaded by `--write`, and removed."""

from io import BytesIO

from agillic.contract.run import PAUSE, POLLS, Run
from agillic_api.models.asset_path import AssetPath
from agillic_api.models.asset_upload import AssetUpload
from sdk_core.contract.call_recorder import RunStopped
from sdk_core.contract.json_values import objects
from sdk_core.contract.responses import ReceivedResponse
from sdk_core.wire.operations import File

_CALLS = 4
"""To delete a file, and to look whether it is gone, twice."""
_ROUNDS = 2
_NOT_THERE = (400, 404)


class TemporaryFiles:
    """Uploads files, and removes those that may have come into being.

    Args:
        run: What it calls with.

    Attributes:
        folder: The folder; empty when none was named, or it is not there.
    """

    def __init__(self, run: Run) -> None:
        self._run, self._invented = run, 0
        self._names: list[str] = []
        self.folder = ""

    @property
    def remaining(self) -> list[str]:
        """The names of the files that may be there."""
        return [*self._names]

    def begin(self) -> None:
        """Look whether the user named a folder that is there.

        Raises:
            RunStopped: No more calls can be made.
        """
        folder = self._run.use.get("folder", "").strip("/")
        if folder and self._run.calls.call("listAssetResources", {"folder": folder}, should_succeed=True).ok:
            self.folder = folder

    def new(self) -> str:
        """Return the name of a file that may be uploaded now. The calls that remove it are set aside.

        Raises:
            RunStopped: Too few calls are left to remove it again.
        """
        self._run.calls.reserve(_CALLS)
        self._invented += 1
        name = f"{self._run.prefix}-{self._invented}.txt"
        self._names.append(name)
        return name

    def upload(self, name: str, *, replace: bool = False) -> ReceivedResponse:
        """Upload a file of one word, by POST or, if it may replace one, by PUT."""
        file = File(BytesIO(b"temporary"), name, "text/plain")
        operation = "updateResource" if replace else "uploadResource"
        return self._run.calls.call(operation, body=AssetUpload(file=file, folder=self.folder))

    def is_listed(self, name: str) -> bool:
        """Tell whether a file is in the list of its folder now."""
        listed = self._run.calls.call("listAssetResources", {"folder": self.folder}, should_succeed=True)
        return name in [each.get("name") for each in objects(listed.json)]

    def will_be_listed(self, name: str) -> bool:
        """Tell whether it is in the list after a while."""
        for number in range(POLLS):
            if number:
                self._run.wait(PAUSE)
            if self.is_listed(name):
                return True
        return False

    def remove(self) -> None:
        """Remove them all, as far as that works; see `remaining`."""
        for _ in range(_ROUNDS):
            self._names = [each for each in self._names if not self._deleted(each)]

    def _deleted(self, name: str) -> bool:
        try:
            response = delete(self._run, f"{self.folder}/{name}")
            return (response.ok or response.status in _NOT_THERE) and not self.is_listed(name)
        except RunStopped:
            return False


def delete(run: Run, path: str, *, is_absent: bool = False) -> ReceivedResponse:
    """Delete a file by its path; `is_absent` says that there should be none.

    Raises:
        RunStopped: No more calls can be made.
    """
    return run.calls.call("deleteResource", body=AssetPath(file=path), is_absent=is_absent)
