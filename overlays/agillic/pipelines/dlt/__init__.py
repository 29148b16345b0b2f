"""A dlt destination: `agillic_destination` writes the tables of a pipeline into an instance. It needs the extra `dlt`.

Importing it imports dlt, which is why this package is not imported by any other.
"""

from agillic.pipelines.dlt.destination import agillic_destination

__all__ = ["agillic_destination"]
