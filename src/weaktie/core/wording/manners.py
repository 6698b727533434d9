"""How a first message treats its reader: a true tie, a small ask, an easy no, no third knock, no reproach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core.wording import asking, ideas
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

MOST = 30
_MINUTES = re.compile(r"\b(\d{2,3})(?: ?(?:-|to|or) ?(\d{2,3}))?[ -]?(?:min|mins|minutes)\b")
_SINGLE_NO = re.compile(r"\b(?:last|still|again|once more)\b")


def no_connection(case: Case) -> Iterator[Hit]:
    """Find a message whose first two sentences do not say how the two know each other."""
    first = list(case.sentences[:2])
    if not first or case.context.earlier or any(_ties(one) for one in first):
        return
    yield Hit(Code.NO_CONNECTION, first[0].start, first[-1].end)


_YOU = ideas.pattern("manners_you")
_I = re.compile(r"\b(?:i|i'm|i've|i'd|we|my|me|our|us|saw|read|heard)\b")
_WISH = ideas.pattern("manners_wish")


def _ties(one: Sentence) -> bool:
    """Say whether a sentence tells how the two come to know of each other."""
    if ideas.find("connection", one.low) and not (_WISH.search(one.low) and not ideas.find("met", one.low)):
        return True
    both = _YOU.search(one.low) and _I.search(one.low)
    return bool(both and not one.asks and not _WISH.search(one.low)) or bool(ideas.find("met", one.low))


def ask_too_large(case: Case) -> Iterator[Hit]:
    """Find more than half an hour asked for, several meetings, or an ask without bounds."""
    for found in _MINUTES.finditer(case.text.low):
        if max(int(n) for n in found.groups() if n) > MOST:
            yield Hit(Code.ASK_TOO_LARGE, found.start(), found.end(), detail=f"more than {MOST} minutes")
            return
    for one, start, end in case.every("large_ask"):
        if _asks_for_time(one.low):
            yield Hit(Code.ASK_TOO_LARGE, start, end)
            return
    if not ideas.find("bounded", case.text.low) and (wanted := case.first("talk_wanted", meant=False)):
        yield Hit(Code.ASK_TOO_LARGE, wanted[1], wanted[2])


_FOR_TIME = ideas.pattern("manners_for_time")


def _asks_for_time(low: str) -> bool:
    return bool(_FOR_TIME.search(low))


def no_way_out(case: Case) -> Iterator[Hit]:
    """Find a message that presses, or that leaves no easy no."""
    pressed = case.first("presses")
    if pressed and not _lets_go(case, pressed[0]):
        yield Hit(Code.NO_WAY_OUT, pressed[1], pressed[2])
    elif not ideas.find("way_out", case.text.low):
        yield Hit(Code.NO_WAY_OUT, severity="advice" if ideas.find("bounded", case.text.low) else "error")


_NO = ideas.pattern("manners_no")


def _lets_go(case: Case, pressing: Sentence) -> bool:
    """Say whether what presses is followed, at once or in its own sentence, by a real way out."""
    after = case.text.low[pressing.start :]
    return bool(_NO.search(after)) and not re.search(
        r"\b(?:insist|must|won't take no|every (?:morning|day|evening|hour)|until they)\b", pressing.low
    )


def third_message(case: Case) -> Iterator[Hit]:
    """Find what would be the third message, or says that it is."""
    if case.context.earlier is not None and len(case.context.earlier) >= 2:
        yield Hit(
            Code.TOO_MANY_MESSAGES, detail=f"{len(case.context.earlier)} messages went to this person before"
        )
        return
    if said := case.first("third", meant=False):
        if case.context.earlier is None and not ideas.find("third_sure", said[0].low):
            yield Hit(Code.TOO_MANY_MESSAGES, said[1], said[2], "unknown")
        elif case.context.earlier is None or ideas.find("third_sure", said[0].low):
            yield Hit(Code.TOO_MANY_MESSAGES, said[1], said[2])


def guilt(case: Case) -> Iterator[Hit]:
    """Find blame for silence."""
    for _, start, end in case.every("guilt", meant=False):
        yield Hit(Code.GUILT, start, end)
        return


def recording(case: Case) -> Iterator[Hit]:
    """Find that a recording, a transcript or a bot is taken for granted."""
    for one, start, end in case.every("recording"):
        if ideas.find("recording_not", one.low) or not ideas.find("recorder", one.low):
            continue
        yield Hit(Code.RECORDING_ASSUMED, start, end)
        return


def no_handover(case: Case) -> Iterator[Hit]:
    """Find an opening that does not end by letting the other talk."""
    last = case.sentences[-2:]
    if any(one in asking.asked(case) or one.asks or ideas.find("handover", one.low) for one in last):
        return
    yield whole(Code.NO_HANDOVER, case.sentences[-1]) if case.sentences else Hit(Code.NO_HANDOVER)
