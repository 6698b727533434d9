"""Thanks that matter: one insight from the notes, what was done with it, nothing new wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core import folding
from weaktie.core.wording import ideas, wordstock
from weaktie.core.wording.against import folded_names, opposed, recipient_names
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

INSIGHT_MATCHES = 0.24


def insight(case: Case) -> Iterator[Hit]:
    """Find thanks without an insight, or with one that the notes do not have."""
    cited = [one for one in case.sentences if ideas.find("said", one.low)]
    concrete = [
        one
        for one in case.sentences
        if len(wordstock.stems(one.low)) >= 3 and not ideas.find("vague", one.low)
    ]
    if case.context.notes is None:
        if cited or concrete:
            yield whole(Code.WRONG_DETAIL, (cited or concrete)[0], severity="unknown")
        else:
            yield Hit(Code.NO_SPECIFIC_INSIGHT)
        return
    if not case.notes and (cited or concrete):
        yield whole(Code.WRONG_DETAIL, (cited or concrete)[0])
        return
    matched, place = best_note(case)
    if matched < INSIGHT_MATCHES:
        if concrete and cited:
            yield whole(Code.WRONG_DETAIL, cited[0])
        else:
            yield whole(Code.NO_SPECIFIC_INSIGHT, place) if place else Hit(Code.NO_SPECIFIC_INSIGHT)
    else:
        yield from _turned_round(case)


def best_note(case: Case) -> tuple[float, Sentence | None]:
    """Return how well the text matches a note that may be told, and the sentence that does."""
    notes = [note for note in case.notes if not note.secret]
    if not notes or not case.sentences:
        return 0.0, case.sentences[0] if case.sentences else None
    likeness = case.likeness(notes)
    text = frozenset().union(*case.stems)
    best, at = 0.0, case.sentences[0]
    for m, note in enumerate(notes):
        share = len(note.stems & text) / max(1, len(note.stems))
        n = int(likeness[:, m].argmax())
        score = 0.5 * share + 0.5 * float(likeness[n, m])
        if score > best:
            best, at = score, case.sentences[n]
    return best, at


_CLAUSE = re.compile(r"[,;:]| so | and i | which | until | but ")
_KIN = ideas.pattern("thanks_kin")


def _turned_round(case: Case) -> Iterator[Hit]:
    """Find an insight told the other way round, with another number, or as somebody else's."""
    notes = [note for note in case.notes if not note.secret]
    every = frozenset().union(*(wordstock.numbers(note.text.lower()) for note in notes))
    for note in notes:
        for n, one in enumerate(case.sentences):
            shared = note.stems & case.stems[n]
            if not shared or not (ideas.find("said", one.low) or re.search(r"\byours?\b", one.low)):
                continue
            if _other_number(one.low, note.text.lower(), every) or opposed(case.stems[n], note.stems):
                yield whole(Code.WRONG_DETAIL, one, detail=note.text)
                return
            if len(shared) >= 2 and _other_person(case, one, note.text):
                yield whole(Code.WRONG_DETAIL, one, detail=note.text)
                return


def _other_number(low: str, note: str, every: frozenset[float]) -> bool:
    """Say whether what is given as theirs has a number that no note has, where the note has another."""
    theirs = [
        part
        for part in _CLAUSE.split(low)
        if re.search(r"\byou(?:rs?|'ve)?\b", part) and not re.search(r"\bi(?:'ve|'m)?\b", part)
    ]
    told = frozenset().union(*(wordstock.numbers(part) for part in theirs)) if theirs else frozenset()
    return bool(
        told
        and wordstock.numbers(note)
        and not told & every
        and not any(a * 2 in told or a * 7 in told or a * 12 in told for a in every)
    )


def _other_person(case: Case, one: Sentence, note: str) -> bool:
    """Say whether the text gives to one person what the note gives to another."""
    known = folded_names(" ".join(each.text for each in case.notes)) | recipient_names(case)
    noted = {name for name in folded_names(note[1:]) if len(name) > 2} - recipient_names(case)
    if not noted or noted & folded_names(case.text.written):
        return False
    named = {
        folding.fold(name)
        for name in re.findall(r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Miss)\.? ([A-Z][\w'-]+)", one.written)
    } - known
    return bool(named or _KIN.search(one.low))


def not_applied(case: Case) -> Iterator[Hit]:
    """Find an insight with which nothing was done, and no dated step."""
    if not any(ideas.find("did", one.low) or ideas.find("step", one.low) for one in case.sentences):
        yield Hit(Code.NOT_APPLIED)


def new_large_ask(case: Case) -> Iterator[Hit]:
    """Find another call, a review, a list of contacts or a mentor asked for."""
    for one, start, end in case.every("new_ask"):
        if one.asks or ideas.find("wish", one.low):
            if case.remarks.offered and ideas.find("accepts", one.low):
                continue
            yield Hit(Code.NEW_LARGE_ASK, start, end)
            return


def nudge(case: Case) -> Iterator[Hit]:
    """Find a nudge about a promise, or for an answer."""
    for _, start, end in case.every("nudge"):
        yield Hit(Code.NUDGE, start, end)
        return


def late(case: Case) -> Iterator[Hit]:
    """Find that the text itself says that days have passed (advice)."""
    if found := case.first("late_said", meant=False):
        yield Hit(Code.LATE, found[1], found[2], "advice")


def nothing_back(case: Case) -> Iterator[Hit]:
    """Find that an introducer is known and not thanked (advice)."""
    name = case.remarks.introducer.split(",")[0].split(" ")[0].lower()
    if name and name not in case.text.low:
        yield Hit(Code.NOTHING_BACK, severity="advice", detail=case.remarks.introducer)
