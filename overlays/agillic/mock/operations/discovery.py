"""What the operations on discovery do."""

from agillic.mock.front import Handlers

handles = Handlers()
