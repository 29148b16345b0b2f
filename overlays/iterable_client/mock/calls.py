"""What handlers are given: the core's mock and call, with the project and the state of Iterable."""

from iterable_client.mock.instance import Project
from iterable_client.mock.state import State
from sdk_core.mock.app import Call as CoreCall
from sdk_core.mock.app import Mock as CoreMock

Mock = CoreMock[Project, State]
"""A mock of Iterable."""
Call = CoreCall[Project, State]
"""A call of it that has passed all checks that are the same for every operation. `key` is a `Caller`, and values of
`path` are text, or int where the document says integer."""
