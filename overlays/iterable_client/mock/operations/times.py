"""How responses write times that are numbers."""

from iterable_client.mock.calls import Call


def record_time(call: Call, milliseconds: int) -> int:
    """Return a time of a campaign or list, by the assumption `record-times`."""
    return milliseconds if call.choice("record-times") == "milliseconds" else milliseconds // 1000
