"""Overlays take over what they are for, and nothing else."""

import sys
from pathlib import Path

import httpx
import pytest
from kinds_of_values import KINDS
from small_specs import (
    calling,
    generated,
    imported,
    small_operation,
)

from generator.generate.settings import Overlay, Settings

OVERLAY = '''
"""An overlay that cries."""
TARGETS = ({"in": "path"}, {"path_contains": "/kinds"}, {"in": "query", "format": "rsql"})

class Loud:
    pass

def cry(name, value):
    return "LOUD" if isinstance(value, Loud) else str(value).upper()

def filtered(value):
    return f"<{value}>"

def remedy(names):
    return f"cry {names} louder"
'''


def test_overlays_take_over_what_they_are_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With them and without them, the same calls are sent differently: none of them is idle."""
    (tmp_path / "loud_overlay.py").write_text(OVERLAY)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    overlays = {
        "path_value": Overlay("loud_overlay", "cry", "Loud"),
        "filter": Overlay("loud_overlay", "filtered", "Loud", "rsql"),
    }
    all_kinds = {"post": small_operation("getAll", name="all")}
    swallowed = {**KINDS, "paths": {**KINDS["paths"], "/kinds/all": all_kinds}}
    competing = {"competing_paths": Overlay("loud_overlay", "remedy")}
    for folder, document, settings, sent in (
        ("without", KINDS, Settings("small"), b"/kinds/a?filter=x"),
        ("with", KINDS, Settings("small", overlays=overlays), b"/kinds/A?filter=%3Cx%3E"),
        ("competing", swallowed, Settings("small", overlays=competing), b""),
    ):
        (tmp_path / folder).mkdir()
        with imported(generated(tmp_path / folder, document, settings)) as package:
            client, requests = calling(package, httpx, content=b"[]")
            if sent:
                client.things.get("a", [], filter="x")
                assert requests[0].url.raw_path == sent
            else:
                with pytest.raises(ValueError, match=r"one of /kinds/all; cry \['kindId'\] louder$"):
                    client.things.get("all", [], filter="x")
                assert requests == []
