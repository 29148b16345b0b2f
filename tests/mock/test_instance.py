"""Instance files: what they say."""

import doctest
from datetime import date
from pathlib import Path

import pytest
from instance_parts import SMALL, small

from agillic.mock.instance import load_instance, loading, parse_instance
from agillic.wire.rsql import parse_filter


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(loading)
    assert attempted
    assert not failed


def test_the_least_that_may_be_written_of_a_number_is_accepted() -> None:
    shop = parse_instance(
        SMALL.replace("active_recipients = 10", "active_recipients = 0\ntask_seconds = 0"), "shop.toml"
    )
    assert (shop.active_recipients, shop.task_seconds) == (0, 0)
    assert small(top="task_seconds = 86400").task_seconds == 86_400
    assert small("[promotions.p]\nmaximum = 1\npropositions = []").promotions["p"].maximum == 1


def test_what_is_left_out_has_the_documented_defaults() -> None:
    shop = small()
    assert (shop.dates.date, shop.dates.timestamp) == ("dd.MM.yyyy", "dd.MM.yyyy HH:mm:ss")
    assert shop.schedule_formats == (shop.dates.timestamp,)
    assert shop.message_api
    assert shop.assumptions.choice("filter-case") == "case-counts"
    assert (shop.recipients, shop.flows) == ((), {})


def test_dates_are_of_the_clock_of_the_instance() -> None:
    shop = small(top='date_format = "yyyy/MM/dd"\nschedule_format = "yyyy-MM-dd HH:mm"\ntime_zone = "Asia/Tokyo"')
    assert shop.dates.parse_date("2026/07/04") == date(2026, 7, 4)
    assert shop.dates.parse_timestamp("04.07.2026 08:30:00").isoformat() == "2026-07-04T08:30:00+09:00"
    for schedule in ("2026-07-04 08:30", "04.07.2026 08:30:00"):
        assert shop.parse_schedule(schedule).isoformat() == "2026-07-04T08:30:00+09:00"


def test_every_instance_has_the_system_fields_and_names_stay_in_order() -> None:
    shop = small()
    assert list(shop.fields) == ["AGILLIC_ID", "CREATED", "LAST_UPDATED", "EMAIL", "AGE", "BORN"]
    assert shop.fields["AGILLIC_ID"].unique
    assert shop.fields["EMAIL"] is shop.person_data["EMAIL"]


def test_a_group_with_a_filter_is_dynamic_and_one_without_is_static() -> None:
    groups = small('[target_groups.Old]\nfilter = "AGE>=80"\n[target_groups.Chosen]\nglobal = true').target_groups
    assert groups["Old"].filter == parse_filter("AGE>=80")
    assert groups["Chosen"].filter is None
    assert (groups["Old"].global_, groups["Chosen"].global_) == (False, True)


def test_an_extension_may_say_nothing_of_open() -> None:
    extensions = small("[extensions]\na = {}\nb = { open = true, async = true }").extensions
    assert (extensions["a"].open, extensions["a"].async_) == (False, False)
    assert (extensions["b"].open, extensions["b"].async_) == (True, True)


def test_assumptions_are_switched() -> None:
    shop = small('[assumptions]\nfilter-case = "ignored"')
    assert shop.assumptions.choice("filter-case") == "ignored"


def test_names_may_have_blanks_and_letters_of_any_language() -> None:
    shop = small('[one_to_many."KØB I ÅR"]\nkey = "ID"\ncolumns = { ID = "STRING" }')
    assert shop.one_to_many["KØB I ÅR"].name == "KØB I ÅR"


def test_an_instance_never_changes() -> None:
    with pytest.raises(AttributeError):
        small().name = "Other"  # type: ignore[misc]  # that is the point


def test_secrets_and_recipients_are_not_shown() -> None:
    shop = small('[[recipients]]\nperson_data = { EMAIL = "ada@example.com" }')
    assert shop.keys[0].secret == "hush-hush"  # noqa: S105 - the one above
    assert shop.recipients[0].person_data == {"EMAIL": "ada@example.com"}
    assert "hush" not in repr(shop)
    assert "ada@" not in repr(shop)


def test_a_file_is_read_as_the_text_in_it(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(SMALL, "utf-8")
    assert load_instance(path) == small()
