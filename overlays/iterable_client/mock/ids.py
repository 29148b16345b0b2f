"""The ids that the mock gives out, in the forms that the document's samples have. Numbers are counted by the state."""

from string import hexdigits

from sdk_core.mock.words import Words

_HEX = hexdigits[:16]


class Ids:
    """Gives out ids. Threads may share it.

    The same seed gives the same ids in the same order, of each kind by itself. No id is given out twice.

    Args:
        seed: Any whole number.

    >>> ids, again = Ids(1), Ids(1)
    >>> ids.event_id() == again.event_id() != ids.event_id()
    True
    """

    def __init__(self, seed: int) -> None:
        self._events = Words(f"{seed}/event", _HEX, 24)
        self._messages = Words(f"{seed}/message", _HEX, 32)
        self._links = Words(f"{seed}/link", _HEX, 40)

    def event_id(self) -> str:
        """Return the id of an event that was tracked without one, such as 65e3a1f0c2d4a91b7c0e4f11."""
        return self._events.next()

    def message_id(self) -> str:
        """Return the id of a message, such as d0aa7801f91f4824997a631f3ed583c3."""
        return self._messages.next()

    def link_token(self) -> str:
        """Return what makes a link to a file hard to guess; the form is our own."""
        return self._links.next()
