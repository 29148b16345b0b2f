"""How the reference's operations are called from Python: `IterableClient`, the names of its methods, and examples."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from iterable_client.mock.document import content
from sdk_core.mock.inspector.samples import Examples, method_of, program, snake, written

_IMPORTS = ("from iterable_client import IterableClient",)
_OPENING = 'IterableClient(base_url="{url}") as iterable:  # the key: ITERABLE_API_KEY'
_OF_ROWS: Mapping[str, tuple[str, ...]] = {
    "bulkUpdateUsers": (),
    "subscribeToList": ("listId",),
    "unsubscribeFromList": ("listId",),
}
"""Operations whose methods take any number of rows in place of one body, and the members that stand before the rows."""


@cache
def samples() -> Mapping[str, str]:
    """Return a program for each operation by its operationId; `{url}` in it stands for where the mock is.

    >>> print(samples()["getUserByEmail"])
    from iterable_client import IterableClient
    <BLANKLINE>
    with IterableClient(base_url="{url}") as iterable:  # the key: ITERABLE_API_KEY
        print(iterable.users.get_by_email("ada@example.com"))
    """
    examples = Examples(content())
    return {each["operationId"]: _program(examples, each) for each in examples.operations()}


def _program(examples: Examples, operation: Mapping[str, Any]) -> str:
    path = [written(each["example"]) for each in examples.parameters(operation, "path")]
    body, first = examples.body(operation), _OF_ROWS.get(operation["operationId"])
    if body is None:
        sent: list[str] = []
    elif first is None:
        sent = [written(body.value)]
    else:
        sent = _rows(body.value, first, operation["x-traits"]["batch"]["items"].removeprefix("/"))
    arguments = [*path, *sent, *examples.query(operation)]
    ending = "" if first is None else ".run()"
    return program(_IMPORTS, _OPENING, f"iterable.{method_of(operation)}", arguments, ending)


def _rows(body: Mapping[str, Any], first: tuple[str, ...], items: str) -> list[str]:
    others = [f"{snake(name)}={written(value)}" for name, value in body.items() if name not in (*first, items)]
    return [*(written(body[name]) for name in first), written(body[items]), *others]
