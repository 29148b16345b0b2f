"""What is remembered of a staged campaign, beside its file: its id, where it is, and how many variants it has.

A later edit, test or publication takes the id from there, and an edit is held to the staged variants [S3].
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, cast

from agillic.campaigns.campaign_file import CampaignFileError

_TYPES: Final[Mapping[str, type]] = {"campaign_id": str, "base_url": str, "variants": dict}


@dataclass(frozen=True, slots=True)
class Receipt:
    """A staged campaign.

    Attributes:
        campaign_id: its id.
        base_url: the API where it was staged.
        variants: the number of variants of each message, by its name.
    """

    campaign_id: str
    base_url: str
    variants: Mapping[str, int]

    def save(self, path: Path) -> None:
        """Write it to a file that is not there yet.

        Raises:
            OSError: the file cannot be written, or is there.
        """
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(asdict(self), indent=2, sort_keys=True) + "\n")


def receipt_path(path: Path) -> Path:
    """Return where the receipt of a campaign's file is.

    >>> receipt_path(Path("mail/summer.toml")).as_posix()
    'mail/summer.staged.json'
    """
    return path.with_suffix(".staged.json")


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
    return Receipt(values["campaign_id"], values["base_url"], values["variants"])


def _is_receipt(values: Mapping[str, Any]) -> bool:
    if values.keys() != _TYPES.keys() or not all(isinstance(values[name], kind) for name, kind in _TYPES.items()):
        return False
    counts = cast("Mapping[str, object]", values["variants"]).values()
    return bool(re.search(r"\S", values["campaign_id"])) and all(type(each) is int for each in counts)
