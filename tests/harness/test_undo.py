"""UNDO-1: whatever was done, undoing it restores everything that counts exactly, ids and all; redoing too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harness.book import FILES
from tests.people import NOON, TODAY, bring, dump

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Import
from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.actions import people
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Material, Target
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Step
from weaktie.core.refusal import Refused

MOVES = (
    "import", "import", "edit", "name", "merge", "merge", "split", "tag", "untag", "hide", "tie", "apart",
    "add", "target", "drop", "stranger", "aside", "ask", "ask", "again", "answer", "page", "drop_page",
    "undo", "undo", "undo", "redo",
)  # fmt: skip
MOVE = st.tuples(st.sampled_from(MOVES), st.integers(0, 11), st.integers(0, 11))
STORY = st.lists(MOVE, min_size=3, max_size=22)
NEW = ("Nils Berg", "Vera Stone", "Omar Haddad", "Tom Reed")


State = tuple[list[str], list[tuple[int, int, int]], list[tuple[int, int | None]]]


def state(ada: User) -> State:
    """Return all that counts, and to whom each id answers."""
    whose = Identity.objects.order_by("pk").values_list("handle_id", "person_id", "origin_id")
    answers = Person.objects.order_by("pk").values_list("pk", "merged_into_id")
    return dump(ada), list(whose), list(answers)


class Book:
    """A seeker who makes moves, and the states that undoing must bring back."""

    def __init__(self, ada: User) -> None:
        self.ada = ada
        self.now = NOON
        self.before: list[State] = []
        self.after: list[State] = []
        self.moved = 0

    def move(self, name: str, a: int, b: int) -> None:
        self.now += timedelta(minutes=1)
        if name == "undo":
            self._undo()
        elif name == "redo":
            self._redo()
        else:
            self._do(name, a, b)

    def _do(self, name: str, a: int, b: int) -> None:
        before = state(self.ada)
        latest = Step.objects.order_by("-pk").values_list("pk", flat=True).first()
        try:
            getattr(self, name if name != "import" else "bring")(a, b)
        except Refused:
            assert state(self.ada) == before
            return
        if Step.objects.order_by("-pk").values_list("pk", flat=True).first() != latest:
            self.before.append(before)
            self.after.clear()
            self.moved += 1

    def _undo(self) -> None:
        if not self.before:
            with pytest.raises(undo.NothingToUndo):
                undo.undo(by=self.ada, now=self.now)
            return
        now = state(self.ada)
        is_import = Step.objects.filter(undone_at=None).order_by("-pk").values_list("verb").first() == (
            "import",
        )
        words = undo.undo(by=self.ada, now=self.now)
        assert_same(state(self.ada), self.before.pop(), words)
        # An import that was undone is imported again, not redone; what rested on it cannot be redone either.
        self.after = [] if is_import else [*self.after, now]

    def _redo(self) -> None:
        if not self.after:
            with pytest.raises(undo.NothingToRedo):
                undo.redo(by=self.ada, now=self.now)
            return
        before = state(self.ada)
        words = undo.redo(by=self.ada, now=self.now)
        assert_same(state(self.ada), self.after.pop(), f"again: {words}")
        self.before.append(before)

    def someone(self, number: int) -> Person:
        present = Person.objects.visible_to(self.ada).present().order_by("pk")
        if not present.exists():
            raise Refused("nobody is here")
        return present[number % present.count()]

    def bring(self, a: int, b: int) -> None:
        bring(self.ada, now=self.now, **list(FILES.values())[a % len(FILES)])

    def edit(self, a: int, b: int) -> None:
        people.edit_person(
            self.someone(a), by=self.ada, now=self.now, title=("", "Boss", "Clerk")[b % 3], note="!"
        )

    def name(self, a: int, b: int) -> None:
        people.edit_person(
            self.someone(a), by=self.ada, now=self.now, name=NEW[b % 4], organisation="Tidewell"
        )

    def merge(self, a: int, b: int) -> None:
        same.merge(self.someone(a), self.someone(b), by=self.ada, now=self.now)

    def split(self, a: int, b: int) -> None:
        several = [p for p in Person.objects.present().order_by("pk") if len(same._entries(p)) > 1]
        if several:
            chosen = several[a % len(several)]
            entries = [handle.pk for handle in same._entries(chosen)]
            same.part(chosen, entries[: 1 + b % (len(entries) - 1)], by=self.ada, now=self.now)

    def apart(self, a: int, b: int) -> None:
        same.keep_apart(self.someone(a), self.someone(b), by=self.ada, now=self.now)

    def tag(self, a: int, b: int) -> None:
        people.tag([self.someone(a), self.someone(b)], by=self.ada, word="grid", now=self.now)

    def untag(self, a: int, b: int) -> None:
        people.untag([self.someone(a)], by=self.ada, word="grid", now=self.now)

    def hide(self, a: int, b: int) -> None:
        (people.hide if b % 2 else people.unhide)([self.someone(a)], by=self.ada, now=self.now)

    def tie(self, a: int, b: int) -> None:
        people.correct_tie(self.someone(a), by=self.ada, tie=("", "close", "never")[b % 3], now=self.now)

    def add(self, a: int, b: int) -> None:
        emails = (f"{NEW[a % 4].split()[0].lower()}@new.example",)
        people.add_person(by=self.ada, name=NEW[a % 4], emails=emails, organisation="Northwind", now=self.now)

    def target(self, a: int, b: int) -> None:
        targets.add_targets(
            ["Northwind", "Harrow Grid"][: 1 + b % 2], by=self.ada, motivation=1 + a % 5, now=self.now
        )

    def drop(self, a: int, b: int) -> None:
        for target in Target.objects.standing()[:1]:
            targets.drop_target(target, by=self.ada, now=self.now)

    def stranger(self, a: int, b: int) -> None:
        for target in Target.objects.standing()[:1]:
            targets.add_stranger(target, by=self.ada, name=NEW[a % 4], found="team page", now=self.now)

    def aside(self, a: int, b: int) -> None:
        targets.set_aside(self.someone(a), by=self.ada, never=bool(b % 2), today=TODAY, now=self.now)

    def ask(self, a: int, b: int) -> None:
        whom, sent_on = self.someone(a), TODAY - timedelta(days=(0, 12, 30)[b % 3])
        guess = 25 if b % 2 else None
        outreach.log_ask(whom, by=self.ada, channel="weak", guess=guess, sent_on=sent_on, now=self.now)

    def again(self, a: int, b: int) -> None:
        for ask in Ask.objects.open()[:1]:
            outreach.follow_up(ask, by=self.ada, sent_on=TODAY, now=self.now)

    def page(self, a: int, b: int) -> None:
        targets.add_material(
            self.someone(a), by=self.ada, kind="about", text="Demand is forecast.", now=self.now
        )

    def drop_page(self, a: int, b: int) -> None:
        for material in Material.objects.order_by("pk")[:1]:
            targets.drop_material(material, by=self.ada, now=self.now)

    def answer(self, a: int, b: int) -> None:
        for ask in Ask.objects.open()[:1]:
            answer = ("yes", "no", "none", "redirected")[a % 4]
            outreach.log_answer(ask, by=self.ada, answer=answer, answered_on=TODAY, now=self.now)


def assert_same(now: State, wanted: State, words: str) -> None:
    for have, want in zip(now, wanted, strict=True):
        lost = "\n".join(str(line) for line in want if line not in have)
        left = "\n".join(str(line) for line in have if line not in want)
        assert have == want, f"undoing {words}\nnot brought back: {lost}\nleft over: {left}"


def live(ada: User, story: list[tuple[str, int, int]]) -> Book:
    """Play a story, then undo all of it."""
    with transaction.atomic():
        book = Book(ada)
        for name, a, b in story:
            book.move(name, a, b)
        while book.before:
            book.move("undo", 0, 0)
        transaction.set_rollback(True)
    return book


QUIET = settings(
    deadline=None, database=None, derandomize=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.mark.slow
@given(story=STORY)
@settings(QUIET, max_examples=60)
def test_undo_brings_back_exactly_what_was(ada, story):
    live(ada, story)


def test_the_harness_catches_an_undo_that_leaves_a_tag(ada, monkeypatch):
    story = [("import", 0, 0), ("tag", 0, 1), ("undo", 0, 0)]
    assert live(ada, story).moved == 2
    whole = timeline.put_back

    monkeypatch.setattr(
        timeline, "put_back", lambda changes: whole([c for c in changes if c["model"] != "tag"])
    )

    with pytest.raises(AssertionError):
        live(ada, story)


@pytest.mark.parametrize(
    "story",
    [
        [("import", 0, 0), ("import", 1, 0), ("undo", 0, 0), ("undo", 0, 0)],
        [("import", 0, 0), ("import", 0, 0), ("tag", 0, 1), ("import", 0, 0), ("undo", 0, 0), ("undo", 0, 0)],
        [("import", 0, 0), ("merge", 0, 1), ("import", 1, 0), ("undo", 0, 0), ("undo", 0, 0), ("redo", 0, 0)],
        [
            ("import", 3, 0),
            ("import", 2, 0),
            ("split", 0, 0),
            ("import", 4, 0),
            ("undo", 0, 0),
            ("undo", 0, 0),
        ],
        [("import", 4, 0), ("merge", 0, 1), ("undo", 0, 0), ("redo", 0, 0), ("redo", 0, 0)],
    ],
)
def test_imports_merges_and_splits_are_undone_exactly(ada, story):
    assert live(ada, story).moved >= 2


def test_an_undone_import_can_be_imported_again(ada):
    files = FILES["old connections"]
    bring(ada, **files)
    before = dump(ada)
    undo.undo(by=ada, now=NOON)

    with pytest.raises(undo.NothingToRedo):
        undo.redo(by=ada, now=NOON)
    bring(ada, **files)

    assert dump(ada) == before
    assert Import.objects.applied().count() == 1
