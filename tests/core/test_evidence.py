"""Rates with doubts: the arithmetic of Beta, the ledger's schema, and what may not be computed with."""

from __future__ import annotations

import json
import random
import textwrap

import pytest

from weaktie.core.beta import (
    Beta,
    chances_to_lead,
    first_beats_second,
    incomplete,
    product,
    scaled,
)
from weaktie.core.evidence import (
    LEDGER,
    BadLedger,
    Channel,
    Status,
    belief,
    conversation_prior,
    odds,
    odds_between,
    own_share,
    read_ledger,
    reply_prior,
)

ROW = {
    "id": "a-rate",
    "stage_from": "asked",
    "stage_to": "talked",
    "channel": "cold",
    "a": 2,
    "b": 8,
    "ess": 10,
    "status": "judgement",
    "source": "nobody",
    "population": "nobody",
    "year": None,
    "note": "",
}


@pytest.mark.parametrize(
    ("x", "a", "b", "expected"),
    [
        # Closed forms: I_x(1, b) = 1 - (1 - x)^b, I_x(a, 1) = x^a, I_x(2, 2) = x^2 (3 - 2 x).
        (0.3, 1, 4, 1 - 0.7**4),
        (0.3, 5, 1, 0.3**5),
        (0.25, 2, 2, 0.25**2 * 2.5),
        # I_x(1/2, 1/2) = 2 / pi * asin(sqrt x); at 1/2 it is 1/2.
        (0.5, 0.5, 0.5, 0.5),
        # Binomial tail: I_x(2, 5) = P(at least 2 of 6) at x = 0.3.
        (0.3, 2, 5, 1 - 0.7**6 - 6 * 0.3 * 0.7**5),
        # Symmetry: I_x(a, b) = 1 - I_{1-x}(b, a), at the middle of a symmetric one.
        (0.5, 40, 40, 0.5),
        (0.0, 2, 3, 0.0),
        (1.0, 2, 3, 1.0),
    ],
)
def test_incomplete_beta_meets_known_values(x, a, b, expected):
    assert incomplete(x, a, b) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        # The 95 % spans printed in the evidence ledger.
        (1, 39, 0.001, 0.091),
        (45.5, 9.5, 0.72, 0.91),
        (0.5, 99.5, 0.0, 0.025),
        (2, 8, 0.03, 0.48),
        (1.2, 8.8, 0.01, 0.37),
        (5, 5, 0.21, 0.79),
        (7, 3, 0.40, 0.93),
        (1.5, 8.5, 0.01, 0.41),
        (1.6, 2.4, 0.05, 0.84),
        (2.5, 7.5, 0.05, 0.55),
    ],
)
def test_intervals_are_those_of_the_ledger(a, b, low, high):
    span = Beta(a, b).interval(0.95)

    assert span.low == pytest.approx(low, abs=0.0065)
    assert span.high == pytest.approx(high, abs=0.0065)


def test_quantiles_undo_the_distribution_and_means_lie_inside_intervals():
    chance = random.Random(3)
    for _ in range(200):
        rate = Beta(chance.uniform(0.5, 30), chance.uniform(0.5, 30))
        share = chance.uniform(0.02, 0.98)

        assert rate.below(rate.quantile(share)) == pytest.approx(share, abs=1e-9)
        assert rate.interval().low < rate.mean < rate.interval().high


def test_draws_fall_inside_the_interval_four_times_in_five():
    chance = random.Random(5)
    span = Beta(4.2, 5.8).interval()

    inside = sum(span.low <= chance.betavariate(4.2, 5.8) <= span.high for _ in range(20_000))

    assert inside / 20_000 == pytest.approx(0.8, abs=0.01)


def test_a_product_keeps_mean_and_variance_of_independent_rates():
    rates = (Beta(8, 2), Beta(7, 3), Beta(7, 3))
    chance = random.Random(9)
    drawn = [
        chance.betavariate(8, 2) * chance.betavariate(7, 3) * chance.betavariate(7, 3) for _ in range(40_000)
    ]
    mean = sum(drawn) / len(drawn)

    path = product(rates)

    assert path.mean == pytest.approx(0.392)
    assert path.mean == pytest.approx(mean, abs=0.005)
    assert path.variance == pytest.approx(sum((x - mean) ** 2 for x in drawn) / len(drawn), rel=0.05)


def test_the_chance_of_leading_is_that_of_draws():
    rates = (Beta(4.2, 5.8), Beta(3.5, 6.5), Beta(1.2, 8.8))
    chance = random.Random(13)
    wins = [0, 0, 0]
    for _ in range(20_000):
        drawn = [chance.betavariate(rate.a, rate.b) for rate in rates]
        wins[drawn.index(max(drawn))] += 1

    leads = chances_to_lead(rates)

    assert sum(leads) == pytest.approx(1)
    assert leads == pytest.approx([win / 20_000 for win in wins], abs=0.012)
    assert first_beats_second(Beta(5, 5), Beta(5, 5)) == pytest.approx(0.5, abs=1e-6)


