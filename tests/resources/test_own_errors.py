"""The errors of batches, pages and tasks: each API raises classes of its own, and all of them are of one family."""

import inspect
import pickle
from copy import copy
from dataclasses import replace
from types import ModuleType

import pytest
from batch_parts import rejected

import agillic
from agillic import Agillic, AgillicError, AsyncAgillic
from agillic.api import API, WIRE
from agillic_api.types import WIRE as GENERATED
from sdk_core.calls.batches import errors as verdicts
from sdk_core.calls.batches import summary as sums
from sdk_core.calls.batches.plan import BatchPlan
from sdk_core.calls.batches.results import ChunkResult, Outcome, ResultRun
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.batches.summary import BatchSummary
from sdk_core.calls.pagination import errors as troubles
from sdk_core.calls.tasks import errors as failures
from sdk_core.wire.errors import ApiError, NotFound

MODULES: list[ModuleType] = [verdicts, sums, troubles, failures]
KINDS: list[type[ApiError]] = [
    kind
    for module in MODULES
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, ApiError) and kind.__module__ == module.__name__
]
SUMMARY = BatchSummary()
SUMMARY.add(ChunkResult(0, ["a"], [ResultRun(1, Outcome.REJECTED, "no field")]), 1, None)


def example(kind: type[ApiError]) -> ApiError:
    if issubclass(kind, verdicts.BatchInterrupted):
        return kind(operation="batchUpsertRecipients", summary=SUMMARY, cause=rejected())
    if issubclass(kind, sums.RowsFailed):
        return kind(SUMMARY)
    if issubclass(kind, failures.TaskTimeout):
        return kind(message="task 7 goes on", task_id="7", state="queued", operation="asyncAchieveEvent")
    if issubclass(kind, failures.TaskGone):
        return kind(message="task 7 is gone", task_id="7", status=404)
    return kind(message="a page is wrong", operation="listRecipients")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_has_a_class_of_this_api(kind: type[ApiError]) -> None:
    own = API.errors.own(kind)
    assert own is not kind, "add it to agillic/errors.py"
    assert own is getattr(agillic, kind.__name__)
    assert issubclass(own, AgillicError)
    assert not issubclass(kind, AgillicError)
    assert own.__doc__
    if issubclass(kind, NotFound):
        assert issubclass(own, agillic.NotFound)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_both_say_the_same_and_cross_borders(kind: type[ApiError]) -> None:
    general, own = example(kind), example(API.errors.own(kind))
    assert str(own).replace("agillic.tasks", "client.tasks") == str(general)
    assert own.advice == general.advice
    for each in (copy(own), pickle.loads(pickle.dumps(own))):  # noqa: S301 - what was just pickled
        assert (type(each), str(each), vars(each).keys()) == (type(own), str(own), vars(own).keys())


@pytest.mark.parametrize("client", [Agillic, AsyncAgillic])
def test_clients_raise_them_and_write_what_generated_ones_write(client: type[Agillic] | type[AsyncAgillic]) -> None:
    assert client._wire is WIRE  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - what is to be held
    assert replace(WIRE, errors=GENERATED.errors) == GENERATED
    assert API.errors.family.items() >= GENERATED.errors.family.items()


def test_a_batch_raises_the_classes_of_the_api_that_it_was_given() -> None:
    plan = BatchPlan[int]("op", 1, 100)

    def send(_: bytes) -> None:
        raise rejected(401)

    for errors, base in ((API.errors, AgillicError), (GENERATED.errors, ApiError)):
        with pytest.raises(verdicts.BatchInterrupted) as caught:
            BatchRun(plan, send, [1], errors=errors).run()
        assert type(caught.value) is errors.own(verdicts.BatchInterrupted)
        assert isinstance(caught.value, base)
        summary = caught.value.summary
        with pytest.raises(sums.RowsFailed) as failed:
            summary.raise_for_failed()
        assert type(failed.value) is errors.own(sums.RowsFailed)
        assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301 - what was just pickled
