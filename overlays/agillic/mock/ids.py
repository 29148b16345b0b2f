"""The ids that the mock gives out, in the forms that Agillic's samples have."""

from string import ascii_letters, digits, hexdigits

from sdk_core.mock.words import Words

_NEAR = 61
"""Words of the alphabet from one AGILLIC_ID to the next."""


class Ids:
    """Gives out ids in the forms that the API's samples have [S1, S3, C-AG]. Threads may share it.

    The same seed gives the same ids in the same order, of each kind by itself. No id is given out twice.

    Args:
        seed: Any whole number.

    >>> ids, again = Ids(1), Ids(1)
    >>> ids.task_id() == again.task_id() != ids.task_id()
    True
    """

    def __init__(self, seed: int) -> None:
        self._tasks = Words(f"{seed}/task", hexdigits[:16], 30)
        self._documents = Words(f"{seed}/document", ascii_letters + digits, 10)
        # Near each other, these ids are added to an index in half the time, more so with a million of them.
        self._recipients = Words(f"{seed}/recipient", ascii_letters, 4, step=_NEAR)
        self._campaigns = Words(f"{seed}/campaign", ascii_letters, 4)
        self._records = Words(f"{seed}/record", digits, 8)
        self._tokens = Words(f"{seed}/token", ascii_letters + digits, 40)

    def task_id(self) -> str:
        """Return the id of a task, a UUID of version 4 such as 144816e2-d5f4-48ff-8353-80e9973dfd43 [S3]."""
        word = self._tasks.next()
        variant = "89ab"[int(word[0], 16) % 4]
        return f"{word[:8]}-{word[8:12]}-4{word[12:15]}-{variant}{word[15:18]}-{word[18:]}"

    def document_id(self) -> str:
        """Return the id of a document of pages, ten letters and digits such as x5Lx8eYF23 [S1]."""
        return self._documents.next()

    def agillic_ids(self, count: int) -> list[str]:
        """Return a number of ids, faster than one by one."""
        return ["." + word for word in self._recipients.many(count)]

    def agillic_id(self) -> str:
        """Return the AGILLIC_ID of a recipient: a dot and four letters such as .EbrB [C-AG], five after 7 million."""
        return "." + self._recipients.next()

    def campaign_id(self) -> str:
        """Return the id of a campaign, a number sign and four letters such as #BaaB [S3]."""
        return "#" + self._campaigns.next()

    def record_key(self) -> str:
        """Return a key of a Global Data Table's record, eight digits; the form is our own, as no source has one."""
        return self._records.next()

    def access_token(self) -> str:
        """Return an access token, 40 letters and digits; the form is our own, no sample is documented."""
        return self._tokens.next()
