"""The Singer target of Agillic.

STATE goes on only once every record before it was taken or is a dead letter: the SDK sends all batches first, and a
batch that fails ends the run. What comes after the last STATE comes again in the next run, and upserts may be repeated.
"""

from collections.abc import Sequence
from types import FrameType
from typing import Any, ClassVar

from click import ClickException
from singer_sdk import Target
from singer_sdk.helpers.capabilities import CapabilitiesEnum, PluginCapabilities, TargetCapabilities
from singer_sdk.sinks import Sink

from agillic.errors import AgillicError
from agillic.pipelines.options import ALL, HELP, STREAM_HELP, Options
from agillic.pipelines.singer.sink import AgillicSink
from agillic.pipelines.writer import Writer
from sdk_core.pipelines.errors import PipelineError
from sdk_core.pipelines.rows import EMPTY
from sdk_core.transport.settings.profiles import SettingsError

_NAME = "target-agillic"
_SIGNALED = 128
"""What exit codes of signals begin at."""
_TYPES: dict[str, dict[str, Any]] = {
    "streams": {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {
                name: {"type": "object" if name == "fields" else "string", "description": text}
                for name, text in STREAM_HELP.items()
            },
        },
        "examples": [{ALL: {"target": "recipients", "key_field": "EMAIL"}}],
    },
    "empty": {"type": "string", "enum": [*EMPTY]},
    "max_errors": {"type": "integer", "minimum": 0},
}


class TargetAgillic(Target):
    """Writes the records of a tap into an instance of Agillic."""

    name = _NAME
    package_name = "agillic"
    default_sink_class = AgillicSink
    capabilities: ClassVar[list[CapabilitiesEnum]] = [
        PluginCapabilities.ABOUT,
        PluginCapabilities.STREAM_MAPS,
        PluginCapabilities.FLATTENING,
        PluginCapabilities.STRUCTURED_LOGGING,
        TargetCapabilities.VALIDATE_RECORDS,
    ]
    config_jsonschema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "properties": {
            name: {"type": "string", **_TYPES.get(name, {}), "description": text} for name, text in HELP.items()
        },
    }

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as the SDK has it
        """Read the configuration.

        Raises:
            ConfigValidationError: an option has another type.
            PipelineError: an option cannot be used, or is none.
        """
        super().__init__(**given)
        schema: dict[str, Any] = {"properties": {}}
        self.append_builtin_config(schema)
        if self.config.get("load_method") == "overwrite":
            raise PipelineError(
                "load_method is overwrite, and this target removes nobody: leave it out. Records are created or updated"
            )
        self.writer = Writer(Options.read(self.config, schema["properties"]))
        # One stream after the other: each batch makes its calls at once as it is.
        self._max_parallelism = 1
        self._told: set[str] = set()

    def get_sink(
        self,
        stream_name: str,
        *,
        record: dict[str, Any] | None = None,
        schema: dict[str, Any] | None = None,
        key_properties: Sequence[str] | None = None,
    ) -> Sink:
        """Return the sink of a stream.

        When the schema changes, records of the earlier one are sent at once. The SDK would keep them until the end,
        after later records of the same recipients perhaps, whose values they would replace.
        """
        for sink in (self._sinks_active.get(stream_name),) if schema is not None else ():
            if sink is not None and (sink.original_schema != schema or sink.key_properties != (key_properties or [])):
                self.drain_one(sink)
        return super().get_sink(stream_name, record=record, schema=schema, key_properties=key_properties)

    def process_endofpipe(self) -> None:
        """Send what is left, pass on the last STATE, and log how many rows there were."""
        try:
            super().process_endofpipe()
        finally:
            self.writer.close()
            for name, delivered in self.writer.streams.items():
                self.logger.info("%s: %s", name, delivered)

    @classmethod
    def invoke(cls, **given: Any) -> None:  # noqa: ANN401 - as the SDK has it
        """Run the command; what can be mended ends it with one line that says how."""
        try:
            super().invoke(**given)
        except (PipelineError, SettingsError, AgillicError) as error:
            raise ClickException(str(error)) from error

    def _process_activate_version_message(self, message_dict: dict[str, Any]) -> None:
        """Pass over what asks to remove the records of earlier versions: nobody is removed by a pipeline."""
        stream = message_dict["stream"]
        if stream not in self._told:
            self._told.add(stream)
            self.logger.warning(
                "%s: ACTIVATE_VERSION is ignored. It would remove all that other systems wrote; `agillic sync` has "
                "mirrors, which remove what they added",
                stream,
            )

    def _handle_termination(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as handlers have it
        """End without another STATE. The calls in flight are finished first, as the client does by itself.

        The SDK would pass on the latest STATE here, though the batch that was interrupted is not settled.
        """
        self.logger.info("received signal %d: what is not settled comes again in the next run", signum)
        raise SystemExit(_SIGNALED + signum)
