"""The destination: a function that dlt calls with each batch of a load, in several threads.

dlt notes a batch as done once the function returned, and begins a load that was interrupted, even killed, at the first
batch that is not noted. So a batch may come twice, which does no harm: rows are upserts.
"""

import atexit
import secrets
from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

import dlt
from dlt.common.destination.exceptions import DestinationTerminalException
from dlt.common.schema.typing import TTableSchema
from dlt.common.storages.load_package import load_package_state
from dlt.destinations import destination

from agillic.errors import AgillicError
from agillic.pipelines.options import Options
from agillic.pipelines.writer import Writer
from sdk_core.pipelines.errors import PipelineError
from sdk_core.transport.settings.profiles import SettingsError

_VARIANT: Final = "▶v_"
"""What stands between the name of a column and the type of its variant, in the naming convention `direct`."""


class _Writers:
    """The writer of each load, by what it is configured by: the client is opened once, and failed rows add up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._writers: dict[str, tuple[str, Writer]] = {}
        self._failed: list[Writer] = []
        """Writers of loads that failed, whose other batches may be under way."""

    def get(self, load: str, config: Mapping[str, Any]) -> Writer:
        """Return the writer of a load; that of the load before it is closed.

        Raises:
            PipelineError: an option cannot be used.
        """
        with self._lock:
            before, writer = self._writers.get(repr(config), ("", None))
            if writer is not None and before == load:
                return writer
            if writer is not None:
                writer.close()
            # A load that failed is tried again, and its rows that fail are told from those of the first try.
            made = Writer(Options.read(config), f"{load}-{secrets.token_hex(3)}")
            self._writers[repr(config)] = load, made
            return made

    def drop(self, config: Mapping[str, Any]) -> None:
        """Let go of the writer of a load that failed: the next try counts its own failed rows."""
        with self._lock:
            _, writer = self._writers.pop(repr(config), ("", None))
            if writer is not None:
                self._failed.append(writer)

    def close(self) -> None:
        """Close all of them."""
        with self._lock:
            writers = [*(writer for _, writer in self._writers.values()), *self._failed]
            self._writers.clear()
            self._failed.clear()
        for writer in writers:
            writer.close()


_WRITERS = _Writers()
atexit.register(_WRITERS.close)


def agillic_destination(  # noqa: PLR0913 - the options of a destination, by names
    *,
    profile: str | None = None,
    profile_file: str | None = None,
    streams: Mapping[str, Any] | None = None,
    empty: str | None = None,
    max_errors: int | None = None,
    dead_letters: str | None = None,
    batch_size: int | None = None,
    **others: Any,  # noqa: ANN401 - whatever was given in vain
) -> destination:
    """Return the destination of a pipeline: an instance of Agillic.

    What is left out here may stand in dlt's configuration under `destination.agillic`. Credentials are no options: they
    come from the environment or a profile.

    Args:
        profile: the profile with the credentials; left out, the environment has them.
        profile_file: the file of profiles, where it is not the user's.
        streams: where rows go, by table; the entry `*` holds for all others. Left out, all are recipients.
        empty: `leave` or `clear`: what a null or an empty text does to its field; `leave` unless it is said.
        max_errors: how many rows of a load may fail before it does; none unless it is said.
        dead_letters: the folder for rows that fail, each with its reason.
        batch_size: how many rows are sent together; 10,000 unless it is said, in ten calls at once.
        **others: none: dlt would pass over a secret or a typing error here.

    Raises:
        PipelineError: an option cannot be used, or is none.

    >>> streams = {"orders": {"target": "one_to_many", "table": "ORDERS"}, "*": {"key_field": "EMAIL"}}
    >>> agillic_destination(profile="staging", streams=streams).destination_name
    'agillic'
    """
    options = {
        "profile": profile,
        "profile_file": profile_file,
        "streams": streams,
        "empty": empty,
        "max_errors": max_errors,
        "dead_letters": dead_letters,
    }
    # The folder may stand in dlt's configuration, which is read later.
    Options.read(options | others | {"dead_letters": dead_letters or "."})
    given: dict[str, Any] = options | {"batch_size": batch_size}
    return agillic(**{name: value for name, value in given.items() if value is not None})


@dlt.destination(
    batch_size=10_000,  # ten calls at once, and half of the places for calls left to others
    loader_file_format="typed-jsonl",
    naming_convention="direct",  # else EMAIL becomes email
    max_table_nesting=0,  # else lists become tables of their own
    skip_dlt_columns_and_tables=True,
)
def agillic(  # noqa: PLR0913, PLR0917 - as dlt gives them
    items: Any,  # noqa: ANN401 - as dlt has it: a list of dicts
    table: TTableSchema,
    /,
    profile: str | None = None,
    profile_file: str | None = None,
    streams: dict[str, Any] | None = None,
    empty: str = "leave",
    max_errors: int = 0,
    dead_letters: str | None = None,
) -> None:
    """Write a batch of a table; see `agillic_destination`.

    Raises:
        DestinationTerminalException: the load cannot go on; dlt keeps it, and its next run begins at this batch.
    """
    config = {
        "profile": profile,
        "profile_file": profile_file,
        "streams": streams,
        "empty": empty,
        "max_errors": max_errors,
        "dead_letters": dead_letters,
    }
    try:
        _check_disposition(table)
        name, columns = table["name"] or "", table["columns"]
        variants = {column: column.partition(_VARIANT)[0] for column, hints in columns.items() if hints.get("variant")}
        rows = [_without_variants(row, variants) for row in items] if variants else items
        keys = [column for column, hints in columns.items() if hints.get("primary_key")]
        writer = _WRITERS.get(load_package_state()["load_id"], config)
        writer.write(writer.open(name, [*columns], keys), rows)
    except (PipelineError, SettingsError, AgillicError) as error:
        _WRITERS.drop(config)
        raise DestinationTerminalException(str(error)) from error


def _without_variants(row: Mapping[str, Any], variants: Mapping[str, str]) -> dict[str, Any]:
    """Return a row with its values by the names that they came with.

    Where a value has another type than earlier ones of its column, dlt gives it a column of its own. Whether it fits is
    for the field of the instance to say.
    """
    return {variants.get(name, name): value for name, value in row.items()}


def _check_disposition(table: TTableSchema) -> None:
    if table.get("write_disposition") == "replace":
        raise PipelineError(
            f"the table {table['name']} has the write disposition replace, and this destination removes nobody: use "
            "merge or append, either of which creates or updates rows, and drop this load by `dlt pipeline NAME "
            "drop-pending-packages`"
        )
