"""Campaigns as the state keeps them."""

from pathlib import Path

from state_parts import open_state

from agillic.mock.ids import Ids
from agillic.mock.state.campaigns import Campaign, Campaigns


def test_a_campaign_is_kept_with_its_moments(tmp_path: Path) -> None:
    """[S3]: it survives a restart, and no id is given out again."""
    file = tmp_path / "mock.db"
    state = open_state(file)
    campaigns = Campaigns(state.database, state.clock, Ids(1))
    staged = campaigns.stage("one", {"subject": "Before"})
    assert campaigns.get(staged.id) == campaigns.named("one") == staged
    begin = state.clock.now()
    campaigns.edit(staged.id, {"subject": "After"})
    leaves = state.clock.advance(60)
    campaigns.publish(staged.id, leaves)
    state.database.close()

    state = open_state(file)
    campaigns = Campaigns(state.database, state.clock, Ids(1))
    assert campaigns.get(staged.id) == Campaign(staged.id, "one", {"subject": "After"}, begin, leaves, leaves)
    campaigns.gone_out(staged.id)
    other = campaigns.stage("two", {}, "letters-and-digits")
    third = campaigns.stage("three", {})
    assert [each.leaves for each in campaigns.all()] == [None, None, None]
    assert len({staged.id, other.id, third.id}) == 3
    assert campaigns.get("#none") is campaigns.named("none") is None
    state.database.close()


def test_a_change_of_one_campaign_leaves_the_others() -> None:
    """[S3]."""
    state = open_state()
    campaigns = Campaigns(state.database, state.clock, Ids(1))
    one, other = campaigns.stage("one", {"subject": "One"}), campaigns.stage("two", {"subject": "Two"})
    campaigns.publish(other.id, state.clock.now())
    published = campaigns.get(other.id)
    campaigns.edit(one.id, {"subject": "Edited"})
    campaigns.publish(one.id, state.clock.advance(60))
    campaigns.gone_out(one.id)
    assert campaigns.get(other.id) == published
    state.database.close()
