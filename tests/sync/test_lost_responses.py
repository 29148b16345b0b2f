"""A response that is lost: what it wrote is found by reading back, and so is that it wrote nothing."""

import pytest
from target_parts import Item, key, kind_of, outcomes, written

from agillic import Agillic
from agillic.mock.local import LocalMock as AgillicMock
from agillic.sync.targets import TARGETS as OF_AGILLIC
from iterable_client import IterableClient
from iterable_client.mock.local import LocalMock as IterableMock
from iterable_client.sync.common import DATA
from iterable_client.sync.targets import TARGETS as OF_ITERABLE
from sdk_core.mock.faults import Reset
from sdk_core.sync.model.target import Step, Target

pytest_plugins = ["target_fixtures"]

ADA, EVA = "ada@example.com", "eva@example.com"
lost = pytest.mark.parametrize("lost", ["before", "after"])


def row(id_: str, **columns: object) -> Item:
    return key(ADA, id_), {"ID": id_, **columns}


def is_written(target: Target, step: Step, item: Item) -> bool:
    """Settle one item as the engine does: by what its step reads."""
    truth = step.truth or target.truth
    assert truth is not None
    name, values = item
    ((_, there),) = truth.read_some([name])
    if step.removes:
        return there is None
    flat = {**{field: value for field, value in values.items() if field != DATA}, **values.get(DATA, {})}
    return there is not None and all(truth.same(field, value, there.get(field)) for field, value in flat.items())


Case = tuple[str, dict[str, object], str, Item]
AT_AGILLIC: list[Case] = [
    ("recipients", {}, "upsert", (ADA, {"EMAIL": ADA, "AGE": "36", "BIRTHDAY": "10.12.1815"})),
    ("recipients", {"asynchronous": True}, "upsert", (ADA, {"EMAIL": ADA, "NEWSLETTER": True})),
    ("recipients", {}, "insert", (EVA, {"EMAIL": EVA, "CITY": "Oslo"})),
    ("recipients", {}, "delete", (ADA, {})),
    ("one_to_many", {"table": "PURCHASES"}, "upsert", row("2", PAID=False)),
    ("one_to_many", {"table": "PURCHASES"}, "remove", (key(ADA, "1"), {})),
    ("audience", {"group": "TastingPanel"}, "upsert", (EVA, {"EMAIL": EVA, "AGE": 5})),
    ("audience", {"group": "Tasting guests"}, "add", (ADA, {"EMAIL": ADA})),
    ("audience", {"group": "TastingPanel"}, "remove", (ADA, {})),
]
AT_ITERABLE: list[Case] = [
    (
        "users",
        {},
        "update",
        (EVA, {"email": EVA, "dataFields": {"age": 5, "tags": ["a"], "settings": {"b": True}}}),
    ),
    ("users", {}, "delete", (ADA, {})),
    ("lists", {"list_id": 1201}, "add", (EVA, {"email": EVA, "dataFields": {"age": 5}})),
    ("lists", {"list_id": 1201}, "remove", (ADA, {})),
    ("catalog", {"catalog": "books"}, "update", ("b-1", {"title": "Sense", "price": 9.5})),
    ("catalog", {"catalog": "books"}, "replace", ("b-1", {"title": "Sense"})),
]


@lost
@pytest.mark.parametrize(
    ("name", "options", "step", "item"),
    AT_AGILLIC,
)
def test_of_agillic(  # noqa: PLR0913, PLR0917 - a case is made of that
    agillic: Agillic,
    agillic_mock: AgillicMock,
    name: str,
    options: dict[str, object],
    step: str,
    item: Item,
    lost: Reset,
) -> None:
    number = agillic_mock.state.recipients.create({"EMAIL": ADA})
    agillic_mock.state.rows.batch_update(number, "PURCHASES", [{"ID": "1"}])
    agillic_mock.state.groups.add("TastingPanel", [ADA])
    target = kind_of(OF_AGILLIC, name).bind(agillic, options)
    chosen = target.steps[step]
    assert not is_written(target, chosen, item)
    agillic_mock.faults.add(operation=chosen.plan.operation, connection_reset=lost, times=1_000)
    assert outcomes(written(chosen, [item], agillic)) == ["unknown"]
    agillic_mock.clock.advance(60)
    assert is_written(target, chosen, item) is (lost == "after")


@lost
@pytest.mark.parametrize(
    ("name", "options", "step", "item"),
    AT_ITERABLE,
)
def test_of_iterable(  # noqa: PLR0913, PLR0917 - so
    iterable: IterableClient,
    iterable_mock: IterableMock,
    name: str,
    options: dict[str, object],
    step: str,
    item: Item,
    lost: Reset,
) -> None:
    target = kind_of(OF_ITERABLE, name).bind(iterable, options)
    chosen = target.steps[step]
    assert not is_written(target, chosen, item)
    iterable_mock.faults.add(operation=chosen.plan.operation, connection_reset=lost, times=1_000)
    assert outcomes(written(chosen, [item], iterable)) == ["unknown"]
    assert is_written(target, chosen, item) is (lost == "after")
