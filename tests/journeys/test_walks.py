"""Fifty people type what moves them; nearly all of them end at help that fits, within two steps."""

from tests.journeys import walking

FEWEST_FITTING = 45


def test_people_end_at_fitting_help_within_two_steps(page, folder):
    kinds = walking.kinds_of_offers(folder)
    arrivals = [walking.take(page, walk, kinds) for walk in walking.walks()]

    lost = [f"{arrival.walk.typed} → {arrival.title}" for arrival in arrivals if not arrival.fits or arrival.steps > 2]
    assert len(arrivals) == 50
    assert len(arrivals) - len(lost) >= FEWEST_FITTING, lost
    assert [arrival.walk.typed for arrival in arrivals if arrival.walk.acute and not arrival.is_warned] == []
