"""Subscriptions that a bulk update writes as fields of a profile."""

from collections.abc import Mapping
from typing import Any, cast

from iterable_client.mock.calls import Call
from iterable_client.mock.state.errors import FieldError, UnknownListError
from iterable_client.mock.state.subscriptions import Part

_LISTS = "emailListIds"
_PARTS: tuple[Part, ...] = ("unsubscribedChannelIds", "unsubscribedMessageTypeIds")


def subscription_fields(call: Call, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Return the fields of a profile apart from those that stand for subscriptions, by `bulk-subscription-fields`.

    Null for such a field leaves the subscriptions as they are, as in a change of subscriptions.

    Raises:
        FieldError: The value of one is no list of ids.
    """
    if call.choice("bulk-subscription-fields") == "plain-fields":
        return dict(data), {}
    parts: dict[str, list[int]] = {}
    for name in (_LISTS, *_PARTS):
        value: object = data.get(name)
        if value is None:
            continue
        ids = cast("list[object]", value) if isinstance(value, list) else None
        if ids is None or not all(isinstance(each, int) and not isinstance(each, bool) for each in ids):
            raise FieldError(name, "the value is no list of ids; send whole numbers")
        parts[name] = cast("list[int]", ids)
    return {name: value for name, value in data.items() if name not in (_LISTS, *_PARTS)}, parts


def write_subscriptions(call: Call, user: int, parts: Mapping[str, list[int]]) -> None:
    """Put subscriptions in the place of a user's own, and make no event of it.

    Raises:
        FieldError: The project has no such list, channel or message type, or has opt-in message types, and
            so takes lists alone here.
    """
    state = call.state
    if _LISTS in parts:
        try:
            state.lists.overwrite(user, parts[_LISTS])
        except UnknownListError as error:
            raise FieldError(_LISTS, "the project has no such list; send ids that listLists has") from error
    others: dict[Part, list[int]] = {part: parts[part] for part in _PARTS if part in parts}
    if others and any(each.opt_in for each in call.mock.instance.message_types):
        problem = "a bulk update does not write it in a project with opt-in message types; use updateSubscriptions"
        raise FieldError(next(iter(others)), problem)
    state.subscriptions.overwrite(user, others)
