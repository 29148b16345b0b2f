"""Multipart calls of the operations on assets."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from app_calls import Received
from document_examples import body_examples
from operation_calls import Api

from agillic.mock.document import document

_BOUNDARY = "X--tasting"
File = tuple[str, bytes]
"""A file's name and content."""


def multipart(api: Api, method: str, target: str, **parts: str | File) -> Received:
    """Send parts: text, or files. A part of text that stands for a file's content is no file."""
    body = b""
    for name, part in parts.items():
        text, content = (f'; filename="{part[0]}"', part[1]) if isinstance(part, tuple) else ("", part.encode())
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{text}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    body += f"--{_BOUNDARY}--\r\n".encode()
    return api.call(method, target, body, content_type=f"multipart/form-data; boundary={_BOUNDARY}")


def example(method: str, path: str) -> dict[str, str]:
    """Return the only example of a request in the document. Text stands for the content of its file."""
    (found,) = body_examples(document().by_path[path][method].id).values()
    return dict(found)


def archive() -> bytes:
    """Return a ZIP archive with a page in it, always the same bytes."""
    content = BytesIO()
    with ZipFile(content, "w") as zip_file:
        zip_file.writestr(ZipInfo("index.html"), "<h1>Candy finder</h1>")
    return content.getvalue()


def names(api: Api, target: str) -> list[str]:
    """Return the names in a list of files, folders with a slash at their end."""
    return [each["name"] + "/" * each["isFolder"] for each in api.get(target)]
