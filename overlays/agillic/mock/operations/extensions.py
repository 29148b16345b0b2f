"""What the operations on extensions do."""

from agillic.mock.front import Handlers

handles = Handlers()
