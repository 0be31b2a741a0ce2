"""The noise against the theory of the discrete Laplace distribution, and what is released with it."""

from __future__ import annotations

import math
import random
from collections import Counter
from fractions import Fraction

import pytest
from scipy.stats import chisquare, dlaplace

from bot.core.tally import Met, Rating, Tally, counts_of, rated
from bot.trends.domain import cells
from bot.trends.noise import TOUCHED, noise, share
from bot.trends.publish import Rules, publish
from bot.trends.released import CUTS
from tests.trends.worlds import MONDAY, TODAY, Messages, raw

DOMAIN = cells(["deposit"], ["en", "zh_Hans"], ["440300", "441900"])


@pytest.mark.parametrize("scale", [Fraction(1, 6), Fraction(1, 3), Fraction(5, 2)])
def test_the_noise_falls_as_theory_says(scale: Fraction) -> None:
    """A chi-square test on draws from a fixed stream: p would be below one in a thousand if the sampler were off."""
    stream = random.Random(20261122)
    drawn = Counter(noise(scale, stream.randrange) for _ in range(20_000))
    law = dlaplace(float(scale))
    reach = max(1, round(3 / float(scale)))
    inner = range(-reach, reach + 1)
    seen = [drawn[one] for one in inner]
    wanted = [20_000 * law.pmf(one) for one in inner]
    seen += [
        sum(n for one, n in drawn.items() if one < -reach),
        sum(n for one, n in drawn.items() if one > reach),
    ]
    wanted += [20_000 * law.cdf(-reach - 1), 20_000 * law.sf(reach)]
    assert chisquare(seen, wanted).pvalue > 0.001


def test_the_secret_source_is_used_and_gives_both_signs() -> None:
    drawn = [noise(Fraction(1, 6)) for _ in range(2_000)]
    spread = math.sqrt(2 * math.exp(-1 / 6)) / (1 - math.exp(-1 / 6))
    assert abs(sum(drawn) / 2_000) < 6 * spread / math.sqrt(2_000)
    assert min(drawn) < 0 < max(drawn)


def test_a_message_and_its_press_change_no_more_cells_than_the_budget_is_shared_by() -> None:
    """``region_outcome`` is not released; ``place`` and ``topic_province`` come of ``topic_region``."""
    tally = Tally("deposit", "440300", "en", "web", Met.ANSWERED)
    touched = {one.cut for one in (*counts_of(tally), *rated(Rating("deposit", helpful=True)))}
    made_of = (touched - {"region_outcome", "topic_region"}) | {"place", "topic_province"}
    assert len(made_of) == TOUCHED
    assert share(3.0) * TOUCHED == 3


def test_noise_is_on_cells_that_nobody_met_too_and_lone_cuts_are_left_out() -> None:
    """With so much noise many of the cells that were never met come out above k."""
    tally = Tally("deposit", "440300", "en", "web", Met.ANSWERED, calculators=("overtime",))
    rows = raw([Messages(tally, 500)])
    made, _ = publish(rows, TODAY, Rules(epsilon=0.01, possible=DOMAIN))
    assert set(made.cuts) == set(CUTS) - {"calculator", "paper", "service"}
    assert made.epsilon == 0.01
    names = {row.values for row in made.cuts["topic_outcome"]}
    assert names - {("deposit", "answered")}
    counts = [row.count for rows in made.cuts.values() for row in rows]
    assert all(count >= 10 and count % 5 == 0 for count in counts)


def test_with_little_noise_the_counts_are_near_the_true_ones() -> None:
    rows = raw([Messages(Tally("deposit", "440300", "en", "web", Met.ANSWERED), 500)])
    made, _ = publish(rows, TODAY, Rules(epsilon=10.0, possible=DOMAIN))
    [row] = [row for row in made.cuts["topic_outcome"] if row.week == MONDAY]
    assert abs(row.count - 500) <= 25


def test_noise_once_released_is_not_drawn_again() -> None:
    """Or else the average of many releases would show the count."""
    rows = raw([Messages(Tally("deposit", "440300", "en", "web", Met.ANSWERED), 500)])
    rules = Rules(epsilon=0.1, possible=DOMAIN)
    first, _ = publish(rows, TODAY, rules)
    assert publish(rows, TODAY, rules, first)[0] == first
