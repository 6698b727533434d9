"""How a text stands to what is stored: years, numbers and names that agree or do not, causes that are told.

Each is weak alone; `whole.py` weighs them together.
"""

from __future__ import annotations

import re

from weaktie.core import folding
from weaktie.core.wording import asking, wordstock
from weaktie.core.wording.against import folded_names, opposed, recipient_names
from weaktie.core.wording.case import Case
from weaktie.core.wording.sentences import Sentence

_ASKS_CAUSE = re.compile(
    r"\bwhy\b|\bhow come\b|\bhow did you (?:come|get|end|happen|first|start)"
    r"|\bwh(?:at|ich \w+|o) (?:\w+ ){0,4}(?:made|moved|led|brought|drove|set|took|tipped|pushed|prompted"
    r"|persuaded|convinced|inspired|caused|decided|triggered)\b|\breasons?\b|\bbehind\b"
    r"|\bset (?:it|you) off\b"
)
_TELLS_CAUSE = re.compile(
    r"\b(?:because|after|since|so|when|until|decided|reason|due|led|made me|in order|wanted|thanks to)\b"
)
_OF_SELF = re.compile(r"\b(?:i|my|me|our|we)\b")
_ASKS_AFTER = re.compile(
    r"\b(?:since|after|once|first|then|now|next|change[sd]?|miss(?:ed)?|surpris\w+|lose|lost|stop(?:ped)?"
    r"|hard(?:er|est)?|wrong|different(?:ly)?|would you|learn(?:ed|t)?)\b"
)
_MINUTES = re.compile(r"\b[\w-]+(?: or [\w-]+)?[ -](?:min|mins|minutes?|lines?|words?|sentences?)\b")
_YOU_ARE = re.compile(r"\byou(?:r|rs|'ve|'re)?\b")
_WRONG = re.compile(r"\b(?:not|never|no|neither|nor|only|another|someone else)\b|n't\b")

NAMES = (
    "public", "public long", "public of self", "public tells cause", "asks cause", "cause and told",
    "cause and long", "asks after", "asks after, public", "shared years", "odd year", "odd number",
    "shared numbers", "odd names", "shared names", "recipient stored", "opposed", "asked known", "asked new",
    "asked close", "said close", "told close", "denied remark", "denied remark close", "secret close",
    "secret share", "note opposed", "note odd number", "remarks",
)  # fmt: skip


def features(case: Case) -> list[float]:
    """Return the features, in the order of NAMES."""
    public = " ".join(passage.text for passage in case.public)
    low = public.lower()
    asked = asking.asked(case) or list(case.sentences)
    words = " ".join(one.low for one in asked)
    cause, after = bool(_ASKS_CAUSE.search(words)), bool(_ASKS_AFTER.search(words))
    told, long = len(_TELLS_CAUSE.findall(low)), min(1.5, len(low.split()) / 40)
    return [
        float(bool(public)), long, float(min(3, len(_OF_SELF.findall(low)))) / 3, min(3, told) / 3.0,
        float(cause), cause * min(2, told) / 2, cause * long, float(after), float(after and bool(public)),
        *_against(case, f"{public} {case.remarks.text}".strip()),
        *_close(case, asked),
        *_remarks(case),
        *_notes(case),
        float(bool(case.remarks.text)),
    ]  # fmt: skip


def _against(case: Case, stored: str) -> list[float]:
    """Compare years, numbers, names and opposites with all that is stored."""
    if not stored:
        return [0.0] * 8
    low, known = _MINUTES.sub(" ", case.text.low), stored.lower()
    years, kept = wordstock.years(low), wordstock.years(stored)
    numbers, counts = wordstock.numbers(low), wordstock.numbers(known)
    inside = " ".join(one.written[1:] for one in case.sentences)
    names, others = folded_names(inside), folded_names(stored)
    stems = frozenset().union(*case.stems) if case.stems else frozenset()
    return [
        float(min(2, len(years & kept))), float(bool(kept and years - kept and not years & kept)),
        float(bool(counts and numbers and not numbers & counts)), float(min(2, len(numbers & counts))),
        min(3, len(names - others)) / 3.0, min(3, len(names & others)) / 3.0,
        float(bool(recipient_names(case) & {folding.fold(one) for one in re.findall(r"\w+", stored)})),
        float(opposed(stems, wordstock.stems(known))),
    ]  # fmt: skip


def _close(case: Case, asked: list[Sentence]) -> list[float]:
    """Say how much of what is asked, and of what is told, the public text has."""
    if not case.public or not case.sentences:
        return [0.0] * 5
    likeness = case.likeness(case.public)
    known = frozenset().union(*(passage.stems for passage in case.public))
    at = [n for n, one in enumerate(case.sentences) if one in asked] or [0]
    stems = frozenset().union(*(case.stems[n] for n in at))
    rest = [n for n in range(len(case.sentences)) if n not in at]
    share = len(stems & known) / max(1, len(stems))
    return [
        share, min(8, len(stems - known)) / 8, float(likeness[at].max()), float(likeness.max()),
        float(likeness[rest].max()) if rest else 0.0,
    ]  # fmt: skip


def _remarks(case: Case) -> list[float]:
    """Say whether a remark denies something, and how close the text comes to it."""
    denied = [one for one in case.remarks.sentences if _WRONG.search(one)]
    if not denied:
        return [0.0, 0.0]
    text = frozenset().union(*case.stems) if case.stems else frozenset()
    return [1.0, max(min(3, len(wordstock.stems(one) & text)) / 3 for one in denied)]


def _notes(case: Case) -> list[float]:
    """Set the text against the notes: secrets told, insights turned round."""
    if not case.notes or not case.sentences:
        return [0.0] * 4
    likeness = case.likeness(case.notes)
    text = frozenset().union(*case.stems)
    open_stems = frozenset().union(*(note.stems for note in case.notes if not note.secret))
    secret = [n for n, note in enumerate(case.notes) if note.secret]
    hidden = [case.notes[n].stems - open_stems for n in secret]
    best = case.notes[int(likeness.max(axis=0).argmax())]
    share = max((len(stems & text) / max(1, len(stems)) for stems in hidden), default=0.0)
    said = [n for n, one in enumerate(case.sentences) if _YOU_ARE.search(one.low)]
    turned = any(opposed(case.stems[n], best.stems) for n in said)
    every = frozenset().union(*(wordstock.numbers(note.text.lower()) for note in case.notes))
    odd = any(wordstock.numbers(case.sentences[n].low) - every for n in said) and bool(every)
    return [
        float(likeness[:, secret].max()) if secret else 0.0, share, float(turned), float(odd),
    ]  # fmt: skip


__all__ = ["NAMES", "features"]
