"""What the operations on exports do."""

from agillic.mock.front import Handlers

handles = Handlers()
