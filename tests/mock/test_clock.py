"""Time and ids of the mock: still and seeded, so that two runs give the same bytes."""

import doctest
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.mock.ids import Ids
from sdk_core.mock import clock
from sdk_core.mock.clock import Clock
from sdk_core.mock.words import Words

START = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
SECONDS = st.integers(0, 10**9) | st.floats(0, 10**6)

FORMS = {
    "task_id": "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "document_id": "[A-Za-z0-9]{10}",
    "agillic_id": r"\.[A-Za-z]{4}",
    "campaign_id": "#[A-Za-z]{4}",
    "access_token": "[A-Za-z0-9]{40}",
}


def draw(ids: Ids, kind: str, count: int) -> list[str]:
    give: Callable[[], str] = getattr(ids, kind)
    return [give() for _ in range(count)]


def in_threads(work: Callable[[int], list[str]]) -> list[str]:
    with ThreadPoolExecutor(8) as pool:
        return [each for part in pool.map(work, range(8)) for each in part]


def test_the_examples_in_the_docstrings_run() -> None:
    failed, attempted = doctest.testmod(clock)
    assert attempted
    assert not failed


def test_a_clock_stands_still_until_it_is_advanced() -> None:
    still = Clock(START)
    assert [still.now(), still.now()] == [START, START]
    assert still.advance(90) == START + timedelta(seconds=90)
    assert still.now() == START + timedelta(seconds=90)


def test_a_clock_tells_utc_whatever_zone_it_started_in() -> None:
    summer = Clock(datetime.fromisoformat("2026-07-04T10:30:00+02:00"))
    assert summer.now().isoformat() == "2026-07-04T08:30:00+00:00"


def test_a_start_without_a_time_zone_is_rejected() -> None:
    with pytest.raises(ValueError, match="add one, as in"):
        Clock(START.replace(tzinfo=None))


@given(st.lists(SECONDS, max_size=5))
def test_time_adds_up_and_never_goes_back(steps: list[float]) -> None:
    running, expected = Clock(START), START
    for seconds in steps:
        before = running.now()
        expected += timedelta(seconds=seconds)
        assert running.advance(seconds) == running.now() == expected >= before


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan"), float("inf"), float("-inf")])
def test_a_clock_advances_by_seconds_that_pass(seconds: float) -> None:
    still = Clock(START)
    with pytest.raises(ValueError, match=r"by 0 seconds or more, not by .*; to go back, start a new one"):
        still.advance(seconds)
    assert still.now() == START


@pytest.mark.parametrize("seconds", [10**12, 10**400])
def test_a_clock_knows_no_year_after_9999(seconds: int) -> None:
    still = Clock(START)
    with pytest.raises(ValueError, match="beyond the year 9999; advance by less"):
        still.advance(seconds)
    assert still.now() == START


def test_threads_lose_no_second() -> None:
    shared = Clock(START)
    in_threads(lambda _: [str(shared.advance(1)) for _ in range(500)])
    assert shared.now() == START + timedelta(seconds=4_000)


@pytest.mark.parametrize("kind", FORMS)
@given(seed=st.integers())
def test_ids_have_their_form_never_repeat_and_follow_from_the_seed(kind: str, seed: int) -> None:
    given_out = draw(Ids(seed), kind, 100)
    assert all(re.fullmatch(FORMS[kind], each) for each in given_out)
    assert len(set(given_out)) == 100
    assert given_out == draw(Ids(seed), kind, 100)
    assert given_out != draw(Ids(seed + 1), kind, 100)


@pytest.mark.parametrize("kind", FORMS)
def test_many_ids_do_not_repeat(kind: str) -> None:
    assert len(set(draw(Ids(0), kind, 20_000))) == 20_000


def test_task_ids_are_random_uuids_to_whoever_reads_them() -> None:
    read = UUID(Ids(7).task_id())
    assert (read.version, read.variant) == (4, "specified in RFC 4122")


@pytest.mark.parametrize("kind", FORMS)
def test_a_kind_of_ids_does_not_depend_on_how_many_of_others_were_given_out(kind: str) -> None:
    ids = Ids(3)
    for other in FORMS:
        if other != kind:
            draw(ids, other, 5)
    assert draw(ids, kind, 3) == draw(Ids(3), kind, 3)


@pytest.mark.parametrize("kind", FORMS)
def test_threads_never_get_the_same_id(kind: str) -> None:
    shared = Ids(5)
    assert len(set(in_threads(lambda _: draw(shared, kind, 500)))) == 4_000


@given(name=st.text(max_size=5), letters=st.sampled_from(["ab", "abc", "abcd", "abcdef"]), length=st.integers(1, 3))
def test_words_are_all_of_a_length_and_then_all_that_are_longer(name: str, letters: str, length: int) -> None:
    words = Words(name, letters, length)
    for each in (length, length + 1):
        count = len(letters) ** each
        given_out = {words.next() for _ in range(count)}
        assert len(given_out) == count
        assert {len(word) for word in given_out} == {each}
        assert set("".join(given_out)) == set(letters)
