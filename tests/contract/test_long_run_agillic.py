"""A long run of schemathesis against Agillic's mock; a file for each API, so that the two run at the same time."""

import pytest
from effort import LONG
from long_runs import assert_left_out_is_documented, run_many_calls
from schemathesis_agillic import agillic


@pytest.mark.skipif(not LONG, reason="takes minutes; set AGILLIC_CONTRACT=long")
def test_many_calls() -> None:
    run_many_calls(agillic())


def test_what_is_left_out_is_of_the_document() -> None:
    assert_left_out_is_documented(agillic())
