"""Lists that are kept by hand: who is on one, and who is put there or taken off."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from iterable_client.agents.bulk_results import outcome_of
from iterable_client.agents.persons import Kind, Named, all_named, folded, with_consent
from sdk_core.agents.privacy.pseudonyms import PREFIX
from sdk_core.agents.privacy.shown_values import MASK
from sdk_core.agents.recipes.model import (
    CallOutcome,
    PlannedWrite,
    ReadSteps,
    Recipe,
    RecipeCall,
    RecipeError,
    WriteSteps,
)
from sdk_core.agents.recipes.people import (
    NOT_READ,
    LeftOut,
    is_hidden,
    items_of,
    members_of,
    people_of,
    summary,
    text_of,
    undo_of,
)
from sdk_core.toml_tables import suggestion
from sdk_core.wire.counting import counted

_CHANGES: Final = {"add": "subscribeToList", "remove": "unsubscribeFromList"}
_BY_RULE: Final = frozenset({"Dynamic", "Internal"})
_KINDS: Final[tuple[Kind, ...]] = ("email", "userId")
_LISTED: Final = 100
"""Members that are listed where the agent does not say how many."""
_HIDDEN: Final = "the policy hides who is on the list, or lets only a part of it be read"
_JOURNEYS: Final = (
    "journeys that begin when somebody comes onto the list may send messages; nobody knows before to how many"
)


@dataclass(frozen=True, slots=True)
class _Members:
    """Who is on a list.

    Attributes:
        names: each by the email or by the userId, as the agent may see it.
        is_cut: whether there are more, since the policy caps how many may be read.
    """

    names: list[str]
    is_cut: bool

    def count(self) -> dict[str, Any]:
        """Return how many there are, as far as that is known."""
        if self.is_cut:
            return {
                "count_at_least": len(self.names),
                "note": "the policy caps the rows that are read (rows_per_export)",
            }
        return {"count": len(self.names)}


def list_members(arguments: Mapping[str, Any]) -> ReadSteps:
    """Tell how many are on a list, and who, by two calls.

    Raises:
        RecipeError: there is no such list, or it cannot be read.
    """
    limit = arguments.get("limit", _LISTED)
    if type(limit) is not int or limit < 0:
        raise RecipeError("limit is a whole number, such as 100")
    list_id, name = yield from _list_of(text_of(arguments, "group"))
    members = yield from _members(list_id)
    return {"group": name, "list_id": list_id, **members.count(), "members": members.names[:limit]}


def count_people(arguments: Mapping[str, Any]) -> ReadSteps:
    """Count who is on a list, by two calls.

    Raises:
        RecipeError: a filter is given, which Iterable has none of; there is no such list, or it cannot be read.
    """
    if arguments.get("filter") is not None or arguments.get("group") is None:
        raise RecipeError("Iterable counts by no filter: give the group, which is the name or the id of a list")
    list_id, name = yield from _list_of(text_of(arguments, "group"))
    members = yield from _members(list_id)
    return {"group": name, "list_id": list_id, **members.count()}


def is_member(arguments: Mapping[str, Any]) -> ReadSteps:
    """Tell which of some persons are on a list, by two calls for all of them, or three.

    Raises:
        RecipeError: an argument cannot be used, or the list cannot be read.
    """
    left_out = LeftOut()
    people = all_named(people_of(arguments, left_out), left_out)
    list_id, name = yield from _list_of(text_of(arguments, "group"))
    on_list = yield from _on_list(list_id, people)
    return {
        "group": name,
        "list_id": list_id,
        "members": [person.text for person in people if on_list.get(person.text) is True],
        "no_members": [person.text for person in people if on_list.get(person.text) is False],
        "not_known": [
            *left_out.people,
            *({"person": person.text, "reason": _HIDDEN} for person in people if on_list.get(person.text) is None),
        ],
    }


def change_members(arguments: Mapping[str, Any]) -> WriteSteps:
    """Plan who is put on a list, or taken off: one call for all of them.

    Raises:
        RecipeError: an argument cannot be used, or the list or a profile cannot be read.
    """
    left_out = LeftOut()
    action = text_of(arguments, "action")
    if action not in _CHANGES:
        raise RecipeError(f"action is {' or '.join(_CHANGES)}")
    adds = action == "add"
    people = all_named(people_of(arguments, left_out), left_out)
    list_id, name = yield from _list_of(text_of(arguments, "group"), by_hand=True)
    on_list = yield from _on_list(list_id, people)
    chosen: list[Named] = []
    for person in people:
        if on_list.get(person.text) is adds:
            left_out.add(person.text, "is a member already" if adds else "is no member")
        else:
            chosen.append(person)
    if adds:  # otherwise the call would create those who are not there
        chosen = yield from with_consent(arguments, chosen, left_out)
    notes: list[str] = []
    unknown = sum(1 for person in chosen if on_list.get(person.text) is None)
    if unknown:
        notes.append(f"of {counted(unknown, 'person')} nobody knows whether they are members already: {_HIDDEN}")
    return _plan(list_id, name, action, chosen, on_list, left_out, notes)


def changed(arguments: Mapping[str, Any], outcomes: list[CallOutcome], plan: PlannedWrite) -> Mapping[str, Any]:
    """Tell who was put on a list, or taken off."""
    done, failed, note = outcome_of(plan, "/subscribers", outcomes)
    undo = undo_of(arguments, done, plan, "change_members")
    return summary(
        done, failed, plan, group=arguments["group"], action=arguments["action"], undo=undo, note=note or None
    )


LIST_MEMBERS: Final = Recipe(read=list_members)
COUNT_PEOPLE: Final = Recipe(read=count_people)
IS_MEMBER: Final = Recipe(read=is_member)
CHANGE_MEMBERS: Final = Recipe(write=change_members, result=changed)


def _list_of(group: str, *, by_hand: bool = False) -> Generator[RecipeCall, CallOutcome, tuple[int, str]]:
    """Return the id and the name of a list, by one call that names nobody."""
    outcome = yield RecipeCall("listLists")
    if outcome.error:
        raise RecipeError(f"the lists cannot be read: {outcome.error}")
    lists = [members_of(each) for each in items_of(members_of(outcome.data).get("lists"))]
    chosen = [each for each in lists if str(each.get("id")) == group] or [
        each for each in lists if each.get("name") == group
    ]
    if not chosen:
        advice = suggestion(group, (str(each.get("name")) for each in lists)) or "listLists has them"
        raise RecipeError(f"there is no list of this id or name, case included: {advice}")
    if len(chosen) > 1:
        ids = ", ".join(str(each["id"]) for each in chosen[:10])
        raise RecipeError(f"several lists have this name: give the id of one, of {ids}")
    found = chosen[0]
    if by_hand and found.get("listType") in _BY_RULE:
        raise RecipeError(
            f"the list is {found['listType']}: who is on it follows from a rule, and nobody can be put there"
        )
    return int(found["id"]), str(found.get("name", group))


def _members(list_id: int, kind: Kind = "email") -> Generator[RecipeCall, CallOutcome, _Members]:
    """Return who is on a list, each by the email or by the userId where they have it, else by the other one."""
    more = {"preferUserId": True} if kind == "userId" else {}
    outcome = yield RecipeCall("listListUsers", {"listId": list_id, **more})
    if outcome.error:
        raise RecipeError(f"who is on the list cannot be read: {outcome.error}")
    data: object = outcome.data
    if isinstance(data, list):
        return _Members([str(each) for each in items_of(cast("object", data))], outcome.is_cut)
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else "" if data is None else str(data)
    if is_hidden(text):  # a whole text that is masked is no list of one
        raise RecipeError(_HIDDEN)
    return _Members([line for line in text.splitlines() if line], outcome.is_cut)


def _on_list(list_id: int, people: Sequence[Named]) -> Generator[RecipeCall, CallOutcome, Mapping[str, bool | None]]:
    """Return who is on a list, by what the agent named them, by a call for each kind; None where that is not seen."""
    found: dict[str, bool | None] = {}
    for kind in _KINDS:
        if all(person.kind != kind for person in people):
            continue
        try:
            members = yield from _members(list_id, kind)
        except RecipeError:
            continue
        seen = {folded(member, kind) for member in members.names}
        stand_ins = any(member.startswith(PREFIX) for member in members.names)
        for person in (each for each in people if each.kind == kind):
            # A stand-in is the same wherever it stands, so one that is not there says that its person is not.
            is_unsure = members.is_cut or MASK in seen or (stand_ins and not is_hidden(person.value))
            found[person.text] = True if person.folded in seen else None if is_unsure else False
    return found


def _plan(  # noqa: PLR0913, PLR0917 - what a plan is made of
    list_id: int,
    name: str,
    action: str,
    people: Sequence[Named],
    on_list: Mapping[str, bool | None],
    left_out: LeftOut,
    notes: Sequence[str],
) -> PlannedWrite:
    adds = action == "add"
    before, after = (f"not on {name}", f"on {name}") if adds else (f"on {name}", f"not on {name}")
    body: dict[str, Any] = {"listId": list_id, "subscribers": [person.identifier for person in people]}
    if adds:
        body["updateExistingUsersOnly"] = True
    return PlannedWrite(
        calls=(RecipeCall(_CHANGES[action], {"body": body}),) if people else (),
        changes=tuple(
            {
                "person": person.text,
                "from": NOT_READ if on_list.get(person.text) is None else before,
                "to": after,
            }
            for person in people
        ),
        left_out=tuple(left_out.people),
        messages=None if adds and people else 0,
        notes=(*notes, *([_JOURNEYS] if adds and people else [])),
    )
