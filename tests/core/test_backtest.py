from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from statistics import fmean

import pytest

from weaktie.core import backtest, readers
from weaktie.core.backtest import BacktestResult, NothingToTell
from weaktie.core.rows import OWNER, Encounter, Encounters, Kind, Party
from weaktie.core.ties import DAY, Touch

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "mail" / "enron_headers_jeff.dasovich.mbox"
START = 1_600_000_000
DAYS = 500


def letter(day: float, author: int, *to: int, cc: tuple[int, ...] = ()) -> Encounter:
    return Encounter(int(day * 1000), START + int(day * DAY), Kind.MAIL, author, to, cc)


def parties(count: int) -> list[Party]:
    return [Party(f"Person {number}", f"p{number}@post.example") for number in range(count)]


def mailbox(seed: int, people: int = 20) -> list[Encounter]:
    """Invent the letters of party 0: some pairs go on, some fall silent, some only stand in copy."""
    draw = random.Random(seed)
    rows = []
    for person in range(1, people):
        mean_gap = draw.lognormvariate(3, 1)
        until = DAYS if draw.random() < 0.4 else draw.uniform(20, DAYS)
        day = draw.expovariate(1 / mean_gap)
        while day < until:
            others = tuple(draw.sample(range(1, people), draw.randrange(4)))
            pair = (0, person) if draw.random() < 0.5 else (person, 0)
            rows.append(letter(day, pair[0], pair[1], *others))
            if draw.random() < 0.7:
                rows.append(letter(day + draw.random(), pair[1], pair[0]))
            day += draw.expovariate(1 / mean_gap)
    return rows


def tried(rows: list[Encounter], **options: float) -> BacktestResult:
    return backtest.backtest(rows, parties(40), {0}, **options)


@pytest.mark.parametrize("seed", range(6))
def test_the_area_is_the_share_of_pairs_in_order(seed: int):
    draw = random.Random(seed)
    scores = {person: draw.randrange(8) for person in range(30)}
    positives = set(draw.sample(range(30), 9))
    pairs = [(scores[a], scores[b]) for a in positives for b in set(scores) - positives]

    area = backtest.auc(scores, positives)

    assert area == pytest.approx(fmean((a > b) + (a == b) / 2 for a, b in pairs)), f"seed {seed}"


def test_sees_an_encounter_from_the_owners_side():
    seen = dict(backtest.touches(letter(0, 5, OWNER, 6, cc=(7,))))

    assert seen == {
        5: Touch(START, Kind.MAIL, -1, 2, False),
        6: Touch(START, Kind.MAIL, 0, 2, False),
        7: Touch(START, Kind.MAIL, 0, 2, True),
    }
    assert dict(backtest.touches(letter(0, OWNER, 5))) == {5: Touch(START, Kind.MAIL, 1, 0, False)}
    assert dict(backtest.touches(letter(0, 5, 6))) == {}


def test_counts_as_a_later_writer_only_who_wrote_and_was_written_to_among_few():
    earlier = [letter(day, 0, 1, 2, 3, 4, 5) for day in range(6)]
    both = [letter(10, 0, 1), letter(11, 1, 0)]
    one_way = [letter(12, 0, 2)]
    crowded = [letter(13, 3, 0, 6, 7, 8, 9, 10)]

    result = tried([*earlier, *both, *one_way, *crowded])

    assert (result.messages, result.candidates, result.positives) == (10, 5, 1)
    assert result.cut == START + 5 * DAY


def test_five_recipients_are_few_and_a_copy_to_oneself_is_none():
    earlier = [letter(day, 0, 1, 2, 3, 4, 5) for day in range(9)]
    later = [letter(20, 0, 1, 2, 3, 4, 5), letter(21, 1, 0, 1, 6, 7, 8, 9)]

    assert tried([*earlier, *later], past=0.85).positives == 1


def test_a_later_acquaintance_is_no_candidate():
    rows = [letter(day, 0, 1, 2) for day in range(6)]
    rows += [letter(10, 0, 1), letter(11, 1, 0), letter(12, 0, 9), letter(13, 9, 0)]

    result = tried(rows)

    assert (result.candidates, result.positives) == (2, 1)


