"""FUZZ-1: spoilt files give rows or a sentence; no other exception, none over 5 s, none over 512 MB."""

import os
import sys
import time

import pytest
from tests.harness.corpus import SEEDS
from tests.harness.fuzzing import HINTS, fuzz
from tests.harness.mutate import mutant, mutants

from weaktie.adapters.parsing import parse

FRESH = os.environ.get("WEAKTIE_FUZZ_SEED") or str(time.time_ns())
"""Another one each time; set WEAKTIE_FUZZ_SEED to the one that was printed to see the same files again."""

A_READER = 150

DEFECTIVE = ["tests.harness.defects"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["fixed", FRESH], ids=["fixed", "fresh"])
@pytest.mark.parametrize("reader", SEEDS)
def test_spoilt_files_give_rows_or_a_sentence(reader, seed, capsys):
    report = fuzz(mutants(reader, A_READER, seed))
    with capsys.disabled():
        sys.stdout.write(f"\n{reader}, WEAKTIE_FUZZ_SEED={seed}: {report} ")

    assert report.accidents == []
    assert report.files == A_READER


@pytest.mark.slow
def test_most_spoilt_files_still_reach_a_reader():
    for reader in SEEDS:
        report = fuzz(mutants(reader, 60, "reach"))

        assert report.read >= 0.3 * 60, f"{reader}: {report}"


def test_unspoilt_files_are_all_read():
    for reader, seeds in SEEDS.items():
        report = fuzz(seeds)

        assert (report.accidents, report.refused) == ([], 0), f"{reader}: {report}"
        assert report.rows > len(seeds)


@pytest.mark.slow
def test_twenty_spoilt_files_each_in_a_child_of_its_own(tmp_path):
    for number in range(20):
        reader = list(SEEDS)[number % len(SEEDS)]
        name, content = mutant(reader, number, FRESH)
        path = tmp_path / name
        path.write_bytes(content)

        for read in parse([path], hints=HINTS):
            assert "foresee" not in str(read.error), f"{reader} {number}, WEAKTIE_FUZZ_SEED={FRESH}"
            assert "longer than a file" not in str(read.error)


@pytest.mark.parametrize(
    ("content", "accident", "seconds"),
    [
        (b"\xff key", "KeyError", 5.0),
        (b"\x00 text", "no sensible answer", 5.0),
        (b"BEGIN:VCALENDAR", "longer than a file", 1.0),
        (b"hunger", "more memory", 20.0),
    ],
)
def test_a_defective_reader_is_noticed(content, accident, seconds):
    report = fuzz([("before", b"x"), ("bad", content), ("after", b"x")], DEFECTIVE, seconds)

    assert len(report.accidents) == 1
    assert accident in report.accidents[0]
    assert report.files == 3


def test_mutants_are_the_same_for_the_same_seed_and_differ_for_others():
    once, again, others = (list(mutants("vcard", 30, seed)) for seed in ("a", "a", "b"))

    assert once == again
    assert sum(one == other for one, other in zip(once, others, strict=True)) < 5
