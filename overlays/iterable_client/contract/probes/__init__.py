"""All probes, in the order in which they look."""

from collections.abc import Mapping

from iterable_client.contract.probes import errors, exports, lists, templates, users
from iterable_client.contract.probes.writing import WRITING
from iterable_client.contract.run import Run
from sdk_core.contract.probes import Probe

__all__ = ["PASSIVE", "READING", "WRITING"]

READING: Mapping[str, Probe[Run]] = {
    **errors.probes,
    **users.probes,
    **lists.probes,
    **templates.probes,
    **exports.probes,
}
"""Those that only read, by the id of their assumption."""

PASSIVE: Mapping[str, Probe[Run]] = errors.passive
"""Those that make no call and look at all responses."""
