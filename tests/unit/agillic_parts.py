"""The Agillic document as tests ask it: its operations by id, and its schemas by name."""

from pathlib import Path
from typing import Any

from generator.bundle.bundler import Bundle
from generator.bundle.document import Operation, operations

OPERATIONS = [
    tuple(line.split()[:3])
    for line in Path(__file__).with_name("agillic_operations.txt").read_text("utf-8").splitlines()
]


def by_id(bundle: Bundle) -> dict[str, Operation]:
    return {operation.id: operation for operation in operations(bundle.document)}


def schema(bundle: Bundle, name: str) -> dict[str, Any]:
    found: dict[str, Any] = bundle.document["components"]["schemas"][name]
    return found
