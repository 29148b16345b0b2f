"""What calls of an API are made by, and what of it no document says."""

from dataclasses import dataclass

from sdk_core.contract.document import Document
from sdk_core.wire.requests import Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRules:
    """How calls of an API are made, and when a response is believed.

    Attributes:
        document: What its responses are compared with.
        wire: How it writes requests.
        token_operation: What the credentials are exchanged by for a token; it is called without one. Its rejection of
            the right credentials is believed at once, for a key may be locked whose secret is wrong. Empty without
            tokens.
        changed_by_repeating: The operations that may rightly respond otherwise when the same is asked for again.
    """

    document: Document
    wire: Wire
    token_operation: str = ""
    changed_by_repeating: frozenset[str] = frozenset()
