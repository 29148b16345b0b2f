"""What the checks of the generated client call: the client of Iterable, with its mock."""

import json
from functools import cache
from importlib.resources import files

from arguments import arguments_for
from call_arguments import Api, Arguments
from client_pair import Surface
from iterable_calls import SERVER
from iterable_held_state import BEFORE, HELD
from iterable_samples import ready, samples_of
from pointed_arguments import rejected_arguments, sharp_arguments
from second_reading import SecondReading

import iterable_api
from generator.bundle.document import Operation
from iterable_api import UNSET

ITERABLE = Api(
    iterable_api, json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8")), literal_paths_win=False
)
BY_ID = {operation.id: operation for operation in ITERABLE.operations}


def example_arguments(operation: Operation) -> list[Arguments]:
    """Return the calls that the document gives as examples."""
    return [
        Arguments(
            operation,
            sample.path,
            sample.query or {},
            UNSET if sample.body is None else sample.body,
            "model",
            api=ITERABLE,
        )
        for sample in samples_of(operation.id).values()
    ]


@cache
def iterable_surface() -> Surface:
    """Return that of Iterable."""
    return Surface(
        api=ITERABLE,
        credentials={"headers": {"Api-Key": SERVER}},
        ready=ready,
        reading=SecondReading(ITERABLE.document, "once"),
        examples=example_arguments,
        sharp=lambda operation: sharp_arguments(example_arguments(operation)[0]),
        rejected=lambda operation: rejected_arguments(example_arguments(operation)[0]),
        generated=lambda operation: arguments_for(example_arguments(operation)),
        before=BEFORE,
        held=HELD,
    )
