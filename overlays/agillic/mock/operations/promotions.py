"""What the operations on promotions do."""

from agillic.mock.front import Handlers

handles = Handlers()
