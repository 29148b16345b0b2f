"""What a pipeline is configured by: where the rows of each stream go, and what becomes of those that fail.

Credentials are no part of it: pipelines print their configuration, and keep it beside their code. They come from the
environment or from a profile, as for every client.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from agillic.api import API
from agillic.settings import Settings
from sdk_core.pipelines.errors import PipelineError
from sdk_core.pipelines.rows import EMPTY, Empty
from sdk_core.transport.settings.sources import declared

TargetName = Literal["recipients", "one_to_many", "audience"]
ALL: Final = "*"
"""The name of the entry of `streams` that holds for all streams without one."""
STREAM_HELP: Final[Mapping[str, str]] = {
    "target": "recipients, one_to_many or audience; recipients unless it is said",
    "key_field": "the field that is the instance's recipient key; left out, the one key property of the stream",
    "table": "the one-to-many table, for the target one_to_many",
    "recipient_field": "the field that says whose row it is, for the target one_to_many: EMAIL unless it is said; it "
    "is not sent as a column",
    "group": "the static target group, for the target audience: recipients are upserted, then added to it",
    "fields": "the stream's name of each field that is sent, by the name in Agillic; left out, all are sent as they "
    "are called",
}
HELP: Final[Mapping[str, str]] = {
    "profile": "the profile with the credentials; left out, the environment has them (AGILLIC_KEY, AGILLIC_SECRET)",
    "profile_file": "the file of profiles, where it is not the user's",
    "streams": 'where rows go, by stream; the entry "*" holds for all others. Left out, all are recipients',
    "empty": "leave or clear: what a null or an empty text does to its field; leave unless it is said",
    "max_errors": "how many rows may fail before the run does; 0 unless it is said. Above 0 it needs dead_letters",
    "dead_letters": "the folder for rows that fail, each with its reason",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class StreamOptions:
    """Where the rows of a stream go; `STREAM_HELP` says what each is.

    Raises:
        PipelineError: something is missing, or does not go together.
    """

    target: TargetName = "recipients"
    key_field: str | None = None
    table: str | None = None
    recipient_field: str | None = None
    group: str | None = None
    fields: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        needs = {"recipients": (), "one_to_many": ("table",), "audience": ("group",)}
        takes = {
            "recipients": {"key_field"},
            "one_to_many": {"table", "recipient_field"},
            "audience": {"key_field", "group"},
        }
        if self.target not in needs:
            raise PipelineError(f"target is {self.target!r}: give one of {', '.join(get_args(TargetName))}")
        for name in needs[self.target]:
            if not getattr(self, name):
                raise PipelineError(f"the target {self.target} needs {name}: {STREAM_HELP[name]}")
        for name in ("key_field", "table", "recipient_field", "group"):
            if getattr(self, name) is not None and name not in takes[self.target]:
                raise PipelineError(f"the target {self.target} has no {name}: leave it out, or name another target")


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What a pipeline is configured by; `HELP` says what each is."""

    profile: str | None = None
    profile_file: str | None = None
    streams: Mapping[str, StreamOptions] = field(default_factory=lambda: {ALL: StreamOptions()})
    empty: Empty = "leave"
    max_errors: int = 0
    dead_letters: Path | None = None

    @classmethod
    def read(cls, config: Mapping[str, Any], others: Collection[str] = ()) -> "Options":
        """Return the options of a configuration.

        Args:
            config: by names; None counts as not given.
            others: names that belong to somebody else.

        Raises:
            PipelineError: there is no such option, or one cannot be used. The text repeats no value that may be secret.

        >>> Options.read({"streams": {"*": {"target": "audience", "group": "VIP"}}}).stream("customers").group
        'VIP'
        """
        given = {name: value for name, value in config.items() if value is not None and name not in others}
        for name in given:
            if name not in HELP:
                raise PipelineError(_unknown(name))
        texts = {name: _text(name, given[name]) for name in ("profile", "profile_file") if name in given}
        empty = given.get("empty", "leave")
        if empty not in EMPTY:
            raise PipelineError(f"empty is {empty!r}: give {' or '.join(EMPTY)}")
        max_errors, letters = given.get("max_errors", 0), given.get("dead_letters")
        if type(max_errors) is not int or max_errors < 0:
            raise PipelineError("max_errors is a whole number from 0 on")
        if max_errors and not letters:
            raise PipelineError(
                "max_errors lets rows fail, and nothing would keep them: name a folder by dead_letters, or leave "
                "max_errors out"
            )
        return cls(
            **texts,
            streams=_streams(given.get("streams")),
            empty=empty,
            max_errors=max_errors,
            dead_letters=Path(_text("dead_letters", letters)) if letters else None,
        )

    def stream(self, name: str) -> StreamOptions:
        """Return where the rows of a stream go.

        Raises:
            PipelineError: nothing says it.
        """
        found = self.streams.get(name) or self.streams.get(ALL)
        if found is None:
            raise PipelineError(
                f'there is no entry for the stream {name} in streams: add one, or "{ALL}" for all others. There are '
                f"{', '.join(self.streams)}"
            )
        return found


def _streams(given: object) -> dict[str, StreamOptions]:
    if given is None:
        return {ALL: StreamOptions()}
    if not isinstance(given, Mapping) or not given:
        raise PipelineError(f"streams is an object with an entry for each stream: {HELP['streams']}")
    streams: dict[str, StreamOptions] = {}
    for name, entry in cast("Mapping[str, object]", given).items():
        try:
            streams[name] = _stream(entry)
        except PipelineError as error:
            raise PipelineError(f"streams, {name}: {error}") from None
    return streams


def _stream(entry: object) -> StreamOptions:
    if not isinstance(entry, Mapping):
        raise PipelineError(f"an entry is an object with {', '.join(STREAM_HELP)}")
    values = {name: value for name, value in cast("Mapping[str, Any]", entry).items() if value is not None}
    for name, value in values.items():
        if name not in STREAM_HELP:
            raise PipelineError(f"there is no option {name}{_near(name, STREAM_HELP)}")
        if name == "fields":
            _check_fields(value)
        else:
            _text(name, value)
    return StreamOptions(**values)


def _check_fields(value: Any) -> None:  # noqa: ANN401 - whatever was given
    pairs: list[tuple[object, object]] = [*value.items()] if isinstance(value, Mapping) else []  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - of anything
    if not pairs or not all(isinstance(each, str) for pair in pairs for each in pair):
        raise PipelineError('fields is an object of names, such as {"EMAIL": "email"}')


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise PipelineError(f"{name} is a text that is not empty")
    return value


def _unknown(name: str) -> str:
    """Return what is wrong with a name. Its value is not repeated: it may be a secret in the wrong place."""
    settings = declared(Settings)
    if name in settings and settings[name].metadata["secret"]:
        return (
            f"{name} is a secret, and a configuration is printed and kept: remove it, and set {API.variable(name)} in "
            "the environment, or name a profile by the option profile. If others may have seen it, replace the secret"
        )
    if name in settings:
        return f"{name} is a setting of the client: set {API.variable(name)} in the environment, or in a profile"
    return f"there is no option {name}{_near(name, HELP)}"


def _near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name.lower(), known, 1)
    return f"; did you mean {near[0]}?" if near else f": there are {', '.join(known)}"
