"""No campaign breaks a rule of asking or leaves out what is owed, whatever the seeker tries, for a year."""

import os
import sys
from datetime import timedelta

import pytest
from tests.harness.campaigns import Campaign, defective, run

from weaktie.core import cadence, cadence_after

CAMPAIGNS = int(os.environ.get("WEAKTIE_CAMPAIGNS", "40"))
"""So many in `make test`; `make soak` runs 500."""


@pytest.mark.slow
def test_no_campaign_of_a_year_breaks_a_rule(capsys):
    figures = run(Campaign, CAMPAIGNS)
    with capsys.disabled():
        sys.stdout.write(f"\ncadence: {figures}; 0 rules broken ")

    assert Campaign.tally["campaigns"] >= CAMPAIGNS
    assert Campaign.tally["asks"] > 20 * CAMPAIGNS
    assert min(Campaign.tally[each] for each in ("introductions", "follow-ups", "duties done")) > CAMPAIGNS


@pytest.mark.parametrize(
    "changes",
    [
        {"ASKS_A_WEEK": 6},
        {"WINDOW": 15},
        {"SECOND_PERSON_AFTER": 2},
        {"FOLLOW_UP_AFTER": 6},
        {"MOST_UNANSWERED": 3},
        {"INTRODUCER_RESTS": 28},
        {"MOST_DECLINES": 3},
        {"said_no": lambda history, person, today: False},
        {"week_of": lambda day: day - timedelta(days=(day.weekday() + 1) % 7)},
        {"ASKS_A_WEEK": 4},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_a_faulty_rule_is_caught(changes):
    class Faulty(Campaign):
        asking = defective(cadence, **changes)

    with pytest.raises(AssertionError):
        run(Faulty, 40, derandomize=True)


@pytest.mark.parametrize(
    "changes",
    [{"THANKS_WITHIN": timedelta(hours=48)}, {"local_date": lambda moment, zone: moment.date()}],
    ids=lambda changes: "-".join(changes),
)
def test_a_duty_on_the_wrong_day_is_caught(changes):
    class Faulty(Campaign):
        owing = defective(cadence_after, **changes)

    with pytest.raises(AssertionError):
        run(Faulty, 40, derandomize=True)
