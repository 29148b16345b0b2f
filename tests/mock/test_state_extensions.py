"""The store of HTTP extensions: one test for each rule."""

from dataclasses import replace

from agillic.mock.instance import Extension, load_instance
from agillic.mock.state import Database, Extensions


def test_the_instance_has_the_first_ones() -> None:
    """[V-EXT]."""
    with Database(load_instance()) as database:
        assert Extensions(database).all() == [Extension("roastery_order", open=False)]
    with Database(replace(load_instance(), extensions={})) as database:
        assert Extensions(database).all() == []


def test_an_extension_is_added_and_replaced() -> None:
    with Database(load_instance()) as database:
        extensions = Extensions(database)
        for each in (Extension("new"), Extension("new", open=True, async_=True), Extension("NEW")):
            extensions.put(each)
            assert extensions.get(each.id) == each
        assert [each.id for each in extensions.all()] == ["NEW", "new", "roastery_order"]
        assert extensions.get("missing") is None
