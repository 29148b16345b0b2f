"""What the room of an API adds to the admin API."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request

AdminHandler = Callable[[Any, Request], Awaitable[Any]]
"""Responds to a call of the admin API: it is given the mock and the request, and returns what JSON can write, or a
response as it is to be sent, such as a file."""
