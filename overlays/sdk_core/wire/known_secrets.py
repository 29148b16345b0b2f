"""The secrets of the clients of this process, which are taken out of whatever a server says.

A server, or what stands before it, may repeat what it was sent: in a message, a header, a reason. What our own secrets
are is known exactly, so each is found as it is and in the forms in which servers repeat text: percent-encoded, as JSON,
HTML or Python write it, in base64 or hexadecimal, in capitals. A secret that somebody cuts off cannot be found.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape
from typing import Final, cast
from urllib.parse import quote, quote_plus
from weakref import WeakKeyDictionary

from sdk_core.wire.interrupts import leaves_unlocked, mutex
from sdk_core.wire.secret import Secret

HIDDEN: Final = "***"
_MIN_LENGTH: Final = 3
"""Characters; what is shorter is part of any text, and no secret."""
_SHORT: Final = 6
"""Characters; what is shorter is found only where no letter or digit is beside it: keys of tests are such as `key`."""
_MAX_SECRETS: Final = 8
"""Secrets that are kept for each owner beside its first ones: tokens change, and old ones may still be repeated."""


class _Known:
    """A secret, ready to be found."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def __len__(self) -> int:
        return len(self._secret.reveal())

    @cached_property
    def _forms(self) -> tuple[list[str], re.Pattern[str]]:
        # Made for the first error and not for each token. Small letters find both kinds.
        forms = sorted({each.lower() for each in _forms(self._secret.reveal())}, key=len, reverse=True)
        bound = "" if len(self._secret.reveal()) >= _SHORT else r"[^\W_]"
        before, after = (f"(?<!{bound})", f"(?!{bound})") if bound else ("", "")
        return forms, re.compile(f"{before}(?:{'|'.join(map(re.escape, forms))}){after}", re.IGNORECASE)

    def hide(self, text: str) -> str:
        if len(self._secret.reveal()) < _MIN_LENGTH:
            return text
        forms, pattern = self._forms
        small = text.lower()
        return pattern.sub(HIDDEN, text) if any(form in small for form in forms) else text


_CREDENTIALS: Final = re.compile("auth|cookie|credential|key|password|secret|token", re.IGNORECASE)
"""What the names of headers have that carry credentials."""
_KNOWN: "WeakKeyDictionary[object, list[_Known]]" = WeakKeyDictionary()
_LOCK = mutex()


@leaves_unlocked
def remember(owner: object, secrets: Iterable[Secret]) -> None:
    """Have secrets taken out of texts of servers, as long as their owner lives.

    Args:
        owner: whose they are, such as the auth object of a client.
        secrets: the first ones of an owner are kept; of those that come later, the last few.
    """
    with _LOCK:
        known = _KNOWN.get(owner)
        if known is None:
            _KNOWN[owner] = [_Known(each) for each in secrets]
            return
        known += [_Known(each) for each in secrets]
        del known[_MAX_SECRETS:-_MAX_SECRETS]


def remember_credentials(owner: object, auth: object, headers: Mapping[str, str]) -> None:
    """Have the credentials that a client is given taken out of texts of servers, as long as it lives.

    Args:
        owner: the client.
        auth: what authenticates its calls; a pair of user and password is remembered, all else remembers its own.
        headers: those of all its calls; the values of those that are called like credentials are remembered.

    >>> class Owner: ...
    >>> owner = Owner()
    >>> remember_credentials(owner, None, {"Api-Key": "fake-sk-live-9x7", "Accept": "application/json"})
    >>> hide_known("fake-sk-live-9x7 is no key; application/json")
    '*** is no key; application/json'
    """
    given = [value for name, value in headers.items() if _CREDENTIALS.search(name)]
    secrets = [Secret(part) for value in given for part in {value, value.rpartition(" ")[2]}]  # "Bearer TOKEN" too
    if isinstance(auth, tuple):
        pair = cast("tuple[str, str]", auth)
        secrets += [Secret(pair[1]), Secret(b64encode(":".join(pair).encode()).decode("ascii"))]
    if secrets:
        remember(owner, secrets)


def hide_known(text: str) -> str:
    """Return a text without the known secrets.

    >>> class Owner: ...
    >>> owner = Owner()
    >>> remember(owner, [Secret("fake/s3cr3t")])
    >>> hide_known("fake/s3cr3t, also as fake%2Fs3cr3t")
    '***, also as ***'
    """
    return _hidden_text(text, _all_known())


@leaves_unlocked
def _all_known() -> list[_Known]:
    with _LOCK:
        known = [each for those in _KNOWN.values() for each in those]
    # The longest first: one secret may stand within another, of which the rest would be shown.
    return sorted(known, key=_Known.__len__, reverse=True)


def hide_known_bytes(content: bytes) -> bytes:
    """Do the same for the body of a response."""
    text = content.decode("utf-8", "surrogateescape")
    hidden = hide_known(text)
    return content if hidden == text else hidden.encode("utf-8", "surrogateescape")


def hide_known_json(value: object) -> object:
    """Do the same for every text in parsed JSON.

    >>> hide_known_json({"count": [1, "two"]})
    {'count': [1, 'two']}
    """
    known = _all_known()
    texts: list[str] = []
    _collect(value, texts)
    whole = "\n".join(texts)  # nearly always nothing is in any of them, and there may be thousands
    return value if _hidden_text(whole, known) == whole else _hidden(value, known)


def _collect(value: object, texts: list[str]) -> None:
    """Add all texts in parsed JSON to others."""
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[object, object]", value).items():
            _collect(name, texts)
            _collect(each, texts)
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            _collect(each, texts)


def _hidden(value: object, known: list[_Known]) -> object:
    if isinstance(value, str):
        return _hidden_text(value, known)
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {_hidden(name, known): _hidden(each, known) for name, each in members.items()}
    return [_hidden(each, known) for each in cast("list[object]", value)] if isinstance(value, list) else value


def _hidden_text(text: str, known: list[_Known]) -> str:
    for each in known:
        text = each.hide(text)
    return text


def _forms(secret: str) -> set[str]:
    """Return how servers may write a secret."""
    content = secret.encode("utf-8", "surrogatepass")
    plain = [secret, content.hex()]
    for encoded in (b64encode(content).decode("ascii"), urlsafe_b64encode(content).decode("ascii")):
        plain += [encoded, encoded.rstrip("=")]
    found = set(plain)
    for each in plain:
        safe = each.encode("utf-8", "replace").decode()
        once = {quote(safe, safe=""), quote(safe), quote_plus(safe)}
        written = {json.dumps(each)[1:-1], json.dumps(each, ensure_ascii=False)[1:-1], repr(each)[1:-1]}
        found |= once | {quote(one, safe="") for one in once} | written
        found |= {one.replace("/", "\\/") for one in written} | {escape(each), escape(each, quote=False)}
        found.add(escape(each).replace("&#x27;", "&#39;"))
    return found
