"""The server's own words are found by the same pointers as all else of the document."""

import httpx
import pytest

from sdk_core.wire.error_reading import ErrorReader


@pytest.mark.parametrize(
    ("pointer", "body", "said"),
    [
        ("/msg", b'{"msg": "no such user"}', "no such user"),
        ("/errors/0/detail", b'{"errors": [{"detail": "first"}, {"detail": "last"}]}', "first"),
        ("/errors/-1/detail", b'{"errors": [{"detail": "first"}, {"detail": "last"}]}', "last"),
        ("/errors/-1/detail", b'{"errors": []}', ""),
        ("/a~1b/~0c", b'{"a/b": {"~c": 7}}', "7"),
        ("/msg", b'{"msg": true}', ""),
        ("/msg", b'{"msg": {"text": "deeper"}}', ""),
        ("/msg", b"<html>", ""),
        ("/msg/deeper", b'{"msg": "text"}', ""),
    ],
)
def test_the_words_are_where_the_pointer_leads(pointer: str, body: bytes, said: str) -> None:
    assert ErrorReader(message=(pointer,)).of_response(None, 400, httpx.Headers(), body).server_message == said
