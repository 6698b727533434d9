"""Questions that only this person can answer, each built on something dated that is known of them.

Three families for the middle of a conversation: what changed since, what they wish they had known before,
what separates strong from average; and what a posting leaves open. Where nothing dated is known there is
no proposal: a question for everybody is a question for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from weaktie.core import titles
from weaktie.core.employers import employer_key

NEW = timedelta(days=240)
"""So long after coming somewhere the coming itself is what one can ask about [J]."""

YEAR = timedelta(days=365)
MOST = 9
LONGEST_QUOTE = 60

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Family(StrEnum):
    """What a question is after."""

    CHANGED = "changed"
    BEFORE = "before"
    SEPARATES = "separates"
    POSTING = "posting"


FAMILIES = {
    Family.CHANGED: "What changed",
    Family.BEFORE: "What they wish they had known",
    Family.SEPARATES: "What separates strong from average",
    Family.POSTING: "What the posting leaves open",
}


@dataclass(frozen=True, slots=True)
class Post:
    """Time at an employer. `since` is what a source says; `seen` is when an export first showed it."""

    employer: str
    title: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None
    seen: date | None = None

    @property
    def place(self) -> str:
        """The team if it is known, else the employer."""
        return f"{self.department} at {self.employer}" if self.department else self.employer


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person: the name to say, where they work and worked (the present first)."""

    name: str
    today: date
    posts: Sequence[Post] = ()
    met: date | None = None
    """When the seeker last had to do with them."""
    posting: str = ""
    posting_employer: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One question, why only this person can answer it, and its family."""

    text: str
    why: str
    family: Family

    @property
    def family_words(self) -> str:
        """The family as a heading."""
        return FAMILIES[self.family]


def proposals(facts: Facts) -> list[Proposal]:
    """Return questions for this person, the families in turn, the best of each first."""
    found = [one for one in _all(facts) if one is not None]
    by_family = {family: [one for one in found if one.family == family] for family in Family}
    rounds = max((len(some) for some in by_family.values()), default=0)
    in_turn = [some[turn] for turn in range(rounds) for some in by_family.values() if turn < len(some)]
    distinct = {one.text: one for one in reversed(in_turn)}
    return [one for one in in_turn if distinct[one.text] is one][:MOST]


def _all(facts: Facts) -> Iterator[Proposal | None]:
    now = _present(facts)
    if now is not None:
        before = _earlier_title(facts, now)
        old = _moved_from(facts, now)
        yield _changed_title(facts, now, before)
        yield _changed_since(facts, now)
        yield _changed_from(facts, now, old)
        yield _changed_meanwhile(facts, now)
        yield _before_step(facts, now, before)
        yield _before_move(facts, now, old)
        yield _before_start(facts, now)
        yield from _separates(facts, now)
    else:
        yield from _of_the_past(facts)
    yield from _left_open(facts, now)


def _present(facts: Facts) -> Post | None:
    return next((post for post in facts.posts if post.until is None and _key(post)), None)


def _earlier_title(facts: Facts, now: Post) -> Post | None:
    """Return what they were at the same employer before their present title."""
    same = (post for post in facts.posts if _key(post) == _key(now) and post is not now)
    return next((post for post in same if post.title and _fold(post.title) != _fold(now.title)), None)


def _moved_from(facts: Facts, now: Post) -> Post | None:
    """Return the employer they came from."""
    other = (post for post in facts.posts if _key(post) not in ("", _key(now)))
    return next((post for post in other if post.until is not None), None)


# What changed


def _changed_title(facts: Facts, now: Post, before: Post | None) -> Proposal | None:
    day = now.since or (before.until if before else None)
    if before is None or not now.title or day is None:
        return None
    return Proposal(
        f"You went from {before.title} to {now.title} at {now.employer} in {day.year}: what looked different "
        "from the new chair?",
        f"{facts.name} has seen the same work from both chairs; the step was in {_when(day)}.",
        Family.CHANGED,
    )


def _changed_since(facts: Facts, now: Post) -> Proposal | None:
    if now.since is not None and facts.today - now.since >= NEW:
        return Proposal(
            f"You have been {_as(now)} since {now.since.year}: what did the team still do then that it has "
            "stopped doing?",
            f"{facts.name} has been there since {_when(now.since)} and saw it before and after.",
            Family.CHANGED,
        )
    if now.since is None and now.seen is not None:
        then = f"in {_when(now.seen)}" if facts.today - now.seen >= YEAR else "when you began"
        return Proposal(
            f"What does your work {_as(now)} no longer include that it did {then}?",
            f"Your files show {facts.name} there in {_when(now.seen)}; no page says what was dropped.",
            Family.CHANGED,
        )
    return None


def _changed_from(facts: Facts, now: Post, old: Post | None) -> Proposal | None:
    day = now.since or (old.until if old else None)
    if old is None or day is None:
        return None
    return Proposal(
        f"When you came from {old.employer} to {now.employer} in {day.year}, which habit had to go first?",
        f"{facts.name} made this move in {_when(day)}; few have worked in both places.",
        Family.CHANGED,
    )


def _changed_meanwhile(facts: Facts, now: Post) -> Proposal | None:
    """Ask what changed since the two last had to do with each other, if that is long ago."""
    if facts.met is None or facts.today - facts.met < YEAR:
        return None
    return Proposal(
        f"We last wrote or met in {_when(facts.met)}: which part of your work {_as(now)} did not exist then?",
        f"You know how it was in {_when(facts.met)}; {facts.name} knows what came since.",
        Family.CHANGED,
    )


# What they wish they had known before


def _before_step(facts: Facts, now: Post, before: Post | None) -> Proposal | None:
    day = now.since or (before.until if before else None)
    if before is None or not now.title or day is None:
        return None
    return Proposal(
        f"Before you became {now.title} at {now.employer} in {day.year}, what were you wrong about in that "
        "role?",
        f"{facts.name} made the step in {_when(day)}; others can only say how it looks from outside.",
        Family.BEFORE,
    )


def _before_move(facts: Facts, now: Post, old: Post | None) -> Proposal | None:
    day = now.since or (old.until if old else None)
    if old is None or day is None:
        return None
    return Proposal(
        f"When you left {old.employer} for {now.employer} in {day.year}, what do you wish you had asked "
        "first?",
        f"{facts.name} chose this in {_when(day)} and has lived with it since.",
        Family.BEFORE,
    )


def _before_start(facts: Facts, now: Post) -> Proposal | None:
    if now.since is not None:
        return Proposal(
            f"You began {_as(now)} in {now.since.year}: what surprised you in the first three months?",
            f"{facts.name} began there in {_when(now.since)}; only somebody who did knows.",
            Family.BEFORE,
        )
    if now.seen is None:
        return None
    return Proposal(
        f"When you began {_as(now)}, what had nobody told you that mattered later?",
        f"{facts.name} was there by {_when(now.seen)}; only somebody who began there knows.",
        Family.BEFORE,
    )


# What separates strong from average


def _separates(facts: Facts, now: Post) -> Iterator[Proposal | None]:
    day = now.since or now.seen
    if day is None:
        return
    there = f"since {_when(day)}" if now.since else f"by {_when(day)}"
    since = f"since {day.year}" if facts.today - day >= YEAR else "in your time there"
    yield Proposal(
        f"Of the people who joined {now.place} {since}, what did the strong ones do in their first half year "
        "that the average ones did not?",
        f"{facts.name} was there {there} and saw them begin.",
        Family.SEPARATES,
    )
    leads = titles.level(now.title) in ("senior", "executive")
    who = f"as {now.title}" if now.title and not leads else "on your team"
    yield Proposal(
        f"The last person who stood out {who} at {now.employer}: what did they do that others left out?",
        f"{facts.name}, there {there}, can tell good from very good in this work.",
        Family.SEPARATES,
    )


def _of_the_past(facts: Facts) -> Iterator[Proposal | None]:
    """Ask about the last employer of somebody whose present one is not known."""
    last = next((post for post in facts.posts if _key(post)), None)
    day = (last.until or last.since or last.seen) if last else None
    if last is None or day is None:
        return
    seen = f"{facts.name} was there {'until' if last.until else 'in'} {_when(day)}"
    yield Proposal(
        f"From when you came to {last.employer} to {day.year}, what changed most in how the work was done?",
        f"{seen} and saw both ends of it.",
        Family.CHANGED,
    )
    yield Proposal(
        f"When you began at {last.employer}, what had nobody told you that mattered by {day.year}?",
        f"{seen}; only somebody who began there knows.",
        Family.BEFORE,
    )
    yield Proposal(
        f"At {last.employer}, up to {day.year}, what did the strongest do that average colleagues left out?",
        f"{seen} and saw them at work.",
        Family.SEPARATES,
    )


# What the posting leaves open

VAGUE = (
    "as needed", "as required", "where necessary", "if needed", "when required", "flexible working",
    "flexible hours", "fast-paced", "fast paced", "dynamic environment", "wear many hats",
    "hands-on mentality", "hands-on", "other duties", "various tasks", "occasional travel", "some travel",
    "competitive salary", "competitive pay", "self-starter", "work independently", "high-pressure",
    "tight deadlines", "changing priorities", "cross-functional", "stakeholders", "on-call", "on call",
    "shift work", "weekend work", "hybrid",
)  # fmt: skip
"""Words of postings behind which a practice stands that only people there know [J]."""

SILENT = (
    (
        re.compile(r"report(s|ing)? (in)?to|line manager|your manager|works? for the", re.IGNORECASE),
        "whom one reports to",
        "who looks at the work first when it is done, and how was that the last time?",
    ),
    (
        re.compile(r"first (months?|weeks?|90|ninety|half year|year)|onboarding|probation", re.IGNORECASE),
        "what the first months look like",
        "what did the last person who began there spend the first month on?",
    ),
    (
        re.compile(r"team of|\bteam size|\bcolleagues\b|people in the team", re.IGNORECASE),
        "how large the team is",
        "how many people share this work today, and how many did when you came?",
    ),
)
"""What a posting should say: how one sees that it does, what it leaves out, and what to ask then."""


def _left_open(facts: Facts, now: Post | None) -> Iterator[Proposal | None]:
    """Ask about what the posting says vaguely or not at all, if they work where it is from."""
    if not facts.posting.strip() or now is None:
        return
    if employer_key(facts.posting_employer) not in ("", _key(now)):
        return
    why = f"{facts.name} works there and has seen how it is; the posting only says the word."
    for quote in _vague(facts.posting):
        yield Proposal(
            f"The posting says “{quote}”: the last time that came up, what did it mean in practice?",
            why,
            Family.POSTING,
        )
    for said, missing, question in SILENT:
        if not said.search(facts.posting):
            yield Proposal(
                f"About the role that {now.employer} posted: {question}",
                f"The posting does not say {missing}; {facts.name} works there.",
                Family.POSTING,
            )


def _vague(posting: str) -> list[str]:
    """Return the vague words of a posting with the word or two before them, in its order."""
    found = []
    for words in VAGUE:
        if hit := re.search(rf"((?:[\w-]+ ){{0,2}}){re.escape(words)}\b", posting, re.IGNORECASE):
            found.append((hit.start(), hit.group(0).strip()[-LONGEST_QUOTE:]))
    kept: list[tuple[int, str]] = []
    for at, quote in sorted(found, key=lambda one: -len(one[1])):
        if not any(_fold(quote) in _fold(longer) for _, longer in kept):
            kept.append((at, quote))
    return [quote for _, quote in sorted(kept)][:2]


# Words


def _as(post: Post) -> str:
    """Say a post after "you have been": as Grid planner at Northwind; at Northwind."""
    return f"as {post.title} at {post.employer}" if post.title else f"at {post.employer}"


def _when(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}" if (day.month, day.day) != (1, 1) else str(day.year)


def _key(post: Post) -> str:
    """Return what identifies the employer, "" where the words name none ("Retired")."""
    return employer_key(post.employer)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
