"""What the checks of the generated client call: the client of Agillic, with its mock."""

from functools import cache

from arguments import arguments_for
from call_arguments import AGILLIC, example_arguments
from client_pair import Surface
from client_surface import DOCUMENT
from held_state import BEFORE, HELD
from pointed_arguments import rejected_arguments, sharp_arguments
from sample_calls import ready
from second_reading import SecondReading


@cache
def agillic_surface() -> Surface:
    """Return that of Agillic."""
    return Surface(
        api=AGILLIC,
        credentials={"auth": ("candystore-key", "candystore-secret")},
        ready=ready,
        reading=SecondReading(DOCUMENT, "twice"),
        examples=example_arguments,
        sharp=lambda operation: sharp_arguments(example_arguments(operation)[0]),
        rejected=lambda operation: rejected_arguments(example_arguments(operation)[0]),
        generated=lambda operation: arguments_for(example_arguments(operation)),
        before=BEFORE,
        held=HELD,
    )
