"""What an agent sees of a response: personal values as its policy says, texts visible, and no more than fits."""

import re
from collections.abc import Mapping
from typing import Final, cast

from sdk_core.agents.catalog.schemas import Described
from sdk_core.agents.policy.model import ApiPolicy, Privacy
from sdk_core.agents.privacy.pseudonyms import Pseudonyms
from sdk_core.agents.privacy.visible_text import visible
from sdk_core.wire.identifiers import holds_addresses_alone, is_address

MASK: Final = "***"
_MAX_DEPTH: Final = 20
_NUMBER: Final = re.compile(r" \(\d+\)\Z")


class ShownValues:
    """Turns responses into what an agent may see of them.

    A value in a response with personal data is personal, unless the policy says of its field that it may be seen plain,
    or the document declares it as a boolean, as one of some words, or by `x-personal: false` as no person's. An object
    with that says it of the values among its declared members. So a field that nobody has thought of is masked.

    In any other response that is personal which the document declares so by `x-personal: true`, with all below it, such
    as who of the staff created a campaign; and so is an e-mail address of which the document does not say the opposite,
    since data of any form may have those of persons.

    Args:
        rules: the agent's policy for the API.
        pseudonyms: what makes stand-ins.
    """

    def __init__(self, rules: ApiPolicy, pseudonyms: Pseudonyms) -> None:
        self._rules, self._pseudonyms = rules, pseudonyms

    def of(self, data: object, described: Described, *, personal: bool) -> object:
        """Return what is seen of a response.

        Args:
            data: what came.
            described: what the document says of it.
            personal: whether it has personal data.
        """
        return self._shown(data, described, "", personal=personal, depth=0)

    def _shown(self, data: object, described: Described, field: str, *, personal: bool, depth: int) -> object:
        if depth > _MAX_DEPTH:
            return "... (deeper than is shown)"
        personal = personal or described.is_personal
        if isinstance(data, Mapping):
            impersonal = described.impersonal_members
            shown: dict[str, object] = {}
            names = _Names()
            for name, inner in cast("Mapping[str, object]", data).items():
                is_seen = name in impersonal and not _has_parts(inner)
                member = described.member(str(name))
                shown[names.of(self._name(str(name), personal=personal))] = (
                    _plain(inner)
                    if is_seen
                    else self._shown(inner, member, str(name), personal=personal, depth=depth + 1)
                )
            return shown
        if isinstance(data, list):
            return [
                self._shown(inner, described.items, field, personal=personal, depth=depth + 1)
                for inner in cast("list[object]", data)
            ]
        if not described.is_impersonal and data not in described.listed and _is_of_persons(data, personal=personal):
            return self._treated(data, self._rules.fields.get(field, self._rules.personal_data))
        return _plain(data)

    def _name(self, name: str, *, personal: bool) -> str:
        """Return the name of a member; one that is an address, as maps by person have them, is personal too."""
        if holds_addresses_alone(name) or (personal and "@" in name):
            return str(self._treated(name, self._rules.personal_data))
        return visible(name, 100)

    def _treated(self, value: object, privacy: Privacy) -> object:
        if privacy == "plain":
            return _plain(value)
        if value == "":
            return value
        return self._pseudonyms.of(value) if privacy == "pseudonyms" else MASK


class _Names:
    """Names of members as they are shown: two that are hidden alike get numbers, so that both entries are seen."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def of(self, name: str) -> str:
        found = name
        while found in self._counts:
            self._counts[name] += 1
            found = f"{name} ({self._counts[name]})"
        self._counts[found] = 1
        return found


def without_number(name: str) -> str:
    """Return a name as it was before it got a number.

    >>> without_number("*** (2)"), without_number("***")
    ('***', '***')
    """
    return _NUMBER.sub("", name)


def _has_parts(value: object) -> bool:
    return isinstance(value, Mapping | list)


def _plain(value: object) -> object:
    return visible(value) if isinstance(value, str) else value


def _is_of_persons(value: object, *, personal: bool) -> bool:
    """Return whether a value may be a person's: any but a boolean where data are personal, else an address."""
    if personal:
        return value is not None and not isinstance(value, bool)
    return isinstance(value, str) and (is_address(value.strip()) or holds_addresses_alone(value))
