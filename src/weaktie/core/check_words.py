"""What a check says to whoever wrote the text: a heading for each code, what is right, how to mend."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

TITLES = {
    "ASKS_FOR_JOB": "this asks for a job",
    "HIDDEN_PITCH": "this sells you, where a question would do",
    "RESUME_ATTACHED": "a CV turns a question into an application",
    "GOOGLEABLE": "public pages already answer this",
    "NO_SPECIFIC_QUESTION": "there is no question that only they can answer",
    "NOT_THEIR_SIGHT": "they cannot have seen this themselves",
    "MANY_QUESTIONS": "more than one thing is asked",
    "ASKS_FOR_FORECAST": "this asks for a guess about the future",
    "INVITES_JUDGEMENT": "this asks them to judge you",
    "CONFIDENTIAL": "they may not be free to answer this",
    "TOO_LONG": "this is long",
    "NO_CONNECTION": "they cannot tell yet how you know each other",
    "WRONG_DETAIL": "this may not be as it was",
    "ASK_TOO_LARGE": "the ask is larger than it need be",
    "NO_WAY_OUT": "there is no easy way to say no",
    "NO_CONSENT": "somebody is named who has not agreed",
    "SECOND_RECIPIENT": "this is written to more than one person",
    "RECORDING_ASSUMED": "this takes a recording for granted",
    "PLACEHOLDER_LEFT": "a gap is left to fill",
    "TOO_MANY_MESSAGES": "this would be a third message",
    "GUILT": "this presses",
    "DECEPTIVE": "this is not the whole truth",
    "NO_SPECIFIC_INSIGHT": "nothing they said is named",
    "NOT_APPLIED": "it does not say what you did with it",
    "BREACH_CONFIDENCE": "this was said in confidence",
    "NEW_LARGE_ASK": "thanks come with a new ask",
    "NUDGE": "thanks come with a nudge",
    "NO_HANDOVER": "it does not hand over to them",
    "LATE": "it says itself that it is late",
    "NOTHING_BACK": "whoever introduced you is not thanked",
}

WORDS = {"error": "Mend", "advice": "Consider", "unknown": "Cannot tell"}
"""The word that tells how much a finding weighs."""

_QUESTION = frozenset(
    (
        "GOOGLEABLE", "NO_SPECIFIC_QUESTION", "NOT_THEIR_SIGHT", "MANY_QUESTIONS", "ASKS_FOR_FORECAST",
        "CONFIDENTIAL",
    )
)  # fmt: skip
_PITCH = frozenset(("ASKS_FOR_JOB", "HIDDEN_PITCH", "RESUME_ATTACHED", "INVITES_JUDGEMENT"))
_GAP = frozenset(("PLACEHOLDER_LEFT",))
_TRUE = frozenset(("WRONG_DETAIL", "DECEPTIVE", "PLACEHOLDER_LEFT", "NO_CONSENT", "SECOND_RECIPIENT"))

RIGHT = {
    "question": (("one clear question", _QUESTION), ("no pitch in it", _PITCH), ("short", {"TOO_LONG"})),
    "outreach": (
        ("the connection comes first", {"NO_CONNECTION", *_GAP}),
        ("one clear question", _QUESTION | _GAP),
        ("a small ask", {"ASK_TOO_LARGE"}),
        ("a way out", {"NO_WAY_OUT", "GUILT", "TOO_MANY_MESSAGES"}),
        ("no pitch and no job ask", _PITCH),
        ("nothing left to fill or correct", _TRUE),
        ("short", {"TOO_LONG"}),
    ),
    "thankyou": (
        ("it names what they said", {"NO_SPECIFIC_INSIGHT", "WRONG_DETAIL", *_GAP}),
        ("it says what you did with it", {"NOT_APPLIED", *_GAP}),
        ("it asks for nothing", {"NEW_LARGE_ASK", "NUDGE", "GUILT", *_PITCH}),
        ("it keeps confidences", {"BREACH_CONFIDENCE"}),
        ("short", {"TOO_LONG"}),
    ),
    "opening": (
        ("no pitch in it", _PITCH),
        ("it hands over to them", {"NO_HANDOVER"}),
        ("short", {"TOO_LONG"}),
    ),
}
"""What is right with a text of each kind, and the codes that say it is not."""

LONGEST = {"question": 45, "outreach": 100, "thankyou": 120, "opening": 60}
"""Words that a text of each kind is best kept under."""

GOES = frozenset(
    (
        "RESUME_ATTACHED", "ASKS_FOR_JOB", "HIDDEN_PITCH", "INVITES_JUDGEMENT", "RECORDING_ASSUMED", "GUILT",
        "NUDGE", "NEW_LARGE_ASK", "BREACH_CONFIDENCE", "NO_CONSENT", "LATE",
    )
)  # fmt: skip
"""Codes whose sentence can go without another in its place."""

ASK_ANEW = frozenset(
    ("GOOGLEABLE", "NO_SPECIFIC_QUESTION", "NOT_THEIR_SIGHT", "ASKS_FOR_FORECAST", "CONFIDENTIAL")
)
"""Codes that another question mends."""

WAY_OUT = "If it is a bad time, no is fine."
LONGEST_NAME = 4
"""Words of a name under a letter."""

NOTE_HOLDS = 300
"""Characters of a note to an invitation on LinkedIn; some free accounts have 200."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage to be replaced: from, to (code points), and by what."""

    start: int
    end: int
    by: str


