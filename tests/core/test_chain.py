"""What few conversations can say of a chain: a prior with its source, an interval, a branching process."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaktie.core import chain
from weaktie.core.beta import Beta


def test_the_prior_says_what_is_believed_of_a_conversation_leading_to_an_introduction():
    prior = chain.prior()

    assert prior.mean == pytest.approx(1 / 6 + 1 / 7 + 1 / 8 + 1 / 9)
    low, high = (1 - exp(-prior.quantile(share)) for share in (0.025, 0.975))
    assert low == pytest.approx(Beta(4, 6).quantile(0.025), abs=0.01)
    assert high == pytest.approx(Beta(4, 6).quantile(0.975), abs=0.01)


@pytest.mark.parametrize(
    ("shape", "x", "below"),
    [(1, 1, 1 - exp(-1)), (3, 2, 0.3233235838), (3, 12, 0.9994777420), (0.5, 0.5, 0.6826894921), (9, 0, 0)],
)
def test_the_incomplete_gamma_function_is_right(shape, x, below):
    assert chain.lower_gamma(shape, x) == pytest.approx(below, abs=1e-9)


@given(st.floats(0.3, 60), st.floats(0.3, 60), st.floats(0.01, 0.99))
def test_a_quantile_has_that_share_below_it(shape, rate, share):
    belief = chain.Gamma(shape, rate)

    assert belief.below(belief.quantile(share)) == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(
    ("mean", "ends"), [(0.5, 1), (1, 1), (1.5, 0.41718836), (2, 0.20318787), (4, 0.01982741)]
)
def test_a_branching_process_dies_out_with_the_known_probability(mean, ends):
    assert chain.extinction(mean) == pytest.approx(ends, abs=1e-6)


def test_below_five_conversations_nothing_is_said_of_growth():
    few = chain.growth(conversations=4, made=12, met=12, missed=0)

    assert few.is_early
    assert few.verdict == "early"
    assert (few.n, few.made) == (4, 12)


def test_more_introductions_make_growth_likelier_and_an_end_less_likely():
    told = [chain.growth(conversations=12, made=made, met=made, missed=0) for made in (0, 6, 12, 24, 48)]

    grows, ends = [one.grows for one in told], [one.dies_out for one in told]
    assert grows == sorted(grows)
    assert ends == sorted(ends, reverse=True)
    assert (told[0].verdict, told[-1].verdict) == ("ends", "grows")


def test_introductions_that_come_to_nothing_raise_what_a_chain_needs():
    kept = chain.growth(conversations=10, made=10, met=9, missed=1)
    lost = chain.growth(conversations=10, made=10, met=1, missed=9)

    assert lost.feeds_itself_at > kept.feeds_itself_at > 1
    assert lost.grows < kept.grows


def test_the_interval_narrows_and_ones_own_weigh_more_as_conversations_are_held():
    few = chain.growth(conversations=5, made=3, met=2, missed=0)
    many = chain.growth(conversations=50, made=30, met=20, missed=0)

    assert many.each.high - many.each.low < few.each.high - few.each.low
    assert few.own_share < 0.5 < many.own_share


def test_every_verdict_has_its_words():
    assert set(chain.VERDICTS) == {"early", "grows", "may_grow", "unclear", "may_end", "ends"}


def test_introductions_are_traced_back_to_where_they_began():
    led = [(1, 2), (2, 3), (2, 4), (9, 5), (5, 3)]

    assert chain.roots(led) == {1: 3, 9: 1}
    assert chain.one_root(chain.roots(led)) is None
    assert chain.one_root(chain.roots(led[:3])) == 1
    assert chain.one_root(chain.roots(led[:2])) is None


def test_a_ring_of_introductions_ends():
    assert sum(chain.roots([(1, 2), (2, 3), (3, 1)]).values()) == 3
