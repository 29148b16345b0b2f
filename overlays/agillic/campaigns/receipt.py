"""What is remembered of a staged campaign, beside its file: its id, where it is, and what an edit has to keep.

A later edit, test or publication takes the id from there, and an edit is held to what was staged [S3].
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, cast

from agillic.campaigns.campaign_file import CampaignFileError
from agillic.campaigns.model import Outline

_TYPES: Final[Mapping[str, type]] = {"campaign_id": str, "base_url": str, "block_groups": list}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A staged campaign.

    Attributes:
        campaign_id: its id.
        base_url: the API where it was staged.
        block_groups: the names of its messages and variants.
    """

    campaign_id: str
    base_url: str
    block_groups: Outline

    def save(self, path: Path) -> None:
        """Write it to a file that is not there yet.

        Raises:
            OSError: the file cannot be written, or is there.
        """
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(asdict(self), indent=2) + "\n")


def receipt_path(path: Path) -> Path:
    """Return where the receipt of a campaign's file is.

    >>> receipt_path(Path("mail/summer.toml")).as_posix()
    'mail/summer.toml.staged.json'
    """
    # The whole name, since `summer.json` beside `summer.toml` is another campaign.
    return path.with_name(f"{path.name}.staged.json")


def read_receipt(path: Path) -> Receipt | None:
    """Return the receipt in a file; None where there is none.

    Raises:
        CampaignFileError: the file is no receipt.
    """
    try:
        read: object = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        read = None
    values = cast("dict[str, Any]", read) if isinstance(read, dict) else {}
    if not _is_receipt(values):
        raise CampaignFileError(f"{path}: is no receipt of a staged campaign; restore it, or give --campaign")
    return Receipt(values["campaign_id"], values["base_url"], values["block_groups"])


def _is_receipt(values: Mapping[str, Any]) -> bool:
    if values.keys() != _TYPES.keys() or not all(isinstance(values[name], kind) for name, kind in _TYPES.items()):
        return False
    return bool(re.search(r"\S", values["campaign_id"])) and all(map(_is_group, values["block_groups"]))


def _is_group(value: object) -> bool:
    """Tell whether a value has lists of names by names."""
    if not isinstance(value, dict):
        return False
    lists = list(cast("dict[str, object]", value).values())
    return all(
        isinstance(each, list) and all(isinstance(name, str) for name in cast("list[object]", each)) for each in lists
    )