def test_own_trials_move_the_belief_and_their_share_is_told():
    prior = conversation_prior(Channel.COLD)

    after = belief(prior, (6, 10))

    assert after == Beta(7.2, 12.8)
    assert own_share(prior, (6, 10)) == pytest.approx(0.5)
    assert belief(prior, (60, 500)).interval().high < belief(prior).interval().high


def test_refuses_impossible_trials_and_impossible_beliefs():
    with pytest.raises(ValueError, match="negative"):
        belief(conversation_prior(Channel.COLD), (3, 2))
    with pytest.raises(ValueError, match="two positive numbers"):
        Beta(0, 1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        Beta(1, 1).quantile(1)


def test_scaling_keeps_the_doubt():
    half = scaled(Beta(7, 3), 0.5)

    assert half.mean == pytest.approx(0.35)
    assert half.weight == pytest.approx(10)


def test_every_channel_has_its_priors_and_conversations_are_rarer_than_replies():
    for channel in Channel:
        talked = belief(conversation_prior(channel)).mean
        if channel is not Channel.INTRODUCED:
            assert talked < belief(reply_prior(channel)).mean


def test_derived_conversations_are_the_product_of_their_factors():
    held = belief(LEDGER.priors["held-after-reply"]).mean

    for channel in (Channel.WEAK, Channel.DORMANT, Channel.CLOSE):
        expected = belief(reply_prior(channel)).mean * held
        assert belief(conversation_prior(channel)).mean == pytest.approx(expected)


def test_the_path_of_the_ledger_comes_out_as_printed_there():
    weak = product([Beta(5, 5), Beta(5, 5), Beta(7, 3)])

    assert weak.mean == pytest.approx(0.175)
    assert belief(conversation_prior(Channel.COLD)).mean == pytest.approx(0.12)


def test_contested_figures_are_shown_with_words_and_no_numbers():
    shown = LEDGER.contested["hidden-market"]

    assert "70 to 80" in shown.claim
    assert not hasattr(shown, "a")
    assert {"hidden-market", "ten-conversations"} <= LEDGER.contested.keys()


def test_refuses_to_compute_with_a_contested_figure():
    for figure in LEDGER.contested.values():
        with pytest.raises(TypeError, match="shown, never computed with"):
            belief(figure)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_type_checker_refuses_a_contested_figure(tmp_path):
    from mypy import api

    snippet = textwrap.dedent(
        """
        from weaktie.core.evidence import LEDGER, belief

        belief(LEDGER.priors["conversation-cold"])
        belief(LEDGER.contested["hidden-market"])
        """
    )
    path = tmp_path / "snippet.py"
    path.write_text(snippet)
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\nmypy_path = src\n")

    said, _, status = api.run(
        [str(path), "--config-file", str(tmp_path / "mypy.ini"), "--cache-dir", str(tmp_path / "cache")]
    )

    assert status == 1
    assert said.count("error:") == 1
    assert 'has incompatible type "Contested"; expected "Prior"' in said


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"ess": 11}, "ess is their sum"),
        ({"a": 0, "ess": 8}, "are positive"),
        ({"a": "2"}, "a is not a number"),
        ({"source": ""}, "source is missing"),
        ({"status": "certain"}, "certain"),
        ({"year": "2011"}, "year is a whole number"),
        ({"status": "contested"}, "no numbers to compute with"),
    ],
)
def test_refuses_a_rate_that_breaks_the_schema(change, complaint):
    with pytest.raises(BadLedger, match=complaint):
        read_ledger(json.dumps([ROW | change]))


def test_refuses_two_rates_with_one_id_and_a_file_of_another_shape():
    with pytest.raises(BadLedger, match="same id"):
        read_ledger(json.dumps([ROW, ROW]))
    with pytest.raises(BadLedger, match="list of objects"):
        read_ledger("{}")


def test_every_rate_says_how_far_it_can_be_trusted():
    known = {prior.status for prior in LEDGER.priors.values()}

    assert known <= set(Status) - {Status.CONTESTED}
    assert all(prior.source and prior.population for prior in LEDGER.priors.values())


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.41, "2 in 5"),
        (0.22, "1 in 5"),
        (0.61, "3 in 5"),
        (0.125, "1 in 8"),
        (0.12, "1 in 8"),
        (0.15, "1 in 7"),
    ]
    + [(0.019, "1 in 50"), (0.54, "1 in 2"), (0.9, "9 in 10"), (0.001, "hardly any"), (0.99, "nearly all")],
)
def test_says_rates_as_people_do(rate, words):
    assert odds(rate) == words


def test_says_an_interval_in_one_breath():
    chance = belief(conversation_prior(Channel.DORMANT)).interval()

    assert odds_between(chance) == "about 2 in 5, could be 1 in 4 to 3 in 5"