def right(kind: str, codes: Collection[str]) -> tuple[str, ...]:
    """Return what is right with a text in which these codes were found."""
    return tuple(words for words, spoilt in RIGHT[kind] if not spoilt & set(codes))


def in_one_press(code: str, text: str, start: int | None, end: int | None) -> Cut | None:
    """Return what one press does about a finding: a sentence goes, or the way out is added; else None."""
    if code == "NO_WAY_OUT":
        place = _before_the_name(text)
        return Cut(place, place, f"{WAY_OUT}\n\n" if place < len(text) else f"\n\n{WAY_OUT}")
    if code not in GOES or start is None or end is None:
        return None
    first = max(text.rfind(sign, 0, start) for sign in ".!?\n") + 1
    ends = [at for sign in ".!?\n" if (at := text.find(sign, max(start, end - 1))) >= 0]
    return _whole(text, first, min(ends, default=len(text) - 1) + 1)


def _whole(text: str, start: int, end: int) -> Cut:
    """Take a sentence out so that no doubled space and no empty paragraph stays behind."""
    while start < end and text[start].isspace():
        start += 1
    if end > start and text[end - 1] == "\n":
        end -= 1
    begins = start == 0 or text[start - 1] == "\n"
    while end < len(text) and text[end] in (" \n" if begins else " "):
        end += 1
    while (
        start
        and (end == len(text) or text[end] == "\n")
        and text[start - 1] in (" \n" if end == len(text) else " ")
    ):
        start -= 1
    return Cut(start, end, "")


def _before_the_name(text: str) -> int:
    """Return where the last paragraph begins if it is but a name, else the end."""
    body = text.rstrip()
    place = body.rfind("\n\n") + 2
    is_name = place > 1 and len(body[place:].split()) <= LONGEST_NAME and body[-1] not in ".!?"
    return place if is_name else len(text)


def mended(text: str, what: Cut) -> str:
    """Return the text with the passage replaced."""
    return text[: what.start] + what.by + text[what.end :]


def measure(kind: str, words: int, *, characters: int = 0, on_linkedin: bool = False) -> str:
    """Say how long a text is, beside what its kind holds."""
    said = f"{words} {'word' if words == 1 else 'words'}"
    if on_linkedin:
        fits = "fits" if characters <= NOTE_HOLDS else "does not fit"
        return f"{said}, {characters} characters; {fits} a LinkedIn invitation ({NOTE_HOLDS})"
    limit = LONGEST[kind]
    if words > limit:
        return f"{said}, over {limit}"
    return f"{said}, {'well ' if words <= 0.9 * limit else ''}under {limit}" if words != limit else said
