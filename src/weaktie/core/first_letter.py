"""How a first message begins: true facts, and gaps where only the seeker can go on.

Never a whole message: what the two share, and what made the seeker think of this person, is theirs to say.
A gap is written [like this], and the check of the wording does not let it pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from weaktie.core.tie_words import MONTHS

GAP = re.compile(r"\[[^\]\n]+\]")
QUESTION_GAP = "[Your one question.]"

ASK = (
    "Would twenty minutes on the phone suit you? A few lines in writing would help just as much, "
    "and if it is a bad time, no is fine."
)

AGAIN_ASK = "Twenty minutes, a few lines, or no answer: each is fine, and I will not write again."

_SENTENCE = re.compile(r"[^.!?\n]*\?")
_ABOUT_THE_TALK = re.compile(
    r"\b(minutes?|call|phone|chat|coffee|suit you|in writing|a few lines|how are you|have time)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known between two people. Empty is not known; `shared` reads "Larkspur Foods, 2014 to 2016"."""

    name: str
    seeker: str = ""
    shared: str = ""
    school: str = ""
    place: str = ""
    """An employer or school both know from their own time there, where nothing says when."""
    last: date | None = None
    both_ways: bool = False
    met: date | None = None
    introducer: str = ""
    employer: str = ""
    title: str = ""
    since: date | None = None
    has_moved: bool = False
    """A later export shows this employer in place of another."""


def start(facts: Facts, question: str = "") -> str:
    """Return the beginning of a first message: the true connection, the gaps, the ask, the way out."""
    noticed = f"{_noticed(facts)} {question or QUESTION_GAP}"
    parts = (f"Hello {facts.name},", connection(facts), noticed, ASK, facts.seeker)
    return "\n\n".join(part for part in parts if part)


def again(facts: Facts, asked: date, question: str = "") -> str:
    """Return the beginning of the one follow-up: the same question, shorter, and an easy end."""
    day = f"{asked.day} {MONTHS[asked.month - 1]}"
    reminder = f"I wrote to you on {day}; [what has happened since, or why it still matters]."
    parts = (f"Hello {facts.name},", reminder, question or QUESTION_GAP, AGAIN_ASK, facts.seeker)
    return "\n\n".join(part for part in parts if part)


def connection(facts: Facts) -> str:
    """Say how the two know each other, from what the files hold, with a gap for what the seeker knows."""
    if facts.introducer:
        return f"{facts.introducer} [agreed that I may name them, and said why I should ask you]."
    if facts.shared:
        return f"We were both at {facts.shared}; [one thing you remember of that time]."
    if facts.school:
        return f"We were both at {facts.school}; [one thing you remember of that time]."
    if facts.place:
        return f"We have both been at {facts.place}; [when, and one thing you remember of that time]."
    if facts.both_ways and facts.last:
        return f"You and I last wrote in {_month(facts.last)}, [about what]."
    if facts.met:
        return f"We met in {_month(facts.met)}, [where, and what stayed with you]."
    return "[How you know each other, or where you came across their work.]"


def subject(facts: Facts) -> str:
    """Return a short subject that a person would write."""
    place = (facts.shared or facts.school or facts.place).partition(",")[0]
    return f"From {place}, with one question" if place else "One question"


def question_of(text: str) -> str:
    """Return the one question that a message carries: the first that is not about the talk itself."""
    asked = (hit[0].strip() for hit in _SENTENCE.finditer(GAP.sub("", text)))
    return next((one for one in asked if not _ABOUT_THE_TALK.search(one)), "")[:500]


def with_question(text: str, question: str) -> str:
    """Put a question where the gap for it is, else behind the first paragraphs, before the ask."""
    if QUESTION_GAP in text:
        return text.replace(QUESTION_GAP, question, 1)
    before, ask, after = text.partition(ASK)
    return (
        f"{before}{question}\n\n{ask}{after}" if ask else "\n\n".join(filter(None, (text.rstrip(), question)))
    )


def _noticed(facts: Facts) -> str:
    if facts.employer and facts.since:
        role = f"{facts.employer} as {facts.title}" if facts.title else facts.employer
        return f"You have been at {role} since {_month(facts.since)}; [what made you think of them]."
    if facts.employer and facts.has_moved:
        return f"I saw that you are at {facts.employer} now; [what made you think of them, and when]."
    return "[What you noticed of their work, and when.]"


def _month(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (1, 1) else f"{MONTHS[day.month - 1]} {day.year}"