def test_nothing_of_the_later_part_reaches_the_answers():
    rows = sorted(mailbox(1), key=lambda row: row.at)
    division = int(len(rows) * 0.6)
    later = [row._replace(at=row.at + 900 * DAY) for row in rows[division:]]

    assert tried(rows[:division] + later) == tried(rows)


def test_gives_the_same_figures_again_and_whatever_the_order_of_the_file():
    rows = mailbox(2)

    assert tried(rows[::-1]) == tried(rows)


def test_finds_the_owner_as_the_address_in_most_messages():
    rows = mailbox(3)

    assert backtest.backtest(rows, parties(40)) == tried(rows)
    assert tried(rows).owner == "p0@post.example"


def test_takes_parties_with_one_address_for_one_person():
    rows = mailbox(4)
    twice = [*parties(40), Party("Omar", "p3@post.example")]
    renamed = [row._replace(author=40) if row.author == 3 and row.at % 2 else row for row in rows]

    assert backtest.backtest(renamed, twice, {0}) == tried(rows)


def test_takes_a_reader_at_its_word_who_the_owner_is():
    rows = mailbox(5)
    told = [
        row._replace(
            author=OWNER if row.author == 0 else row.author,
            to=tuple(OWNER if person == 0 else person for person in row.to),
        )
        for row in rows
    ]

    assert backtest.backtest(told, parties(40)).strength == tried(rows).strength


@pytest.mark.parametrize("rows", [[], [letter(0, 0, 1)], [letter(day, 0, 1) for day in range(20)]])
def test_refuses_a_mailbox_in_which_nothing_can_be_told_apart(rows: list[Encounter]):
    with pytest.raises(NothingToTell):
        tried(rows)


def test_who_wrote_much_and_left_does_not_stand_above_who_writes_now():
    left = [letter(day / 10, *pair) for day in range(1000) for pair in ((0, 1), (1, 0))]
    goes_on = [letter(day, *pair) for day in range(100, DAYS, 7) for pair in ((0, 2), (2, 0))]
    stands_by = [letter(day, 3, 0, 4, 5, 6) for day in range(100, 400, 9)]

    result = tried([*left, *goes_on, *stands_by], past=0.97)

    assert result.strength.value == 1
    assert result.count.value < 1


def test_intervals_hold_the_figure_and_narrow_with_more_people():
    few, many = tried(mailbox(6, people=14)), tried(mailbox(6, people=40))

    for result in (few, many):
        for figure in (result.strength, result.count, result.recency):
            assert 0 <= figure.low <= figure.value <= figure.high <= 1
    assert many.count.high - many.count.low < few.count.high - few.count.low


def test_the_lead_is_the_difference_of_the_figures():
    result = tried(mailbox(7))

    assert result.over_count.value == pytest.approx(result.strength.value - result.count.value)
    assert result.over_recency.value == pytest.approx(result.strength.value - result.recency.value)


def test_every_mailbox_counts_the_same_in_the_mean():
    results = [tried(mailbox(seed)) for seed in (8, 9)]

    means = backtest.means(results)

    assert means.mailboxes == 2
    assert means.strength == pytest.approx((results[0].strength.value + results[1].strength.value) / 2)


@pytest.mark.slow
def test_strength_leads_over_invented_mailboxes_in_which_some_fall_silent():
    means = backtest.means([tried(mailbox(seed, people=30)) for seed in range(20, 32)])

    assert means.strength > means.count, "seeds 20 to 31"
    assert means.strength > 0.75, "seeds 20 to 31"


@pytest.mark.skipif(not REAL.exists(), reason="the real mailbox is not on this machine")
def test_foretells_who_writes_in_a_real_mailbox_better_than_counting():
    with REAL.open("rb") as stream:
        source = readers.recognise(stream.read(readers.HEAD), name=REAL.name)
        stream.seek(0)
        found = readers.read(source, stream, readers.Hints(today=date(2026, 1, 1)))
        runs = [row for row in found if isinstance(row, Encounters)]

    result = backtest.backtest(
        [row for run in runs for row in run.rows], [party for run in runs for party in run.parties]
    )

    assert (result.candidates, result.positives) == (43, 13)
    assert result.strength.value > 0.88
    assert result.over_count.low > 0
