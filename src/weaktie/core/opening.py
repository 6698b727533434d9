"""The first sentences of a conversation, as they are spoken: at most sixty words, then the other side talks.

The link between the two, why this person, the time agreed, the first question or the word that hands over.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_WORDS = 60
HANDS_OVER = "Shall we begin with my first question?"


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft can rest on; what is not known is left out."""

    name: str
    length: int
    link: str = ""
    """A sentence: "We were both at Larkspur Foods until 2019." """
    role: str = ""
    """What follows "because you ": "have been at Tidewell since 2021"."""
    question: str = ""


def draft(known: Known) -> str:
    """Return an opening built from what is known, with the first question if it still fits."""
    because = f"I asked you because you {known.role}." if known.role else ""
    time = f"We agreed on {known.length} minutes, and I will keep to them."
    thanks = f"Thank you for making time, {known.name}."
    for parts in (
        (thanks, known.link, because, time, known.question),
        (thanks, known.link, because, time, HANDS_OVER),
        (thanks, because or known.link, time, HANDS_OVER),
    ):
        text = " ".join(filter(None, (*parts[:-1], parts[-1] or HANDS_OVER)))
        if words(text) <= MOST_WORDS:
            return text
    return f"{thanks} {time} {HANDS_OVER}"


def words(text: str) -> int:
    """Count words as they are spoken."""
    return len(text.split())
